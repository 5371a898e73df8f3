"""The anchors of the headline index: 50 is its mean of 1994-2018 in the driven history, 80 its mean of September 2017."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import root

from sim.foundations.months import parse_month
from sim.model.indices import MEAN_READS, PEAK_READS, STAGE_WEIGHT, anchored, regional_tension
from sim.model.theatre_model import TheatreModel
from sim.scenario.scenario import Scenario

type Numbers = NDArray[np.float64]

MEAN_OF, PEAK_OF = ("1994-01", "2018-12"), ("2017-09", "2017-09")
"""The months that read 50 on average, and the month that reads 80."""


def raw_tension(scenario: Scenario, report: Callable[[int], None] = lambda _: None) -> Numbers:
    """Return the headline tension of a scenario before it is anchored, rungs of the crisis ladder included, (month, world) [0-1].

    report: called with the number of worlds after each month.
    """
    model = TheatreModel([scenario], np.arange(scenario.worlds))
    weights = model.cast.weights("headline")
    months = []
    for _ in range(scenario.months):
        model.step()
        month = model.month
        months.append(regional_tension(month.tensions, weights) / 100 + STAGE_WEIGHT * month.headline_stage)
        report(scenario.worlds)
    return np.stack(months).astype(np.float64)


def anchors(raw: Numbers, start: int) -> tuple[float, float]:
    """Return the raw tensions that read 50 and 80, such that the mean index over worlds is 50 and 80 where it should be.

    raw: (month, world), from the month `start` on.
    """
    spans = [raw[parse_month(first) - start : parse_month(last) + 1 - start] for first, last in (MEAN_OF, PEAK_OF)]

    def misses(x: Numbers) -> list[float]:
        return [
            float(anchored(100 * span, np.zeros(1), float(x[0]), float(x[1])).mean()) - reads
            for span, reads in zip(spans, (MEAN_READS, PEAK_READS), strict=True)
        ]

    mean, peak = root(misses, [float(span.mean()) for span in spans]).x
    return float(mean), float(peak)
