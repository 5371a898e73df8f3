"""Brier scores and calibration, by numbers computed by hand."""

import pytest

from sim.history.brier import EventScores, base_rate, calibration_table, event_scores
from sim.history.observations import Observations
from sim.scenario.loading import load


def test_the_base_rate_never_is_certain() -> None:
    assert base_rate([]) == 0.5
    assert base_rate([True, False, False]) == pytest.approx(1.5 / 4)


def test_the_score_is_the_mean_squared_error_of_the_probability() -> None:
    probs = {("nuclear_test", "2005-12"): 0.6, ("nuclear_test", "2006-12"): 0.2}  # a test in 2006, none in 2007
    (score,) = event_scores(probs, load("history", worlds=1), Observations()).scores
    assert score.brier == pytest.approx((0.4**2 + 0.2**2) / 2)
    assert score.reference == pytest.approx(((1 - 0.5 / 17) ** 2 + (1.5 / 18) ** 2) / 2)
    assert score.rate == 0.5
    assert score.skill == pytest.approx(1 - score.brier / score.reference)


def test_forecasts_beyond_the_record_are_not_scored() -> None:
    probs = {("crisis", "2018-12"): 0.5, ("crisis", "2017-12"): 0.5}
    (score,) = event_scores(probs, load("history", worlds=1), Observations()).scores
    assert score.number == 1


def test_the_calibration_table_has_the_share_that_happened() -> None:
    table = calibration_table([(0.05, 0), (0.6, 1), (0.7, 0), (1.0, 1)])
    assert [(each.number, each.forecast, each.observed) for each in table] == [
        (1, pytest.approx(0.05), 0), (2, pytest.approx(0.65), 0.5), (1, 1, 1),
    ]  # fmt: skip
    assert EventScores((), table).reliability == pytest.approx((0.05**2 + 2 * 0.15**2) / 4)
