"""Weights, resampling and rejuvenation of worlds."""

import numpy as np
import pytest

from sim.history.particles import effective_sample_size, normalise, rejuvenate, resample


def test_the_effective_number_is_all_for_equal_weights_and_one_for_a_single_one() -> None:
    assert effective_sample_size(normalise(np.zeros(50))) == pytest.approx(50)
    assert effective_sample_size(normalise(np.array([0.0, -1000, -1000]))) == pytest.approx(1)


def test_resampling_keeps_each_world_about_as_often_as_it_weighs() -> None:
    weights = np.array([0.5, 0.25, 0.25, 0.0])
    counts = np.bincount(resample(weights, 0.3), minlength=4)
    np.testing.assert_array_equal(counts, [2, 1, 1, 0])


def test_rejuvenation_moves_copies_apart_and_keeps_mean_and_spread() -> None:
    chance = np.random.default_rng(1)
    values = chance.uniform(0.2, 0.8, 4000).astype(np.float32)
    weights = np.full(4000, 1 / 4000)
    moved = rejuvenate({"x": values}, {"x": (0.0, 1.0)}, weights, np.zeros(4000, dtype=int) + np.arange(4000) // 2, chance)["x"]
    assert len(np.unique(moved)) > 3900
    half = values[:2000]
    assert moved.std() == pytest.approx(half.std(), rel=0.05)
    assert moved.min() >= 0
    assert moved.max() <= 1
