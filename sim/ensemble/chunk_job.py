"""The job of a run: simulate some worlds of one or several scenarios and keep everything recorded."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from sim.ensemble.chunk import Chunk, FileChunk, MemoryChunk, column_names, save
from sim.foundations.months import format_month
from sim.model import simulate as engine
from sim.model.events import Events
from sim.scenario.scenario import Scenario


@dataclass(frozen=True)
class ChunkJob:
    """Some worlds of scenarios that share them.

    paths: where each scenario's chunk is left, as `.parquet`, which stays a file of the run, or as `.npy`, which a parent
    takes back into memory; none: it is handed over in memory.
    """

    scenarios: tuple[Scenario, ...]
    worlds: range
    paths: tuple[Path, ...] = ()

    @property
    def size(self) -> int:
        return len(self.scenarios) * len(self.worlds) * self.scenarios[0].months

    @property
    def label(self) -> str:
        names = ", ".join(scenario.name for scenario in self.scenarios)
        return f"worlds {self.worlds.start} to {self.worlds.stop - 1} of {names}"

    def do(self, progress: Callable[[int], None]) -> list[tuple[MemoryChunk | Path, Events]]:
        """Simulate the worlds and return, for each scenario, its chunk or the file that holds it, and the events."""
        found: list[tuple[MemoryChunk | Path, Events]] = list(simulate_chunk(self.scenarios, self.worlds, progress))
        for place, (scenario, path) in enumerate(zip(self.scenarios, self.paths, strict=False)):
            chunk, events = found[place]
            assert isinstance(chunk, MemoryChunk)
            leave(scenario, chunk, path)
            found[place] = path, events
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


def leave(scenario: Scenario, chunk: MemoryChunk, path: Path) -> None:
    """Write a chunk to a file; an array in a file crosses over five times faster than a pickle through the pipe of a pool."""
    if path.suffix == ".parquet":
        months = [format_month(scenario.start + month) for month in range(scenario.months)]
        save(chunk, path, column_names(scenario.theatre), months)
        return
    with path.open("wb") as file:
        for series in chunk.columns.values():
            np.save(file, series)


def take(scenario: Scenario, worlds: range, left: MemoryChunk | Path) -> Chunk:
    """Return the chunk that a job handed over or left in a file."""
    if isinstance(left, MemoryChunk):
        return left
    if left.suffix == ".parquet":
        return FileChunk(left)
    with left.open("rb") as file:
        columns = {name: np.load(file) for name in column_names(scenario.theatre)}
    left.unlink()
    return MemoryChunk(worlds.start, columns)
