"""Draws of the assumptions: one value for each world, uniform over the range in force."""

from collections.abc import Mapping

import numpy as np

from sim.foundations.axes import REAL, Array
from sim.foundations.chance import Chance
from sim.scenario.scenario import Scenario


def draw(scenario: Scenario, chance: Chance) -> Mapping[str, Array]:
    """Return a value of every assumption for every world, each of shape (world,).

    a = low + u (high - low), u from the stream "assumption/<name>", so that scenarios with one seed share their draws.
    """
    return {
        name: (REAL(low) + chance.uniform(f"assumption/{name}", 0)[0] * REAL(high - low)).astype(REAL)
        for name, (low, high) in scenario.assumptions.items()
    }


def midpoints(scenario: Scenario) -> Mapping[str, Array]:
    """Return the middle of every range in force, each of shape (1,)."""
    return {name: np.array([(low + high) / 2], dtype=REAL) for name, (low, high) in scenario.assumptions.items()}
