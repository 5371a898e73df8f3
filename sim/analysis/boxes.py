"""PRIM: boxes in which a condition holds often, by the EMA Workbench; nothing else of ours imports it."""

import logging
import warnings
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.foundations.extras import require

MOST_RESTRICTED = 4
"""Restrictions above which nobody can hold a box in mind (Bryant & Lempert 2010 advise three or four)."""

QUASI_P = 0.05
"""Quasi-p value above which a restriction may be chance, and is dropped."""

SMALLEST = 0.05
"""Smallest share of cases in a box."""

type Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Restriction:
    """Bounds on one factor, by its place; quasi_p: how likely the box would be as dense without it (one-sided binomial test)."""

    factor: int
    low: float
    high: float
    low_quasi_p: float
    high_quasi_p: float

    @property
    def quasi_p(self) -> float:
        """Of the tighter side."""
        return min(self.low_quasi_p, self.high_quasi_p)


@dataclass(frozen=True)
class Box:
    """A box. coverage: share of all cases of interest that are inside; density: share of the cases inside that are of interest.

    trajectory: (coverage, density, restrictions) of every box on the way, shape (step, 3); chosen: the step of this one.
    """

    restrictions: tuple[Restriction, ...]
    coverage: float
    density: float
    trajectory: Numbers
    chosen: int

    def holds(self, numbers: Numbers) -> NDArray[np.bool_]:
        """Return which cases (case, factor) are inside."""
        inside = np.ones(len(numbers), dtype=bool)
        for each in self.restrictions:
            inside &= (numbers[:, each.factor] >= each.low) & (numbers[:, each.factor] <= each.high)
        return inside


def find_boxes(numbers: Numbers, of_interest: NDArray[np.bool_], most: int) -> list[Box]:
    """Return up to so many boxes, each of the cases that no earlier one holds (Friedman & Fisher 1999).

    numbers: (case, factor). Of a peeling trajectory the box with the best harmonic mean of coverage and density is taken, among
    those of at most MOST_RESTRICTED restrictions; restrictions that may be chance are dropped.
    """
    require("ema_workbench", "analysis")
    from pandas import DataFrame

    with warnings.catch_warnings():
        # the workbench warns at import of what it could draw in a browser
        warnings.simplefilter("ignore")
        from ema_workbench.analysis.prim import Prim
    logging.getLogger("EMA").setLevel(logging.ERROR)
    table = DataFrame(numbers, columns=[str(place) for place in range(numbers.shape[1])])
    prim, found = Prim(table, of_interest, mass_min=SMALLEST), []
    whole = [(column.min(), column.max()) for column in numbers.T]
    for _ in range(most):
        peeled = prim.find_box()
        if peeled is None:
            break
        if (box := _best(peeled, whole)) is None:
            break
        found.append(box)
        if not (of_interest & ~_in_any(found, numbers)).any():
            break
    return found


def _best(peeled, whole: Sequence[tuple[float, float]]) -> Box | None:  # type: ignore[no-untyped-def]
    steps = peeled.peeling_trajectory
    coverage, density = steps["coverage"].to_numpy(), steps["density"].to_numpy()
    restricted = steps["res_dim"].to_numpy()
    with np.errstate(invalid="ignore"):
        score = np.where((restricted > 0) & (restricted <= MOST_RESTRICTED), 2 * coverage * density / (coverage + density), 0.0)
    if not np.nanmax(score) > 0:
        return None
    chosen = int(np.nanargmax(score))
    kept = chosen
    for restriction in _restrictions(peeled, chosen, whole):
        if restriction.quasi_p > QUASI_P:
            peeled.drop_restriction(str(restriction.factor), kept)
            kept = len(peeled.peeling_trajectory) - 1
    peeled.select(kept)
    if not (restrictions := _restrictions(peeled, kept, whole)):
        return None
    row = peeled.peeling_trajectory.iloc[kept]
    trajectory = np.column_stack([coverage, density, restricted]).astype(np.float64)
    return Box(restrictions, float(row["coverage"]), float(row["density"]), trajectory, chosen)


def _restrictions(peeled, step: int, whole: Sequence[tuple[float, float]]) -> tuple[Restriction, ...]:  # type: ignore[no-untyped-def]
    limits, quasi_p = peeled.box_lims[step], peeled.p_values[step]

    def sure(value: float) -> float:
        return 1.0 if value < 0 else float(value)

    found = []
    for name, (low_p, high_p) in quasi_p.items():
        place = int(name)
        # an end that is not restricted is open
        low = float(limits[name].iloc[0]) if low_p >= 0 else -np.inf
        high = float(limits[name].iloc[1]) if high_p >= 0 else np.inf
        if (low, high) != (-np.inf, np.inf):
            found.append(Restriction(place, low, high, sure(low_p), sure(high_p)))
    return tuple(sorted(found, key=lambda each: each.quasi_p))


def _in_any(boxes: Sequence[Box], numbers: Numbers) -> NDArray[np.bool_]:
    return np.any([box.holds(numbers) for box in boxes], axis=0)
