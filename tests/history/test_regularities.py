"""Regularities hold, except for those that docs/validation.md lists as failing."""

from pathlib import Path

import pytest

from sim.ensemble.execute import execute
from sim.history.regularities import check_regularities
from sim.scenario.loading import load

pytestmark = pytest.mark.slow

FAILING = {
    "Nuclear tests: six in 2006-2017, none under the Agreed Framework, none during talks",
    "Tension peaks of 1994, 2003, 2010, 2013 and 2017 stand out; 2018 falls",
    "Warheads: none in 1990, one or two in 2000, 5-10 in 2010, 30-40 in 2020, about 50 in 2025",
}
"""Regularities that docs/validation.md lists as failing."""


def test_the_regularities_hold_but_for_those_that_are_listed() -> None:
    root = Path(__file__).parents[2]
    held = check_regularities(execute(load(root / "scenarios" / "history.toml", worlds=1000)))
    assert len(held) == 12
    assert {each.title for each in held if not each.holds} == FAILING
    page = (root / "docs" / "validation.md").read_text(encoding="utf-8")
    for title in FAILING:
        assert title in page.partition("## Scores")[0]
