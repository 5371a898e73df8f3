"""The mean difference between two runs, the one estimator of a difference that is shown: interval, median, size, verdict."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.ensemble.intervals import NORMAL_95
from sim.foundations.wording import interval_text

NEGLIGIBLE = 0.1
"""Largest difference that counts as none, in standard deviations over worlds (Cohen 1988 calls 0.2 small)."""

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


@dataclass(frozen=True)
class MeanDifference:
    """How an outcome of one run differs from that of a reference, over paired worlds.

    mean: of the differences; half_width: half its 90 % confidence interval; median: of the differences; effect: the mean in
    pooled standard deviations; worlds: how many.
    """

    mean: float
    half_width: float
    median: float
    effect: float
    worlds: int

    @property
    def text(self) -> str:
        """The mean with its interval, and the median in brackets: "+3.88 ± 0.35 (median +1.92)"."""
        return interval_text(self.mean, self.half_width, self.median)

    def verdict(self, better: str) -> str:
        """Return "no difference" where the interval holds zero, "negligible", and otherwise "better", "worse" or "different".

        better: "higher", "lower", or "" for an outcome of which neither is better.
        """
        if abs(self.mean) <= self.half_width:
            return "no difference"
        if abs(self.effect) < NEGLIGIBLE:
            return "negligible"
        if not better:
            return "different"
        return "better" if (self.mean > 0) == (better == "higher") else "worse"


def mean_difference(reference: NDArray[Any], other: NDArray[Any]) -> MeanDifference:
    """Return how an outcome differs. reference, other: its value in each world, paired, shape (world,)."""
    reference, other = reference.astype(np.float64), other.astype(np.float64)
    gap = other - reference
    effect = standardised_difference(reference, other)
    return MeanDifference(float(gap.mean()), float(half_width(gap)), float(np.median(gap)), effect, gap.size)
