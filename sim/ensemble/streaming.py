"""Runs larger than memory: chunks are written as they finish, and those that are there already are not run again."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from sim.ensemble.chunk import FileChunk
from sim.ensemble.file_job import FileJob, events_path, worlds_path
from sim.ensemble.fingerprint import model_fingerprint
from sim.ensemble.manifest import manifest
from sim.ensemble.plan import Plan
from sim.ensemble.run import Run
from sim.files import events_parquet
from sim.parallel.executor import Progress
from sim.scenario.scenario import Scenario

if TYPE_CHECKING:
    from pandas import DataFrame


def stream(
    scenarios: tuple[Scenario, ...],
    chosen: Plan,
    folders: Sequence[Path],
    run_jobs: Callable[[Sequence[FileJob]], object],
    progress: Progress | None = None,
    outcomes: tuple[str, ...] | None = None,
) -> list[Run]:
    """Run scenarios side by side, each into a folder of its own, and return runs that read from there.

    run_jobs: runs them. progress: told of the world-months of chunks that are there already.
    outcomes: those that are written (None: all, and the ledger).
    """
    began = datetime.now(UTC)
    jobs = [FileJob(scenarios, worlds, tuple(folders), outcomes, model_fingerprint()) for worlds in chosen.chunks]
    todo = [job for job in jobs if not job.is_done()]
    found = sum(job.size for job in jobs) - sum(job.size for job in todo)
    if progress is not None and found:
        progress(found)
    if todo:
        run_jobs(todo)
    ended = datetime.now(UTC)
    return [
        Run(
            scenario,
            [FileChunk(worlds_path(folder, worlds)) for worlds in chosen.chunks],
            _tables(scenario, [events_path(folder, worlds) for worlds in chosen.chunks]),
            manifest(scenario, chosen, began, ended, outcomes),
        )
        for scenario, folder in zip(scenarios, folders, strict=True)
    ]


def _tables(scenario: Scenario, files: Sequence[Path]) -> Callable[[], Iterator["DataFrame"]]:
    actors = [actor.name for actor in scenario.theatre.actors]
    # mapped, not read: only the months that a table is made of come into memory
    return lambda: events_parquet.blocks([np.load(file, mmap_mode="r") for file in files], Run.months_of(scenario), actors)
