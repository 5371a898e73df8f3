"""How the worlds of an ensemble are split into chunks and distributed over processes. It never changes a number."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil

from sim.foundations.errors import PeninsulaError
from sim.scenario.scenario import Scenario

WORTH_A_PROCESS = 50_000
"""World-months that pay for starting another process: a month takes some milliseconds however few worlds it has."""

CHUNK = 4096
"""The largest number of worlds stepped at once, over all scenarios of a batch: more do not fit the cache."""

KEPT_IN_MEMORY = 1_000_000
"""World-months above which chunks are written to files, some 300 MB of results; such a run can be resumed."""


@dataclass(frozen=True)
class Plan:
    """How a run is split.

    chunks: identities of the worlds of each. processes: 1 for this process alone. on_disk: whether chunks are written to files.
    """

    chunks: tuple[range, ...]
    processes: int
    on_disk: bool


def plan(scenarios: Sequence[Scenario], workers: int | None, chunk: int, to_disk: bool = False) -> Plan:
    """Return how to run scenarios side by side, in chunks of the worlds that they share.

    workers: number of processes (None: as many as the cores and the size of the run justify).
    chunk: the largest number of worlds stepped at once, over all scenarios.
    to_disk: write chunks to files even when the run is small.
    Raises PeninsulaError when workers or chunk is less than 1.
    """
    if workers is not None and workers < 1:
        raise PeninsulaError(f"{workers} workers cannot run anything: expected a whole number, at least 1")
    if chunk < 1:
        raise PeninsulaError(f"chunks of {chunk} worlds are empty: expected a whole number, at least 1")
    worlds, world_months = scenarios[0].worlds, sum(scenario.worlds * scenario.months for scenario in scenarios)
    processes = min(processes_for(world_months, workers), worlds)
    number = ceil(worlds / max(1, chunk // len(scenarios)))
    if to_disk or world_months > KEPT_IN_MEMORY:
        # independent of the number of processes, or a run could not be resumed with another one
        return Plan(split(worlds, number), processes, True)
    return Plan(even_split(worlds, number, processes), processes, False)


def split(worlds: int, number: int) -> tuple[range, ...]:
    """Return neighbouring worlds in a number of chunks whose sizes differ by at most one."""
    bounds = [worlds * index // number for index in range(number + 1)]
    return tuple(range(low, high) for low, high in pairwise(bounds))


def even_split(worlds: int, least: int, processes: int) -> tuple[range, ...]:
    """Return neighbouring worlds in chunks, equally many for every process, so that all finish together, and none of no worlds.

    least: number of chunks that keep each small enough.
    """
    return split(worlds, min(ceil(least / processes) * processes, worlds))


def processes_for(world_months: int, workers: int | None = None) -> int:
    """Return how many processes to simulate in: as many as are asked for, or as the cores and the work justify."""
    return workers or max(1, min(cores(), world_months // WORTH_A_PROCESS))


def cores() -> int:
    """Return the number of cores available to this process."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
