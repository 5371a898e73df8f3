"""A scenario is told by who changes; everyone else keeps the policy of the reference."""

from sim.analysis.hypotheses.ways import CIRCUMSTANCES, Way, parties_of, told_by, ways_of
from sim.scenario.loading import load


def test_each_way_takes_the_levers_of_its_parties_alone() -> None:
    scenario, reference = load("freeze_then_reduce"), load("baseline_2025")
    ways = {way.name: way for way in ways_of(scenario, reference)}
    assert list(ways) == [
        "alone", "allies", "whole", "without united_states", "without south_korea", "without north_korea",
    ]  # fmt: skip
    allied = told_by(ways["allies"], scenario, reference)
    assert allied.policy["united_states"] == scenario.policy["united_states"]
    assert allied.policy["north_korea"] == reference.policy["north_korea"] != scenario.policy["north_korea"]
    assert told_by(ways["whole"], scenario, reference) == scenario
    assert ways["without north_korea"].parties == ways["allies"].parties


def test_conditions_belong_to_no_actor() -> None:
    scenario, reference = load("domestic_crisis"), load("baseline_2025")
    assert parties_of(scenario, reference) == {CIRCUMSTANCES}
    assert [sorted(way.parties) for way in ways_of(scenario, reference)] == [[], [], [CIRCUMSTANCES]]
    alone = told_by(Way("alone", "", frozenset()), scenario, reference)
    assert alone.conditions == reference.conditions


def test_an_actor_that_joins_is_a_party_of_its_own() -> None:
    scenario, reference = load("russia_in_the_cast"), load("baseline_2025")
    assert parties_of(scenario, reference) == {"russia"}
    alone = told_by(Way("alone", "", frozenset({"south_korea"})), scenario, reference)
    assert "russia" not in alone.policy
    assert alone.theatre == reference.theatre


def test_a_scenario_and_itself_have_no_parties() -> None:
    assert parties_of(load("baseline_2025"), load("baseline_2025")) == frozenset()


def test_rules_belong_to_their_actors() -> None:
    scenario, reference = load("action_for_action"), load("baseline")
    assert parties_of(scenario, reference) == {"united_states", "south_korea", "north_korea"}
    ways = {way.name: way for way in ways_of(scenario, reference)}
    alone = told_by(ways["alone"], scenario, reference)
    assert [rule.name for rule in alone.rules] == ["engagement answers"]
    allied = told_by(ways["allies"], scenario, reference)
    assert {rule.name for rule in allied.rules} == {rule.name for rule in scenario.rules}
    rule = {"name": "a", "actor": "japan", "when": "talks > 0", "set": {"defence_share": 2}}
    assert parties_of(load("baseline", {"rules": [rule]}), reference) == {"japan"}
