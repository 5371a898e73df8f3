"""Weights of forms follow their predictions, and forget."""

import numpy as np
import pytest

from sim.history.observation_models.mixture import Mixture


def test_weights_are_those_of_bayes_when_nothing_is_forgotten() -> None:
    mixture = Mixture(np.array([[0.25], [0.75]]), forgetting=1.0, share=0.0)
    mixture.predict()
    log_probability = mixture.update(np.log(np.array([[0.8], [0.2]])))
    assert np.exp(log_probability[0]) == pytest.approx(0.35)
    np.testing.assert_allclose(mixture.weights[:, 0], [0.2 / 0.35, 0.15 / 0.35])


def test_a_form_that_was_wrong_for_long_returns_within_months() -> None:
    mixture = Mixture.even(2, 1, forgetting=0.99, share=0.01)
    for right, months in ((0, 200), (1, 6)):
        for _ in range(months):
            mixture.predict()
            mixture.update(np.log(np.where(np.arange(2)[:, None] == right, 0.6, 0.2)))
    assert mixture.weights[1, 0] > 0.8


def test_forms_are_drawn_by_their_weights() -> None:
    mixture = Mixture(np.tile([[0.2], [0.5], [0.3]], 1000), forgetting=1.0, share=0.0)
    drawn = mixture.draw((np.arange(1000) + 0.5) / 1000)
    np.testing.assert_allclose(np.bincount(drawn) / 1000, [0.2, 0.5, 0.3])


def test_the_worlds_that_continue_keep_their_weights() -> None:
    mixture = Mixture(np.array([[0.1, 0.9], [0.9, 0.1]]), forgetting=1.0, share=0.0)
    np.testing.assert_allclose(mixture.select(np.array([1, 1, 0])).weights, [[0.9, 0.9, 0.1], [0.1, 0.1, 0.9]])
