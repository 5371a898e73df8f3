import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from sim.ensemble import tables
from sim.ensemble.likelihood import wilson
from sim.ensemble.run import Run
from sim.ensemble.tables import column, monthly, quantiles


def test_quantiles_lie_between_neighbours_in_order() -> None:
    series = np.array([[3, 1, 2, 4, 0], [7, 7, 7, 7, 7]], dtype=np.float32)
    np.testing.assert_array_equal(quantiles(series, (0.0, 0.375, 0.5, 1.0)), [[0, 7], [1.5, 7], [2, 7], [4, 7]])


@given(arrays(np.float32, (3, 41), elements=st.floats(-1000, 1000, width=32)))
def test_quantiles_equal_those_of_numpy_in_double_precision(series: np.ndarray) -> None:
    expected = np.quantile(series.astype(np.float64), (0.05, 0.25, 0.5, 0.75, 0.95), axis=1)
    np.testing.assert_allclose(quantiles(series), expected, rtol=1e-12, atol=1e-9)


def test_quantiles_of_infinite_worlds_are_numbers() -> None:
    series = np.array([[1, np.inf, np.inf]], dtype=np.float32)
    np.testing.assert_array_equal(quantiles(series, (0.0, 0.75, 1.0)), [[1], [np.inf], [np.inf]])


def test_one_world_is_every_quantile_of_itself() -> None:
    np.testing.assert_array_equal(quantiles(np.array([[2.5]], dtype=np.float32), (0.05, 0.95)), [[2.5], [2.5]])


@pytest.mark.parametrize(("level", "name"), [(0.05, "q05"), (0.5, "q50"), (0.975, "q97.5"), (0.025, "q02.5")])
def test_columns_of_quantiles_are_named_in_percent(level: float, name: str) -> None:
    assert column(level) == name


def test_wilson_interval_by_hand() -> None:
    # z^2 = 2.705543; 5 of 10: centre 0.5, half width sqrt(0.025 + 2.705543 / 400) / 1.2705543 * 1.644854
    assert wilson(5, 10) == pytest.approx((0.269272, 0.730728), abs=1e-6)
    # none of 100: from zero to z^2 / (n + z^2)
    assert wilson(0, 100) == pytest.approx((0.0, 2.705543 / 102.705543), abs=1e-7)
    assert wilson(100, 100) == pytest.approx((100 / 102.705543, 1.0), abs=1e-7)


def test_the_monthly_summary_has_a_row_for_every_month_of_every_outcome(whole: Run) -> None:
    table = monthly(whole)
    assert len(table) == len(whole.outcome_names) * len(whole.months)
    tension = table[table["outcome"] == whole.scenario.theatre.headline]
    assert list(tension["month"]) == whole.months
    np.testing.assert_array_equal(tension["q50"], whole.quantiles(whole.scenario.theatre.headline, (0.5,))[0])


def test_the_table_of_ends_holds_the_first_median_and_the_last_month(whole: Run) -> None:
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


def test_quantiles_of_a_series_too_large_to_sort_at_once_are_the_same(whole: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    at_once = quantiles(whole.series("warheads"))
    monkeypatch.setattr(tables, "_SORTED_AT_ONCE", 500)
    np.testing.assert_array_equal(quantiles(whole.series("warheads")), at_once)
