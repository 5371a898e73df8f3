"""A sweep: many scenarios that differ in one or more quantities, in one batch with the same draws and random numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.analysis.sweep_values import Variation
from sim.ensemble.experiment import experiment, refuse_too_many
from sim.ensemble.quantiles import LEVELS, quantile_column, quantiles
from sim.foundations.axes import Array
from sim.foundations.errors import PeninsulaError, nearest
from sim.model.measure import Measure
from sim.model.outcomes import Outcome, outcomes_of
from sim.parallel.job import Progress
from sim.scenario.loading import load
from sim.scenario.scenario import Scenario

if TYPE_CHECKING:
    from pandas import DataFrame

MEASURES = ("end", "mean")
"""What is recorded of a world: each outcome in the last month, and its mean over the horizon."""


@dataclass(frozen=True)
class Sweep:
    """Results of a sweep.

    values: shape (point, measure, outcome, world), points in the order of the product of the variations.
    """

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
        """Return an outcome in every world, shape (point, world). measure: one of MEASURES."""
        names = [each.name for each in self.outcomes]
        if outcome not in names:
            raise PeninsulaError(f"'{outcome}' is not an outcome of this sweep{nearest(outcome, names)}")
        return self.values[:, MEASURES.index(measure), names.index(outcome)]

    def most_moved(self, count: int, measure: str = "end") -> tuple[str, ...]:
        """Return the headline index, then the outcomes with a direction whose means differ most between points."""
        effects = {}
        for outcome in self.outcomes:
            values = self.worlds(outcome.name, measure).astype(np.float64)
            spread = float(values.std(axis=1).mean())
            if outcome.better and spread > 0:
                effects[outcome.name] = float(np.ptp(values.mean(axis=1))) / spread
        headline = self.base.theatre.headline
        order = sorted(effects, key=lambda name: -effects[name])
        return (headline, *(name for name in order if name != headline))[:count]

    def table(self) -> "DataFrame":
        """Return a row per point, outcome and measure, with the varied values, and the mean and quantiles over worlds."""
        from pandas import DataFrame

        rows = []
        for point, indices in enumerate(np.ndindex(*self.shape)):
            varied = {
                each.key: each.labels[index] if isinstance(each.values[index], dict) else each.values[index]
                for each, index in zip(self.variations, indices, strict=True)
            }
            for measure, outcome in product(MEASURES, self.outcomes):
                worlds = self.worlds(outcome.name, measure)[point]
                bands = quantiles(worlds[None])[:, 0]
                rows.append(
                    varied
                    | {"outcome": outcome.name, "unit": outcome.unit, "measure": measure, "mean": worlds.mean(dtype=np.float64)}
                    | dict(zip(map(quantile_column, LEVELS), bands, strict=True))
                )
        return DataFrame(rows)


def sweep_scenarios(
    source: str | Path,
    variations: Sequence[Variation],
    overrides: Mapping[str, Any] | None = None,
    *,
    worlds: int | None = None,
    months: int | None = None,
    seed: int | None = None,
) -> tuple[Scenario, ...]:
    """Return the scenario of every point, the last variation changing fastest.

    source: file or name of the base scenario. worlds, months, seed: in place of its own.
    Raises PeninsulaError when a quantity cannot take a value, or the results would not fit into memory.
    """
    if not variations:
        raise PeninsulaError("a sweep varies a quantity: give --vary at least once")
    if len({each.key for each in variations}) != len(variations):
        raise PeninsulaError("a quantity is given twice with --vary: expected each once")
    number = int(np.prod([len(each.values) for each in variations]))
    fixed = dict(overrides or {})
    base = load(source, fixed, worlds=worlds, months=months, seed=seed)
    refuse_too_many(number, base.worlds, len(MEASURES) * len(outcomes_of(base.theatre)))

    def point(values: tuple[Any, ...]) -> Scenario:
        varied = dict(zip((each.key for each in variations), values, strict=True))
        try:
            return load(source, fixed | varied, worlds=worlds, months=months, seed=seed)
        except PeninsulaError as error:
            raise PeninsulaError(str(error).replace("--set", "--vary", 1)) from None

    return tuple(point(values) for values in product(*(each.values for each in variations)))


def sweep(
    base: Scenario,
    variations: Sequence[Variation],
    scenarios: Sequence[Scenario],
    workers: int | None = None,
    progress: Progress | None = None,
) -> Sweep:
    """Simulate all points.

    base: the scenario that they vary. scenarios: those of the points, see `sweep_scenarios`.
    workers: number of processes (None: chosen). progress: called with the number of world-months completed.
    """
    outcomes = outcomes_of(base.theatre)
    measures = [Measure(outcome.name, how) for how in ("at", "mean") for outcome in outcomes]
    measured = experiment(scenarios, measures, workers=workers, progress=progress)
    values = measured.reshape(len(MEASURES), len(outcomes), len(scenarios), base.worlds)
    return Sweep(base, tuple(variations), tuple(scenarios), np.moveaxis(values, 2, 0))
