"""The job of a run too large for memory: simulate some worlds and leave them as files, each whole as soon as it has its name."""

import gc
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sim.ensemble import chronicle, worlds_file
from sim.ensemble.chunk import FileChunk, column_names
from sim.ensemble.chunk_job import WorldsJob, simulate_chunk
from sim.ensemble.durable import write_whole
from sim.ensemble.fingerprint import model_fingerprint
from sim.foundations.errors import PeninsulaError
from sim.foundations.months import format_month

type Content = tuple[bytes, bytes]
"""The files of a chunk: its worlds and its events."""


@dataclass(frozen=True)
class StoredJob(WorldsJob):
    """Worlds that are left in files. folders: where each scenario's chunk is left.

    outcomes: those that are written (None: all, and the ledger). model: the fingerprint of the model that is meant.
    """

    folders: tuple[Path, ...]
    outcomes: tuple[str, ...] | None
    model: str

    def do(self, progress: Callable[[int], None]) -> None:
        """Simulate the worlds and write their files."""
        self.store(self.make(progress))

    def make(self, progress: Callable[[int], None]) -> list[Content]:
        """Simulate the worlds and return the content of their files; this may happen on another machine.

        Raises PeninsulaError when that has another model.
        """
        if model_fingerprint() != self.model:
            raise PeninsulaError(f"a worker has another model ({model_fingerprint()}) than this machine ({self.model})")
        gc.collect()  # agents and model hold each other, and the arrays of the last chunk, until somebody looks
        found = []
        for scenario, (chunk, events) in zip(self.scenarios, simulate_chunk(self.scenarios, self.worlds, progress), strict=True):
            names = column_names(scenario.theatre, self.outcomes)
            months = [format_month(scenario.start + month) for month in range(scenario.months)]
            columns = {name: chunk.column(name) for name in names}
            found.append((worlds_file.encode(columns, chunk.first, months), chronicle.encode(chronicle.rows(events))))
        return found

    def store(self, made: Sequence[Content]) -> None:
        """Write the files of the worlds; they count as finished once the last has its name."""
        for folder, (worlds, events) in zip(self.folders, made, strict=True):
            write_whole(events_path(folder, self.worlds), events)
            write_whole(worlds_path(folder, self.worlds), worlds)

    def is_done(self) -> bool:
        """Return whether all files of the worlds are there."""
        names = column_names(self.scenarios[0].theatre, self.outcomes)
        return all(is_stored(folder, self.worlds, names) for folder in self.folders)


def worlds_path(folder: Path, worlds: range) -> Path:
    """Return the file of a chunk."""
    return folder / f"{worlds.start:08d}.parquet"


def events_path(folder: Path, worlds: range) -> Path:
    """Return the file of a chunk's events."""
    return folder / f"{worlds.start:08d}.events.npy"


def is_stored(folder: Path, worlds: range, names: Sequence[str]) -> bool:
    """Return whether a chunk is kept in a folder, with such columns."""
    if not (worlds_path(folder, worlds).is_file() and events_path(folder, worlds).is_file()):
        return False
    try:
        header = FileChunk(worlds_path(folder, worlds)).header
    except PeninsulaError:
        return False
    return (header.first, header.worlds, header.names) == (worlds.start, len(worlds), tuple(names))
