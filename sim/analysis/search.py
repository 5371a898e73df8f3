"""Search: Pareto-optimal (non-dominated) policy packages, under one worldview or several."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from sim.analysis.factors import Coordinates, Factor, cell, points_at
from sim.analysis.mean_difference import standard_error
from sim.analysis.methods.nsga2 import Evaluate, Evaluations, Evolution, Numbers, evolve, knee, pareto_front, thin_front
from sim.analysis.nearest_candidates import no_feasible_candidate
from sim.analysis.robust import Aim
from sim.ensemble.experiment import experiment, refuse_too_many
from sim.foundations.axes import Array
from sim.foundations.errors import PeninsulaError
from sim.model.batch import can_share_worlds
from sim.model.expression import Expression, measures_of
from sim.model.measure import Measure
from sim.model.points import ONE, Points
from sim.parallel.job import Progress
from sim.scenario.scenario import Scenario

if TYPE_CHECKING:
    from pandas import DataFrame

type Over = Literal["mean", "worst"]

MOST_CANDIDATES = 100_000


@dataclass(frozen=True)
class SearchGoals:
    """Aims and constraints of a search.

    aims: each evaluated as its mean over worlds. constraints: conditions that must hold in at least `share` of worlds.
    over: whether an aim counts by its mean over worldviews or by its worst one; constraints must hold under each worldview.
    """

    aims: tuple[Aim, ...]
    constraints: tuple[Expression, ...] = ()
    share: float = 0.5
    over: Over = "mean"

    @property
    def measures(self) -> tuple[Measure, ...]:
        """The measures that aims and constraints need, each once."""
        return measures_of((*(aim.expression for aim in self.aims), *self.constraints))

    def evaluate(self, measured: Array) -> tuple[Evaluations, Numbers]:
        """Return the evaluations of candidates, and the standard errors of their aims, shape (candidate, aim).

        measured: values of the measures, shape (measure, worldview, candidate, world).
        Raises PeninsulaError when an aim is NaN or infinite in some world.
        """
        by_measure = dict(zip(self.measures, measured, strict=True))
        columns, errors = [], []
        for aim in self.aims:
            values = np.broadcast_to(aim.expression.value(by_measure), measured.shape[1:]).astype(np.float64)
            if not np.isfinite(values).all():
                raise PeninsulaError(f"'{aim.text}' is NaN or infinite in some worlds: it cannot be an aim of a search")
            means = -aim.sign * values.mean(axis=2)
            noise = standard_error(values)
            if self.over == "worst":
                worst = means.argmax(axis=0)
                columns.append(means.max(axis=0))
                errors.append(np.take_along_axis(noise, worst[None], axis=0)[0])
            else:
                columns.append(means.mean(axis=0))
                # worldviews share their random numbers, so their errors do not cancel
                errors.append(noise.mean(axis=0))
        shares = [
            np.broadcast_to(each.value(by_measure), measured.shape[1:]).mean(axis=2).min(axis=0) for each in self.constraints
        ]
        violations = self.share - np.array(shares).T if shares else np.zeros((measured.shape[2], 0))
        return Evaluations(np.array(columns).T, violations.astype(np.float64)), np.array(errors).T


@dataclass(frozen=True)
class Package:
    """A policy package, or a scenario that packages are compared with.

    name: of its file or scenario. settings: key -> value as in a scenario file; empty for a scenario.
    aims: mean of each aim over the check worlds, in the unit of the aim. errors: their standard errors.
    violations: of each constraint, see `Evaluations`. on_the_front: whether it is Pareto-optimal in the check worlds.
    """

    name: str
    settings: dict[str, Any]
    aims: NDArray[np.float64]
    errors: NDArray[np.float64]
    violations: NDArray[np.float64]
    on_the_front: bool

    @property
    def keeps_constraints(self) -> bool:
        """Whether every constraint also holds in the check worlds."""
        return bool((self.violations <= 0).all())


@dataclass(frozen=True)
class SearchResult:
    """The result of a search.

    packages: the front as found, evaluated again in check worlds that the search did not use.
    knee: index of the package closest to the ideal point.
    beside: scenarios for comparison, evaluated in the same worlds; the one that the search started from comes first.
    """

    base: Scenario
    worldviews: tuple[str, ...]
    factors: tuple[Factor, ...]
    goals: SearchGoals
    evolution: Evolution
    packages: tuple[Package, ...]
    knee: int
    beside: tuple[Package, ...]

    def table(self) -> "DataFrame":
        """Return a row per package and scenario beside.

        Columns: package, knee, on_the_front, keeps_constraints, each aim with its standard error, settings.
        """
        from pandas import DataFrame

        rows = []
        for index, package in enumerate((*self.packages, *self.beside)):
            row: dict[str, Any] = {
                "package": package.name,
                "knee": index == self.knee,
                "on_the_front": package.on_the_front,
                "keeps_constraints": package.keeps_constraints,
            }
            for aim, mean, error in zip(self.goals.aims, package.aims, package.errors, strict=True):
                row |= {aim.text: mean, f"{aim.text} error": error}
            row |= {factor.key: cell(package.settings.get(factor.key)) for factor in self.factors}
            rows.append(row)
        return DataFrame(rows)

    def dominated_by(self, package: Package) -> list[str]:
        """Return the packages that keep every constraint and are better in every aim by more than two standard errors."""
        signs = np.array([aim.sign for aim in self.goals.aims])

        def dominates(other: Package) -> bool:
            gain = signs * (other.aims - package.aims)
            return bool((gain > 2 * np.hypot(other.errors, package.errors)).all())

        return [other.name for other in self.packages if other.keeps_constraints and dominates(other)]


def search(
    views: Sequence[Scenario],
    factors: Sequence[Factor],
    goals: SearchGoals,
    candidates: int,
    population: int = 100,
    check_worlds: int = 1000,
    most_packages: int = 20,
    beside: Sequence[Sequence[Scenario]] = (),
    workers: int | None = None,
    progress: Progress | None = None,
    cache: Callable[[Evaluate], Evaluate] = lambda evaluate: evaluate,
    as_it_stands: Sequence[Scenario] = (),
) -> SearchResult:
    """Search for Pareto-optimal policy packages, starting from a scenario.

    views: the scenario under each worldview. factors: the levers that may change. candidates: number of evaluations, in
    generations of size `population`. check_worlds: number of fresh worlds in which the front is evaluated again.
    most_packages: largest number of packages, spread over the front. beside: scenarios for comparison, each under the worldviews.
    workers: number of processes (None: chosen). progress: called with the number of world-months completed.
    cache: wraps the evaluation, so that an interrupted search resumes; see `EvaluationCache.wrap`.
    as_it_stands: the scenario that packages are held against first, if it is not the one searched from.
    Raises PeninsulaError when the search would not fit into memory, NoFeasibleCandidateError when no candidate keeps every
    constraint.
    """
    base = views[0]
    _check_size(views, goals, candidates, population, check_worlds, most_packages)

    def evaluate(coordinates: Coordinates) -> Evaluations:
        measured = experiment(views, goals.measures, points_at(factors, coordinates, base), workers, progress)
        return goals.evaluate(measured)[0]

    def snap(coordinates: Coordinates) -> Coordinates:
        return np.column_stack([_snapped(factor, column) for factor, column in zip(factors, coordinates.T, strict=True)])

    evolution = evolve(
        cache(evaluate), len(factors), len(goals.aims), len(goals.constraints), candidates, population, base.seed % 2**31, snap
    )
    if not evolution.front.size:
        raise no_feasible_candidate(evolution, factors, [each.text for each in goals.constraints], goals.share)
    front = evolution.coordinates[thin_front(evolution.evaluations.objectives, evolution.front, most_packages)]
    settings = [
        {factor.key: factor.value(coordinate) for factor, coordinate in zip(factors, row, strict=True)} for row in front.tolist()
    ]

    def check(forms: Sequence[Scenario], points: Points) -> tuple[Evaluations, Numbers]:
        fresh = [replace(form, seed=base.seed + 1, worlds=check_worlds) for form in forms]
        return goals.evaluate(experiment(fresh, goals.measures, points, workers))

    checked = [check(views, points_at(factors, front, base)), *(check(forms, ONE) for forms in (as_it_stands or views, *beside))]
    names = [f"package_{number:02}" for number in range(1, len(front) + 1)]
    names += [forms[0].name for forms in (as_it_stands or views, *beside)]
    objectives = np.concatenate([evaluations.objectives for evaluations, _ in checked])
    violations = np.concatenate([evaluations.violations for evaluations, _ in checked])
    errors = np.concatenate([error for _, error in checked])
    optimal = set(pareto_front(Evaluations(objectives, violations)).tolist())
    signs = np.array([aim.sign for aim in goals.aims])
    packages = [
        Package(name, setting, -signs * objectives[index], errors[index], violations[index], index in optimal)
        for index, (name, setting) in enumerate(zip(names, [*settings, *({} for _ in checked[1:])], strict=True))
    ]
    number = len(front)
    return SearchResult(
        base, tuple(view.worldview for view in views), tuple(factors), goals, evolution, tuple(packages[:number]),
        _knee(packages[:number], objectives[:number]), tuple(packages[number:]),
    )  # fmt: skip


def _knee(packages: Sequence[Package], objectives: Numbers) -> int:
    """Return the knee of the packages that are Pareto-optimal in the check worlds, or else of those that keep constraints."""
    good = [index for index, package in enumerate(packages) if package.on_the_front]
    good = good or [index for index, package in enumerate(packages) if package.keeps_constraints] or list(range(len(packages)))
    return good[knee(objectives[good])]


def _snapped(factor: Factor, coordinates: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the middle of the interval that stands for the same option or month; numbers to a thousandth of their range."""
    if factor.options:
        number = len(factor.options)
        return (np.minimum(np.floor(coordinates * number), number - 1) + 0.5) / number
    if factor.dated is not None:
        months = factor.high - factor.low + 1
        return (np.minimum(np.floor(coordinates * months), months - 1) + 0.5) / months
    return np.round(coordinates, 3)


def _check_size(
    views: Sequence[Scenario], goals: SearchGoals, candidates: int, population: int, check_worlds: int, most_packages: int
) -> None:
    if not goals.aims:
        raise PeninsulaError("a search needs something to aim at: give --minimise or --maximise at least once")
    if not population <= candidates <= MOST_CANDIDATES or population < 4:
        raise PeninsulaError(
            f"{candidates:,} candidates in generations of {population}: expected at least one whole generation of 4 or more, and "
            f"at most {MOST_CANDIDATES:,} candidates"
        )
    if not 0 < goals.share <= 1:
        raise PeninsulaError(f"--share {goals.share:g}: expected a share of worlds above 0, up to 1")
    for view in views[1:]:
        assert can_share_worlds(views[0], view)
    refuse_too_many(population * len(views), views[0].worlds, len(goals.measures))
    refuse_too_many(most_packages * len(views), check_worlds, len(goals.measures))
