"""The historical record: the past as simulated under the historical policies, the recorded events, and the hindcast scores."""

from functools import cache
from typing import Any

import numpy as np

from sim.ensemble.chunk import month_labels
from sim.foundations.axes import Array
from sim.history.facts import FACTS
from sim.history.observations import Observations
from sim.history.scored import scored
from sim.model.outcomes import outcomes_of
from sim.scenario.loading import load
from sim.scenario.scenario import Scenario
from sim.web.response import bands

WORLDS = 500

OBSERVED_SERIES = {"expected_missile_tests": "missile", "gprc": "gprc_kor"}
"""The observed series that measures an outcome, by the outcome's name."""


@cache
def history_scenario() -> Scenario:
    """Return the scenario with the historical policies."""
    return load("history", worlds=WORLDS)


@cache
def scores() -> list[dict[str, Any]]:
    """Return the scores of the model and of the benchmark forecasts, as in docs/validation.md."""
    return scored()


def record(values: Array, observed: Observations) -> dict[str, Any]:
    """Return bands of the simulated past, the user's observed series, recorded events and hindcast scores.

    values: outcomes of `history_scenario`, shape (outcome, month, world).
    """
    scenario = history_scenario()
    months = month_labels(scenario)
    names = (scenario.theatre.headline, *OBSERVED_SERIES)
    return {
        "months": months,
        "outcomes": [
            {"name": each.name, "title": each.title, "unit": each.unit, "bands": bands(series),
             "observed": _observed_values(OBSERVED_SERIES.get(each.name, ""), observed, scenario)}
            for each, series in zip(outcomes_of(scenario.theatre), values, strict=True)
            if each.name in names
        ],
        "facts": [vars(fact) for fact in FACTS if months[0] <= fact.month <= months[-1]],
        "scores": scores(),
    }  # fmt: skip


def _observed_values(name: str, observed: Observations, scenario: Scenario) -> dict[str, Any] | None:
    """Return the title of an observed series and its values by month (None where missing), or None without the series."""
    if name not in observed.series:
        return None
    values = observed.by_month(name, scenario.start, scenario.months)
    return {"title": observed.series[name].title, "values": [None if np.isnan(value) else float(value) for value in values]}
