"""Scenarios stepped side by side: one row of worlds for each, so that all of them share their draws and their chance."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from sim.foundations.axes import REAL, Array
from sim.scenario.scenario import Scenario


def can_share_worlds(one: Scenario, other: Scenario) -> bool:
    """Return whether two scenarios may be stepped in one batch: they differ in policy, conditions or assumptions alone."""
    return (one.theatre, one.situation, one.nowcast, one.start, one.months, one.worlds, one.seed) == (
        other.theatre, other.situation, other.nowcast, other.start, other.months, other.worlds, other.seed
    )  # fmt: skip


def side_by_side(values: Sequence[ArrayLike], worlds: int) -> Array:
    """Return one array for all scenarios of a batch from the value, or the values by month, of each.

    Shape (..., 1) where all of them agree, else (..., scenario x world): the worlds of the first scenario, then of the second.
    """
    stacked = np.stack([np.asarray(each, dtype=REAL) for each in values], axis=-1)
    if (stacked == stacked[..., :1]).all():
        return stacked[..., :1]
    return np.repeat(stacked, worlds, axis=-1)
