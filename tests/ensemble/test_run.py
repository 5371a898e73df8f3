"""A run as series, tables and events."""

import numpy as np
import pytest
from pandas.testing import assert_frame_equal

from sim.ensemble.run import Run
from sim.foundations.errors import PeninsulaError


def test_the_dataset_is_labelled_by_world_and_month(whole: Run) -> None:
    warheads = whole.outcomes["warheads"]
    assert warheads.dims == ("world", "month")
    assert warheads.attrs["unit"]
    assert float(warheads.sel(world=3, month=f"{whole.months[5]}-01")) == whole.series("warheads")[5, 3]
    yearly = warheads.resample(month="YE").mean()
    assert yearly.sizes["month"] == len({month[:4] for month in whole.months})
    assert float(warheads.sel(world=3, month="2025").sum()) == pytest.approx(
        float(whole.series("warheads")[:11, 3].sum()), rel=1e-6
    )


def test_the_table_goes_world_by_world(whole: Run) -> None:
    table = whole.to_frame()
    assert list(table["month"][:2]) == whole.months[:2]
    np.testing.assert_array_equal(table[table["world"] == 2]["autonomy"], whole.series("autonomy")[:, 2])


def test_arrays_hold_the_series_in_the_order_of_names(whole: Run) -> None:
    index = whole.outcome_names.index("readiness")
    np.testing.assert_array_equal(whole.outcomes_array[index], whole.series("readiness"))
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
    blocks = list(whole.blocks("warheads", block_bytes=4 * 30 * 5))
    assert [len(block) for block in blocks] == [5, 5, 5, 3]
    np.testing.assert_array_equal(np.concatenate(blocks), whole.series("warheads"))


def test_events_of_one_world_are_those_of_the_table(whole: Run) -> None:
    assert_frame_equal(whole.events_in(7), whole.events[whole.events["world"] == 7])


def test_the_summary_holds_the_first_median_and_the_last_month(whole: Run) -> None:
    table = whole.summary()
    warheads = whole.series("warheads").astype(np.float64)
    assert table.index.to_list() == list(whole.outcome_names)
    assert table.loc["warheads", "start"] == pytest.approx(np.median(warheads[0]))
    assert table.loc["warheads", "mean"] == pytest.approx(warheads[-1].mean())
    assert table.loc["warheads", "q50"] == pytest.approx(np.median(warheads[-1]))


def test_probabilities_count_worlds_once_and_climb_down_the_ladder(whole: Run) -> None:
    table = whole.probabilities()
    events = whole.events
    assert table.loc["nuclear_test", "count"] == events[events["kind"] == "nuclear_test"]["world"].nunique()
    assert table.loc["crisis", "count"] >= table.loc["clash", "count"] >= table.loc["war", "count"]
    assert (table["low"] <= table["share"]).all()
    assert (table["share"] <= table["high"]).all()
