"""The level of missile tests follows the record at the speed that predicted best."""

import numpy as np
import pytest

from sim.history.observation_models.counts import CountLevel
from sim.history.observation_models.launches import FORMS, LaunchLevel

ONE = np.ones(1)


def followed(counts: list[float]) -> LaunchLevel:
    level = LaunchLevel.resting(1, FORMS, 2 * ONE)
    for count in counts:
        level.predict()
        level.update(ONE, count)
    return level


def mean(level: LaunchLevel) -> float:
    return float((level.mixture.weights * level.level.shape / level.level.rate).sum())


def test_one_form_is_the_level_of_counts() -> None:
    own, plain = LaunchLevel.resting(1, [(0.9, 4.0)], 2 * ONE), CountLevel.resting(1, 0.9, 4.0, 2 * ONE)
    for count in (3.0, 0.0, 5.0):
        own.predict()
        plain.predict()
        assert own.update(ONE, count)[0] == pytest.approx(plain.update(ONE, count)[0])
    np.testing.assert_allclose(own.draw(np.array([0.5])).shape, plain.shape)


def test_a_change_of_regime_moves_the_level_within_a_year() -> None:
    quiet = [0.0, 1.0, 0.0] * 60
    assert mean(followed(quiet)) < 0.6
    assert mean(followed([*quiet, *[6.0] * 12])) > 2


def test_the_worlds_that_continue_keep_their_level() -> None:
    level = LaunchLevel.resting(3, FORMS, np.array([1.0, 2.0, 3.0]))
    level.predict()
    level.update(np.array([0.2, 1.0, 5.0]), 2.0)
    chosen = level.select(np.array([2, 2, 0]))
    np.testing.assert_array_equal(chosen.level.shape, level.level.shape[:, [2, 2, 0]])
    np.testing.assert_array_equal(chosen.level.dispersion, [3.0, 3.0, 1.0])
