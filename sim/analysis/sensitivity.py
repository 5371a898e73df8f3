"""Sensitivity: which assumptions and levers decide an outcome, or the difference that a policy makes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from sim.analysis.expression import Expression
from sim.analysis.factors import Factor, Places, points_at
from sim.analysis.methods.sensitivity_indices import LEVELS, METHODS, STEP, Indices, Method, indices, sample
from sim.ensemble.experiment import experiment
from sim.foundations.axes import Array
from sim.foundations.errors import PeninsulaError
from sim.model.batch import can_share_worlds
from sim.model.measures import Measure
from sim.parallel.job import Progress
from sim.scenario.scenario import Scenario

if TYPE_CHECKING:
    from pandas import DataFrame

type Chance = Literal["held", "varied"]

CHANCE = "chance"
"""The name of chance where it is a factor like the others."""

MOST_WORLDS = 2**24


@dataclass(frozen=True)
class Design:
    """How to ask. samples: None for what is usual of the method.

    chance: "held": every point is stepped in the same worlds, as many as the scenario has, and the outcome is their mean;
    "varied": every point has a world of its own, and chance is one more factor.
    """

    method: Method = "morris"
    samples: int | None = None
    chance: Chance = "held"

    def places(self, factors: int, seed: int) -> Places:
        """Return the places at which the model is asked, with chance as last factor where it varies."""
        if self.chance == "varied" and self.method != "sobol":
            raise PeninsulaError(f"{self.method} cannot take chance as a factor, which has no order: use sobol, or hold it")
        samples = METHODS[self.method].usual if self.samples is None else self.samples
        return sample(self.method, factors + (self.chance == "varied"), samples, seed)

    def size(self, factors: int) -> int:
        """Return the number of points."""
        samples = METHODS[self.method].usual if self.samples is None else self.samples
        return METHODS[self.method].points(samples, factors + (self.chance == "varied"))


@dataclass(frozen=True)
class Sensitivity:
    """What decides each outcome.

    scenarios: one, or two whose difference (the second less the first) is asked for. places: (point, factor). answers: outcome
    text -> (point,), the mean over worlds. indices: outcome text -> those of every factor, then of chance where it varies.
    """

    scenarios: tuple[Scenario, ...]
    factors: tuple[Factor, ...]
    outcomes: tuple[Expression, ...]
    design: Design
    places: Places
    answers: dict[str, NDArray[np.float64]]
    indices: dict[str, Indices]

    @property
    def names(self) -> tuple[str, ...]:
        """Keys of the factors, and chance where it varies."""
        return tuple(factor.key for factor in self.factors) + ((CHANCE,) if self.design.chance == "varied" else ())

    def table(self) -> "DataFrame":
        """Return a row per outcome and factor, the most important first.

        Columns: outcome, factor, title, importance, low, high, further indices of the method, and at_low and at_high: the mean
        outcome over the points with the factor in the lowest and in the highest third of its range.
        """
        from pandas import DataFrame, concat

        titles = [factor.title for factor in self.factors] + ["Chance"] * (self.design.chance == "varied")
        parts = []
        for outcome in self.outcomes:
            found = self.indices[outcome.text]
            low, high = self.thirds(outcome.text)
            rows = {"factor": self.names, "title": titles, "importance": found.importance, "low": found.low, "high": found.high}
            frame = DataFrame(rows | dict(found.extra) | {"at_low": low, "at_high": high})
            frame.insert(0, "outcome", outcome.text)
            parts.append(frame.sort_values("importance", ascending=False, kind="stable"))
        return concat(parts, ignore_index=True)

    def thirds(self, outcome: str) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return the mean outcome with each factor in the lowest and in the highest third of its range, each (factor,)."""
        answers = self.answers[outcome]

        def mean(chosen: NDArray[np.bool_]) -> NDArray[np.float64]:
            # a factor with two places only has them at the ends
            return np.array([answers[mine].mean() if mine.any() else np.nan for mine in chosen.T])

        # Morris stands on the thirds themselves
        return mean(self.places <= 1 / 3 + 1e-9), mean(self.places >= 2 / 3 - 1e-9)


def sensitivity(
    scenarios: Sequence[Scenario],
    factors: Sequence[Factor],
    outcomes: Sequence[Expression],
    design: Design,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Sensitivity:
    """Ask what decides some outcomes of a scenario, or of the difference between two.

    Conditions count as the share of worlds in which they hold. Raises PeninsulaError when two scenarios cannot share worlds, or
    the samples are too few.
    """
    if not 1 <= len(scenarios) <= 2:
        raise PeninsulaError(f"{len(scenarios)} scenarios: expected one, or two whose difference is explained")
    if len(scenarios) == 2 and not can_share_worlds(*scenarios):
        raise PeninsulaError(f"{scenarios[0].name} and {scenarios[1].name} have another theatre, horizon, seed or start")
    first = scenarios[0]
    places = design.places(len(factors), first.seed % 2**32)
    worlds = None
    if design.chance == "varied":
        worlds = np.minimum((places[:, -1] * MOST_WORLDS).astype(np.int64), MOST_WORLDS - 1)
    points = points_at(factors, places[:, : len(factors)], first, worlds)
    measures = tuple(dict.fromkeys(measure for outcome in outcomes for measure in outcome.measures))
    found = experiment(scenarios, measures, points, workers, progress)
    by_measure = dict(zip(measures, found, strict=True))
    answers = {outcome.text: _answer(outcome, by_measure) for outcome in outcomes}
    asked = {text: indices(design.method, places, values, first.seed % 2**32) for text, values in answers.items()}
    if design.method == "morris":
        chosen = np.array([bool(factor.options) for factor in factors])
        asked = {text: _by_option(found, chosen, factors) for text, found in asked.items()}
    return Sensitivity(tuple(scenarios), tuple(factors), tuple(outcomes), design, places, answers, asked)


def _by_option(found: Indices, chosen: NDArray[np.bool_], factors: Sequence[Factor]) -> Indices:
    """Return elementary effects with those of options as the change from one option to another, whatever the step was."""
    scale = np.where(chosen, STEP, 1.0)
    many = [factor.key for factor in factors if len(factor.options) > LEVELS]
    notes = (f"not every option of {', '.join(many)} was tried: Morris moves on {LEVELS} levels",) if many else ()
    extra = {name: values * scale for name, values in found.extra.items()}
    return Indices(found.importance * scale, found.low * scale, found.high * scale, extra, (*found.notes, *notes))


def _answer(outcome: Expression, found: Mapping[Measure, Array]) -> NDArray[np.float64]:
    """Return the mean over worlds at every point; of two scenarios the second less the first."""
    by_scenario = list(outcome.value(found).mean(axis=-1, dtype=np.float64))
    return np.asarray(by_scenario[0] if len(by_scenario) == 1 else by_scenario[1] - by_scenario[0])
