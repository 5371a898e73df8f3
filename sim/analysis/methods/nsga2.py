"""Multi-objective search by NSGA-II (Deb et al. 2002), by pymoo: any function of places between 0 and 1, asked in batches."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.analysis.factors import Places
from sim.foundations.extras import require

type Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Batch:
    """What candidates come to. objectives: to be minimised, (candidate, objective); broken: above 0 where a constraint is broken,
    (candidate, constraint)."""

    objectives: Numbers
    broken: Numbers


@dataclass(frozen=True)
class Search:
    """All candidates of a search in the order in which they were asked; rows as in `Batch`.

    front: places of the candidates that no other beats in everything, among those that break no constraint.
    progress: hypervolume after each generation, as a share of the last.
    """

    places: Places
    found: Batch
    front: NDArray[np.int64]
    progress: Numbers


def evolve(
    ask: Callable[[Places], Batch],
    dimensions: int,
    objectives: int,
    constraints: int,
    candidates: int,
    population: int,
    seed: int,
    snap: Callable[[Places], Places] = lambda places: places,
) -> Search:
    """Return what so many candidates come to, generation after generation, all of them whole.

    ask: called with the places of a generation, (candidate, dimension). snap: moves places to those that stand for the same
    candidate, so that none is asked twice.
    """
    require("pymoo", "analysis")
    from pymoo.algorithms.moo.nsga2 import NSGA2
    from pymoo.core.evaluator import Evaluator
    from pymoo.core.problem import Problem
    from pymoo.core.repair import Repair
    from pymoo.operators.sampling.lhs import LHS
    from pymoo.problems.static import StaticProblem

    class Snapped(Repair):  # type: ignore[misc]
        def _do(self, problem: object, X: Places, **_: object) -> Places:
            return snap(X)

    problem = Problem(n_var=dimensions, n_obj=objectives, n_ieq_constr=constraints, xl=0.0, xu=1.0)
    algorithm = NSGA2(pop_size=population, sampling=LHS(), repair=Snapped())
    algorithm.setup(problem, termination=("n_gen", max(1, candidates // population)), seed=seed, verbose=False)
    places, batches, sizes = [], [], []
    while algorithm.has_next():
        asked = algorithm.ask()
        if asked is None or len(asked) == 0:
            break
        batch = ask(asked.get("X"))
        Evaluator().eval(StaticProblem(problem, F=batch.objectives, G=batch.broken), asked)
        algorithm.tell(infills=asked)
        places.append(asked.get("X"))
        batches.append(batch)
        sizes.append(len(asked))
    found = Batch(np.concatenate([b.objectives for b in batches]), np.concatenate([b.broken for b in batches]))
    front = pareto(found)
    return Search(np.concatenate(places), found, front, _hypervolumes(found, front, np.cumsum(sizes)))


def pareto(found: Batch) -> NDArray[np.int64]:
    """Return the places of the candidates that break nothing and that no other such beats in everything; none: an empty array."""
    from pymoo.util.nds.non_dominated_sorting import NonDominatedSorting

    (allowed,) = np.nonzero((found.broken <= 0).all(axis=1))
    if not allowed.size:
        return allowed
    first = NonDominatedSorting().do(found.objectives[allowed], only_non_dominated_front=True)
    return np.asarray(np.sort(allowed[first]))


def knee(objectives: Numbers) -> int:
    """Return the candidate of a front that comes closest to the best of everything, each objective from 0 to 1 over the front.

    min_i sqrt(sum_k ((f_ik - min f_k) / (max f_k - min f_k))^2), the compromise solution (Zeleny 1973)
    """
    low, span = objectives.min(axis=0), np.ptp(objectives, axis=0)
    scaled = (objectives - low) / np.where(span > 0, span, 1)
    return int(np.argmin((scaled**2).sum(axis=1)))


def thinned(objectives: Numbers, front: NDArray[np.int64], most: int) -> NDArray[np.int64]:
    """Return at most so many candidates of a front, spread over it: the best in each objective, then always the farthest.

    They come in the order of the first objective.
    """
    mine = objectives[front]
    scaled = (mine - mine.min(axis=0)) / np.where(np.ptp(mine, axis=0) > 0, np.ptp(mine, axis=0), 1)
    chosen = list(dict.fromkeys([*scaled.argmin(axis=0).tolist(), knee(mine)]))[:most]
    while len(chosen) < min(most, len(front)):
        apart = np.min([((scaled - scaled[place]) ** 2).sum(axis=1) for place in chosen], axis=0)
        chosen.append(int(np.argmax(apart)))
    return np.asarray(front[sorted(set(chosen), key=lambda place: tuple(mine[place]))])


def _hypervolumes(found: Batch, front: NDArray[np.int64], ends: NDArray[np.int64]) -> Numbers:
    """Return the hypervolume of all candidates up to each end, as a share of the last."""
    from pymoo.indicators.hv import HV

    if not front.size:
        return np.zeros(len(ends))
    allowed = (found.broken <= 0).all(axis=1)
    low, high = found.objectives[front].min(axis=0), found.objectives[allowed].max(axis=0)
    scaled = (found.objectives - low) / np.where(high > low, high - low, 1)
    volume = HV(ref_point=np.full(scaled.shape[1], 1.1))
    volumes = []
    for end in ends:
        best = pareto(Batch(found.objectives[:end], found.broken[:end]))
        volumes.append(float(volume(scaled[best])) if best.size else 0.0)
    return np.array(volumes) / max(volumes[-1], 1e-12)
