"""Experiments: scenarios in the same worlds at many points, keeping only some measures of each world."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import ClassVar

import numpy as np

from sim.ensemble.execute import batches
from sim.ensemble.plan import processes_for, split
from sim.foundations.axes import REAL, Array
from sim.foundations.errors import PeninsulaError
from sim.model import measures as measuring
from sim.model.measure import Measure
from sim.model.points import ONE, Points
from sim.model.rules.bound import bound_rules
from sim.parallel.executor import run_jobs
from sim.parallel.job import Progress
from sim.scenario.scenario import Scenario

STEPPED_AT_ONCE = 4096
"""The largest number of worlds stepped at once, over all points and scenarios: more do not fit the cache."""

MOST_BYTES = 2 * 2**30
"""The largest result that is allowed, in bytes."""


@dataclass(frozen=True)
class ExperimentJob:
    """Some worlds of some points of some scenarios; see `sim.parallel.job.Job`."""

    modules: ClassVar[tuple[str, ...]] = (__name__, "sim.model.theatre_model")

    scenarios: tuple[Scenario, ...]
    worlds: range
    measures: tuple[Measure, ...]
    points: Points

    @property
    def size(self) -> int:
        return len(self.scenarios) * self.points.number * len(self.worlds) * self.scenarios[0].months

    @property
    def label(self) -> str:
        points = self.points.number * len(self.scenarios)
        return f"worlds {self.worlds.start} to {self.worlds.stop - 1} of {points} points of {self.scenarios[0].name}"

    def do(self, progress: Progress) -> Array:
        """Return measures of shape (measure, scenario, point, world)."""
        each = self.size // self.scenarios[0].months
        worlds = np.arange(self.worlds.start, self.worlds.stop)
        return measuring.measure(self.scenarios, worlds, self.measures, self.points, lambda months: progress(months * each))


def experiment(
    scenarios: Sequence[Scenario],
    measures: Sequence[Measure],
    points: Points = ONE,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Array:
    """Return measures of shape (measure, scenario, point, world); all points share the worlds of the scenarios.

    points: settings at which every scenario is run; points with worlds of their own have one world each.
    workers: number of processes (None: chosen). progress: called with the number of world-months completed.
    Raises PeninsulaError when the result would not fit into memory, or a part fails repeatedly.
    """
    for scenario in scenarios:
        bound_rules(scenario)  # what is wrong with a rule is said in this process
    worlds = 1 if points.worlds is not None else scenarios[0].worlds
    refuse_too_many(len(scenarios) * points.number, worlds, len(measures))
    results = np.empty((len(measures), len(scenarios), points.number, worlds), dtype=REAL)
    jobs, targets = [], []
    for batch in batches(scenarios):
        total = len(batch) * points.number * worlds
        processes = processes_for(total * scenarios[0].months, workers)
        for group in _groups(len(batch), STEPPED_AT_ONCE):
            rows = [batch[index] for index in group]
            for some, part in _parts(points.number, worlds, max(1, STEPPED_AT_ONCE // len(rows)), processes):
                together = tuple(scenarios[row] for row in rows)
                jobs.append(ExperimentJob(together, part, tuple(measures), points.part(slice(some.start, some.stop))))
                targets.append((rows, some, part))
    processes = processes_for(sum(job.size for job in jobs), workers)
    for (rows, some, part), values in zip(targets, run_jobs(jobs, min(processes, len(jobs)), progress), strict=True):
        for index, row in enumerate(rows):
            results[:, row, some.start : some.stop, part.start : part.stop] = values[:, index]
    return results


def refuse_too_many(points: int, worlds: int, measures: int) -> None:
    """Raise PeninsulaError when the result of an experiment would not fit into memory."""
    size = float(points) * worlds * measures * 4
    if size > MOST_BYTES:
        fitting = int(worlds * MOST_BYTES / size)
        raise PeninsulaError(
            f"{points:,} points of {worlds:,} worlds would need {size / 2**30:.1f} GiB of memory, and "
            f"{MOST_BYTES / 2**30:.0f} GiB are allowed: ask for fewer points, or for at most {fitting:,} worlds with --worlds"
        )


def _groups(number: int, largest: int) -> list[range]:
    return [range(low, min(low + largest, number)) for low in range(0, number, largest)]


def _parts(points: int, worlds: int, largest: int, processes: int) -> list[tuple[range, range]]:
    """Return (points, worlds) of each part: at most `largest` columns, and equally many parts for every process."""
    number = ceil(ceil(points * worlds / largest) / processes) * processes
    if points >= number:
        return [(some, range(worlds)) for some in split(points, number)]
    by_world = min(ceil(number / points), worlds)
    return [(some, part) for some in split(points, points) for part in split(worlds, by_world)]
