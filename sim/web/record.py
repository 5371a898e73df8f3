"""What the view of the record shows: the past under the policies as they were, what happened, and the scores of a hindcast."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from sim.ensemble.run import Run
from sim.foundations.axes import Array
from sim.history.facts import FACTS
from sim.model.outcomes import outcomes_of
from sim.scenario.layers import FOLDER
from sim.scenario.loading import load
from sim.scenario.scenario import Scenario
from sim.web.answer import bands

WORLDS = 500

resource = files("sim.history") / "scored.toml"


@cache
def history() -> Scenario:
    """Return the scenario of the past."""
    return load(FOLDER / "history.toml", worlds=WORLDS)


@cache
def scores() -> list[dict[str, Any]]:
    """Return how the hindcast and its rivals did, as docs/validation.md has it."""
    return list(tomllib.loads(resource.read_text(encoding="utf-8"))["score"])


def record(found: Array) -> dict[str, Any]:
    """Return the course of the past and what is on record. found: outcomes of `history`, (outcome, month, world)."""
    scenario = history()
    months = Run.months_of(scenario)
    wanted = (scenario.theatre.headline, "expected_missile_tests", "gprc")
    return {
        "months": months,
        "outcomes": [
            {"name": each.name, "title": each.title, "unit": each.unit, "bands": bands(values)}
            for each, values in zip(outcomes_of(scenario.theatre), found, strict=True)
            if each.name in wanted
        ],
        "facts": [vars(fact) for fact in FACTS if months[0] <= fact.month <= months[-1]],
        "scores": scores(),
    }
