"""The language of conditions says what it means, refuses the rest, and runs nothing."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.foundations.errors import PeninsulaError
from sim.model.expression import expression
from sim.model.measure import Measure
from sim.scenario.loading import load
from sim.scenario.scenario import Scenario

SCENARIO = load("baseline_2025")


@pytest.fixture
def scenario() -> Scenario:
    return SCENARIO


def test_arithmetic_comparison_and_logic(scenario: Scenario) -> None:
    asked = expression("0.1 < crisis_prob <= 0.5 and not count(war) or warheads - 2 * tech > 90", scenario, "condition")
    found = {
        Measure("crisis_prob"): np.array([0.05, 0.3, 0.3, 0.9]),
        Measure("war", "count"): np.array([0, 0, 1, 0]),
        Measure("warheads"): np.array([50, 50, 50, 93]),
        Measure("tech"): np.array([0.5, 0.5, 0.5, 1.0]),
    }
    assert asked.value(found).tolist() == [False, True, False, True]
    assert set(asked.measures) == set(found)


def test_months_are_counted_from_the_start(scenario: Scenario) -> None:
    asked = expression("peninsula_tension@2030-01 - peninsula_tension@2y", scenario, "number")
    assert asked.measures == (Measure("peninsula_tension", "at", 59), Measure("peninsula_tension", "at", 23))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("crisis_probb > 1", "did you mean 'crisis_prob'"),
        ("count(crsis) > 1", "not a kind of event"),
        ("median(warheads) > 1", "not a function"),
        ("__import__('os').system('true')", "expected an outcome"),
        ("warheads.real > 1", "not part of this language"),
        ("[w for w in (1,)]", "not part of this language"),
        ("warheads ** 2 > 1", "not part of this language"),
        ("warheads and tech", "is not a condition"),
        ("(warheads > 1) + 1", "is not a number"),
        ("1 < 2", "names no outcome or event"),
        ("peninsula_tension@2099-01 > 1", "outside the horizon"),
        ("", "cannot be read"),
        ("(" * 300, "cannot be read"),
        ("1e999 < warheads", "not part of this language"),
        ("9" * 450 + "< warheads", "cannot be read"),
        ("x" * 600, "too long"),
        ("warheads > 'many'", "not allowed here"),
    ],
)
def test_everything_else_is_refused_in_one_sentence(scenario: Scenario, text: str, said: str) -> None:
    with pytest.raises(PeninsulaError) as error:
        expression(text, scenario)
    assert said in str(error.value)
    assert "\n" not in str(error.value)


def test_the_kind_that_is_needed_is_asked_for(scenario: Scenario) -> None:
    with pytest.raises(PeninsulaError, match="expected a condition"):
        expression("warheads", scenario, "condition")
    with pytest.raises(PeninsulaError, match="expected a number"):
        expression("warheads > 1", scenario, "number")


@given(st.text(alphabet="wtarheds_ics(){}[]<>=!@.0123456789 andor'\"\\\n\x00+-*/:,λ", max_size=60))
def test_no_text_does_anything_but_answer_or_be_refused(text: str) -> None:
    try:
        asked = expression(text, SCENARIO)
    except PeninsulaError:
        return
    assert asked.kind in ("number", "condition")
