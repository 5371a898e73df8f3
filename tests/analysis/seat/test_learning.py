"""What a world has shown of its assumptions: planted cases whose answer is known."""

import numpy as np
import pytest

from sim.analysis.seat.learning import learned
from sim.foundations.axes import Array

RANGES = {"slope": (0.0, 1.0), "idle": (0.0, 1.0), "fixed": (0.3, 0.3)}


def drawn(draws: int = 2000) -> dict[str, Array]:
    chance = np.random.default_rng(1)
    return {
        "slope": chance.random(draws).astype(np.float32),
        "idle": chance.random(draws).astype(np.float32),
        "fixed": np.full(draws, 0.3, dtype=np.float32),
    }


def test_an_outcome_without_noise_tells_the_assumption_and_nothing_of_others() -> None:
    draws = drawn()
    foretold = np.stack([2 * draws["slope"] + 1, np.zeros_like(draws["slope"])])
    after = learned(draws, RANGES, foretold, np.array([2 * 0.8 + 1, 0.0]))
    np.testing.assert_allclose(after["slope"], 0.8, atol=0.002)
    np.testing.assert_allclose(after["idle"], draws["idle"], atol=0.06)
    np.testing.assert_array_equal(after["fixed"], draws["fixed"])


def test_noise_leaves_as_much_doubt_as_bayes_would() -> None:
    """A normal assumption and normal noise of the same variance: half the gap is made, and half the variance stays."""
    chance = np.random.default_rng(2)
    slope, noise = chance.normal(0, 1, (2, 50_000))
    after = learned({"slope": slope}, {"slope": (-50.0, 50.0)}, (slope + noise)[None], np.array([2.0]))["slope"]
    assert after.mean() == pytest.approx(1.0, abs=0.03)
    assert after.var() == pytest.approx(0.5, abs=0.02)


def test_what_is_learned_stays_within_the_range() -> None:
    draws = drawn()
    after = learned(draws, RANGES, draws["slope"][None], np.array([3.0]))
    assert (after["slope"] == 1).all()


def test_nothing_is_learned_where_all_draws_foretell_the_same() -> None:
    draws = drawn()
    after = learned(draws, RANGES, np.ones((1, 2000)), np.array([5.0]))
    assert all((after[name] == draws[name]).all() for name in draws)
