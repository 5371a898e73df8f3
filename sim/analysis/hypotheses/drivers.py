"""Drivers: the assumptions on which a difference between two scenarios depends most."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.model.theatre_model import TheatreModel
from sim.scenario.assumptions import DECLARED
from sim.scenario.scenario import Scenario

MOST_DRIVERS = 2
"""Number of assumptions listed as those on which a difference depends most."""


@dataclass(frozen=True)
class Driver:
    """An assumption on which a difference depends.

    correlation: rank correlation over worlds. low, high: mean difference in the lowest and in the highest third of its range.
    """

    title: str
    correlation: float
    low: float
    high: float


def drivers_of(scenario: Scenario, gaps: NDArray[np.float64]) -> tuple[Driver, ...]:
    """Return the assumptions with the largest rank correlation with the difference over worlds (Spearman 1904).

    scenario: whose assumptions are drawn. gaps: the difference in each world, shape (world,).
    """
    from scipy.stats import rankdata

    if np.ptp(gaps) == 0:
        return ()
    assumed = TheatreModel([scenario], np.arange(scenario.worlds)).assume
    ranks = rankdata(gaps)
    drivers: list[Driver] = []
    for assumption in DECLARED:
        drawn = np.asarray(assumed.get(assumption.name, 0.0))
        if np.ptp(drawn) > 0:
            low, high = np.quantile(drawn, (1 / 3, 2 / 3))
            correlation = float(np.corrcoef(ranks, rankdata(drawn))[0, 1])
            thirds = float(gaps[drawn <= low].mean()), float(gaps[drawn >= high].mean())
            drivers.append(Driver(assumption.title, correlation, *thirds))
    # two standard errors of the correlation of independent ranks
    notable = [driver for driver in drivers if abs(driver.correlation) > 2 / np.sqrt(len(gaps))]
    return tuple(sorted(notable, key=lambda driver: -abs(driver.correlation))[:MOST_DRIVERS])
