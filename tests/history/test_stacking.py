"""The stacked forecast averages quantiles, with weights that know earlier origins only."""

import numpy as np
import pytest

from sim.history.hindcast import LEVELS
from sim.history.observations import Observations, Series
from sim.history.scores import OWN, Key
from sim.history.stacking import learnt_weights, stacked

MONTHS = [f"{year}-{month:02d}" for year in range(1996, 2006) for month in range(1, 13)]


def constant(value: float, variable: str = "missile") -> dict[Key, np.ndarray]:
    return {(variable, f"{int(month[:4]) - 1}-12", month): value + LEVELS for month in MONTHS}


def observed(value: float, variable: str = "missile") -> Observations:
    return Observations({variable: Series(variable, "", "", dict.fromkeys(MONTHS, value), "")})


def test_weights_begin_equal_and_move_towards_the_better() -> None:
    result = stacked({OWN: constant(0.0), "regression": constant(4.0)}, observed(4.5))
    share = {key[1]: (values[0] - LEVELS[0]) / 4 for key, values in result.items()}
    assert share["1995-12"] == pytest.approx(0.5)
    assert share["1995-12"] < share["1996-12"] < share["2004-12"]
    assert share["2004-12"] > 0.95


def test_what_is_observed_later_changes_no_weight() -> None:
    forecasts = {OWN: constant(0.0), "regression": constant(4.0)}
    lies = observed(4.5).series["missile"].values | {month: 0.0 for month in MONTHS if month > "2000-12"}
    one = stacked(forecasts, observed(4.5))
    other = stacked(forecasts, Observations({"missile": Series("missile", "", "", lies, "")}))
    for key, values in one.items():
        if key[1] <= "2000-12":
            np.testing.assert_array_equal(values, other[key])


def test_equal_scores_leave_equal_weights() -> None:
    np.testing.assert_allclose(learnt_weights(np.ones((5, 3))), 1 / 3)
    np.testing.assert_allclose(learnt_weights(np.empty((0, 2))), 0.5)


def test_weights_are_those_of_the_formula() -> None:
    weights = learnt_weights(np.array([[0.8, 1.2], [0.9, 1.1]]))
    mean = (0.9 * 0.2 + 0.1) / (1.9 + 1)
    assert weights[0] / weights[1] == pytest.approx(np.exp(5 * 2 * mean))


def test_pairs_are_averaged_on_the_scale_of_their_score() -> None:
    forecasts = {
        name: constant(value, "us_dprk") for name, value in ((OWN, 0.0), ("smoothed level", 0.0), ("recent months", 7.0))
    }
    result = stacked(forecasts, observed(1.0, "us_dprk"))
    expected = np.expm1((2 * np.log1p(LEVELS) + np.log1p(7 + LEVELS)) / 3)
    np.testing.assert_allclose(result["us_dprk", "1995-12", "1996-01"], expected)
