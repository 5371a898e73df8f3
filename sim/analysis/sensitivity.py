"""Sensitivity: the assumptions and levers that an outcome, or the effect of a policy, depends on most."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from sim.analysis.cases import check_scenarios
from sim.analysis.factors import Coordinates, Factor, points_at
from sim.analysis.methods.sensitivity_indices import LEVELS, METHODS, STEP, Indices, Method, indices, sample
from sim.ensemble.experiment import experiment
from sim.foundations.axes import Array
from sim.foundations.errors import PeninsulaError
from sim.model.expression import Expression, measures_of
from sim.model.measure import Measure
from sim.parallel.job import Progress
from sim.scenario.scenario import Scenario

if TYPE_CHECKING:
    from pandas import DataFrame

type Chance = Literal["held", "varied"]

CHANCE = "chance"
"""The name of chance where it is one of the factors."""

MOST_WORLDS = 2**24


@dataclass(frozen=True)
class Design:
    """The design of a sensitivity analysis.

    samples: see `METHODS` (None: the usual number of the method).
    chance: "held": every point is simulated in all worlds of the scenario, and the outcome is their mean; "varied": every point
    has a world of its own, and chance is one more factor.
    """

    method: Method = "morris"
    samples: int | None = None
    chance: Chance = "held"

    def coordinates(self, factors: int, seed: int) -> Coordinates:
        """Return the points to simulate, shape (point, factor); chance, where it varies, is the last factor.

        Raises PeninsulaError when the method cannot vary chance, or the samples are too few.
        """
        if self.chance == "varied" and self.method != "sobol":
            raise PeninsulaError(f"{self.method} cannot take chance as a factor: use sobol, or hold chance")
        return sample(self.method, factors + (self.chance == "varied"), self._samples, seed)

    def size(self, factors: int) -> int:
        """Return the number of points."""
        return METHODS[self.method].points(self._samples, factors + (self.chance == "varied"))

    @property
    def _samples(self) -> int:
        return METHODS[self.method].usual if self.samples is None else self.samples


@dataclass(frozen=True)
class Sensitivity:
    """Sensitivity indices of some outcomes.

    scenarios: one, or two whose difference (second minus first) is analysed. coordinates: of the points, (point, factor).
    values: outcome -> mean over worlds at each point, (point,). indices: outcome -> index of each factor, then of chance where it
    varies.
    """

    scenarios: tuple[Scenario, ...]
    factors: tuple[Factor, ...]
    outcomes: tuple[Expression, ...]
    design: Design
    coordinates: Coordinates
    values: dict[str, NDArray[np.float64]]
    indices: dict[str, Indices]

    @property
    def names(self) -> tuple[str, ...]:
        """Keys of the factors, then chance where it varies."""
        return tuple(factor.key for factor in self.factors) + ((CHANCE,) if self.design.chance == "varied" else ())

    def table(self) -> "DataFrame":
        """Return a row per outcome and factor, ordered by importance.

        Columns: outcome, factor, title, importance with its 90 % interval (low, high), further indices of the method, at_low and
        at_high: mean outcome over the points with the factor in the lowest and in the highest third of its range.
        """
        from pandas import DataFrame, concat

        titles = [factor.title for factor in self.factors] + (["Chance"] if self.design.chance == "varied" else [])
        parts = []
        for outcome in self.outcomes:
            indices = self.indices[outcome.text]
            low, high = self.thirds(outcome.text)
            columns = {"importance": indices.importance, "low": indices.low, "high": indices.high, **indices.extra}
            frame = DataFrame({"factor": self.names, "title": titles, **columns, "at_low": low, "at_high": high})
            frame.insert(0, "outcome", outcome.text)
            parts.append(frame.sort_values("importance", ascending=False, kind="stable"))
        return concat(parts, ignore_index=True)

    def thirds(self, outcome: str) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return the mean outcome with each factor in the lowest and in the highest third of its range, each (factor,)."""
        values = self.values[outcome]

        def mean(chosen: NDArray[np.bool_]) -> NDArray[np.float64]:
            return np.array([values[points].mean() if points.any() else np.nan for points in chosen.T])

        # the levels of Morris include 1/3 and 2/3 exactly
        return mean(self.coordinates <= 1 / 3 + 1e-9), mean(self.coordinates >= 2 / 3 - 1e-9)


def sensitivity(
    scenarios: Sequence[Scenario],
    factors: Sequence[Factor],
    outcomes: Sequence[Expression],
    design: Design,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Sensitivity:
    """Analyse the sensitivity of some outcomes of a scenario, or of the difference between two, to some factors.

    outcomes: a condition counts as the share of worlds in which it holds. workers: number of processes (None: chosen).
    progress: called with the number of world-months completed.
    Raises PeninsulaError when two scenarios cannot share worlds, or the samples are too few.
    """
    check_scenarios(scenarios)
    first = scenarios[0]
    coordinates = design.coordinates(len(factors), first.seed % 2**32)
    worlds = None
    if design.chance == "varied":
        worlds = np.minimum((coordinates[:, -1] * MOST_WORLDS).astype(np.int64), MOST_WORLDS - 1)
    points = points_at(factors, coordinates[:, : len(factors)], first, worlds)
    measures = measures_of(outcomes)
    by_measure = dict(zip(measures, experiment(scenarios, measures, points, workers, progress), strict=True))
    values = {outcome.text: _mean(outcome, by_measure) for outcome in outcomes}
    by_outcome = {text: indices(design.method, coordinates, each, first.seed % 2**32) for text, each in values.items()}
    if design.method == "morris":
        by_outcome = {text: _per_option(each, factors) for text, each in by_outcome.items()}
    return Sensitivity(tuple(scenarios), tuple(factors), tuple(outcomes), design, coordinates, values, by_outcome)


def _per_option(effects: Indices, factors: Sequence[Factor]) -> Indices:
    """Return elementary effects in which those of options are the change from one option to another, whatever the step."""
    scale = np.where([bool(factor.options) for factor in factors], STEP, 1.0)
    many = [factor.key for factor in factors if len(factor.options) > LEVELS]
    notes = (f"not every option of {', '.join(many)} was tried: Morris uses {LEVELS} levels",) if many else ()
    extra = {name: values * scale for name, values in effects.extra.items()}
    return Indices(effects.importance * scale, effects.low * scale, effects.high * scale, extra, (*effects.notes, *notes))


def _mean(outcome: Expression, by_measure: Mapping[Measure, Array]) -> NDArray[np.float64]:
    """Return the mean over worlds at every point; of two scenarios the second minus the first."""
    by_scenario = list(outcome.value(by_measure).mean(axis=-1, dtype=np.float64))
    return np.asarray(by_scenario[0] if len(by_scenario) == 1 else by_scenario[1] - by_scenario[0])
