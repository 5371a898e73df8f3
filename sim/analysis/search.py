"""Search: the policy packages that no other beats in everything that is wanted, under one worldview or several."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from sim.analysis.expression import Expression
from sim.analysis.factors import Factor, Places, points_at
from sim.analysis.methods.nsga2 import Batch, Numbers, evolve, knee, pareto, thinned
from sim.analysis.methods.nsga2 import Search as Evolved
from sim.analysis.robust import Aim
from sim.ensemble.experiment import experiment, refuse_too_many
from sim.foundations.axes import Array
from sim.foundations.errors import PeninsulaError
from sim.model.batch import can_share_worlds
from sim.model.measures import Measure
from sim.model.points import ONE, Points
from sim.parallel.executor import Progress
from sim.scenario.scenario import Scenario

if TYPE_CHECKING:
    from pandas import DataFrame

type Over = Literal["mean", "worst"]

MOST_CANDIDATES = 100_000


@dataclass(frozen=True)
class Wanted:
    """What is sought. aims: each the mean over worlds; constraints: conditions that must hold in that share of worlds.

    over: what counts of an aim under several worldviews, its mean or its worst; constraints must hold under each.
    """

    aims: tuple[Aim, ...]
    constraints: tuple[Expression, ...] = ()
    share: float = 0.5
    over: Over = "mean"

    @property
    def measures(self) -> tuple[Measure, ...]:
        asked = (*(aim.asked for aim in self.aims), *self.constraints)
        return tuple(dict.fromkeys(measure for each in asked for measure in each.measures))

    def judged(self, found: Array) -> tuple[Batch, Numbers]:
        """Return what candidates come to, and standard errors of the aims, (candidate, aim).

        found: measures of shape (measure, worldview, candidate, world).
        """
        by_measure = dict(zip(self.measures, found, strict=True))
        columns, errors = [], []
        for aim in self.aims:
            values = np.broadcast_to(aim.asked.value(by_measure), found.shape[1:]).astype(np.float64)
            if not np.isfinite(values).all():
                raise PeninsulaError(f"'{aim.text}' is no number in some worlds: nothing can be sought by it")
            means = -aim.sign * values.mean(axis=2)
            noise = values.std(axis=2) / np.sqrt(values.shape[2])
            if self.over == "worst":
                worst = means.argmax(axis=0)
                columns.append(means.max(axis=0))
                errors.append(np.take_along_axis(noise, worst[None], axis=0)[0])
            else:
                columns.append(means.mean(axis=0))
                # worldviews share their chance, so their errors do not cancel
                errors.append(noise.mean(axis=0))
        shares = [np.broadcast_to(each.value(by_measure), found.shape[1:]).mean(axis=2).min(axis=0) for each in self.constraints]
        broken = self.share - np.array(shares).T if shares else np.zeros((found.shape[2], 0))
        return Batch(np.array(columns).T, broken.astype(np.float64)), np.array(errors).T


@dataclass(frozen=True)
class Package:
    """A policy package. name: of a file, or of a scenario; settings: key -> value as in a scenario file, empty for a scenario.

    aims: mean of each aim in fresh worlds, in its own direction; errors: their standard errors; broken: see `Batch`.
    on_the_front: whether no other package beats it in everything there.
    """

    name: str
    settings: dict[str, Any]
    aims: NDArray[np.float64]
    errors: NDArray[np.float64]
    broken: NDArray[np.float64]
    on_the_front: bool

    @property
    def keeps_constraints(self) -> bool:
        """Whether every constraint holds in fresh worlds, too."""
        return bool((self.broken <= 0).all())


@dataclass(frozen=True)
class Found:
    """The outcome of a search.

    packages: the front as found, judged again in worlds that it was not chosen in; knee: the package that comes closest to the
    best of everything; beside: scenarios held against it, the one that was searched from first.
    """

    base: Scenario
    worldviews: tuple[str, ...]
    factors: tuple[Factor, ...]
    wanted: Wanted
    evolved: Evolved
    packages: tuple[Package, ...]
    knee: int
    beside: tuple[Package, ...]

    def table(self) -> "DataFrame":
        """Return a row per package and scenario beside: name, knee, on_the_front, every aim with its standard error, settings."""
        from pandas import DataFrame

        rows = []
        for place, package in enumerate((*self.packages, *self.beside)):
            row: dict[str, Any] = {
                "package": package.name,
                "knee": place == self.knee,
                "on_the_front": package.on_the_front,
                "keeps_constraints": package.keeps_constraints,
            }
            for aim, mean, error in zip(self.wanted.aims, package.aims, package.errors, strict=True):
                row |= {aim.text: mean, f"{aim.text} error": error}
            row |= {factor.key: _plain(package.settings.get(factor.key)) for factor in self.factors}
            rows.append(row)
        return DataFrame(rows)

    def beaten_by(self, package: Package) -> list[str]:
        """Return the packages that keep every constraint and are better in every aim by more than two standard errors of both."""
        signs = np.array([aim.sign for aim in self.wanted.aims])

        def beats(other: Package) -> bool:
            gain = signs * (other.aims - package.aims)
            return bool((gain > 2 * np.hypot(other.errors, package.errors)).all())

        return [other.name for other in self.packages if other.keeps_constraints and beats(other)]


def search(
    views: Sequence[Scenario],
    factors: Sequence[Factor],
    wanted: Wanted,
    candidates: int,
    population: int = 100,
    checked: int = 1000,
    kept: int = 20,
    beside: Sequence[Sequence[Scenario]] = (),
    workers: int | None = None,
    progress: Progress | None = None,
    remember: Callable[[Callable[[Places], Batch]], Callable[[Places], Batch]] = lambda ask: ask,
) -> Found:
    """Search from a scenario.

    views: the scenario under each worldview. factors: what may be changed. checked: fresh worlds in which the front is judged
    again. kept: most packages of the front, spread over it. beside: scenarios to hold against it, each under the worldviews.
    remember: keeps what is known of candidates, so that a search that was stopped goes on.
    Raises PeninsulaError when a search would not fit into memory, or finds nothing that breaks no constraint.
    """
    base = views[0]
    _refuse(views, wanted, candidates, population, checked, kept)

    def ask(places: Places) -> Batch:
        found = experiment(views, wanted.measures, points_at(factors, places, base), workers, progress)
        return wanted.judged(found)[0]

    def snap(places: Places) -> Places:
        return np.column_stack([_snapped(factor, column) for factor, column in zip(factors, places.T, strict=True)])

    evolved = evolve(
        remember(ask), len(factors), len(wanted.aims), len(wanted.constraints), candidates, population, base.seed % 2**31, snap
    )
    if not evolved.front.size:
        raise PeninsulaError(f"none of {len(evolved.places):,} candidates keeps every constraint: loosen one, or search longer")
    fresh = [replace(view, seed=base.seed + 1, worlds=checked) for view in views]
    places = evolved.places[thinned(evolved.found.objectives, evolved.front, kept)]
    names = [f"package_{number:02}" for number in range(1, len(places) + 1)]
    settings = [{factor.key: factor.value(place) for factor, place in zip(factors, row, strict=True)} for row in places.tolist()]
    judged = _judged(fresh, wanted, points_at(factors, places, base), workers)
    held = [(views[0].name, judged_of) for judged_of in (_judged(fresh, wanted, ONE, workers),)]
    for other in beside:
        again = [replace(view, seed=base.seed + 1, worlds=checked) for view in other]
        held.append((other[0].name, _judged(again, wanted, ONE, workers)))
    objectives = np.concatenate([judged[0].objectives, *(each[0].objectives for _, each in held)])
    broken = np.concatenate([judged[0].broken, *(each[0].broken for _, each in held)])
    errors = np.concatenate([judged[1], *(each[1] for _, each in held)])
    best = set(pareto(Batch(objectives, broken)).tolist())
    signs = np.array([aim.sign for aim in wanted.aims])
    packages = [
        Package(name, chosen, -signs * objectives[place], errors[place], broken[place], place in best)
        for place, (name, chosen) in enumerate(
            [*zip(names, settings, strict=True), *((name, dict[str, Any]()) for name, _ in held)]
        )
    ]
    number = len(places)
    return Found(
        base, tuple(view.worldview for view in views), tuple(factors), wanted, evolved, tuple(packages[:number]),
        _knee(packages[:number], objectives[:number]), tuple(packages[number:]),
    )  # fmt: skip


def _knee(packages: Sequence[Package], objectives: Numbers) -> int:
    """Return the knee of the packages that stand the test of fresh worlds, or of all where none does."""
    good = [place for place, package in enumerate(packages) if package.on_the_front]
    good = good or [place for place, package in enumerate(packages) if package.keeps_constraints] or list(range(len(packages)))
    return good[knee(objectives[good])]


def _judged(views: Sequence[Scenario], wanted: Wanted, points: Points, workers: int | None) -> tuple[Batch, Numbers]:
    return wanted.judged(experiment(views, wanted.measures, points, workers))


def _snapped(factor: Factor, places: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the middle of the places that stand for the same option or month; numbers to a thousandth of their range."""
    if factor.options:
        number = len(factor.options)
        return (np.minimum(np.floor(places * number), number - 1) + 0.5) / number
    if factor.dated is not None:
        months = factor.high - factor.low + 1
        return (np.minimum(np.floor(places * months), months - 1) + 0.5) / months
    return np.round(places, 3)


def _refuse(views: Sequence[Scenario], wanted: Wanted, candidates: int, population: int, checked: int, kept: int) -> None:
    if not wanted.aims:
        raise PeninsulaError("a search needs something to aim at: give --minimise or --maximise at least once")
    if not population <= candidates <= MOST_CANDIDATES or population < 4:
        raise PeninsulaError(
            f"{candidates:,} candidates in generations of {population}: expected at least one whole generation of 4 or more, and "
            f"at most {MOST_CANDIDATES:,} candidates"
        )
    if not 0 < wanted.share <= 1:
        raise PeninsulaError(f"--share {wanted.share:g}: expected a share of worlds above 0, up to 1")
    for view in views[1:]:
        assert can_share_worlds(views[0], view)
    refuse_too_many(population * len(views), views[0].worlds, len(wanted.measures))
    refuse_too_many(kept * len(views), checked, len(wanted.measures))


def _plain(value: Any) -> Any:
    """Return a setting for a cell of a table."""
    return "; ".join(f"{when}: {what}" for when, what in value.items()) if isinstance(value, dict) else value
