"""The mean difference between two runs: its standard error, its confidence interval, and its size in standard deviations."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.ensemble.intervals import NORMAL_95

NEGLIGIBLE_SPREAD = 1e-9
"""Differences and standard deviations below this are rounding errors."""


def standard_error(values: NDArray[Any], axis: int = -1) -> Any:
    """Return the standard error of the mean along an axis, s / sqrt(n)."""
    return values.std(axis=axis) / np.sqrt(values.shape[axis])


def half_width(values: NDArray[Any], axis: int = -1) -> Any:
    """Return half the 90 % confidence interval of the mean along an axis, z s / sqrt(n), by the normal approximation."""
    return NORMAL_95 * standard_error(values, axis)


def standardised_difference(reference: NDArray[Any], other: NDArray[Any]) -> float:
    """Return the mean difference in pooled standard deviations, d = (m1 - m0) / sqrt((s0^2 + s1^2) / 2) (Cohen 1988).

    reference, other: an outcome in each world, shape (world,).
    Zero where the means are equal; infinite where they differ and neither run varies.
    """
    difference = float(other.mean() - reference.mean())
    spread = float(np.sqrt((reference.var() + other.var()) / 2))
    if abs(difference) < NEGLIGIBLE_SPREAD:
        return 0.0
    return difference / spread if spread > NEGLIGIBLE_SPREAD else float(np.copysign(np.inf, difference))
