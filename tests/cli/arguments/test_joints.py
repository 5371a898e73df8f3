"""Scenarios that the shell has taken apart are one stack again."""

import pytest

from sim.cli.arguments.joints import joined
from sim.foundations.errors import PeninsulaError


@pytest.mark.parametrize(
    ("given", "together"),
    [
        (["run", "a", "+", "b", "--worlds", "5"], ["run", "a + b", "--worlds", "5"]),
        (["run", "a", "+", "b", "then", "c"], ["run", "a + b then c"]),
        (["compare", "a", "b", "+", "c", "d+e"], ["compare", "a", "b + c", "d+e"]),
        (["explain", "a", "--against", "b", "+", "c"], ["explain", "a", "--against", "b + c"]),
        (["report", "a", "--title", "then", "b"], ["report", "a", "--title", "then", "b"]),
        (["discover", "a", "--when", "x + y > 1"], ["discover", "a", "--when", "x + y > 1"]),
        (["check", "then"], ["check", "then"]),
        (["run", "a", "then"], ["run", "a", "then"]),
        ([], []),
    ],
)
def test_what_stands_around_a_joint_is_one_argument(given: list[str], together: list[str]) -> None:
    assert joined(given) == together


@pytest.mark.parametrize("given", [["run", "a", "+"], ["run", "+", "a"], ["run", "a", "+", "--worlds", "5"]])
def test_a_joint_without_a_scenario_is_said(given: list[str]) -> None:
    with pytest.raises(PeninsulaError, match="a scenario is missing beside"):
        joined(given)
