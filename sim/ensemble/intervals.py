"""90 % intervals: the normal quantile that all of them use, and Wilson's interval of a share."""

from math import sqrt

NORMAL_95 = 1.6448536269514722
"""The standard normal quantile that leaves 5 % above it: a mean -+ NORMAL_95 standard errors is a 90 % interval."""


def wilson(count: int, total: int) -> tuple[float, float]:
    """Return the 90 % interval of a share, given `count` of `total` independent draws.

    (p + z^2/2n -+ z sqrt(p (1 - p)/n + z^2/4n^2)) / (1 + z^2/n), p = count / n, n = total, z = NORMAL_95

    Source: Wilson (1927).
    """
    share, z2 = count / total, NORMAL_95**2
    centre = share + z2 / (2 * total)
    half = NORMAL_95 * sqrt(share * (1 - share) / total + z2 / (4 * total * total))
    # at the ends the bound is exactly 0 or 1, which rounding would miss
    low = (centre - half) / (1 + z2 / total) if count else 0.0
    high = (centre + half) / (1 + z2 / total) if count < total else 1.0
    return low, high
