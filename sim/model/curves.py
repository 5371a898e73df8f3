"""The few shapes that the equations are made of."""

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.foundations.axes import REAL, Array

MEMORY = REAL(12)
"""Months over which a year's average remembers. Source: definition."""


def at(table: Array, *codes: Array) -> Array:
    """Return the entries of a table at codes, one for each of its axes: whole numbers that are held as reals."""
    index = codes[0]
    for length, code in zip(table.shape[1:], codes[1:], strict=True):
        index = index * length + code
    # of all ways to look up, this one asks the codes, too, what kind of array they are
    return np.take_along_axis(table.ravel(), index.astype(np.intp), axis=0)


def first_that_holds(cases: Iterable[tuple[NDArray[np.bool], Array | np.float32]], otherwise: Array | np.float32) -> Array:
    """Return the value of the first condition that holds in each world, as `np.select` does in twice the time.

    cases: conditions and their values. otherwise: where none holds.
    """
    found: Any = otherwise
    for holds, value in reversed(tuple(cases)):
        found = np.where(holds, value, found)
    return found


def logistic(x: Array) -> Array:
    """Return 1 / (1 + e^-x), between 0 and 1; below -80, where it is 2e-35, it stays what it is there."""
    return 1 / (1 + np.exp(-np.maximum(x, -80.0)))


def logit(share: Array | np.floating[Any]) -> Array:
    """Return ln(p / (1 - p)), the inverse of the logistic."""
    return np.log(share / (1 - share))


def exp_clipped(log: Array) -> Array:
    """Return e^z, by which a sum of logs multiplies a hazard; beyond 60, where it is 1e26, it stays what it is there."""
    return np.exp(np.minimum(log, 60.0))


def saturating(x: Array) -> Array:
    """Return 1 - e^-x for x >= 0: rises from 0 with slope one and levels off at 1."""
    return 1 - np.exp(-x)


def secant(run: Array, rise: Array, tangent: Array) -> Array:
    """Return the slope of the straight line between two points of a curve, or the tangent where they all but meet.

    With it a curve of a sum is shared out among the terms of the sum: terms times slope add up to the rise (the integral of
    the gradient along the straight way, as in Aumann-Shapley prices).
    """
    apart = np.abs(run) > 1e-4
    return np.where(apart, rise / np.where(apart, run, 1), tangent)


def year_average(memory: Array, now: Array) -> Array:
    """Return m + (x - m) / 12, an average over about a year: memory, m; now, x: this month's value."""
    return memory + (now - memory) / MEMORY


def monthly_prob(annual_hazard: Array) -> Array:
    """Return the probability of at least one event in a month at a hazard per year."""
    return saturating(annual_hazard / 12)


def yearly_prob(monthly: Array) -> Array:
    """Return the probability of at least one event in twelve months of one monthly probability."""
    return 1 - (1 - monthly) ** 12
