"""Multi-objective search by NSGA-II (Deb et al. 2002), with pymoo: any function on the unit cube, evaluated in batches."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.analysis.factors import Coordinates
from sim.foundations.extras import require

type Numbers = NDArray[np.float64]

REFERENCE = 1.1
"""Reference of a hypervolume, a tenth beyond the worst of scaled objectives, as is usual."""


@dataclass(frozen=True)
class Evaluations:
    """Objectives and constraints of some candidates.

    objectives: to be minimised, shape (candidate, objective).
    violations: shape (candidate, constraint); above 0 where the constraint is violated.
    """

    objectives: Numbers
    violations: Numbers

    @property
    def feasible(self) -> NDArray[np.bool_]:
        """Which candidates violate no constraint, shape (candidate,)."""
        return np.asarray((self.violations <= 0).all(axis=1))


type Evaluate = Callable[[Coordinates], Evaluations]
"""From the coordinates of candidates, shape (candidate, dimension), each 0 to 1, to their evaluations."""


@dataclass(frozen=True)
class Evolution:
    """All candidates of a search, in the order in which they were evaluated.

    coordinates: shape (candidate, dimension). evaluations: rows as in `coordinates`.
    front: indices of the feasible candidates that no other feasible one dominates.
    hypervolumes: hypervolume after each generation, as a share of the last.
    """

    coordinates: Coordinates
    evaluations: Evaluations
    front: NDArray[np.int64]
    hypervolumes: Numbers


def evolve(
    evaluate: Evaluate,
    dimensions: int,
    objectives: int,
    constraints: int,
    candidates: int,
    population: int,
    seed: int,
    snap: Callable[[Coordinates], Coordinates] = lambda coordinates: coordinates,
) -> Evolution:
    """Evaluate a number of candidates, one whole generation at a time.

    evaluate: called with the coordinates of a generation.
    candidates: rounded down to whole generations of size `population`.
    snap: maps coordinates that stand for the same candidate to one, so that none is evaluated twice.
    """
    require("pymoo", "analysis")
    from pymoo.algorithms.moo.nsga2 import NSGA2
    from pymoo.core.evaluator import Evaluator
    from pymoo.core.problem import Problem
    from pymoo.core.repair import Repair
    from pymoo.operators.sampling.lhs import LHS
    from pymoo.problems.static import StaticProblem

    class Snapped(Repair):  # type: ignore[misc]
        def _do(self, problem: object, X: Coordinates, **_: object) -> Coordinates:
            return snap(X)

    problem = Problem(n_var=dimensions, n_obj=objectives, n_ieq_constr=constraints, xl=0.0, xu=1.0)
    algorithm = NSGA2(pop_size=population, sampling=LHS(), repair=Snapped())
    algorithm.setup(problem, termination=("n_gen", max(1, candidates // population)), seed=seed, verbose=False)
    coordinates, batches, sizes = [], [], []
    while algorithm.has_next():
        generation = algorithm.ask()
        if generation is None or len(generation) == 0:
            break
        batch = evaluate(generation.get("X"))
        Evaluator().eval(StaticProblem(problem, F=batch.objectives, G=batch.violations), generation)
        algorithm.tell(infills=generation)
        coordinates.append(generation.get("X"))
        batches.append(batch)
        sizes.append(len(generation))
    evaluations = Evaluations(np.concatenate([b.objectives for b in batches]), np.concatenate([b.violations for b in batches]))
    front = pareto_front(evaluations)
    return Evolution(np.concatenate(coordinates), evaluations, front, _hypervolumes(evaluations, front, np.cumsum(sizes)))


def pareto_front(evaluations: Evaluations) -> NDArray[np.int64]:
    """Return the indices of the feasible candidates that no other feasible one dominates; empty where none is feasible."""
    from pymoo.util.nds.non_dominated_sorting import NonDominatedSorting

    (feasible,) = np.nonzero(evaluations.feasible)
    if not feasible.size:
        return feasible
    first = NonDominatedSorting().do(evaluations.objectives[feasible], only_non_dominated_front=True)
    return np.asarray(np.sort(feasible[first]))


def knee(objectives: Numbers) -> int:
    """Return the index of the candidate of a front that is closest to the ideal point, the compromise solution (Zeleny 1973).

    min_i sqrt(sum_k ((f_ik - min f_k) / (max f_k - min f_k))^2)
    """
    return int(np.argmin((_scaled(objectives) ** 2).sum(axis=1)))


def thin_front(objectives: Numbers, front: NDArray[np.int64], most: int) -> NDArray[np.int64]:
    """Return at most `most` candidates of a front, spread over it, ordered by the first objective.

    The best in each objective and the knee come first; then, one by one, the candidate farthest from those chosen.
    """
    values = objectives[front]
    scaled = _scaled(values)
    chosen = list(dict.fromkeys([*scaled.argmin(axis=0).tolist(), knee(values)]))[:most]
    while len(chosen) < min(most, len(front)):
        distances = np.min([((scaled - scaled[index]) ** 2).sum(axis=1) for index in chosen], axis=0)
        chosen.append(int(np.argmax(distances)))
    return np.asarray(front[sorted(set(chosen), key=lambda index: tuple(values[index]))])


def _scaled(objectives: Numbers) -> Numbers:
    """Return objectives scaled to 0 to 1 over the candidates."""
    span = np.ptp(objectives, axis=0)
    return np.asarray((objectives - objectives.min(axis=0)) / np.where(span > 0, span, 1))


def hypervolume(scaled: Numbers) -> float:
    """Return the volume that some candidates dominate; objectives scaled to 0 to 1, shape (candidate, objective).

    Up to a reference of REFERENCE in every objective, so that the ends of a front count, too. Source: Zitzler & Thiele (1999).
    """
    from pymoo.indicators.hv import HV

    return float(HV(ref_point=np.full(scaled.shape[1], REFERENCE))(scaled))


def _hypervolumes(evaluations: Evaluations, front: NDArray[np.int64], ends: NDArray[np.int64]) -> Numbers:
    """Return the hypervolume of all candidates up to each end, as a share of the last."""
    if not front.size:
        return np.zeros(len(ends))
    low, high = evaluations.objectives[front].min(axis=0), evaluations.objectives[evaluations.feasible].max(axis=0)
    scaled = (evaluations.objectives - low) / np.where(high > low, high - low, 1)
    volumes = []
    for end in ends:
        best = pareto_front(Evaluations(evaluations.objectives[:end], evaluations.violations[:end]))
        volumes.append(hypervolume(scaled[best]) if best.size else 0.0)
    return np.array(volumes) / max(volumes[-1], 1e-12)
