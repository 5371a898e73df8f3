"""What the page is told: courses with bands, differences world by world, and key numbers with their direction."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from sim.analysis.attribution import differ_in_assumptions
from sim.analysis.contrast import describe_differences, world_key
from sim.analysis.key_outcomes import key_outcomes
from sim.ensemble.manifest import CAVEAT
from sim.ensemble.run import Run
from sim.ensemble.tables import LEVELS, column, quantiles
from sim.foundations.axes import Array
from sim.foundations.errors import PeninsulaError, nearest
from sim.model.outcomes import Outcome, outcomes_of
from sim.scenario.scenario import Scenario

DIGITS = 4


def answer(scenarios: Sequence[Scenario], found: Sequence[Array], wanted: Sequence[str]) -> dict[str, Any]:
    """Return what is drawn of a scenario, held against another one where one is given and both have the same worlds.

    scenarios: the scenario, and the one behind it, if any. found: outcomes of each, (outcome, month, world). wanted: names of
    outcomes besides the headline index.
    Raises PeninsulaError for an outcome that does not exist.
    """
    scenario, *behind = scenarios
    own = _by_name(scenario, found[0])
    names = [scenario.theatre.headline, *(name for name in wanted if name != scenario.theatre.headline)]
    for name in names:
        if name not in own:
            raise PeninsulaError(f"'{name}' is not an outcome{nearest(name, own)}")
    obstacle = describe_differences(world_key(scenario), world_key(behind[0])) if behind else ""
    paired = [] if obstacle else behind
    other = _by_name(paired[0], found[1]) if paired else {}
    return {
        "caveat": CAVEAT,
        "worlds": scenario.worlds,
        "months": Run.months_of(scenario),
        "theatre": scenario.theatre.name,
        "headline": names[0],
        "paired": bool(paired),
        "obstacle": obstacle,
        "other_assumptions": any(differ_in_assumptions(each, scenario) for each in paired),
        "series": {name: _course(own[name], other.get(name)) for name in names},
        "cards": [_card(each, own[each.name], other.get(each.name)) for each in key_outcomes(scenario.theatre)],
    }


def _by_name(scenario: Scenario, found: Array) -> dict[str, Array]:
    return {outcome.name: values for outcome, values in zip(outcomes_of(scenario.theatre), found, strict=True)}


def _course(found: Array, behind: Array | None) -> dict[str, Any]:
    """Return bands over time, those of the reference, and those of the difference world by world."""
    course = {"own": bands(found)}
    if behind is not None:
        course |= {"reference": bands(behind), "difference": bands(found - behind)}
    return course


def bands(series: Array) -> dict[str, list[float]]:
    """Return the levels of a fan, q05 to q95, of a series of shape (month, world)."""
    rows = quantiles(series)
    return {column(level): short(row) for level, row in zip(LEVELS, rows, strict=True)}


def _card(outcome: Outcome, series: Array, other: Array | None) -> dict[str, Any]:
    """Return an outcome in the last month: its mean and 90 % band, and what differs from another scenario.

    series, other: shape (month, world).
    """
    found = series[-1]
    low, middle, high = short(quantiles(found[None], (0.05, 0.5, 0.95))[:, 0])
    card: dict[str, Any] = {
        "name": outcome.name, "title": outcome.title, "unit": outcome.unit, "better": outcome.better,
        "mean": short([found.mean(dtype=np.float64)])[0], "low": low, "median": middle, "high": high,
    }  # fmt: skip
    if other is not None:
        gap = (found - other[-1]).astype(np.float64)
        half = 1.645 * float(gap.std()) / np.sqrt(gap.size)
        sign = {"lower": -1, "higher": 1}.get(outcome.better, 0)
        card |= {
            "difference": short([gap.mean()])[0],
            "difference_half": short([half])[0],
            "better_share": float((sign * gap > 0).mean()) if sign else None,
            "worse_share": float((sign * gap < 0).mean()) if sign else None,
        }
    return card


def short(numbers: Any) -> list[float]:
    """Return numbers with as many digits as a chart shows."""
    return [float(f"{number:.{DIGITS}g}") for number in np.asarray(numbers, dtype=np.float64).tolist()]
