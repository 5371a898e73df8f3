"""Cases for scenario discovery: worlds as rows, with the factors that differ between them and the value of an expression."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.analysis.contrast import obstacle
from sim.analysis.factors import Coordinates, Factor, factors_of, points_at
from sim.analysis.run_measures import measures_of_run
from sim.ensemble.experiment import experiment
from sim.ensemble.run import Run
from sim.foundations.axes import Array
from sim.foundations.errors import PeninsulaError
from sim.model.batch import can_share_worlds
from sim.model.expression import Expression
from sim.model.measure import Measure
from sim.model.theatre_model import TheatreModel
from sim.parallel.job import Progress
from sim.scenario.scenario import Scenario


@dataclass(frozen=True)
class Cases:
    """Worlds of one scenario, or pairs of worlds of two.

    factors: what differs between the worlds. numbers: values of the factors, see `Factor.numbers`, shape (case, factor).
    values: of the expression, shape (case,); of two scenarios the expression of the second minus the first.
    """

    scenarios: tuple[Scenario, ...]
    factors: tuple[Factor, ...]
    numbers: NDArray[np.float64]
    expression: Expression
    values: Array


def cases(
    scenarios: Sequence[Scenario],
    expression: Expression,
    vary: Sequence[Factor] = (),
    workers: int | None = None,
    progress: Progress | None = None,
) -> Cases:
    """Simulate the worlds of one scenario or two, and evaluate an expression.

    vary: levers and assumptions to sample as well, by a Latin hypercube with one point a world.
    workers: number of processes (None: chosen). progress: called with the number of world-months completed.
    Raises PeninsulaError when two scenarios cannot share worlds.
    """
    check_scenarios(scenarios)
    first = scenarios[0]
    coordinates = _latin_hypercube(len(vary), first.worlds, first.seed)
    points = points_at(vary, coordinates, first, np.arange(first.worlds))
    measured = experiment(scenarios, expression.measures, points, workers, progress)
    by_measure = {
        measure: values[0, :, 0] if len(scenarios) == 1 else values[1, :, 0] - values[0, :, 0]
        for measure, values in zip(expression.measures, measured, strict=True)
    }
    varied = {factor.key: factor.numbers(column) for factor, column in zip(vary, coordinates.T, strict=True)}
    return _cases(scenarios, expression, by_measure, vary, varied)


def cases_of_runs(runs: Sequence[Run], expression: Expression) -> Cases:
    """Evaluate an expression in the worlds of a finished run, or of the difference between two (second minus first)."""
    scenarios = [run.scenario for run in runs]
    check_scenarios(scenarios)
    measured = [measures_of_run(run, expression.measures) for run in runs]
    by_measure = {
        measure: measured[0][measure] if len(runs) == 1 else measured[1][measure] - measured[0][measure]
        for measure in expression.measures
    }
    return _cases(scenarios, expression, by_measure, (), {})


def check_scenarios(scenarios: Sequence[Scenario]) -> None:
    """Raise PeninsulaError unless there is one scenario, or two that can share worlds."""
    if not 1 <= len(scenarios) <= 2:
        raise PeninsulaError(f"{len(scenarios)} scenarios: expected one, or two to take the difference of")
    if len(scenarios) == 2 and not can_share_worlds(*scenarios):
        first, second = scenarios
        apart = f"{first.name} and {second.name} have a different theatre, horizon, seed or start"
        raise PeninsulaError(f"{apart}: {second.name} has {obstacle(first, second) or 'another cast or situation'}")


def _cases(
    scenarios: Sequence[Scenario],
    expression: Expression,
    by_measure: Mapping[Measure, Array],
    vary: Sequence[Factor],
    varied: Mapping[str, NDArray[np.float64]],
) -> Cases:
    last = scenarios[-1]
    assumed = TheatreModel([last], np.arange(last.worlds)).assume
    drawn = factors_of(last, "assumptions") if any(low < high for low, high in last.assumptions.values()) else ()
    factors = (*vary, *(factor for factor in drawn if factor.key not in varied))
    if not factors:
        raise PeninsulaError(f"only chance differs between the worlds of {last.name}: give an assumption a range, or use --vary")
    numbers = np.column_stack([varied[each.key] if each.key in varied else assumed[each.key] for each in factors])
    return Cases(tuple(scenarios), factors, numbers.astype(np.float64), expression, expression.value(by_measure))


def _latin_hypercube(factors: int, points: int, seed: int) -> Coordinates:
    if not factors:
        return np.zeros((points, 0))
    from scipy.stats.qmc import LatinHypercube

    return np.asarray(LatinHypercube(factors, rng=seed % 2**32).random(points))
