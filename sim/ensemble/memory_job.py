"""The job of a run in memory: simulate some worlds of one or several scenarios and return everything recorded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, NamedTuple

import numpy as np

from sim.ensemble import came_about
from sim.ensemble.chunk import Chunk, MemoryChunk, column_names
from sim.files.atomic import reason
from sim.foundations.errors import PeninsulaError
from sim.model.events import Events
from sim.model.in_force import Followed, LeverKey, Waiting
from sim.parallel.job import Progress
from sim.scenario.scenario import Scenario


@dataclass(frozen=True)
class WorldsJob:
    """Some worlds of scenarios that can be stepped side by side; see `sim.parallel.job.Job`."""

    modules: ClassVar[tuple[str, ...]] = (__name__, "sim.model.simulate", "pyarrow.parquet")

    scenarios: tuple[Scenario, ...]
    worlds: range

    @property
    def size(self) -> int:
        return len(self.scenarios) * len(self.worlds) * self.scenarios[0].months

    @property
    def label(self) -> str:
        names = ", ".join(scenario.name for scenario in self.scenarios)
        return f"worlds {self.worlds.start} to {self.worlds.stop - 1} of {names}"


class Simulated[Series](NamedTuple):
    """What some worlds of a scenario left behind: their series or the file that holds them, chronicle, and levers followed."""

    chunk: Series
    events: Events
    followed: Mapping[LeverKey, Followed]


@dataclass(frozen=True)
class MemoryJob(WorldsJob):
    """Worlds whose results the parent takes into memory.

    paths: temporary files by which chunks reach the parent, one for each scenario; empty: chunks are returned as they are.
    outcomes: those that are recorded (None: all, and the ledger).
    """

    paths: tuple[Path, ...] = ()
    outcomes: tuple[str, ...] | None = None

    @property
    def follows(self) -> bool:
        """Whether levers are followed as well: where all is recorded, in the worlds that are told of."""
        return self.outcomes is None and self.worlds.start < came_about.WORLDS

    def do(self, progress: Progress) -> list[Simulated[MemoryChunk | Path]]:
        """Simulate the worlds and return what they left behind, for each scenario."""
        results: list[Simulated[MemoryChunk | Path]] = []
        levers = [came_about.told_levers(scenario) for scenario in self.scenarios] if self.follows else None
        for index, (full, events, followed) in enumerate(simulate_chunk(self.scenarios, self.worlds, progress, levers)):
            chunk = select_outcomes(full, self.outcomes)
            if self.paths:
                write_temporary(chunk, self.paths[index])
            results.append(Simulated(self.paths[index] if self.paths else chunk, events, followed))
        return results


def simulate_chunk(
    scenarios: Sequence[Scenario],
    worlds: range,
    progress: Progress,
    levers: Sequence[Mapping[LeverKey, Waiting]] | None = None,
) -> list[Simulated[MemoryChunk]]:
    """Simulate some worlds of scenarios side by side and return what they left behind, for each.

    progress: called with the number of world-months completed. levers: to follow of each; see `sim.model.simulate`.
    """
    from sim.model.simulate import simulate_side_by_side  # imports Mesa, which only a process that simulates needs

    columns, each = column_names(scenarios[0].theatre), len(scenarios) * len(worlds)
    identities = np.arange(worlds.start, worlds.stop)
    records = simulate_side_by_side(scenarios, identities, lambda months: progress(months * each), levers)
    return [
        Simulated(
            MemoryChunk(worlds.start, dict(zip(columns, (*record.outcomes, *record.entries), strict=True))),
            record.events,
            record.followed,
        )
        for record in records
    ]


def select_outcomes(chunk: MemoryChunk, outcomes: Sequence[str] | None) -> MemoryChunk:
    """Return a chunk with only some outcomes; None: the chunk itself."""
    if outcomes is None:
        return chunk
    # copies, since a row of the record would keep all of it in memory
    return MemoryChunk(chunk.first, {name: chunk.column(name).copy() for name in outcomes})


def write_temporary(chunk: MemoryChunk, path: Path) -> None:
    """Write a chunk to a temporary file: that is over five times faster than a pickle through the pipe of a process pool.

    Raises PeninsulaError when the disk is full.
    """
    try:
        with path.open("wb") as file:
            for series in chunk.columns.values():
                np.save(file, series)
    except OSError as error:
        raise PeninsulaError(
            f"cannot write {path} ({reason(error)}): make room in the folder of temporary files, or name another with TMPDIR"
        ) from error


def load_temporary(job: MemoryJob, result: MemoryChunk | Path) -> Chunk:
    """Return the chunk that a job returned or wrote to a temporary file, and remove that file."""
    if isinstance(result, MemoryChunk):
        return result
    with result.open("rb") as file:
        columns = {name: np.load(file) for name in column_names(job.scenarios[0].theatre, job.outcomes)}
    result.unlink()
    return MemoryChunk(job.worlds.start, columns)
