"""The headline index reads 50 and 80 where it should: on average from 1994 to 2018, and in September 2017."""

import numpy as np
import pytest

from sim.foundations.months import parse_month
from sim.history.anchors import anchors, raw_tension
from sim.model.indices import anchored
from sim.scenario.loading import load

START = parse_month("1990-01")


def test_anchors_make_the_mean_read_50_and_the_peak_80() -> None:
    chance = np.random.default_rng(1)
    raw = 0.45 + 0.05 * chance.standard_normal((348, 50))
    peak = parse_month("2017-09") - START
    raw[peak] += 0.2
    low, high = anchors(raw, START)
    index = anchored(100 * raw, np.zeros(1), low, high)
    assert index[48:].mean() == pytest.approx(50, abs=0.01)
    assert index[peak].mean() == pytest.approx(80, abs=0.01)
    assert low == pytest.approx(0.45, abs=0.02)


@pytest.mark.slow
def test_the_anchors_of_the_theatre_are_those_of_its_driven_history() -> None:
    scenario = load("history", worlds=600, months=348)
    raw = raw_tension(scenario)
    start = scenario.theatre.start
    index = anchored(100 * raw, np.zeros(1), start["index_mean"].value, start["index_peak"].value)
    # 600 worlds with full priors know the mean to about one point, a single month to about two
    assert index[48:].mean() == pytest.approx(50, abs=2.5)
    assert index[parse_month("2017-09") - scenario.start].mean() == pytest.approx(80, abs=5)
