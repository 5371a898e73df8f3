"""Counts and stages that `sim/model/mechanisms/` draw by chance."""

import numpy as np
import pytest

from sim.model.mechanisms import crisis, provocations
from tests.model.mechanisms.by_hand import f32


def test_a_poisson_count_is_the_inverse_of_its_distribution() -> None:
    # with rate 1 and no spread: P(0) = 0.368, P(<= 1) = 0.736, P(<= 2) = 0.920
    u = np.array([0.3, 0.5, 0.8, 0.95], dtype=np.float32)
    count = provocations.missile_tests(np.ones(4, np.float32), np.zeros(4, np.float32), np.zeros(4, np.float32), u)
    np.testing.assert_array_equal(count, [0, 1, 2, 3])


def test_missile_tests_are_over_dispersed() -> None:
    make = np.random.default_rng(1)
    size = 100_000
    rate, spread = np.ones(size, np.float32), np.full(size, 0.8, np.float32)
    mixing, u = make.standard_normal(size).astype(np.float32), make.uniform(0.0001, 0.9999, size).astype(np.float32)
    count = provocations.missile_tests(rate, mixing, spread, u)
    assert count.mean() == pytest.approx(1, rel=0.03)
    assert count.var() / count.mean() > 1.4


def test_the_ladder_moves_one_rung_a_month_and_down_before_up() -> None:
    stage = np.array([0, 0, 1, 1, 1, 2, 3], dtype=np.float32)
    u_down = np.array([0.9, 0.9, 0.1, 0.9, 0.9, 0.9, 0.1], dtype=np.float32)
    u_up = np.array([0.05, 0.5, 0.01, 0.01, 0.5, 0.001, 0.01], dtype=np.float32)
    moved = crisis.climb(stage, f32(0.1), f32(0.1), f32(0.01), u_down, u_up)
    np.testing.assert_array_equal(moved, [1, 0, 0, 2, 1, 3, 2])
