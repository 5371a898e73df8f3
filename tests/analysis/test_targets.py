"""Targets: what they mean over worlds, and what is said of one that cannot be read."""

import numpy as np
import pytest

from sim.analysis.targets import target
from sim.foundations.errors import PeninsulaError
from sim.scenario.loading import load

BASE = load("baseline", worlds=5, months=60)
VALUES = np.array([[0.0, 1.0, 2.0, 3.0, 10.0], [5.0, 5.0, 5.0, 5.0, 5.0]])


@pytest.mark.parametrize(
    ("text", "numbers", "holds"),
    [
        ("median(warheads) >= 2", [2, 5], [True, True]),
        ("median(warheads@2027-01) > 2", [2, 5], [False, True]),
        ("average( max(warheads) - 1 ) <= 3.2", [3.2, 5], [True, False]),
        ("q25(warheads) < 2", [1, 5], [True, False]),
        ("q97.5(warheads) >= 9", [9.3, 5], [True, False]),
    ],
)
def test_a_number_over_worlds_is_held_against_a_bound(text: str, numbers: list[float], holds: list[bool]) -> None:
    found = target(text, BASE)
    np.testing.assert_allclose(found.over_worlds(VALUES), numbers)
    assert found.holds(np.array(numbers)).tolist() == holds


def test_a_share_is_of_worlds_in_which_a_condition_holds() -> None:
    found = target("share(count(clash) > 0 and not war_risk > 0.1) <= 0.5", BASE)
    assert found.expression.kind == "condition"
    assert found.over_worlds(VALUES > 2).tolist() == [0.4, 1.0]
    assert found.margin(np.array([0.4, 1.0])) == pytest.approx([0.1, -0.5])


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("warheads < 60", "a condition on one world: .* such as 'share(warheads < 60) >= 0.9'"),
        ("mean(warheads)", "a number of one world: .* such as 'median(mean(warheads)) >= 0.6'"),
        ("median(warheads) >= many", "'many' is not a number"),
        ("median(warheads) >= 0,6", "did you mean '0.6', with a decimal point"),
        ("median(warhead) >= 1", "'warhead' is not an outcome; did you mean 'warheads'"),
        ("median(warheads > 1) >= 1", "is a condition: expected a number"),
        ("share(warheads) >= 1", "is a number: expected a condition"),
        ("median(warheads@1999-01) >= 1", "@1999-01 is outside the horizon"),
        ("best(warheads) >= 1", "this cannot be read: expected something like 'median"),
        ("", "this cannot be read"),
    ],
)
def test_what_is_no_target_is_said_in_one_sentence(text: str, sentence: str) -> None:
    pattern = sentence.replace("(", r"\(").replace(")", r"\)")
    with pytest.raises(PeninsulaError, match=pattern) as told:
        target(text, BASE)
    assert str(told.value).startswith("--target")
