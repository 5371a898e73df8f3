"""Watch worlds: read every outcome at intervals, and what an event is made of in every month, and keep nothing else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from sim.ensemble.experiment import MOST_BYTES, STEPPED_AT_ONCE
from sim.ensemble.plan import even_split, processes_for
from sim.foundations.axes import REAL, Array
from sim.foundations.errors import PeninsulaError
from sim.model.batch import can_share_worlds
from sim.model.measure import Measure
from sim.model.month import Month
from sim.model.outcomes import outcomes_of
from sim.model.rules.bound import bound_rules
from sim.model.seen import seen
from sim.parallel.executor import run_jobs
from sim.parallel.job import Progress
from sim.scenario.scenario import Scenario


@dataclass(frozen=True)
class Watched:
    """What is kept of worlds that were watched.

    months: of the readings, counted from the start, shape (reading,).
    levels: every outcome at each reading, in the order of `outcomes_of`, shape (outcome, reading, scenario, world).
    means: the same over all months up to the reading, as a rule sees `mean(...)`.
    series: measure -> in every month the outcome, or the number of events of the kind, shape (month, scenario, world).
    """

    months: NDArray[np.int64]
    levels: Array
    means: Array
    series: Mapping[Measure, Array]


@dataclass(frozen=True)
class WatchJob:
    """Some worlds of scenarios that can share them; see `sim.parallel.job.Job`. every: months from one reading to the next."""

    modules: ClassVar[tuple[str, ...]] = (__name__, "sim.model.theatre_model")

    scenarios: tuple[Scenario, ...]
    worlds: range
    measures: tuple[Measure, ...]
    every: int

    @property
    def size(self) -> int:
        return len(self.scenarios) * len(self.worlds) * self.scenarios[0].months

    @property
    def label(self) -> str:
        return f"worlds {self.worlds.start} to {self.worlds.stop - 1} of {self.scenarios[0].name}"

    def do(self, progress: Progress) -> tuple[Array, Array, Array]:
        """Return levels and means (outcome, reading, scenario, world), and series (measure, month, scenario, world)."""
        from sim.model.replay.months import months_of  # imports Mesa, which only a process that simulates needs
        from sim.model.theatre_model import TheatreModel

        first = self.scenarios[0]
        model = TheatreModel(self.scenarios, np.arange(self.worlds.start, self.worlds.stop))
        outcomes = outcomes_of(first.theatre)
        by_name = {outcome.name: outcome for outcome in outcomes}
        readings = len(range(0, first.months, self.every))
        levels, means = (np.empty((len(outcomes), readings, model.width), dtype=REAL) for _ in range(2))
        series = np.empty((len(self.measures), first.months, model.width), dtype=REAL)
        now, mean = (np.zeros((len(outcomes), model.width), dtype=REAL) for _ in range(2))

        def read(month: Month) -> tuple[list[Array], list[Array]]:
            return [outcome.read(month) for outcome in outcomes], seen(month, self.measures, by_name)

        for number, (reached, measured) in enumerate(months_of(model, first.months, read)):
            for index, values in enumerate(reached):
                now[index] = values
            mean += (now - mean) / REAL(number + 1)
            for index, values in enumerate(measured):
                series[index, number] = values
            if number % self.every == 0:
                levels[:, number // self.every], means[:, number // self.every] = now, mean
            progress(self.size // first.months)
        shape = (len(self.scenarios), len(self.worlds))
        levels, means, series = (values.reshape(*values.shape[:2], *shape) for values in (levels, means, series))
        return levels, means, series


def watch(
    scenarios: Sequence[Scenario],
    measures: Sequence[Measure],
    every: int,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Watched:
    """Simulate scenarios in the same worlds, and return what is kept of them.

    measures: of which the series are kept. every: months from one reading to the next. workers: number of processes (None:
    chosen). progress: called with the number of world-months completed.
    Raises PeninsulaError when it would not fit into memory, or a part fails repeatedly.
    """
    first = scenarios[0]
    for scenario in scenarios:
        bound_rules(scenario)  # what is wrong with a rule is said in this process
        assert can_share_worlds(first, scenario)
    outcomes, readings = len(outcomes_of(first.theatre)), len(range(0, first.months, every))
    _refuse_too_many(scenarios, 2 * outcomes * readings + len(measures) * first.months)
    levels, means = (np.empty((outcomes, readings, len(scenarios), first.worlds), dtype=REAL) for _ in range(2))
    series = np.empty((len(measures), first.months, len(scenarios), first.worlds), dtype=REAL)
    processes = processes_for(len(scenarios) * first.worlds * first.months, workers)
    parts = even_split(first.worlds, ceil(first.worlds * len(scenarios) / STEPPED_AT_ONCE), processes)
    jobs = [WatchJob(tuple(scenarios), part, tuple(measures), every) for part in parts]
    for part, values in zip(parts, run_jobs(jobs, min(processes, len(jobs)), progress), strict=True):
        for whole, some in zip((levels, means, series), values, strict=True):
            whole[..., part.start : part.stop] = some
    return Watched(np.arange(0, first.months, every), levels, means, dict(zip(measures, series, strict=True)))


def _refuse_too_many(scenarios: Sequence[Scenario], numbers: int) -> None:
    """Raise PeninsulaError when what is kept would not fit into memory; numbers: kept of a world of one scenario."""
    worlds, each = scenarios[0].worlds, 4 * numbers * len(scenarios)
    if worlds * each > MOST_BYTES:
        raise PeninsulaError(
            f"{worlds:,} worlds would need {worlds * each / 2**30:.1f} GiB of memory, and {MOST_BYTES / 2**30:.0f} GiB are "
            f"allowed: ask for at most {MOST_BYTES // each:,} with --worlds"
        )
