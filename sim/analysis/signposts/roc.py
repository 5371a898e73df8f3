"""The receiver operating characteristic of a signpost: hits against false alarms over all thresholds, with its band."""

from dataclasses import dataclass

import numpy as np

from sim.analysis.signposts.signpost import Counted, Signpost
from sim.analysis.signposts.tallies import Numbers, curve, resampled
from sim.foundations.axes import Array

GRID = np.linspace(0, 1, 101)
"""False alarm rates at which the curve is told."""


@dataclass(frozen=True)
class Roc:
    """Hit rates at the false alarm rates of GRID in held-out worlds, and their 90 % band."""

    signpost: Signpost
    hits: Numbers
    low: Numbers
    high: Numbers


def roc(signpost: Signpost, counts: Counted, drawn: Array) -> Roc:
    """Return the curve of a signpost; drawn: weights of the groups of worlds, see `tallies.weights`."""
    whole = counts.told.sum(axis=1)
    hits = _at_grid(*curve(whole.sum(axis=1)))
    each = np.stack([_at_grid(alarms, found) for alarms, found in zip(*curve(resampled(whole, drawn)), strict=True)])
    low, high = np.quantile(each, (0.05, 0.95), axis=0)
    return Roc(signpost, hits, low, high)


def _at_grid(alarms: Numbers, hits: Numbers) -> Numbers:
    """Return hit rates at the false alarm rates of GRID, straight between thresholds; both fall from 1 to 0."""
    return np.interp(GRID, alarms[::-1], hits[::-1])
