"""What warns by definition is marked, and nothing else."""

import pytest

from sim.analysis.signposts.by_definition import OF_KIND, OF_LADDER, by_definition
from sim.analysis.signposts.event_ahead import event_ahead
from sim.analysis.signposts.signs import signs_of
from sim.model.events import KINDS
from sim.model.outcomes import outcomes_of
from sim.scenario.loading import load


def marked(text: str, twins: dict[str, float] | None = None) -> set[str]:
    base = load("baseline_2025")
    event = event_ahead(text, base, 12, (0,), 12)
    signs = signs_of(base.theatre)
    return {s.outcome.name for s in signs if s.outcome and by_definition(s, event, base.theatre, twins or {})}


def test_every_kind_of_event_says_which_outcomes_are_part_of_it() -> None:
    assert set(OF_KIND) == set(KINDS)
    known = {outcome.name for outcome in outcomes_of(load("baseline_2025").theatre)}
    assert {name for own in (*OF_KIND.values(), OF_LADDER) for name in own} <= known


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("count(nuclear_test) > 0", {"nuclear_tests"}),
        ("count(limited_attack) > 0", set()),
        ("max(warheads) > 70", {"warheads"}),
        ("count(clash) > 0", {*OF_LADDER, "peninsula_tension"}),
        ("count(deal) > 0 and mean(burden) > 2", {"talks", "agreements_reached", "agreements_kept", "burden"}),
    ],
)  # fmt: skip
def test_signs_are_marked_by_what_the_event_names(text: str, expected: set[str]) -> None:
    assert marked(text) == expected


def test_an_event_on_the_crisis_stage_marks_the_ladder() -> None:
    assert {"crisis_stage", "clash_prob", "crisis_prob"} <= marked("max(crisis_stage) >= 2")


def test_what_says_the_same_as_the_event_is_marked_with_its_correlation() -> None:
    assert "gprc" in marked("max(peninsula_tension) > 80", {"gprc": 0.97})
    assert "gprc" not in marked("max(peninsula_tension) > 80", {"gprc": 0.9})
