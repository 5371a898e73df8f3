"""The controls of the page follow the declarations."""

from pathlib import Path

import pytest

from sim.scenario.loading import load
from sim.web.controls import catalogue, controls

pytestmark = pytest.mark.usefixtures("root")


def test_every_lever_and_assumption_has_a_control() -> None:
    scenario = load("offshore_balancing")
    result = controls(scenario)
    levers = {lever["key"]: lever for actor in result["actors"] for lever in actor["levers"]}
    assert levers.keys() == {f"{actor}.{name}" for actor, policies in scenario.policy.items() for name in policies}
    assert len(result["assumptions"]) == len(scenario.assumptions)
    troops = levers["united_states.troops_korea"]
    assert isinstance(troops["value"], dict)
    assert troops["unit"] == "persons"


def test_a_lever_that_stands_elsewhere_at_the_start_shows_that_and_its_source() -> None:
    levers = {lever["key"]: lever for actor in controls(load("baseline_2026"))["actors"] for lever in actor["levers"]}
    engagement, hosting = levers["south_korea.engagement"], levers["japan.hosting"]
    assert (engagement["default"], engagement["value"]) == (0.5, 0.5)
    assert "2026-01-21" in engagement["source"]
    assert hosting["default"] == load("baseline_2025").theatre.actor("japan").levers["hosting"].default


def test_the_catalogue_has_the_scenarios_of_the_folder() -> None:
    baseline = next(entry for entry in catalogue() if entry["name"] == "baseline")
    assert baseline["theatre"] == "korea"
    assert (baseline["start"], baseline["label"]) == ("2026-11", "Korean Peninsula, from 2026-11")
    starts = [entry["start"] for entry in catalogue()]
    assert starts == sorted(starts, reverse=True)
    assert starts[0] == "2026-11"


def test_a_broken_scenario_is_listed_with_its_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "scenarios" / "a_slip.toml").write_text('extends = "baseline"\nworld = 5\n', encoding="utf-8")
    broken = catalogue()[-1]
    assert broken["name"] == "a_slip"
    assert (broken["title"], broken["label"]) == ("a_slip", "Cannot be read")
    assert "line 2: world: unknown key" in broken["error"]
