"""The job of a run in memory: simulate some worlds of one or several scenarios and hand over everything recorded."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from sim.ensemble.chunk import Chunk, MemoryChunk, column_names
from sim.files.atomic import reason
from sim.foundations.errors import PeninsulaError
from sim.model import simulate as engine
from sim.model.events import Events
from sim.scenario.scenario import Scenario


@dataclass(frozen=True)
class WorldsJob:
    """Some worlds of scenarios that share them."""

    scenarios: tuple[Scenario, ...]
    worlds: range

    @property
    def size(self) -> int:
        return len(self.scenarios) * len(self.worlds) * self.scenarios[0].months

    @property
    def label(self) -> str:
        names = ", ".join(scenario.name for scenario in self.scenarios)
        return f"worlds {self.worlds.start} to {self.worlds.stop - 1} of {names}"


@dataclass(frozen=True)
class MemoryJob(WorldsJob):
    """Worlds that are handed over.

    paths: where each scenario's chunk is left for the parent, which takes it into memory; none: it is handed over in memory.
    outcomes: those that are kept (None: all, and the ledger).
    """

    paths: tuple[Path, ...] = ()
    outcomes: tuple[str, ...] | None = None

    def do(self, progress: Callable[[int], None]) -> list[tuple[MemoryChunk | Path, Events]]:
        """Simulate the worlds and return, for each scenario, its chunk or the file that holds it, and the events."""
        made = simulate_chunk(self.scenarios, self.worlds, progress)
        found: list[tuple[MemoryChunk | Path, Events]] = []
        for place, (whole, events) in enumerate(made):
            chunk = chosen(whole, self.outcomes)
            if self.paths:
                leave(chunk, self.paths[place])
            found.append((self.paths[place] if self.paths else chunk, events))
        return found


def simulate_chunk(
    scenarios: Sequence[Scenario], worlds: range, progress: Callable[[int], None]
) -> list[tuple[MemoryChunk, Events]]:
    """Simulate some worlds of scenarios side by side; progress: told of world-months done."""
    columns, each = column_names(scenarios[0].theatre), len(scenarios) * len(worlds)
    records = engine.simulate_side_by_side(
        scenarios, np.arange(worlds.start, worlds.stop), lambda months: progress(months * each)
    )
    return [
        (MemoryChunk(worlds.start, dict(zip(columns, (*record.outcomes, *record.entries), strict=True))), record.events)
        for record in records
    ]


def chosen(chunk: MemoryChunk, outcomes: Sequence[str] | None) -> MemoryChunk:
    """Return a chunk with some of its outcomes alone, or as it is."""
    if outcomes is None:
        return chunk
    # copies, since a row of the record would keep all of it in memory
    return MemoryChunk(chunk.first, {name: chunk.column(name).copy() for name in outcomes})


def leave(chunk: MemoryChunk, path: Path) -> None:
    """Write a chunk to a file; an array in a file crosses over five times faster than a pickle through the pipe of a pool."""
    try:
        with path.open("wb") as file:
            for series in chunk.columns.values():
                np.save(file, series)
    except OSError as fault:
        raise PeninsulaError(
            f"cannot write {path} ({reason(fault)}): make room in the folder of temporary files, or name another with TMPDIR"
        ) from fault


def take(job: MemoryJob, left: MemoryChunk | Path) -> Chunk:
    """Return the chunk that a job handed over or left in a file."""
    if isinstance(left, MemoryChunk):
        return left
    with left.open("rb") as file:
        columns = {name: np.load(file) for name in column_names(job.scenarios[0].theatre, job.outcomes)}
    left.unlink()
    return MemoryChunk(job.worlds.start, columns)
