"""What rules set, and how long they wait, vary as in a file that says so: number for number."""

from typing import Any

import numpy as np
import pytest

from sim.analysis.factors import Factor, factor, points_at
from sim.ensemble.experiment import experiment
from sim.foundations.errors import PeninsulaError
from sim.model.measure import Measure
from sim.scenario.loading import load
from sim.scenario.scenario import Scenario

RULE: dict[str, Any] = {
    "name": "answer tension", "actor": "us", "when": "peninsula_tension > 60", "for_months": 2,
    "set": {"exercise_tempo": 0.4, "dialogue_precondition": "none", "troops_korea": "left"},
    "parameters": {"left": 20000},
}  # fmt: skip
SIZE: dict[str, Any] = {"worlds": 8, "months": 18}
MEASURES = [Measure("peninsula_tension", "mean"), Measure("credibility_in_seoul"), Measure("warheads")]


@pytest.fixture(scope="module")
def ruled() -> Scenario:
    return load("baseline_2025", {"rules": [RULE]}, **SIZE)


def at(varied: Factor, coordinate: float, base: Scenario) -> np.ndarray:
    """What a point measures, shape (measure, world)."""
    return experiment([base], MEASURES, points_at([varied], np.array([[coordinate]]), base), workers=1)[:, 0, 0]


def as_written(**changes: Any) -> np.ndarray:
    """What a file with another rule measures."""
    return experiment([load("baseline_2025", {"rules": [{**RULE, **changes}]}, **SIZE)], MEASURES, workers=1)[:, 0, 0]


def test_a_number_that_a_rule_sets_is_that_of_a_file(ruled: Scenario) -> None:
    tempo = factor("rules.answer.set.exercise_tempo=0:1", ruled)
    assert (tempo.key, tempo.value(0.25)) == ("rules.answer tension.set.exercise_tempo", 0.25)
    found = at(tempo, 0.25, ruled)
    np.testing.assert_array_equal(found, as_written(set={**RULE["set"], "exercise_tempo": 0.25}))
    assert not np.array_equal(found, as_written())


def test_an_option_that_a_rule_sets_is_that_of_a_file(ruled: Scenario) -> None:
    asked = factor("rules.answer.set.dialogue_precondition", ruled)
    assert "cvid_first" in asked.options
    coordinate = (asked.options.index("cvid_first") + 0.5) / len(asked.options)
    found = at(asked, coordinate, ruled)
    np.testing.assert_array_equal(found, as_written(set={**RULE["set"], "dialogue_precondition": "cvid_first"}))
    assert factor("rules.answer.set.dialogue_precondition=none,cvid_first", ruled).options == ("none", "cvid_first")


@pytest.mark.parametrize("months", [1, 4, 9])
def test_the_months_that_a_rule_waits_are_those_of_a_file(months: int, ruled: Scenario) -> None:
    shortest = load("baseline_2025", {"rules": [{**RULE, "for_months": 1}]}, **SIZE)
    wait = factor("rules.answer.for_months=1:9", ruled, waits=True)
    found = at(wait, (months - 0.5) / 9, shortest)
    np.testing.assert_array_equal(found, as_written(for_months=months))


def test_without_a_range_the_whole_lever_varies(ruled: Scenario) -> None:
    tempo = factor("rules.answer.set.exercise_tempo", ruled)
    assert (tempo.low, tempo.high) == (tempo.quantity.low, tempo.quantity.high) if tempo.quantity else False


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("rules.answer.set.exercise_temp=0:1", "did you mean 'exercise_tempo'"),
        ("rules.answer.set.relief_offer=0:1", "this rule does not set 'relief_offer': expected one of exercise_tempo"),
        ("rules.answer.set.troops_korea=0:1", "its parameter 'left': vary rules.answer tension.left instead"),
        ("rules.answer.set.exercise_tempo=0:7", "out of bounds: expected 0 to"),
        ("rules.answer.set.dialogue_precondition=none,nobody", "expected one of none, freeze_first, cvid_first"),
        ("rules.answer.for_months=1:9", "'for_months' is not a parameter of this rule"),
        ("rules.anser.set.exercise_tempo=0:1", "no rule 'anser'"),
    ],
)
def test_what_a_rule_does_not_set_is_refused(text: str, said: str, ruled: Scenario) -> None:
    with pytest.raises(PeninsulaError) as error:
        factor(text, ruled)
    assert said in str(error.value)


@pytest.mark.parametrize("values", ["0:4", "3:3", "1:2.5", "1:40", ""])
def test_a_wait_that_is_none_is_refused(values: str, ruled: Scenario) -> None:
    with pytest.raises(PeninsulaError, match="expected whole numbers of months"):
        factor(f"rules.answer.for_months={values}", ruled, waits=True)
