"""An outcome is out of reach if no world changes, wherever within their ranges the changed levers are."""

from pathlib import Path

from sim.analysis.hypotheses.reach import changed_levers, extremes, range_of, reached
from sim.model.expression import expression
from sim.scenario.loading import load


def test_every_changed_lever_is_moved_alone_and_with_the_others() -> None:
    reference = load("baseline_2025", worlds=20, months=36)
    scenario = load("baseline_2025", {"us.troops_korea": 20000, "rok.opcon": "rok_led"}, worlds=20, months=36)
    levers = changed_levers(scenario, reference)
    assert {name for _, _, name, _ in levers} == {"troops_korea", "opcon"}
    # the scenario, two ends of troops and three options of command, and both ends of all together
    assert len(list(extremes(scenario, reference))) == 1 + 2 + 3 + 2
    lowest = list(extremes(scenario, reference))[-2]
    assert lowest.policy["united_states"]["troops_korea"].values(lowest.start, 3).tolist() == [0, 0, 0]
    assert {name: range_of(quantity) for _, _, name, quantity in levers}["opcon"] == (0, 1, 2)


def test_a_lever_reaches_what_it_moves_within_its_range_even_where_the_scenario_does_not() -> None:
    reference = load("baseline_2025", worlds=20, months=36)
    last_month = {"us.troops_korea": {"2028-01": 28000}}
    scenario = load("baseline_2025", last_month, worlds=20, months=36)
    outcomes = [expression("autonomy@2027-01", scenario, "number")]
    assert reached(outcomes, [scenario], [reference], workers=1) == (True,)


def test_nothing_is_reached_where_nothing_changes() -> None:
    same = load("baseline_2025", worlds=20, months=36)
    outcomes = [expression("autonomy", same, "number"), expression("warheads", same, "number")]
    assert reached(outcomes, [same], [same], workers=1) == (False, False)


def test_nothing_to_look_for_needs_no_simulation() -> None:
    scenario = load(Path("scenarios/abrupt_withdrawal.toml"), worlds=20, months=36)
    assert reached([], [scenario], [load("baseline_2025", worlds=20, months=36)]) == ()


def test_levers_that_rules_set_are_changed_levers() -> None:
    rule = {"name": "a", "actor": "us", "when": "peninsula_tension > 99.5", "set": {"troops_korea": 0}}
    reference = load("baseline_2025", worlds=20, months=36)
    scenario = load("baseline_2025", {"rules": [rule]}, worlds=20, months=36)
    assert [name for _, _, name, _ in changed_levers(scenario, reference)] == ["troops_korea"]
    assert changed_levers(scenario, scenario) == ()
    outcomes = [expression("autonomy", scenario, "number")]
    assert reached(outcomes, [scenario], [reference], workers=1) == (True,)
