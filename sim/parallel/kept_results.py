"""What jobs returned, kept in files while a study is under way, so that the same command resumes it after an interruption."""

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

from sim.parallel.job import Job

_current: ContextVar["KeptResults | None"] = ContextVar("kept results", default=None)


class KeptResults:
    """Results of one study, in the order in which it asks for them; arrays and tuples of arrays are kept, others are not.

    folder: of this study alone, since what it depends on is in the folder's name. It need not exist.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._batches = 0

    def __len__(self) -> int:
        return len(list(self.folder.glob("*.npz")))

    def of[Result](self, jobs: Sequence[Job[Result]]) -> "KeptBatch[Result]":
        """Return what is kept of the next jobs that the study asks for."""
        self._batches += 1
        return KeptBatch(self.folder, self._batches, jobs)

    def delete(self) -> None:
        """Remove all of it, once the study is complete."""
        shutil.rmtree(self.folder, ignore_errors=True)


@dataclass(frozen=True)
class KeptBatch[Result]:
    """What is kept of jobs that are done together. number: of the batch in its study, from 1."""

    folder: Path
    number: int
    jobs: Sequence[Job[Result]]

    def known(self) -> dict[int, Result]:
        """Return the results that are kept, by the index of their jobs; what cannot be read, or is of other jobs, is none."""
        return {index: result for index in range(len(self.jobs)) if (result := self._read(index)) is not None}

    def keep(self, index: int, result: Result) -> None:
        """Keep the result of a job, where it can be kept: a full disk is told when the study is written."""
        arrays = result if isinstance(result, tuple) else (result,)
        if not all(isinstance(array, np.ndarray) for array in arrays):
            return
        hidden = self._file(index).with_suffix(".unfinished")
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            with hidden.open("wb") as file:
                np.savez(file, np.array(self._about(index)), np.array(isinstance(result, tuple)), *arrays)
            os.replace(hidden, self._file(index))

    def _read(self, index: int) -> Any:
        try:
            with np.load(self._file(index)) as kept:
                about, is_tuple, *arrays = (kept[name] for name in kept.files)
                if about != self._about(index):
                    return None
                return tuple(arrays) if is_tuple else arrays[0]
        except (OSError, ValueError, EOFError, BadZipFile):
            return None

    def _file(self, index: int) -> Path:
        return self.folder / f"{self.number:04d}-{index:05d}.npz"

    def _about(self, index: int) -> str:
        """Return what the job of an index has to be for its result to count: with more processes, jobs are split otherwise."""
        return f"{index + 1} of {len(self.jobs)}, {self.jobs[index].size} world-months: {self.jobs[index].label}"


@contextmanager
def keeping(kept: KeptResults) -> Iterator[None]:
    """Keep what jobs return that are done inside the block, and take from there what is known."""
    before = _current.set(kept)
    try:
        yield
    finally:
        _current.reset(before)


def kept_of[Result](jobs: Sequence[Job[Result]]) -> KeptBatch[Result] | None:
    """Return what is kept of jobs that are about to be done; None where nothing is to be kept."""
    kept = _current.get()
    return None if kept is None else kept.of(jobs)
