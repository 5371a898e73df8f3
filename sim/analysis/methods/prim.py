"""PRIM: boxes in which a condition holds often, by the EMA Workbench; nothing else of ours imports it."""

import logging
import warnings
from dataclasses import dataclass
from typing import Any

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
    """A box. coverage: share of all cases of interest that are inside; density: share of the cases inside that are of interest;
    both of the cases that no earlier box holds.

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

    numbers: (case, factor). A first peeling over all factors says which few of them bound the box; a second one, over these
    alone, gives the box. Of a trajectory the step is taken that gathers most: mass x (density - share of all), the weighted
    relative accuracy of Lavrac et al. (1999). Restrictions that may be chance are dropped.
    """
    left, found = np.ones(len(numbers), dtype=bool), list[Box]()
    for _ in range(most):
        if not of_interest[left].any() or of_interest[left].all():
            break
        everything = np.arange(numbers.shape[1])
        peeled = _peeled(numbers[left], of_interest[left], everything)
        likely = _restrictions(peeled, _step(peeled, of_interest[left].mean()), everything)
        columns = np.array([each.factor for each in likely if each.quasi_p <= QUASI_P][:MOST_RESTRICTED], dtype=np.int64)
        if not columns.size:
            break
        of_all = float(of_interest[left].sum() / of_interest.sum())
        box = _box(_peeled(numbers[left], of_interest[left], columns), columns, float(of_interest[left].mean()), of_all)
        if box is None:
            break
        found.append(box)
        left &= ~box.holds(numbers)
    return found


def _peeled(numbers: Numbers, of_interest: NDArray[np.bool_], columns: NDArray[np.int64]) -> Any:
    """Return the peeling of some columns by the workbench."""
    require("ema_workbench", "analysis")
    from pandas import DataFrame

    table = DataFrame(numbers[:, columns], columns=[str(place) for place in range(len(columns))])
    with warnings.catch_warnings():
        # the workbench warns of what it could draw in a browser, and of what pandas will drop
        warnings.simplefilter("ignore")
        from ema_workbench.analysis.prim import Prim

        logging.getLogger("EMA").setLevel(logging.ERROR)
        return Prim(table, of_interest, mass_min=SMALLEST).find_box()


def _step(peeled: Any, share: float) -> int:
    """Return the step of a trajectory that gathers most."""
    steps = peeled.peeling_trajectory
    return int(np.argmax(steps["mass"].to_numpy() * (steps["density"].to_numpy() - share)))


def _box(peeled: Any, columns: NDArray[np.int64], share: float, of_all: float) -> Box | None:
    steps = peeled.peeling_trajectory
    trajectory = steps[["coverage", "density", "res_dim"]].to_numpy(dtype=np.float64) * [of_all, 1, 1]
    kept = chosen = _step(peeled, share)
    for restriction in _restrictions(peeled, chosen, np.arange(len(columns))):
        if restriction.quasi_p > QUASI_P:
            peeled.drop_restriction(str(restriction.factor), kept)
            kept = len(peeled.peeling_trajectory) - 1
    if not (restrictions := _restrictions(peeled, kept, columns)):
        return None
    row = peeled.peeling_trajectory.iloc[kept]
    return Box(restrictions, float(row["coverage"]) * of_all, float(row["density"]), trajectory, chosen)


def _restrictions(peeled: Any, step: int, columns: NDArray[np.int64]) -> tuple[Restriction, ...]:
    """Return the restrictions of a step, the surest first; columns: the factor of each column of the peeling."""
    limits, quasi_p = peeled.box_lims[step], peeled.p_values[step]

    def sure(value: float) -> float:
        return 1.0 if value < 0 else float(value)

    found = []
    for name, (low_p, high_p) in quasi_p.items():
        place = int(columns[int(name)])
        # an end that is not restricted is open
        low = float(limits[name].iloc[0]) if low_p >= 0 else -np.inf
        high = float(limits[name].iloc[1]) if high_p >= 0 else np.inf
        if (low, high) != (-np.inf, np.inf):
            found.append(Restriction(place, low, high, sure(low_p), sure(high_p)))
    return tuple(sorted(found, key=lambda each: each.quasi_p))
