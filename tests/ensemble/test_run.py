from dataclasses import replace
from types import MappingProxyType

import numpy as np
import pytest
from pandas.testing import assert_frame_equal

from sim.ensemble.policy_changes import policy_changes
from sim.ensemble.run import Run
from sim.foundations.errors import PeninsulaError
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


def test_the_dataset_is_labelled_by_world_and_month(whole: Run) -> None:
    warheads = whole.outcomes["warheads"]
    assert warheads.dims == ("world", "month")
    assert warheads.attrs["unit"]
    assert float(warheads.sel(world=3, month=whole.months[5])) == whole.series("warheads")[5, 3]


def test_the_table_goes_world_by_world(whole: Run) -> None:
    table = whole.to_frame()
    assert list(table["month"][:2]) == whole.months[:2]
    np.testing.assert_array_equal(table[table["world"] == 2]["autonomy"], whole.series("autonomy")[:, 2])


def test_arrays_hold_the_series_in_the_order_of_names(whole: Run) -> None:
    place = whole.outcome_names.index("readiness")
    np.testing.assert_array_equal(whole.outcomes_array[place], whole.series("readiness"))
    assert whole.outcomes_array.dtype == np.float32


def test_an_unknown_outcome_is_refused_with_the_nearest(whole: Run) -> None:
    with pytest.raises(PeninsulaError, match="did you mean 'warheads'"):
        whole.series("warhead")
    with pytest.raises(PeninsulaError, match="did you mean 'hostility'"):
        whole.account("hostile")


def test_events_are_ordered_and_within_the_horizon(whole: Run) -> None:
    events = whole.events
    assert list(events.columns) == ["month", "world", "kind", "actor", "target", "severity"]
    assert events.sort_values(["month", "world"], kind="stable").index.equals(events.index)
    assert set(events["month"]) <= set(whole.months)
    assert set(events["actor"].dropna()) <= {actor.name for actor in whole.scenario.theatre.actors}


def test_blocks_of_months_make_up_the_series(whole: Run) -> None:
    blocks = list(whole.blocks("warheads", at_once=4 * 30 * 5))
    assert [len(block) for block in blocks] == [5, 5, 5, 3]
    np.testing.assert_array_equal(np.concatenate(blocks), whole.series("warheads"))


def test_events_of_one_world_are_those_of_the_table(whole: Run) -> None:
    assert_frame_equal(whole.events_in(7), whole.events[whole.events["world"] == 7])
