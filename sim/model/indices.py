"""The five indices: dyadic, headline and regional tension, and two of what is observed."""

import numpy as np
from numpy.typing import NDArray

from sim.foundations.axes import REAL, Array
from sim.model.curves import logistic, saturating

HOSTILITY_SHARE = REAL(0.7)
"""Weight of hostility against heat in tension. Source: judgement: attitudes last, events pass."""

STAGE_WEIGHT = REAL(0.08)
"""What each rung of the crisis ladder adds to the headline index before its bounds. Source: judgement."""

MEAN_READS, PEAK_READS = 50, 80
"""What the headline index reads at its two anchors. Source: definition."""

GPR_PER_POINT = REAL(0.016)
"""Log change of GPRC_KOR for a point of the headline index. Source: `peninsula calibrate` on months up to 2011 of the index of
Caldara & Iacoviello (2022), rounded."""

GPR_TALKS = REAL(0.18)
"""Log change of GPRC_KOR in months of talks, which are news, too. Source: as above."""


def dyadic_tension(hostility: Array, heat: Array) -> Array:
    """Tension of a dyad, 0-100.

    T = 100 (0.7 h + 0.3 (1 - e^-x))

    hostility, h: mean of both sides [0-1]; heat, x: recent events [>= 0].

    Within [0, 100].
    """
    return 100 * (HOSTILITY_SHARE * hostility + (1 - HOSTILITY_SHARE) * saturating(heat))


def anchored(tension: Array, stage: Array, mean: float, peak: float) -> Array:
    """Headline tension index, 0-100, on a scale held by two anchors.

    I = 100 sigma(ln 4 (T / 100 + 0.08 g - m) / (p - m))

    tension, T: weighted mean of the headline dyads [0-100]; stage, g: their worst rung [0-3].
    mean, m: raw tension that reads 50; peak, p: raw tension that reads 80 [0-1].

    Within (0, 100). Anchors: 50 = mean of 1994-2018, 80 = September 2017, both of the driven history (`sim.history.anchors`).
    """
    return 100 * logistic(REAL(anchored_slope(mean, peak)) * (tension / 100 + STAGE_WEIGHT * stage - REAL(mean)))


def anchored_slope(mean: float, peak: float) -> float:
    """Return how steep the log-odds of the headline index rise with raw tension, from its anchors."""
    odds = [reads / (100 - reads) for reads in (PEAK_READS, MEAN_READS)]
    return float(np.log(odds[0] / odds[1]) / (peak - mean))


def regional_tension(tension: Array, weights: tuple[float, ...]) -> Array:
    """Weighted mean of dyadic tension over the region, 0-100.

    R = sum of w T

    tension, T: of every dyad, shape (rivalry, world) [0-100]; weights, w: sum to one.

    Within [0, 100]. Added row by row, so that the rounding does not depend on the number of worlds.
    """
    total = REAL(weights[0]) * tension[0]
    for weight, row in zip(weights[1:], tension[1:], strict=True):
        total = total + REAL(weight) * row
    return total


def gprc(index: Array, talks: NDArray[np.bool], level: float) -> Array:
    """Expected GPR index of the main protege [percent of articles].

    G = e^(g0 + 0.016 (I - 50) + 0.18 d)

    index, I: headline tension [0-100]; talks, d [0 or 1]; level, g0: log level at an index of 50.

    Source: Caldara & Iacoviello (2022) for the measure; log-linear in tension and talks.
    """
    return np.exp(REAL(level) + GPR_PER_POINT * (index - MEAN_READS) + GPR_TALKS * talks)
