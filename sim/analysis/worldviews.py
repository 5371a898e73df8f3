"""Scenarios under worldviews, and the default aims and condition by which they are compared."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sim.analysis.key_outcomes import key_outcomes
from sim.analysis.robust import Aim, aim
from sim.foundations.errors import PeninsulaError
from sim.model.expression import Expression, expression, expressions
from sim.scenario.loading import load
from sim.scenario.scenario import Scenario
from sim.scenario.worldviews import load_worldview, rival_worldviews

MOST_AIMS = 8
"""Number of key outcomes that are aims by default."""

GOOD_ENOUGH = "{headline} < 60 and count(clash) == 0"
"""Default condition of a good-enough world."""


def named_worldviews(text: str) -> tuple[str, ...]:
    """Return the worldviews named in a comma-separated list, or those of all rival theories for "all".

    Raises PeninsulaError when there is no such worldview.
    """
    names = rival_worldviews() if text == "all" else tuple(dict.fromkeys(part.strip() for part in text.split(",")))
    try:
        return tuple(load_worldview(name).name for name in names)
    except PeninsulaError as error:
        raise PeninsulaError(f"--worldviews: {error}") from None


def under(
    sources: Sequence[str | Path], worldviews: Sequence[str], overrides: Mapping[str, Any] | None = None, **ensemble: Any
) -> list[list[Scenario]]:
    """Return each scenario under each worldview; ensemble: worlds, months, seed and nowcast, as in `load`."""
    if "worldview" in (overrides or {}):
        raise PeninsulaError("--set worldview: this command takes worldviews from --worldviews")
    return [[load(source, {**(overrides or {}), "worldview": view}, **ensemble) for view in worldviews] for source in sources]


def aims_of(outcomes: Sequence[str], scenario: Scenario) -> list[Aim]:
    """Return the aims: the named outcomes, or the key ones; scenarios are ranked by the first."""
    names = tuple(outcomes) or tuple(each.name for each in key_outcomes(scenario.theatre) if each.better)[:MOST_AIMS]
    return [aim(each, scenario) for each in expressions(names, scenario, "number")]


def good_enough(satisfy: str | None, scenario: Scenario) -> Expression:
    """Return the condition of a good-enough world."""
    text = GOOD_ENOUGH.format(headline=scenario.theatre.headline) if satisfy is None else satisfy
    return expression(text, scenario, "condition")
