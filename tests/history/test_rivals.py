"""Simple forecasters use past observations only."""

import numpy as np
import pytest

from sim.history.hindcast import LEVELS
from sim.history.observations import Observations
from sim.history.rivals import RIVALS

pytestmark = [pytest.mark.usefixtures("data"), pytest.mark.slow]


def test_rivals_know_only_the_past(observations: Observations) -> None:
    past = np.array([observations.series["gprc_kor"].values[month] for month in observations.series["gprc_kor"].months])[:240]
    for name, rival in RIVALS["gprc_kor"].items():
        said = rival(past, np.zeros((252, 3)))
        assert said.shape == (12, len(LEVELS)), name
        assert (np.diff(said, axis=1) >= 0).all(), name
