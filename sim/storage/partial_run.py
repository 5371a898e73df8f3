"""The hidden folder in which a large run keeps its finished chunks, so that the same command resumes it after an interruption."""

import hashlib
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

from sim.ensemble.chunk import column_names
from sim.ensemble.file_job import is_stored
from sim.ensemble.fingerprint import model_fingerprint
from sim.files.atomic import NOTHING_LEFT, NameTakenError
from sim.files.cleanup import OWNER, PARTIAL
from sim.files.file_lock import FileLock
from sim.files.worlds_parquet import SCHEMA_VERSION
from sim.foundations.errors import PeninsulaError
from sim.parallel.interrupts import StoppedError
from sim.scenario.identity import scenario_hash
from sim.scenario.scenario import Scenario
from sim.storage.run_folder import read, run_name


class PartialRun:
    """The hidden folder of an unfinished run, locked by this process.

    folder: its path. chunks: the worlds of each chunk of the run.
    """

    def __init__(self, folder: Path, lock: FileLock, chunks: Sequence[range]) -> None:
        self.folder = folder
        self.chunks = tuple(chunks)
        self._lock = lock

    @property
    def finished(self) -> int:
        """The number of finished chunks."""
        return sum(is_stored(self.folder, worlds) for worlds in self.chunks)

    def cleanup(self) -> None:
        """Remove the folder: the chunks are in the run's folder by now, or none is finished."""
        for path in self.folder.iterdir() if self.folder.is_dir() else ():
            if path.name != OWNER:
                path.unlink(missing_ok=True)
        self._lock.remove()
        with suppress(OSError):
            self.folder.rmdir()

    def close(self) -> None:
        """Release the lock and leave the chunks for the next process that runs the same command."""
        self._lock.release()


@contextmanager
def partial_run(scenario: Scenario, results: Path, chunks: Sequence[range], names: Sequence[str]) -> Iterator[PartialRun]:
    """Yield the folder of an unfinished run; it is removed when the block succeeds, and keeps its chunks when it fails.

    chunks: the worlds of each. names: of the columns that are written. A second process that runs the same scenario at the same
    time gets a folder of its own.
    Raises StoppedError after Ctrl-C and PeninsulaError after other errors, with the number of chunks that are kept; none are
    kept when another process has finished the same run.
    """
    partial = _acquire(scenario, results, chunks, names)
    try:
        yield partial
    except (PeninsulaError, KeyboardInterrupt) as error:
        finished = partial.finished
        if not finished or (isinstance(error, NameTakenError) and _is_complete(scenario, results, names)):
            partial.cleanup()
            raise
        partial.close()
        again = "with --overwrite to use them" if isinstance(error, NameTakenError) else "to resume"
        kept = f"{finished} of {len(chunks)} chunks of {scenario.name} are kept; rerun the same command {again}"
        if isinstance(error, KeyboardInterrupt):
            raise StoppedError(kept) from None
        raise PeninsulaError(f"{str(error).removesuffix(NOTHING_LEFT)}; {kept}") from error
    except BaseException:
        partial.close()
        raise
    partial.cleanup()


def partial_run_hash(scenario: Scenario, chunks: Sequence[range], names: Sequence[str]) -> str:
    """Return the hash of everything that finished chunks depend on: scenario, model, format, layout and columns."""
    parts = (scenario_hash(scenario), model_fingerprint(), str(SCHEMA_VERSION), str(len(chunks)), *names)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _is_complete(scenario: Scenario, results: Path, names: Sequence[str]) -> bool:
    """Return whether the results folder has a run with everything that this one would have."""
    try:
        run = read(results / run_name(scenario))
    except PeninsulaError:
        return False
    columns = column_names(scenario.theatre, run.manifest.get("outcomes"))
    return run.stored_summary is None and run.manifest.get("model") == model_fingerprint() and set(names) <= set(columns)


def _acquire(scenario: Scenario, results: Path, chunks: Sequence[range], names: Sequence[str]) -> PartialRun:
    """Lock the first folder for this run that no other process holds, or a new one."""
    results.mkdir(parents=True, exist_ok=True)
    name = f".{run_name(scenario)}-{partial_run_hash(scenario, chunks, names)[:8]}{PARTIAL}"
    others = sorted(path.name for path in results.iterdir() if path.name.startswith(f"{name}-"))
    while True:
        for folder in (results / each for each in (name, *others, f"{name}-{uuid4().hex[:8]}")):
            folder.mkdir(exist_ok=True)
            with suppress(FileNotFoundError):  # removed by its holder at this moment
                lock = FileLock.acquire(folder / OWNER)
                if lock is not None:
                    try:
                        _remove_unfinished_files(folder)
                    except BaseException:
                        lock.release()
                        raise
                    return PartialRun(folder, lock, chunks)


def _remove_unfinished_files(folder: Path) -> None:
    """Remove the files that a killed process was writing."""
    for path in folder.iterdir():
        if path.name.startswith("."):
            os.unlink(path) if path.is_file() else shutil.rmtree(path)
