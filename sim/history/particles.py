"""Particle filter: weights of worlds, effective sample size, systematic resampling, and rejuvenation of assumptions."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from sim.foundations.axes import REAL, Array

type Numbers = NDArray[np.float64]

SHRINKAGE = 0.98
"""Shrinkage of assumptions towards their mean when worlds are resampled. Noise restores their variance (Liu & West 2001), so
copies differ and the ensemble neither collapses nor widens."""


def normalise(log_weights: Numbers) -> Numbers:
    """Return weights that sum to one."""
    weights = np.exp(log_weights - log_weights.max())
    normalised: Numbers = weights / weights.sum()
    return normalised


def effective_sample_size(weights: Numbers) -> float:
    """Return the effective sample size of normalised weights, 1 / sum of w^2 (Kong, Liu & Wong 1994)."""
    return float(1 / (weights**2).sum())


def resample(weights: Numbers, uniform: float) -> NDArray[np.intp]:
    """Return the indices of the worlds that continue, by systematic resampling, shape (world,).

    weights: normalised. uniform: one random number in (0, 1).
    """
    positions = (np.arange(len(weights)) + uniform) / len(weights)
    return np.minimum(np.searchsorted(np.cumsum(weights), positions), len(weights) - 1)


def rejuvenate(
    assume: Mapping[str, Array],
    ranges: Mapping[str, tuple[float, float]],
    weights: Numbers,
    worlds: NDArray[np.intp],
    chance: np.random.Generator,
) -> dict[str, Array]:
    """Return the assumptions of resampled worlds, shrunk towards their mean and perturbed, within their ranges."""
    moved = {}
    for name, values in assume.items():
        mean = float((weights * values).sum())
        spread = float(np.sqrt((weights * (values - mean) ** 2).sum()))
        noise = chance.standard_normal(len(worlds)) * spread * np.sqrt(1 - SHRINKAGE**2)
        shrunk = SHRINKAGE * values[worlds] + (1 - SHRINKAGE) * mean
        moved[name] = np.clip(shrunk + noise, *ranges[name]).astype(REAL)
    return moved
