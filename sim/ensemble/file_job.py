"""The job of a run too large for memory: simulate some worlds and write them to files, each complete once it has its name."""

import gc
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sim.ensemble.chunk import column_names, month_labels
from sim.ensemble.fingerprint import model_fingerprint
from sim.ensemble.memory_job import WorldsJob, simulate_chunk
from sim.files import events_parquet, worlds_parquet
from sim.files.atomic import atomic_write
from sim.foundations.errors import PeninsulaError
from sim.parallel.job import Progress

if TYPE_CHECKING:
    import pyarrow as pa

type ChunkContent = tuple["pa.Buffer", bytes]
"""The content of a chunk's files: of its worlds, and of its events."""


@dataclass(frozen=True)
class FileJob(WorldsJob):
    """Worlds that are written to files.

    folders: of each scenario's chunks. outcomes: those that are written (None: all, and the ledger).
    model: the fingerprint that a worker's model must have.
    """

    folders: tuple[Path, ...]
    outcomes: tuple[str, ...] | None
    model: str

    def do(self, progress: Progress) -> None:
        """Simulate the worlds and write their files."""
        self.store(self.simulate(progress))

    def simulate(self, progress: Progress) -> list[ChunkContent]:
        """Simulate the worlds, possibly on another machine, and return the content of their files for each scenario.

        Raises PeninsulaError when this machine has a different model.
        """
        if model_fingerprint() != self.model:
            raise PeninsulaError(
                f"a worker has a different model ({model_fingerprint()}) from this machine ({self.model}): "
                "install the same version there and restart it"
            )
        gc.collect()  # the last chunk's arrays are in reference cycles of agents and model
        contents = []
        simulated = simulate_chunk(self.scenarios, self.worlds, progress)
        for scenario, (chunk, events, _) in zip(self.scenarios, simulated, strict=True):
            columns = {name: chunk.column(name) for name in column_names(scenario.theatre, self.outcomes)}
            worlds = worlds_parquet.encode(columns, chunk.first, month_labels(scenario))
            contents.append((worlds, events_parquet.encode_rows(events_parquet.sorted_rows(events))))
        return contents

    def store(self, contents: Sequence[ChunkContent]) -> None:
        """Write the files of the worlds; the chunk counts as finished once the file of its checksums has its name."""
        for folder, (worlds, events) in zip(self.folders, contents, strict=True):
            atomic_write(events_path(folder, self.worlds), events)
            atomic_write(worlds_path(folder, self.worlds), worlds)
            atomic_write(checksums_path(folder, self.worlds), _checksums(worlds, events))

    def is_done(self) -> bool:
        """Return whether all files of the worlds are there, with the content that was written."""
        return all(is_intact(folder, self.worlds) for folder in self.folders)


def worlds_path(folder: Path, worlds: range) -> Path:
    """Return the path of a chunk's worlds."""
    return folder / f"{worlds.start:08d}.parquet"


def events_path(folder: Path, worlds: range) -> Path:
    """Return the path of a chunk's events."""
    return folder / f"{worlds.start:08d}.events.npy"


def checksums_path(folder: Path, worlds: range) -> Path:
    """Return the path of the checksums and sizes of a chunk's files."""
    return folder / f"{worlds.start:08d}.sha256"


def is_stored(folder: Path, worlds: range) -> bool:
    """Return whether a chunk was finished in a folder, and its files have their sizes; contents are not read."""
    try:
        sizes = checksums_path(folder, worlds).read_bytes().split()[1::2]
        return sizes == [b"%d" % path.stat().st_size for path in _files(folder, worlds)]
    except OSError:
        return False


def is_intact(folder: Path, worlds: range) -> bool:
    """Return whether a chunk was finished in a folder, and its files have the content that was written."""
    try:
        contents = (path.read_bytes() for path in _files(folder, worlds))
        return checksums_path(folder, worlds).read_bytes() == _checksums(*contents)
    except OSError:
        return False


def _files(folder: Path, worlds: range) -> tuple[Path, Path]:
    return worlds_path(folder, worlds), events_path(folder, worlds)


def _checksums(*contents: bytes) -> bytes:
    return "".join(f"{hashlib.sha256(content).hexdigest()} {len(content)}\n" for content in contents).encode()
