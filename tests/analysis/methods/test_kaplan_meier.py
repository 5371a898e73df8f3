"""The share that lasts: by hand, and as SciPy has it."""

import numpy as np
from scipy.stats import CensoredData, ecdf

from sim.analysis.methods.kaplan_meier import lasting, lasts


def test_by_hand_where_some_are_watched_for_less_time() -> None:
    # five worlds: one ends at once, one is watched for two months, one ends after three, two outlast all
    durations, ended = np.array([0, 2, 3, 5, 5]), np.array([True, False, True, False, False])
    share = lasting(durations, ended, 5, np.ones((1, 5)))
    np.testing.assert_allclose(share[0], [4 / 5, 4 / 5, 4 / 5, 4 / 5 * 2 / 3, 4 / 5 * 2 / 3])
    assert lasts(share, 0.2)[0] == 0
    assert lasts(share, 0.4)[0] == 3
    assert lasts(share, 0.5)[0] == np.inf


def test_as_scipy_has_it() -> None:
    chance = np.random.default_rng(4)
    durations, ended = chance.integers(1, 30, 200), chance.random(200) < 0.6
    share = lasting(durations, ended, 40, np.ones((1, 200)))[0]
    theirs = ecdf(CensoredData.right_censored(durations.astype(float), ~ended)).sf
    np.testing.assert_allclose(share, theirs.evaluate(np.arange(40)), atol=1e-12)


def test_a_bootstrap_sample_is_the_share_of_its_worlds_and_an_empty_one_is_not_known() -> None:
    durations, ended = np.array([1, 4, 9]), np.array([True, True, False])
    share = lasting(durations, ended, 6, np.array([[0.0, 3.0, 0.0], [2.0, 0.0, 1.0], [0.0, 0.0, 0.0]]))
    np.testing.assert_allclose(share[0], [1, 1, 1, 1, 0, 0])
    np.testing.assert_allclose(share[1], [1, 1 / 3, 1 / 3, 1 / 3, 1 / 3, 1 / 3])
    assert np.isnan(share[2]).all()
