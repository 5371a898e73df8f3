"""A sweep: many scenarios that differ in one or two quantities, in one batch, sharing their draws and their chance."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.analysis.variation import Variation
from sim.ensemble.plan import WORTH_A_PROCESS, cores, split
from sim.ensemble.spread import Progress, spread
from sim.ensemble.summary import LEVELS, column, quantiles
from sim.foundations.axes import REAL, Array
from sim.foundations.errors import PeninsulaError
from sim.model import simulate as engine
from sim.model.outcomes import Outcome, outcomes_of
from sim.scenario.loading import load
from sim.scenario.scenario import Scenario

if TYPE_CHECKING:
    from pandas import DataFrame

MEASURES = ("end", "mean")
"""What is kept of a world: each outcome in the last month, and its mean over the horizon."""

MOST_BYTES = 2 * 2**30
"""Results above this size are refused."""

STEPPED_AT_ONCE = 4096
"""Worlds of all points together that are stepped at once."""


@dataclass(frozen=True)
class Sweep:
    """Results of a sweep: values of shape (point, measure, outcome, world), points in the order of the product of variations."""

    base: Scenario
    variations: tuple[Variation, ...]
    scenarios: tuple[Scenario, ...]
    values: Array

    @property
    def shape(self) -> tuple[int, ...]:
        """Number of values of each variation."""
        return tuple(len(each.values) for each in self.variations)

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        return outcomes_of(self.base.theatre)

    def worlds(self, outcome: str, measure: str = "end") -> Array:
        """Return an outcome in every world, shape (point, world)."""
        from sim.foundations.errors import nearest

        names = [each.name for each in self.outcomes]
        if outcome not in names:
            raise PeninsulaError(f"'{outcome}' is not an outcome of this sweep{nearest(outcome, names)}")
        return self.values[:, MEASURES.index(measure), names.index(outcome)]

    def most_moved(self, count: int, measure: str = "end") -> tuple[str, ...]:
        """Return the headline index, then the outcomes with a direction whose means differ most between points."""
        moved = {}
        for outcome in self.outcomes:
            values = self.worlds(outcome.name, measure).astype(np.float64)
            spread = float(values.std(axis=1).mean())
            if outcome.better and spread > 0:
                moved[outcome.name] = float(np.ptp(values.mean(axis=1))) / spread
        headline = self.base.theatre.headline
        order = sorted(moved, key=lambda name: -moved[name])
        return (headline, *(name for name in order if name != headline))[:count]

    def table(self) -> "DataFrame":
        """Return a row per point, outcome and measure: the varied values, mean and quantiles over worlds."""
        from pandas import DataFrame

        rows = []
        for point, place in enumerate(np.ndindex(*self.shape)):
            varied = {
                each.key: each.labels[at] if isinstance(each.values[at], dict) else each.values[at]
                for each, at in zip(self.variations, place, strict=True)
            }
            for measure, outcome in product(MEASURES, self.outcomes):
                worlds = self.worlds(outcome.name, measure)[point]
                bands = quantiles(worlds[None])[:, 0]
                rows.append(
                    varied
                    | {"outcome": outcome.name, "unit": outcome.unit, "measure": measure, "mean": worlds.mean(dtype=np.float64)}
                    | dict(zip(map(column, LEVELS), bands, strict=True))
                )
        return DataFrame(rows)


@dataclass(frozen=True)
class SweepJob:
    """Some worlds of some points."""

    scenarios: tuple[Scenario, ...]
    worlds: range

    @property
    def size(self) -> int:
        return len(self.scenarios) * len(self.worlds) * self.scenarios[0].months

    @property
    def label(self) -> str:
        return f"worlds {self.worlds.start} to {self.worlds.stop - 1} of {len(self.scenarios)} points of {self.scenarios[0].name}"

    def do(self, progress: Callable[[int], None]) -> Array:
        """Return measures of shape (point, measure, outcome, world)."""
        each = len(self.scenarios) * len(self.worlds)
        records = engine.simulate_side_by_side(
            self.scenarios, np.arange(self.worlds.start, self.worlds.stop), lambda months: progress(months * each)
        )
        return np.stack([_measured(record.outcomes) for record in records])


def _measured(outcomes: Array) -> Array:
    """Return the measures of outcomes (outcome, month, world), shape (measure, outcome, world)."""
    return np.stack([outcomes[:, -1], outcomes.mean(axis=1, dtype=np.float64).astype(REAL)])


def points(
    source: str | Path,
    variations: Sequence[Variation],
    overrides: Mapping[str, Any] | None = None,
    *,
    worlds: int | None = None,
    months: int | None = None,
    seed: int | None = None,
) -> tuple[Scenario, ...]:
    """Return the scenario of every point, the last variation moving fastest.

    Raises PeninsulaError when a value is none that the quantity can take, or the results would not fit into memory.
    """
    if not variations or len({each.key for each in variations}) != len(variations):
        raise PeninsulaError("a sweep varies one or two different quantities: give --vary once or twice")
    number = int(np.prod([len(each.values) for each in variations]))
    fixed = dict(overrides or {})
    base = load(source, fixed, worlds=worlds, months=months, seed=seed)
    _refuse_too_many(number, base)

    def point(values: tuple[Any, ...]) -> Scenario:
        varied = dict(zip((each.key for each in variations), values, strict=True))
        try:
            return load(source, fixed | varied, worlds=worlds, months=months, seed=seed)
        except PeninsulaError as error:
            raise PeninsulaError(str(error).replace("--set", "--vary", 1)) from None

    return tuple(point(values) for values in product(*(each.values for each in variations)))


def _refuse_too_many(number: int, base: Scenario) -> None:
    size: float = number * base.worlds * len(MEASURES) * len(outcomes_of(base.theatre)) * 4
    if size > MOST_BYTES:
        fitting = int(base.worlds * MOST_BYTES / size)
        raise PeninsulaError(
            f"{number:,} points of {base.worlds:,} worlds would need {size / 2**30:.1f} GiB of memory, and "
            f"{MOST_BYTES / 2**30:.0f} GiB are allowed: ask for fewer points, or for at most {fitting:,} worlds with --worlds"
        )


def sweep(
    base: Scenario,
    variations: Sequence[Variation],
    scenarios: Sequence[Scenario],
    workers: int | None = None,
    progress: Progress | None = None,
) -> Sweep:
    """Run all points; workers: number of processes (None: chosen), progress: told of world-months newly done."""
    at_once = min(len(scenarios), STEPPED_AT_ONCE)
    groups = [tuple(scenarios[low : low + at_once]) for low in range(0, len(scenarios), at_once)]
    if workers is None:
        workers = min(cores(), len(scenarios) * base.worlds * base.months // WORTH_A_PROCESS)
    # as many parts for every process, so that all end together
    number = ceil(ceil(base.worlds * at_once / STEPPED_AT_ONCE) / max(1, workers)) * max(1, workers)
    parts = split(base.worlds, min(number, base.worlds))
    jobs = [SweepJob(group, worlds) for group in groups for worlds in parts]
    done = spread(jobs, max(1, min(workers, len(jobs))), progress)
    found = [np.concatenate(done[place : place + len(parts)], axis=-1) for place in range(0, len(done), len(parts))]
    return Sweep(base, tuple(variations), tuple(scenarios), np.concatenate(found))
