"""The numbers of the scenarios that come with Peninsula stay where they are, unless somebody moves them on purpose."""

import pytest

from tests.conftest import ROOT
from tests.reference import digest, names, results, written

TOLERANCE = 2e-3
"""Relative: other processors round differently, and a world in a hundred may go another way for it."""


def test_every_scenario_has_its_reference() -> None:
    assert sorted(written()) == names()


def test_the_changelog_says_what_moved() -> None:
    newest = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").partition("### Results changed")[2].partition("\n## ")[0]
    assert digest() in newest, f"say in CHANGELOG.md, under Results changed, what moved and why, and name {digest()}"


@pytest.fixture(scope="module")
def made() -> dict[str, dict[str, list[float]]]:
    """The results of the model as it is now."""
    return results()


@pytest.mark.parametrize("name", names())
def test_results_are_those_of_the_reference(name: str, made: dict[str, dict[str, list[float]]]) -> None:
    found, expected = made[name], written()[name]
    assert list(found) == list(expected)
    moved = {
        outcome: (expected[outcome], numbers)
        for outcome, numbers in found.items()
        if numbers != pytest.approx(expected[outcome], rel=TOLERANCE, abs=TOLERANCE)
    }
    assert not moved, f"results moved: if they are meant to, run 'python -m tests.reference' and say so in CHANGELOG.md; {moved}"
