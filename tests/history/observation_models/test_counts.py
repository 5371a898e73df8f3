"""The level of missile tests, against results worked out by hand."""

import numpy as np
import pytest
from scipy.stats import nbinom

from sim.history.observation_models.counts import CountLevel, log_negative_binomial


def test_the_negative_binomial_is_that_of_the_textbooks() -> None:
    mean, size = np.array([0.3, 2.0]), np.array([0.8, 5.0])
    np.testing.assert_allclose(log_negative_binomial(3, mean, size), nbinom.logpmf(3, size, size / (size + mean)))


def test_a_level_learns_from_counts_and_forgets() -> None:
    level = CountLevel.resting(1, memory=0.9, weight=2.0, dispersion=np.array([1e9]))
    level.update(np.array([1.0]), 5)
    assert level.shape / level.rate == pytest.approx((2 + 5) / (2 + 1))  # gamma and Poisson, by hand
    for _ in range(200):
        level.predict()
    assert level.shape / level.rate == pytest.approx(1.0, abs=1e-6)


def test_drawn_levels_have_the_mean_of_the_level() -> None:
    level = CountLevel(np.full(20_000, 3.0), np.full(20_000, 2.0), 0.9, 1.0, np.ones(20_000))
    drawn = np.exp(level.log_quantile((np.arange(20_000) + 0.5) / 20_000))
    assert drawn.mean() == pytest.approx(1.5, rel=1e-3)
