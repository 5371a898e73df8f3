"""Weights of worlds: effective number, systematic resampling, and rejuvenation of what they assume."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from sim.foundations.axes import REAL, Array

type Numbers = NDArray[np.float64]

SHRINKAGE = 0.98
"""How far an assumption is kept when worlds are resampled; the rest goes to their mean, and noise makes up for the spread
(Liu & West 2001), so that copies differ and the ensemble neither collapses nor widens."""


def normalised(log_weights: Numbers) -> Numbers:
    """Return weights that sum to one."""
    weights = np.exp(log_weights - log_weights.max())
    found: Numbers = weights / weights.sum()
    return found


def effective_number(weights: Numbers) -> float:
    """Return the number of equal worlds that would say as much: 1 / sum of w^2 (Kong, Liu & Wong 1994)."""
    return float(1 / (weights**2).sum())


def resampled(weights: Numbers, uniform: float) -> NDArray[np.intp]:
    """Return which world continues in each place, by systematic resampling; uniform: one number in (0, 1)."""
    places = (np.arange(len(weights)) + uniform) / len(weights)
    return np.minimum(np.searchsorted(np.cumsum(weights), places), len(weights) - 1)


def rejuvenated(
    assume: Mapping[str, Array],
    ranges: Mapping[str, tuple[float, float]],
    weights: Numbers,
    worlds: NDArray[np.intp],
    chance: np.random.Generator,
) -> dict[str, Array]:
    """Return the assumptions of the chosen worlds, a little moved, inside their ranges."""
    moved = {}
    for name, values in assume.items():
        mean = float((weights * values).sum())
        spread = float(np.sqrt((weights * (values - mean) ** 2).sum()))
        noise = chance.standard_normal(len(worlds)) * spread * np.sqrt(1 - SHRINKAGE**2)
        kept = SHRINKAGE * values[worlds] + (1 - SHRINKAGE) * mean + noise
        moved[name] = np.clip(kept, *ranges[name]).astype(REAL)
    return moved
