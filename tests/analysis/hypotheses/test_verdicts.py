"""Verdicts follow from whether claims hold, and differences of exactly zero have no say."""

import pytest

from sim.analysis.hypotheses.verdicts import COUNTS_AS_DIFFERENCE, MEANING, Verdict, holds, verdict_of, verdict_on_hypothesis


def test_what_is_expected_is_compared_with_where_the_scenario_stands() -> None:
    expected = ("higher", "lower", "not higher", "not lower")
    assert [holds(one, 1, False) for one in expected] == [True, False, False, True]
    assert [holds(one, 0, False) for one in expected] == [False, False, True, True]
    assert [holds(one, 0, True) for one in expected] == [None] * 4


@pytest.mark.parametrize(
    ("held", "verdict"),
    [
        ((True, True), "supported"),
        ((True, False), "contested"),
        ((False, False), "rejected"),
        ((True, None), "supported"),
        ((None, False), "rejected"),
        ((None, None), "no difference"),
    ],
)
def test_verdicts_on_claims(held: tuple[bool | None, ...], verdict: Verdict) -> None:
    assert verdict_of(held) == verdict


@pytest.mark.parametrize(
    ("verdicts", "verdict"),
    [
        (["supported", "supported"], "supported"),
        (["supported", "contested"], "contested"),
        (["supported", "contested", "rejected"], "rejected"),
        (["supported", "not reachable"], "supported"),
        (["no difference", "rejected"], "rejected"),
        (["no difference", "not reachable"], "no difference"),
        (["not reachable", "not reachable"], "not reachable"),
    ],
)
def test_verdicts_on_hypotheses(verdicts: list[Verdict], verdict: Verdict) -> None:
    assert verdict_on_hypothesis(verdicts) == verdict


def test_what_counts_is_said_with_its_numbers() -> None:
    assert "90 %" in COUNTS_AS_DIFFERENCE
    assert "0.1 standard deviations" in COUNTS_AS_DIFFERENCE
    assert "cannot be reached by what changes" in MEANING["not reachable"]
