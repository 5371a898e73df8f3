"""What a worker does: simulate a chunk of worlds, count the world-months done, and leave the result in a file."""

from collections.abc import Callable, MutableSequence
from pathlib import Path

import numpy as np

from sim.ensemble.chunk import FileChunk, MemoryChunk, column_names, save
from sim.foundations.axes import Array
from sim.foundations.months import format_month
from sim.model.events import Events
from sim.scenario.scenario import Scenario

STOP = 0
"""The place in the shared counters that tells workers to stop; the counter of chunk n is n + 1."""

_counters: MutableSequence[int] | None = None


class Stopped(Exception):
    """The parent wants no more of it."""


def begin(counters: MutableSequence[int]) -> None:
    """Make this process a worker; counters: shared with the parent."""
    import sim.ensemble.worker_start  # noqa: F401

    global _counters
    _counters = counters
    _end_with_the_parent()


def simulate_chunk(scenario: Scenario, worlds: range, progress: Callable[[int], None]) -> tuple[MemoryChunk, Events]:
    """Simulate some worlds; progress: told of world-months done."""
    from sim.model.simulate import simulate

    record = simulate(scenario, np.arange(worlds.start, worlds.stop), lambda months: progress(months * len(worlds)))
    return _in_memory(scenario, worlds, record.outcomes, record.causes), record.events


def chunk_in_worker(scenario: Scenario, number: int, worlds: range, path: Path) -> Events:
    """Simulate some worlds as chunk `number`, write them to a file (see `leave`) and return their events."""
    counters = _counters
    assert counters is not None
    counters[number + 1] = 0

    def count(world_months: int) -> None:
        if counters[STOP]:
            raise Stopped
        counters[number + 1] += world_months

    chunk, events = simulate_chunk(scenario, worlds, count)
    leave(scenario, chunk, path)
    return events


def leave(scenario: Scenario, chunk: MemoryChunk, path: Path) -> None:
    """Write a chunk as `.parquet`, which stays a file of the run, or as `.npy`, which a parent takes back into memory.

    An array in a file crosses over five times faster than a pickle through the pipe of the pool.
    """
    if path.suffix == ".parquet":
        months = [format_month(scenario.start + month) for month in range(scenario.months)]
        save(chunk, path, column_names(scenario.theatre), months)
        return
    with path.open("wb") as file:
        for series in chunk.columns.values():
            np.save(file, series)


def take(scenario: Scenario, worlds: range, path: Path) -> MemoryChunk | FileChunk:
    """Return the chunk that a worker left in a file."""
    if path.suffix == ".parquet":
        return FileChunk(path)
    with path.open("rb") as file:
        columns = {name: np.load(file) for name in column_names(scenario.theatre)}
    path.unlink()
    return MemoryChunk(worlds.start, columns)


def _in_memory(scenario: Scenario, worlds: range, outcomes: Array, causes: Array) -> MemoryChunk:
    return MemoryChunk(worlds.start, dict(zip(column_names(scenario.theatre), (*outcomes, *causes), strict=True)))


def _end_with_the_parent() -> None:
    """End this process as soon as its parent is gone, even when that was killed."""
    import os
    import threading
    from multiprocessing import connection, parent_process

    parent = parent_process()
    if parent is None:
        return

    def watch() -> None:
        connection.wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
