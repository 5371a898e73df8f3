"""Simple forecasters use past observations only."""

import numpy as np
import pytest

from sim.history.hindcast import LEVELS
from sim.history.observations import Observations
from sim.history.rivals import RIVALS, climatology, recent

pytestmark = [pytest.mark.usefixtures("data"), pytest.mark.slow]


def test_rivals_know_only_the_past(observations: Observations) -> None:
    past = np.array([observations.series["gprc_kor"].values[month] for month in observations.series["gprc_kor"].months])[:240]
    for name, rival in RIVALS["gprc_kor"].items():
        said = rival(past, np.zeros((252, 3)))
        assert said.shape == (12, len(LEVELS)), name
        assert (np.diff(said, axis=1) >= 0).all(), name


def test_rivals_of_pairs_are_on_the_scale_of_the_index() -> None:
    past = np.array([0.0, 0.0, 0.4, 1.5, 0.0, 8.0] * 20)
    for name, rival in RIVALS["us_dprk"].items():
        quantiles = rival(past, np.zeros((len(past) + 12, 3)))
        assert quantiles.shape == (12, len(LEVELS)), name
        assert (np.diff(quantiles, axis=1) >= 0).all(), name
        assert quantiles.min() >= 0, name
        assert 0.5 < quantiles[:, -1].mean() < 30, name


def test_recent_months_count_for_more() -> None:
    risen = np.concatenate([np.zeros(100), np.full(12, 5.0)])
    middle = len(LEVELS) // 2
    assert recent(risen, np.empty((0, 3)))[0, middle] > climatology(risen, np.empty((0, 3)))[0, middle]
