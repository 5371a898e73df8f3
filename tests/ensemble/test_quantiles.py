"""Quantiles by hand, against NumPy, and of series with infinite values or larger than what is sorted at once."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from sim.ensemble import quantiles as module
from sim.ensemble.quantiles import quantile_column, quantiles
from sim.ensemble.run import Run


def test_quantiles_lie_between_neighbours_in_order() -> None:
    series = np.array([[3, 1, 2, 4, 0], [7, 7, 7, 7, 7]], dtype=np.float32)
    np.testing.assert_array_equal(quantiles(series, (0.0, 0.375, 0.5, 1.0)), [[0, 7], [1.5, 7], [2, 7], [4, 7]])


@given(arrays(np.float32, (3, 41), elements=st.floats(-1000, 1000, width=32)))
def test_quantiles_equal_those_of_numpy_in_double_precision(series: NDArray[np.float32]) -> None:
    expected = np.quantile(series.astype(np.float64), (0.05, 0.25, 0.5, 0.75, 0.95), axis=1)
    np.testing.assert_allclose(quantiles(series), expected, rtol=1e-12, atol=1e-9)


def test_quantiles_of_infinite_worlds_are_numbers() -> None:
    series = np.array([[1, np.inf, np.inf]], dtype=np.float32)
    np.testing.assert_array_equal(quantiles(series, (0.0, 0.75, 1.0)), [[1], [np.inf], [np.inf]])


def test_one_world_is_every_quantile_of_itself() -> None:
    np.testing.assert_array_equal(quantiles(np.array([[2.5]], dtype=np.float32), (0.05, 0.95)), [[2.5], [2.5]])


def test_quantiles_of_a_month_without_values_are_nan() -> None:
    assert np.isnan(quantiles(np.full((1, 5), np.nan, dtype=np.float32))).all()


@pytest.mark.parametrize(("level", "name"), [(0.05, "q05"), (0.5, "q50"), (0.975, "q97.5"), (0.025, "q02.5")])
def test_columns_of_quantiles_are_named_in_percent(level: float, name: str) -> None:
    assert quantile_column(level) == name


def test_quantiles_of_a_series_too_large_to_sort_at_once_are_the_same(whole: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    at_once = quantiles(whole.series("warheads"))
    monkeypatch.setattr(module, "SORT_BYTES", 500)
    np.testing.assert_array_equal(quantiles(whole.series("warheads")), at_once)
