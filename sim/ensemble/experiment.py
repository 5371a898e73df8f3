"""Experiments: scenarios in the same worlds at many points, of which only some measures of each world are kept."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil

import numpy as np

from sim.ensemble.execute import batches
from sim.ensemble.plan import WORTH_A_PROCESS, cores, split
from sim.foundations.axes import REAL, Array
from sim.foundations.errors import PeninsulaError
from sim.model import measures
from sim.model.measures import Measure
from sim.model.points import ONE, Points
from sim.parallel.executor import Progress, run_jobs
from sim.scenario.scenario import Scenario

STEPPED_AT_ONCE = 4096
"""Worlds of all points and scenarios together that are stepped at once: more leave the cache."""

MOST_BYTES = 2 * 2**30
"""Results above this size are refused."""


@dataclass(frozen=True)
class ExperimentJob:
    """Some worlds of some points of some scenarios."""

    scenarios: tuple[Scenario, ...]
    worlds: range
    measures: tuple[Measure, ...]
    points: Points

    @property
    def size(self) -> int:
        return len(self.scenarios) * self.points.number * len(self.worlds) * self.scenarios[0].months

    @property
    def label(self) -> str:
        many = self.points.number * len(self.scenarios)
        return f"worlds {self.worlds.start} to {self.worlds.stop - 1} of {many} points of {self.scenarios[0].name}"

    def do(self, progress: Callable[[int], None]) -> Array:
        """Return measures of shape (measure, scenario, point, world)."""
        each = self.size // self.scenarios[0].months
        worlds = np.arange(self.worlds.start, self.worlds.stop)
        return measures.measure(self.scenarios, worlds, self.measures, self.points, lambda months: progress(months * each))


def experiment(
    scenarios: Sequence[Scenario],
    measures: Sequence[Measure],
    points: Points = ONE,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Array:
    """Return measures of shape (measure, scenario, point, world), the worlds those of the scenarios.

    points: settings in which every scenario is stepped; with worlds of their own, one world each.
    workers: number of processes (None: chosen). progress: told of world-months newly done.
    Raises PeninsulaError when the result would not fit into memory, or a part fails twice.
    """
    worlds = 1 if points.worlds is not None else scenarios[0].worlds
    refuse_too_many(len(scenarios) * points.number, worlds, len(measures))
    found = np.empty((len(measures), len(scenarios), points.number, worlds), dtype=REAL)
    jobs, places = [], []
    for batch in batches(scenarios):
        total = len(batch) * points.number * worlds
        processes = workers or max(1, min(cores(), total * scenarios[0].months // WORTH_A_PROCESS))
        for group in _groups(len(batch), STEPPED_AT_ONCE):
            rows = [batch[place] for place in group]
            for some, part in _parts(points.number, worlds, max(1, STEPPED_AT_ONCE // len(rows)), processes):
                together = tuple(scenarios[row] for row in rows)
                jobs.append(ExperimentJob(together, part, tuple(measures), points.part(slice(some.start, some.stop))))
                places.append((rows, some, part))
    size = sum(job.size for job in jobs)
    processes = workers or max(1, min(cores(), size // WORTH_A_PROCESS))
    for (rows, some, part), values in zip(places, run_jobs(jobs, min(processes, len(jobs)), progress), strict=True):
        for place, row in enumerate(rows):
            found[:, row, some.start : some.stop, part.start : part.stop] = values[:, place]
    return found


def refuse_too_many(points: int, worlds: int, measures: int) -> None:
    """Raise PeninsulaError when so many numbers would not fit into memory."""
    size = float(points) * worlds * measures * 4
    if size > MOST_BYTES:
        fitting = int(worlds * MOST_BYTES / size)
        raise PeninsulaError(
            f"{points:,} points of {worlds:,} worlds would need {size / 2**30:.1f} GiB of memory, and "
            f"{MOST_BYTES / 2**30:.0f} GiB are allowed: ask for fewer points, or for at most {fitting:,} worlds with --worlds"
        )


def _groups(number: int, most: int) -> list[range]:
    return [range(low, min(low + most, number)) for low in range(0, number, most)]


def _parts(points: int, worlds: int, at_once: int, processes: int) -> list[tuple[range, range]]:
    """Return (points, worlds) of parts of at most so many columns, as many for every process so that all end together."""
    number = ceil(ceil(points * worlds / at_once) / processes) * processes
    if points >= number:
        return [(some, range(worlds)) for some in split(points, number)]
    by_world = min(ceil(number / points), worlds)
    return [(some, part) for some in split(points, points) for part in split(worlds, by_world)]
