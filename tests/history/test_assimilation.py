"""The parts of the filter, each against what can be worked out by hand or by brute force."""

import numpy as np
import pytest
from scipy.stats import nbinom

from sim.history.counts import CountLevel, log_negative_binomial
from sim.history.particles import effective_number, normalised, rejuvenated, resampled
from sim.history.press import Attention, Press

PRESS = Press(level=-1.5, per_ten=0.2, talks=0.1, slow=0.9, fast=0.5, slow_noise=0.1, fast_noise=0.2, noise=0.3)


def test_the_negative_binomial_is_that_of_the_textbooks() -> None:
    mean, size = np.array([0.3, 2.0]), np.array([0.8, 5.0])
    np.testing.assert_allclose(log_negative_binomial(3, mean, size), nbinom.logpmf(3, size, size / (size + mean)))


def test_a_level_learns_from_counts_and_forgets() -> None:
    level = CountLevel.resting(1, memory=0.9, weight=2.0, dispersion=np.array([1e9]))
    level.learn(np.array([1.0]), 5)
    assert level.shape / level.rate == pytest.approx((2 + 5) / (2 + 1))  # gamma and Poisson, by hand
    for _ in range(200):
        level.forget()
    assert level.shape / level.rate == pytest.approx(1.0, abs=1e-6)


def test_drawn_levels_have_the_mean_of_the_level() -> None:
    level = CountLevel(np.full(20_000, 3.0), np.full(20_000, 2.0), 0.9, 1.0, np.ones(20_000))
    drawn = np.exp(level.drawn((np.arange(20_000) + 0.5) / 20_000))
    assert drawn.mean() == pytest.approx(1.5, rel=1e-3)


def test_attention_is_the_kalman_filter_of_two_states() -> None:
    attention = Attention.unknown(PRESS, 1)
    mean, cov = np.zeros(2), np.diag([0.3, 0.3])
    step, noise, see = np.diag([0.9, 0.5]), np.diag([0.01, 0.04]), np.ones(2)
    for share in (0.2, 0.5, 0.1):
        expected = PRESS.expected(np.array([60.0]), np.array([1.0]))
        attention.fade()
        said = attention.read(expected, share)
        mean, cov = step @ mean, step @ cov @ step.T + noise
        variance = see @ cov @ see + 0.09
        surprise = np.log(share) - (-1.5 + 0.2 + 0.1) - see @ mean
        gain = cov @ see / variance
        mean, cov = mean + gain * surprise, cov - np.outer(gain, see @ cov)
        np.testing.assert_allclose(attention.mean[:, 0], mean)
        np.testing.assert_allclose(attention.covariance, cov)
        assert said[0] == pytest.approx(-0.5 * (np.log(2 * np.pi * variance) + surprise**2 / variance))


def test_the_effective_number_is_all_for_equal_weights_and_one_for_a_single_one() -> None:
    assert effective_number(normalised(np.zeros(50))) == pytest.approx(50)
    assert effective_number(normalised(np.array([0.0, -1000, -1000]))) == pytest.approx(1)


def test_resampling_keeps_each_world_about_as_often_as_it_weighs() -> None:
    weights = np.array([0.5, 0.25, 0.25, 0.0])
    counts = np.bincount(resampled(weights, 0.3), minlength=4)
    np.testing.assert_array_equal(counts, [2, 1, 1, 0])


def test_rejuvenation_moves_copies_apart_and_keeps_mean_and_spread() -> None:
    chance = np.random.default_rng(1)
    values = chance.uniform(0.2, 0.8, 4000).astype(np.float32)
    weights = np.full(4000, 1 / 4000)
    moved = rejuvenated({"x": values}, {"x": (0.0, 1.0)}, weights, np.zeros(4000, dtype=int) + np.arange(4000) // 2, chance)["x"]
    assert len(np.unique(moved)) > 3900
    half = values[:2000]
    assert moved.std() == pytest.approx(half.std(), rel=0.05)
    assert moved.min() >= 0
    assert moved.max() <= 1
