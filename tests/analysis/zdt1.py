"""ZDT1, a test function of multi-objective search with a known front."""

import numpy as np

from sim.analysis.factors import Coordinates
from sim.analysis.methods.nsga2 import Evaluations


def zdt1(coordinates: Coordinates) -> Evaluations:
    """f1 = x1, f2 = g (1 - sqrt(f1 / g)), g = 1 + 9 mean(x2 ...): the front is f2 = 1 - sqrt(f1) (Zitzler et al. 2000)."""
    g = 1 + 9 * coordinates[:, 1:].mean(axis=1)
    return Evaluations(
        np.column_stack([coordinates[:, 0], g * (1 - np.sqrt(coordinates[:, 0] / g))]), np.zeros((len(coordinates), 0))
    )
