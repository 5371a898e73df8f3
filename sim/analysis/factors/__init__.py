"""Factors: the quantities that an experiment varies."""

from sim.analysis.factors.factor import Coordinates, Factor, cell, points_at
from sim.analysis.factors.parsing import Over, distinct, factor, factors_of

__all__ = ["Coordinates", "Factor", "Over", "cell", "distinct", "factor", "factors_of", "points_at"]
