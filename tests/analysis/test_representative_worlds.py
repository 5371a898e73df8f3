"""The worlds that are told about are where they are said to be."""

import numpy as np
import pytest

from sim.analysis.representative_worlds import best_world, checked_world, typical_world, worst_world
from sim.ensemble.run import Run
from sim.foundations.errors import PeninsulaError


def test_worst_and_best_lie_at_their_percentiles(runs: list[Run]) -> None:
    means = runs[0].series("peninsula_tension").mean(axis=0)
    assert (means > means[worst_world(runs[0])]).mean() == pytest.approx(0.05, abs=0.02)
    assert (means < means[best_world(runs[0])]).mean() == pytest.approx(0.05, abs=0.02)


def test_the_typical_world_is_nearest_to_the_median_path(runs: list[Run]) -> None:
    values = runs[0].series("peninsula_tension")
    distance = ((values - np.median(values, axis=1, keepdims=True)) ** 2).mean(axis=0)
    assert distance[typical_world(runs[0])] == pytest.approx(distance.min())


def test_a_world_that_does_not_exist_is_refused(runs: list[Run]) -> None:
    with pytest.raises(PeninsulaError, match="worlds 0 to 59"):
        checked_world(runs[0], 60)
