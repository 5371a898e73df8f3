"""The path of a sign before and after a month of calm, in worlds in which the event then comes and in others."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.analysis.signposts.rows import Half, Rows
from sim.analysis.signposts.signs import EVERY, Sign
from sim.ensemble.quantiles import quantiles
from sim.ensemble.watch import Watched

BEFORE = 24
"""Months of a path before the reading."""

MOST = 20_000
"""Paths of either kind that are drawn from, at most."""


@dataclass(frozen=True)
class Paths:
    """Quantiles at `LEVELS` of a sign, by months from the reading, in worlds with and without the event, shape (level, month)."""

    sign: Sign
    months: NDArray[np.int64]
    ahead: NDArray[np.float64]
    without: NDArray[np.float64]


def paths(sign: Sign, watched: Watched, rows: Rows, lead: int, after: int) -> Paths | None:
    """Return the paths of a sign in the half that is told; None where no reading has so many months before and after.

    lead: index of the lead. after: months after the reading. Of every reading as many worlds are taken with the event as
    without, so that the calendar makes no difference between them.
    """
    values = sign.values(watched)[..., rows.told.worlds]
    back, on = BEFORE // EVERY, after // EVERY
    chance = np.random.default_rng(0)
    pairs: tuple[list[NDArray[np.float32]], list[NDArray[np.float32]]] = ([], [])
    for reading, (calm, happens) in zip(rows.readings.tolist(), _by_reading(rows.told, lead), strict=True):
        span = slice(reading - back, reading + on + 1)
        if reading < back or span.stop > len(values) or np.isnan(values[span][:, calm][:1]).any():
            continue
        columns = values[span].reshape(on + back + 1, -1)
        with_it, without = (np.flatnonzero((calm & each).ravel()) for each in (happens, ~happens))
        number = min(with_it.size, without.size, MOST // len(rows.readings))
        for found, some in zip(pairs, (with_it, without), strict=True):
            found.append(columns[:, chance.permutation(some)[:number]])
    if not sum(part.shape[1] for part in pairs[0]):
        return None
    ahead, without_it = (quantiles(np.concatenate(found, axis=1)) for found in pairs)
    return Paths(sign, np.arange(-back, on + 1) * EVERY, ahead, without_it)


def _by_reading(half: Half, lead: int) -> list[tuple[NDArray[np.bool_], NDArray[np.bool_]]]:
    """Return, for each reading, which worlds are calm and in which of them the event lies ahead, both shape (scenario, world)."""
    ahead = np.zeros(half.calm.shape, dtype=bool)
    ahead[half.calm] = half.happens[lead]
    return list(zip(half.calm, ahead, strict=True))
