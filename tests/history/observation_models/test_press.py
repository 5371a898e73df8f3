"""The press model is the Kalman filter of two states."""

import numpy as np
import pytest

from sim.history.observation_models.press import Attention, Press

PRESS = Press(level=-1.5, per_ten=0.2, talks=0.1, slow=0.9, fast=0.5, slow_noise=0.1, fast_noise=0.2, noise=0.3)


def test_attention_is_the_kalman_filter_of_two_states() -> None:
    attention = Attention.initial(PRESS, 1)
    mean, cov = np.zeros(2), np.diag([0.3, 0.3])
    step, noise, see = np.diag([0.9, 0.5]), np.diag([0.01, 0.04]), np.ones(2)
    for share in (0.2, 0.5, 0.1):
        expected = PRESS.expected(np.array([60.0]), np.array([1.0]))
        attention.predict()
        said = attention.update(expected, share)
        mean, cov = step @ mean, step @ cov @ step.T + noise
        variance = see @ cov @ see + 0.09
        surprise = np.log(share) - (-1.5 + 0.2 + 0.1) - see @ mean
        gain = cov @ see / variance
        mean, cov = mean + gain * surprise, cov - np.outer(gain, see @ cov)
        np.testing.assert_allclose(attention.mean[:, 0], mean)
        np.testing.assert_allclose(attention.covariance, cov)
        assert said[0] == pytest.approx(-0.5 * (np.log(2 * np.pi * variance) + surprise**2 / variance))
