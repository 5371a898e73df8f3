"""NSGA-II finds the known front of a test function."""

import numpy as np
import pytest

from sim.analysis.factors import Coordinates
from sim.analysis.methods.nsga2 import Evaluations, evolve, knee, pareto_front, thin_front
from tests.analysis.zdt1 import zdt1


def test_the_front_of_zdt1_is_found() -> None:
    found = evolve(zdt1, dimensions=8, objectives=2, constraints=0, candidates=8000, population=80, seed=1)
    front = found.evaluations.objectives[found.front]
    assert np.abs(front[:, 1] - (1 - np.sqrt(front[:, 0]))).max() < 0.05
    assert front[:, 0].min() < 0.02
    assert front[:, 0].max() > 0.95
    assert (np.diff(found.hypervolumes) >= -1e-12).all()
    assert len(found.coordinates) == 8000


def test_constraints_are_kept() -> None:
    def constrained(coordinates: Coordinates) -> Evaluations:
        return Evaluations(zdt1(coordinates).objectives, (0.5 - coordinates[:, :1]))

    found = evolve(constrained, 4, 2, 1, 1200, 40, seed=1)
    assert (found.coordinates[found.front, 0] >= 0.5).all()
    assert found.evaluations.objectives[found.front, 0].min() == pytest.approx(0.5, abs=0.03)


def test_the_same_seed_finds_the_same() -> None:
    one, other = (evolve(zdt1, 4, 2, 0, 200, 20, seed=3) for _ in range(2))
    np.testing.assert_array_equal(one.coordinates, other.coordinates)


def test_knee_and_thinning_of_a_front_that_is_known() -> None:
    x = np.linspace(0, 1, 101)
    front = np.column_stack([x, (1 - x) ** 2])
    assert pareto_front(Evaluations(front, np.zeros((101, 0)))).tolist() == list(range(101))
    assert x[knee(front)] == pytest.approx(0.41, abs=0.02)
    kept = thin_front(front, np.arange(101), 5)
    assert len(kept) == 5
    assert {0, 100} <= set(kept.tolist())
    assert np.diff(x[kept]).max() < 0.5
