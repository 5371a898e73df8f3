"""Where a large run keeps its finished chunks until it is whole, so that the same command goes on after any end."""

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
from sim.files.file_lock import Owner
from sim.files.worlds_parquet import SCHEMA_VERSION
from sim.foundations.errors import PeninsulaError
from sim.parallel.interrupts import Stopped
from sim.scenario.identity import scenario_hash
from sim.scenario.scenario import Scenario
from sim.storage.run_folder import read, run_name


class PartialRun:
    """The hidden folder of a run that is under way, held by this process. chunks: the worlds of each."""

    def __init__(self, folder: Path, owner: Owner, chunks: Sequence[range]) -> None:
        self.folder = folder
        self.chunks = tuple(chunks)
        self._owner = owner

    @property
    def finished(self) -> int:
        """The number of chunks that are kept."""
        return sum(is_stored(self.folder, worlds) for worlds in self.chunks)

    def cleanup(self) -> None:
        """Remove the chunks: they are kept in the run's folder by now, or none is finished."""
        for path in self.folder.iterdir() if self.folder.is_dir() else ():
            if path.name != OWNER:
                path.unlink(missing_ok=True)
        self._owner.release()
        with suppress(OSError):
            self.folder.rmdir()

    def close(self) -> None:
        """Leave the chunks for the next process that runs the same command."""
        self._owner.close()


@contextmanager
def partial_run(scenario: Scenario, results: Path, chunks: Sequence[range], names: Sequence[str]) -> Iterator[PartialRun]:
    """Yield the place of a run under way; it is gone when the block ends well, and stays with its chunks when it does not.

    names: of the columns that are written. A second process that runs the same scenario gets a place of its own.
    Raises Stopped for Ctrl-C, and PeninsulaError for what else ends the run, with how much of it is kept: nothing where another
    process finished the same meanwhile.
    """
    held = _claimed(scenario, results, chunks, names)
    try:
        yield held
    except (PeninsulaError, KeyboardInterrupt) as fault:
        finished = held.finished
        if not finished or (isinstance(fault, NameTakenError) and _is_whole(scenario, results, names)):
            held.cleanup()
            raise
        held.close()
        kept = f"{finished} of {len(chunks)} chunks of {scenario.name} are kept, and the same command goes on"
        if isinstance(fault, KeyboardInterrupt):
            raise Stopped(f"stopped; {kept}") from None
        raise PeninsulaError(f"{str(fault).removesuffix(NOTHING_LEFT)}; {kept}") from fault
    except BaseException:
        held.close()
        raise
    held.cleanup()


def identity(scenario: Scenario, chunks: Sequence[range], names: Sequence[str]) -> str:
    """Return the hash of all that finished chunks depend on: one model, one scenario, one format."""
    parts = (scenario_hash(scenario), model_fingerprint(), str(SCHEMA_VERSION), str(len(chunks)), *names)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _is_whole(scenario: Scenario, results: Path, names: Sequence[str]) -> bool:
    """Return whether a run is kept that has all that this one would have."""
    try:
        run = read(results / run_name(scenario))
    except PeninsulaError:
        return False
    columns = column_names(scenario.theatre, run.manifest.get("outcomes"))
    return run.stored_summary is None and run.manifest.get("model") == model_fingerprint() and set(names) <= set(columns)


def _claimed(scenario: Scenario, results: Path, chunks: Sequence[range], names: Sequence[str]) -> PartialRun:
    results.mkdir(parents=True, exist_ok=True)
    name = f".{run_name(scenario)}-{identity(scenario, chunks, names)[:8]}{PARTIAL}"
    others = sorted(path.name for path in results.iterdir() if path.name.startswith(f"{name}-"))
    while True:
        for folder in (results / each for each in (name, *others, f"{name}-{uuid4().hex[:8]}")):
            with suppress(FileNotFoundError):  # its owner removes it at this very moment
                folder.mkdir(exist_ok=True)
                owner = Owner.take(folder / OWNER)
                if owner is not None:
                    _tidy(folder)
                    return PartialRun(folder, owner, chunks)


def _tidy(folder: Path) -> None:
    """Remove what a killed process had only begun to write."""
    for path in folder.iterdir():
        if path.name.startswith("."):
            os.unlink(path) if path.is_file() else shutil.rmtree(path)
