"""The controls of the page follow the declarations."""

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


def test_the_catalogue_has_the_scenarios_of_the_folder() -> None:
    baseline = next(entry for entry in catalogue() if entry["name"] == "baseline")
    assert baseline["theatre"] == "korea"
    assert baseline["start"] == "2025-02"
