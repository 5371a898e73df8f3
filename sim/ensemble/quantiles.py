"""Quantiles over worlds: the one implementation, the levels of tables and bands, and the names of their columns."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)
"""The median and the bounds of the bands that hold 50 % and 90 % of worlds."""

SORT_BYTES = 64 * 2**20
"""The largest series sorted in one piece, in bytes: sorting needs a copy."""


def quantiles(series: NDArray[np.floating], levels: Sequence[float] = LEVELS) -> NDArray[np.float64]:
    """Return quantiles over worlds, shape (level, month), of a series of shape (month, world).

    q(p) = x_k + (h - k) (x_(k+1) - x_k), h = p (n - 1), k = floor(h)

    levels, p: each in [0, 1], or one alone. A month with a value that is NaN has no defined quantiles.
    Sorting in single and interpolating in double precision is several times faster than `numpy.quantile`, and as exact.
    Source: type 7 of Hyndman & Fan (1996).
    """
    if series.nbytes > SORT_BYTES and len(series) > 1:
        middle = len(series) // 2
        return np.concatenate([quantiles(series[:middle], levels), quantiles(series[middle:], levels)], axis=1)
    ordered = np.sort(series, axis=1)
    last = series.shape[1] - 1
    position = np.atleast_1d(np.asarray(levels, dtype=np.float64)) * last
    below = np.floor(position).astype(np.int64)
    low = ordered[:, below].astype(np.float64)
    high = ordered[:, np.minimum(below + 1, last)].astype(np.float64)
    share = position - below
    # inf - inf and 0 * inf are NaN
    step = np.subtract(high, low, out=np.zeros_like(low), where=(share > 0) & (high != low))
    return np.asarray((low + share * step).T)


def quantile_column(level: float) -> str:
    """Return the name of the column that holds a quantile: q05, q50, q97.5."""
    percent = f"{level * 100:g}"
    return f"q0{percent}" if level < 0.1 else f"q{percent}"
