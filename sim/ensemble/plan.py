"""How the worlds of an ensemble are split into chunks and spread over processes. It never changes a number."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil

from sim.foundations.errors import PeninsulaError
from sim.scenario.scenario import Scenario

WORTH_A_PROCESS = 50_000
"""World-months below which one more process costs more than it saves: a month costs some milliseconds however few worlds."""

KEPT_IN_MEMORY = 1_000_000
"""World-months above which chunks go straight to files, some 300 MB of results; such a run can be continued."""


@dataclass(frozen=True)
class Plan:
    """chunks: identities of worlds; processes: one means this one; on_disk: whether chunks go straight to files."""

    chunks: tuple[range, ...]
    processes: int
    on_disk: bool


def plan(scenarios: Sequence[Scenario], workers: int | None, chunk: int, to_disk: bool = False) -> Plan:
    """Return how to run scenarios side by side: chunks are of the worlds that they share.

    workers: number of processes, or None to choose: as many as there are cores and work for.
    chunk: the largest number of worlds stepped at once, all scenarios together; more than some thousand leave the cache.
    to_disk: whether chunks go to files however small the run is.
    Raises PeninsulaError when there is nothing to run or nobody to run it.
    """
    if workers is not None and workers < 1:
        raise PeninsulaError(f"{workers} workers cannot run anything: expected a whole number from 1 up")
    if chunk < 1:
        raise PeninsulaError(f"chunks of {chunk} worlds are empty: expected a whole number from 1 up")
    worlds, world_months = scenarios[0].worlds, sum(scenario.worlds * scenario.months for scenario in scenarios)
    if workers is None:
        workers = min(cores(), world_months // WORTH_A_PROCESS)
    processes = max(1, min(workers, worlds))
    number = ceil(worlds / max(1, chunk // len(scenarios)))
    if to_disk or world_months > KEPT_IN_MEMORY:
        # whatever the number of processes, or another one could not continue
        return Plan(split(worlds, number), processes, True)
    # as many chunks for every process, so that all end together
    return Plan(split(worlds, min(ceil(number / processes) * processes, worlds)), processes, False)


def split(worlds: int, number: int) -> tuple[range, ...]:
    """Return neighbouring worlds in a number of chunks whose sizes differ by one at most."""
    bounds = [worlds * place // number for place in range(number + 1)]
    return tuple(range(low, high) for low, high in pairwise(bounds))


def cores() -> int:
    """Return the number of cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
