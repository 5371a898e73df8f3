"""The job of a run too large for memory: simulate some worlds and leave them as files, each whole as soon as it has its name."""

import gc
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sim.ensemble.chunk import column_names
from sim.ensemble.fingerprint import model_fingerprint
from sim.ensemble.memory_job import WorldsJob, simulate_chunk
from sim.files import events_parquet, worlds_parquet
from sim.files.atomic import atomic_write
from sim.foundations.errors import PeninsulaError
from sim.foundations.months import format_month

type Content = tuple[bytes, bytes]
"""The files of a chunk: its worlds and its events."""


@dataclass(frozen=True)
class FileJob(WorldsJob):
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
            found.append(
                (worlds_parquet.encode(columns, chunk.first, months), events_parquet.encode(events_parquet.rows(events)))
            )
        return found

    def store(self, made: Sequence[Content]) -> None:
        """Write the files of the worlds; they count as finished once that of their checksums has its name."""
        for folder, (worlds, events) in zip(self.folders, made, strict=True):
            atomic_write(events_path(folder, self.worlds), events)
            atomic_write(worlds_path(folder, self.worlds), worlds)
            atomic_write(sums_path(folder, self.worlds), _sums(worlds, events))

    def is_done(self) -> bool:
        """Return whether all files of the worlds are there, and what was written."""
        return all(is_intact(folder, self.worlds) for folder in self.folders)


def worlds_path(folder: Path, worlds: range) -> Path:
    """Return the file of a chunk."""
    return folder / f"{worlds.start:08d}.parquet"


def events_path(folder: Path, worlds: range) -> Path:
    """Return the file of a chunk's events."""
    return folder / f"{worlds.start:08d}.events.npy"


def sums_path(folder: Path, worlds: range) -> Path:
    """Return the file of the checksums and sizes of a chunk's files."""
    return folder / f"{worlds.start:08d}.sha256"


def is_stored(folder: Path, worlds: range) -> bool:
    """Return whether a chunk was finished in a folder, and its files have their sizes: a quick look."""
    try:
        sizes = sums_path(folder, worlds).read_bytes().split()[1::2]
        return sizes == [b"%d" % path.stat().st_size for path in _files(folder, worlds)]
    except OSError:
        return False


def is_intact(folder: Path, worlds: range) -> bool:
    """Return whether a chunk was finished in a folder, and its files are what was written."""
    try:
        return sums_path(folder, worlds).read_bytes() == _sums(*(path.read_bytes() for path in _files(folder, worlds)))
    except OSError:
        return False


def _files(folder: Path, worlds: range) -> tuple[Path, Path]:
    return worlds_path(folder, worlds), events_path(folder, worlds)


def _sums(*contents: bytes) -> bytes:
    return "".join(f"{hashlib.sha256(content).hexdigest()} {len(content)}\n" for content in contents).encode()
