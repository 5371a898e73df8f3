"""Only changes of policy that a plot can show are marked."""

from dataclasses import replace
from types import MappingProxyType

from sim.ensemble.policy_changes import policy_changes
from sim.foundations.months import parse_month
from sim.scenario.scenario import Scenario
from sim.scenario.schedule import Change, Schedule


def with_troops(scenario: Scenario, schedule: Schedule) -> Scenario:
    levers = {**scenario.policy["united_states"], "troops_korea": schedule}
    return replace(scenario, policy=MappingProxyType({**scenario.policy, "united_states": levers}))


def test_a_change_inside_the_horizon_is_marked_with_its_month_and_value(scenario: Scenario) -> None:
    first, last = parse_month("2025-06"), parse_month("2025-12")
    schedule = Schedule(28500, (Change(first, first, 20000), Change(first + 2, last, 0)))
    assert policy_changes(with_troops(scenario, schedule)) == [
        ("2025-06", "US troops korea: 20,000"),
        ("2025-08", "US troops korea: 0 by 2025-12"),
    ]


def test_changes_outside_the_horizon_or_to_the_same_value_are_not_marked(scenario: Scenario) -> None:
    end = scenario.start + scenario.months
    changes = (
        Change(scenario.start - 5, scenario.start - 5, 20000),
        Change(scenario.start, scenario.start, 10000),
        Change(scenario.start + 3, scenario.start + 3, 10000),
        Change(end, end, 0),
    )
    assert policy_changes(with_troops(scenario, Schedule(28500, changes))) == []
