"""Numbers that sum up worlds: quantiles in double precision, and the table of where a run starts and ends."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.foundations.axes import Array

if TYPE_CHECKING:
    from pandas import DataFrame

    from sim.ensemble.run import Run

LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)
"""The median and the bounds of the bands that hold 50 % and 90 % of worlds."""


_SORTED_AT_ONCE = 64 * 2**20
"""Bytes; sorting takes a copy."""


def quantiles(series: Array, levels: Sequence[float] = LEVELS) -> NDArray[np.float64]:
    """Return quantiles over worlds, shape (level, month), of a series of shape (month, world).

    q(p) = x_k + (h - k) (x_(k+1) - x_k), h = p (n - 1), k = floor(h): type 7 of Hyndman & Fan (1996).
    Sorting in single and interpolating in double precision is several times faster than `numpy.quantile`, and as exact.
    """
    if series.nbytes > _SORTED_AT_ONCE and len(series) > 1:
        middle = len(series) // 2
        return np.concatenate([quantiles(series[:middle], levels), quantiles(series[middle:], levels)], axis=1)
    ordered = np.sort(series, axis=1)
    last = series.shape[1] - 1
    place = np.asarray(levels, dtype=np.float64) * last
    below = np.floor(place).astype(np.int64)
    low = ordered[:, below].astype(np.float64)
    high = ordered[:, np.minimum(below + 1, last)].astype(np.float64)
    share = place - below
    # infinity minus infinity, and none of infinity, are no numbers
    step = np.subtract(high, low, out=np.zeros_like(low), where=(share > 0) & (high != low))
    return np.asarray((low + share * step).T)


def column(level: float) -> str:
    """Return the name of a column of quantiles: q05, q50, q97.5."""
    percent = f"{level * 100:g}"
    return "q" + ("0" + percent if level < 0.1 else percent)


def monthly(run: "Run", levels: Sequence[float] = LEVELS) -> "DataFrame":
    """Return mean and quantiles over worlds of every outcome in every month: month, outcome, unit, mean, q05, ..."""
    from pandas import DataFrame, concat

    parts = []
    for outcome in run.outcomes_reported:
        means, found = [], []
        for series in run.blocks(outcome.name):
            means.append(series.mean(axis=1, dtype=np.float64))
            found.append(quantiles(series, levels))
        rows = dict(zip(map(column, levels), np.concatenate(found, axis=1), strict=True))
        about = {"month": run.months, "outcome": outcome.name, "unit": outcome.unit}
        parts.append(DataFrame({**about, "mean": np.concatenate(means), **rows}))
    return concat(parts, ignore_index=True)


def ends(run: "Run") -> "DataFrame":
    """Return a row per outcome, by its name.

    Columns: title, unit, better, start (median of the first month), mean and quantiles of the last month.
    """
    from pandas import DataFrame

    rows = {}
    for outcome in run.outcomes_reported:
        start, last = run.quantiles(outcome.name, months=(0, -1)).T
        rows[outcome.name] = {
            "title": outcome.title,
            "unit": outcome.unit,
            "better": outcome.better,
            "start": start[LEVELS.index(0.5)],
            "mean": run.last_mean(outcome.name),
            **dict(zip(map(column, LEVELS), last, strict=True)),
        }
    return DataFrame.from_dict(rows, orient="index").rename_axis("outcome")


def in_one_line(run: "Run") -> str:
    """Return where the headline index starts and ends: "Peninsula Tension Index 58 -> 61 (90 % of worlds: 48 to 77)"."""
    headline = run.scenario.theatre.headline
    first, last = run.quantiles(headline, (0.05, 0.5, 0.95), (0, -1)).T
    label = run.scenario.theatre.headline_label
    return f"{label} {first[1]:.0f} -> {last[1]:.0f} (90 % of worlds: {last[0]:.0f} to {last[2]:.0f})"
