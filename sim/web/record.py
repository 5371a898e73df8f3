"""What the view of the record shows: the past under the policies as they were, what happened, and the scores of a hindcast."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from sim.ensemble.chunk import month_labels
from sim.foundations.axes import Array
from sim.history.facts import FACTS
from sim.history.observations import Observations
from sim.model.outcomes import outcomes_of
from sim.scenario.layers import FOLDER
from sim.scenario.loading import load
from sim.scenario.scenario import Scenario
from sim.web.response import bands

WORLDS = 500

OBSERVED = {"expected_missile_tests": "missile", "gprc": "gprc_kor"}
"""Outcomes that the publishers' series measure, and the names of these."""

resource = files("sim.history") / "scored.toml"


@cache
def history() -> Scenario:
    """Return the scenario of the past."""
    return load(FOLDER / "history.toml", worlds=WORLDS)


@cache
def scores() -> list[dict[str, Any]]:
    """Return how the hindcast and its rivals did, as docs/validation.md has it."""
    return list(tomllib.loads(resource.read_text(encoding="utf-8"))["score"])


def record(found: Array, observed: Observations) -> dict[str, Any]:
    """Return the course of the past and what is on record. found: outcomes of `history`, (outcome, month, world)."""
    scenario = history()
    months = month_labels(scenario)
    wanted = (scenario.theatre.headline, *OBSERVED)
    return {
        "months": months,
        "outcomes": [
            {"name": each.name, "title": each.title, "unit": each.unit, "bands": bands(values),
             "observed": _observed(OBSERVED.get(each.name, ""), observed, scenario)}
            for each, values in zip(outcomes_of(scenario.theatre), found, strict=True)
            if each.name in wanted
        ],
        "facts": [vars(fact) for fact in FACTS if months[0] <= fact.month <= months[-1]],
        "scores": scores(),
    }  # fmt: skip


def _observed(name: str, observed: Observations, scenario: Scenario) -> dict[str, Any] | None:
    """Return a series of the user's own as title and values by month (None where it has none); None without the series."""
    if name not in observed.series:
        return None
    values = observed.by_month(name, scenario.start, scenario.months)
    return {"title": observed.series[name].title, "values": [None if np.isnan(value) else float(value) for value in values]}
