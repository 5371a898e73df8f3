"""Explanations add up exactly, and blame what changed."""

from typing import Any

import numpy as np
import pytest

from sim.analysis.explain import CAUSE_LABELS, between, over_time
from sim.ensemble.execute import execute
from sim.ensemble.run import Run
from sim.foundations.errors import PeninsulaError
from sim.model.causes import ACCOUNTS
from sim.scenario.loading import load

QUANTITIES = ["peninsula_tension", "hostility", "trust", "credibility"]


@pytest.mark.parametrize("quantity", QUANTITIES)
def test_contributions_over_time_add_up_to_the_change(runs: list[Run], quantity: str) -> None:
    found = over_time(runs[1], quantity)
    np.testing.assert_allclose(sum(found.contributions.values()), found.total, atol=1e-12)
    if quantity == "peninsula_tension":
        change = runs[1].series(quantity).astype(float)
        np.testing.assert_allclose(found.total, (change - change[0]).mean(axis=1), atol=1e-12)


@pytest.mark.parametrize("quantity", QUANTITIES)
def test_contributions_to_a_difference_add_up_to_it(runs: list[Run], quantity: str) -> None:
    found = between(runs[0], runs[2], quantity)
    assert sum(float(each) for each in found.contributions.values()) == pytest.approx(float(found.total), abs=1e-12)
    assert found.low is not None
    assert found.high is not None
    assert all(found.low[cause] <= found.high[cause] for cause in found.contributions)


def test_the_difference_is_that_of_the_index(runs: list[Run]) -> None:
    gap = runs[1].series("peninsula_tension")[23].astype(float) - runs[0].series("peninsula_tension")[23]
    assert float(between(runs[0], runs[1], month=23).total) == pytest.approx(gap.mean())


def test_nothing_explains_the_difference_of_a_run_from_itself(runs: list[Run]) -> None:
    assert not any(between(runs[0], runs[0]).contributions.values())


def test_rounding_leaves_next_to_nothing_with_the_past(runs: list[Run]) -> None:
    # both runs begin alike, so that the fading past explains nothing of their difference
    assert abs(float(between(runs[0], runs[1]).contributions["start"])) < 2e-3


def test_what_alone_was_changed_is_blamed() -> None:
    size: dict[str, Any] = {"worlds": 40, "months": 12}
    base = execute(load("baseline_2025", **size), workers=1)
    quiet = execute(load("baseline_2025", {"us.exercise_tempo": 0}, **size), workers=1)
    found = between(base, quiet)
    assert found.by_size()[0] == "exercises"
    assert float(found.contributions["exercises"]) < 0
    withdrawn = execute(load("baseline_2025", {"us.troops_korea": {"2025-06": 0}}, **size), workers=1)
    assert {"presence", "withdrawal"} == set(between(base, withdrawn, "credibility").by_size()[:2])


def test_every_cause_has_words() -> None:
    assert {entry for entries in ACCOUNTS.values() for entry in entries} <= set(CAUSE_LABELS)


def test_what_cannot_be_explained_is_refused(runs: list[Run]) -> None:
    with pytest.raises(PeninsulaError, match="did you mean 'hostility'"):
        over_time(runs[0], "hostil")
