"""Cases: worlds as rows, what was assumed and chosen in each as columns, and what was asked of it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.analysis.expression import Expression
from sim.analysis.factors import Factor, factors_of, points_at
from sim.analysis.run_measures import measured
from sim.ensemble.experiment import experiment
from sim.ensemble.run import Run
from sim.foundations.axes import Array
from sim.foundations.errors import PeninsulaError
from sim.model.batch import can_share_worlds
from sim.model.measures import Measure
from sim.model.theatre_model import TheatreModel
from sim.parallel.job import Progress
from sim.scenario.scenario import Scenario


@dataclass(frozen=True)
class Cases:
    """Worlds of a scenario, or pairs of worlds of two.

    factors: what differs between them. numbers: its numbers, see `Factor.numbers`, shape (case, factor). answers: to the
    expression that was asked, shape (case,); of two scenarios about the second less the first.
    """

    scenarios: tuple[Scenario, ...]
    factors: tuple[Factor, ...]
    numbers: NDArray[np.float64]
    asked: Expression
    answers: Array


def cases(
    scenarios: Sequence[Scenario],
    asked: Expression,
    vary: Sequence[Factor] = (),
    workers: int | None = None,
    progress: Progress | None = None,
) -> Cases:
    """Step the worlds of one scenario or two, and ask.

    vary: levers and assumptions that are drawn besides, evenly over their ranges (a Latin hypercube, one point a world).
    Raises PeninsulaError when two scenarios cannot share worlds.
    """
    first = _same_worlds(scenarios)
    worlds = np.arange(first.worlds)
    places = _hypercube(len(vary), first.worlds, first.seed)
    points = points_at(vary, places, first, worlds)
    found = experiment(scenarios, asked.measures, points, workers, progress)
    by_measure = {
        measure: values[0, :, 0] if len(scenarios) == 1 else values[1, :, 0] - values[0, :, 0]
        for measure, values in zip(asked.measures, found, strict=True)
    }
    varied = {factor.key: factor.numbers(column) for factor, column in zip(vary, places.T, strict=True)}
    return _cases(scenarios, asked, by_measure, vary, varied)


def cases_of_runs(runs: Sequence[Run], asked: Expression) -> Cases:
    """Ask the worlds of one finished run, or the difference of the second from the first."""
    scenarios = [run.scenario for run in runs]
    _same_worlds(scenarios)
    found = [measured(run, asked.measures) for run in runs]
    by_measure = {m: found[0][m] if len(found) == 1 else found[1][m] - found[0][m] for m in asked.measures}
    return _cases(scenarios, asked, by_measure, (), {})


def _cases(
    scenarios: Sequence[Scenario],
    asked: Expression,
    by_measure: dict[Measure, Array],
    vary: Sequence[Factor],
    varied: dict[str, NDArray[np.float64]],
) -> Cases:
    first = scenarios[-1]
    assumed = TheatreModel([first], np.arange(first.worlds)).assume
    drawn = factors_of(first, "assumptions") if any(low < high for low, high in first.assumptions.values()) else ()
    factors = (*vary, *(factor for factor in drawn if factor.key not in varied))
    if not factors:
        raise PeninsulaError(f"nothing differs between the worlds of {first.name} but chance: open a range, or give --vary")
    numbers = np.column_stack([varied[each.key] if each.key in varied else assumed[each.key] for each in factors])
    return Cases(tuple(scenarios), factors, numbers.astype(np.float64), asked, asked.value(by_measure))


def _same_worlds(scenarios: Sequence[Scenario]) -> Scenario:
    if not 1 <= len(scenarios) <= 2:
        raise PeninsulaError(f"{len(scenarios)} scenarios: expected one, or two whose difference is asked about")
    if len(scenarios) == 2 and not can_share_worlds(*scenarios):
        raise PeninsulaError(f"{scenarios[0].name} and {scenarios[1].name} have another theatre, horizon, seed or start")
    return scenarios[0]


def _hypercube(factors: int, points: int, seed: int) -> NDArray[np.float64]:
    if not factors:
        return np.zeros((points, 0))
    from scipy.stats.qmc import LatinHypercube

    return np.asarray(LatinHypercube(factors, rng=seed % 2**32).random(points))
