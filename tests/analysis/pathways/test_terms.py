"""The terms on which a plan is judged: months in a row by hand, functions that begin anew, and what is refused."""

from typing import Any

import numpy as np
import pytest

from sim.analysis.pathways.terms import Terms, spell, terms
from sim.foundations.errors import PeninsulaError
from sim.model.measure import Measure
from sim.scenario.loading import load

BASE = load("baseline_2025", worlds=10, months=60)


def flags(*worlds: str) -> np.ndarray[Any, np.dtype[np.bool]]:
    """Return what holds by month and world, of worlds written as "..11."."""
    return np.array([[each == "1" for each in world] for world in worlds]).T


@pytest.mark.parametrize(
    ("world", "length", "since", "expected"),
    [
        (".11.111", 1, 0, 1),
        (".11.111", 2, 0, 1),
        (".11.111", 3, 0, 4),
        (".11.111", 4, 0, 7),
        # a run that is under way counts from the first month that is judged
        ("1111...", 3, 1, 1),
        ("1111...", 3, 2, 7),
        ("1111111", 3, 4, 4),
        (".......", 1, 0, 7),
    ],
)
def test_the_first_so_many_months_in_a_row(world: str, length: int, since: int, expected: int) -> None:
    assert spell(flags(world), length, np.array([since]))[0] == expected


def test_each_world_tips_in_the_month_in_which_it_begins_to_miss_the_target_for_good() -> None:
    agreed = terms("burden < 3", BASE, 2, 1, 0)
    met = flags("1.11..1", "..11111", "1111111", "11111.1")
    assert agreed.tips(met, np.full(4, 1)).tolist() == [4, 7, 7, 7]
    assert agreed.tips(met, np.zeros(4, dtype=int)).tolist() == [4, 0, 7, 7]


def test_functions_look_at_the_months_of_the_plan_alone() -> None:
    agreed = terms("count(clash) == 0 and max(warheads) < 60 and mean(burden) < 3", BASE, 1, 0, 0)
    clashes, warheads, burden = Measure("clash", "count"), Measure("warheads", "max"), Measure("burden", "mean")
    seen = {
        clashes: np.array([[0, 1, 0, 0, 0, 0]], dtype=np.float32).T.repeat(3, axis=1),
        warheads: np.array([[50, 50, 70, 50, 50, 50]], dtype=np.float32).T.repeat(3, axis=1),
        burden: np.array([[2, 2, 2, 2, 4.5, 2]], dtype=np.float32).T.repeat(3, axis=1),
    }
    met = agreed.met(seen, np.array([0, 2, 3]))
    # the clash and the peak of warheads are behind the third world; its mean burden is 2, 3.25 and 2.83
    assert met.T.tolist() == [[True] + 5 * [False], 6 * [False], [False] * 3 + [True, False, True]]


def test_a_plan_that_misses_waits_for_its_decision_and_its_lead_time() -> None:
    assert terms("burden < 3", BASE, 6, 12, 4).waits == 10
    assert terms("burden < 3", BASE, 6, 12, 4).missed == "not (burden < 3)"


@pytest.mark.parametrize(
    ("text", "months", "sentence"),
    [
        ("peninsula_tensoin < 60", {}, "--target: 'peninsula_tensoin < 60': 'peninsula_tensoin' is not an outcome; did you mean"),
        ("peninsula_tension", {}, "--target: 'peninsula_tension' is a number: expected a condition"),
        ("burden@2030-01 < 3", {}, "judged month by month: expected no date, and --after"),
        ("peninsula_tension <", {}, "cannot be read"),
        ("peninsula_tension > 100", {}, "it can never hold"),
        ("peninsula_tension >= 0", {}, "it always holds"),
        ("burden < 3", {"for_months": 0}, "--for-months 0: expected a whole number of months, 1 or more"),
        ("burden < 3", {"after": -1}, "--after -1: expected a whole number of months, 0 or more"),
        ("burden < 3", {"lead_months": -2}, "--lead-time -2"),
        ("burden < 3", {"after": 55}, "leave no month to judge before 2030-01: expected 60 months together at most"),
    ],
)
def test_what_cannot_be_judged_is_refused_in_one_sentence(text: str, months: dict[str, int], sentence: str) -> None:
    with pytest.raises(PeninsulaError) as refusal:
        terms(text, BASE, **{"for_months": 12, "after": 12, "lead_months": 0, **months})
    assert sentence in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_terms_read_the_target_as_a_rule_does() -> None:
    agreed: Terms = terms(" burden < 3 ", BASE, 1, 0, 0)
    assert agreed.target.text == "burden < 3"
