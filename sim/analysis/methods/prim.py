"""PRIM: boxes in which a condition holds often, with the EMA Workbench; no other module imports it."""

import logging
import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.foundations.extras import require

MOST_RESTRICTED = 4
"""Largest number of restricted factors of a box (Bryant & Lempert 2010 advise three or four, to keep it interpretable)."""

QUASI_P = 0.05
"""Quasi-p value above which a restriction may be due to chance, and is dropped."""

SMALLEST = 0.05
"""Smallest share of cases in a box."""

type Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Restriction:
    """Bounds on one factor. factor: its index.

    low_quasi_p, high_quasi_p: probability of a box at least as dense without the bound (one-sided binomial test).
    """

    factor: int
    low: float
    high: float
    low_quasi_p: float
    high_quasi_p: float

    @property
    def quasi_p(self) -> float:
        """The smaller of the two."""
        return min(self.low_quasi_p, self.high_quasi_p)


@dataclass(frozen=True)
class Box:
    """A box.

    coverage: share of all cases of interest that are inside. density: share of the cases inside that are of interest.
    Cases inside an earlier box do not count. trajectory: (coverage, density, number of restrictions) of every step of the
    peeling, shape (step, 3). chosen: the step of this box.
    """

    restrictions: tuple[Restriction, ...]
    coverage: float
    density: float
    trajectory: Numbers
    chosen: int

    def holds(self, numbers: Numbers) -> NDArray[np.bool_]:
        """Return which cases are inside, shape (case,); numbers: shape (case, factor)."""
        inside = np.ones(len(numbers), dtype=bool)
        for each in self.restrictions:
            inside &= (numbers[:, each.factor] >= each.low) & (numbers[:, each.factor] <= each.high)
        return inside


def find_boxes(numbers: Numbers, of_interest: NDArray[np.bool_], most: int) -> list[Box]:
    """Return up to `most` boxes, each found among the cases outside the earlier ones (Friedman & Fisher 1999).

    numbers: values of the factors, shape (case, factor). of_interest: shape (case,).
    A first peeling over all factors selects the few that bound the box; a second one, over these alone, gives the box. The step
    of a trajectory with the largest mass x (density - share of all) is chosen, the weighted relative accuracy of Lavrac et al.
    (1999). Restrictions that may be due to chance are dropped.
    """
    left, boxes = np.ones(len(numbers), dtype=bool), list[Box]()
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
        boxes.append(box)
        left &= ~box.holds(numbers)
    return boxes


def _peeled(numbers: Numbers, of_interest: NDArray[np.bool_], columns: NDArray[np.int64]) -> Any:
    """Return the peeling of some columns by the EMA Workbench."""
    require("ema_workbench", "analysis")
    from pandas import DataFrame

    table = DataFrame(numbers[:, columns], columns=[str(index) for index in range(len(columns))])
    with warnings.catch_warnings():
        # the EMA Workbench warns of optional dependencies and of deprecated pandas features
        warnings.simplefilter("ignore")
        from ema_workbench.analysis.prim import Prim

        logging.getLogger("EMA").setLevel(logging.ERROR)
        return Prim(table, of_interest, mass_min=SMALLEST).find_box()


def _step(peeled: Any, share: float) -> int:
    """Return the step of a trajectory with the largest weighted relative accuracy."""
    steps = peeled.peeling_trajectory
    return int(np.argmax(steps["mass"].to_numpy() * (steps["density"].to_numpy() - share)))


def _box(peeled: Any, columns: NDArray[np.int64], share: float, of_all: float) -> Box | None:
    steps = peeled.peeling_trajectory
    trajectory = steps[["coverage", "density", "res_dim"]].to_numpy(dtype=np.float64) * [of_all, 1, 1]
    step = chosen = _step(peeled, share)
    for restriction in _restrictions(peeled, chosen, np.arange(len(columns))):
        if restriction.quasi_p > QUASI_P:
            peeled.drop_restriction(str(restriction.factor), step)
            step = len(peeled.peeling_trajectory) - 1
    if not (restrictions := _restrictions(peeled, step, columns)):
        return None
    row = peeled.peeling_trajectory.iloc[step]
    return Box(restrictions, float(row["coverage"]) * of_all, float(row["density"]), trajectory, chosen)


def _restrictions(peeled: Any, step: int, columns: NDArray[np.int64]) -> tuple[Restriction, ...]:
    """Return the restrictions of a step, by quasi-p value; columns: the factor of each column of the peeling."""
    limits, quasi_p = peeled.box_lims[step], peeled.p_values[step]

    def probability(value: float) -> float:
        return 1.0 if value < 0 else float(value)

    found = []
    for name, (low_p, high_p) in quasi_p.items():
        # the workbench marks an end that is not restricted by a negative value
        low = float(limits[name].iloc[0]) if low_p >= 0 else -np.inf
        high = float(limits[name].iloc[1]) if high_p >= 0 else np.inf
        if (low, high) != (-np.inf, np.inf):
            found.append(Restriction(int(columns[int(name)]), low, high, probability(low_p), probability(high_p)))
    return tuple(sorted(found, key=lambda each: each.quasi_p))
