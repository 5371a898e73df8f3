"""What each package of a stack changes, in plain language."""

from pathlib import Path

import pytest

from sim.scenario.stacks.changes import stack_changes

pytestmark = pytest.mark.usefixtures("root")


def test_each_package_is_told_by_what_it_changes_in_what_is_before_it() -> None:
    first, second = stack_changes("baseline + opcon_conditions + burden_bargain")
    assert (first.name, first.title) == ("opcon_conditions", "Wartime command transferred when ready")
    told = "South Korea: Defence spending of South Korea: 2.861; 2026-12 to 2027-12: 3 % of GDP (was 2.7; 2027-01 to 2035-12: 3.5"
    assert any(line.startswith(told) for line in first.sentences), "a ramp under way goes on"
    assert len(second.sentences) == 3, "command has passed to Seoul by the package before"
    assert any(line.startswith("United States: Payment that United States asks") for line in second.sentences)


def test_a_single_scenario_puts_nothing_together() -> None:
    assert stack_changes("baseline") == ()


def test_a_package_that_changes_nothing_says_so_and_dates_before_the_start_are_noted(tmp_path: Path) -> None:
    empty, late = tmp_path / "empty.toml", tmp_path / "late.toml"
    empty.write_text('extends = "baseline"\n', encoding="utf-8")
    late.write_text('start = "2028-01"\n', encoding="utf-8")
    (nothing,) = stack_changes(f"baseline + {empty}")
    assert nothing.sentences == ("changes nothing",)
    (early,) = stack_changes(f"{late} + opcon_conditions")
    assert early.note == "what it dates before 2028-01, where the stack starts, has happened by then"
    assert early.sentences[-1] == early.note


def test_who_joins_and_where_worlds_begin_is_told(tmp_path: Path) -> None:
    (joining,) = stack_changes("baseline + russia_in_the_cast")
    assert joining.further[0] == "Russia joins"
    assert any("2027-01: false" in sentence for sentence in joining.further[1:])
    begun = tmp_path / "begun.toml"
    begun.write_text(
        'extends = "baseline"\n[situation]\nwarheads = 10\n[situation.actors.south_korea]\nstrength = 40\n', encoding="utf-8"
    )
    (beginning,) = stack_changes(f"baseline_2025 + {begun}")
    assert beginning.further == ("at the start: warheads: 10", "at the start: south korea, strength: 40")
    assert "changes nothing" not in beginning.sentences
