"""Runs larger than memory: chunks are written as they finish, and finished ones are not run again."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from sim.ensemble.chunk import FileChunk, month_labels
from sim.ensemble.file_job import FileJob, events_path, worlds_path
from sim.ensemble.fingerprint import model_fingerprint
from sim.ensemble.manifest import manifest
from sim.ensemble.plan import Plan
from sim.ensemble.run import Run
from sim.files import events_parquet
from sim.model.events import kinds_of
from sim.parallel.job import Progress
from sim.scenario.scenario import Scenario

if TYPE_CHECKING:
    from pandas import DataFrame


def stream(
    scenarios: tuple[Scenario, ...],
    layout: Plan,
    folders: Sequence[Path],
    run_jobs: Callable[[Sequence[FileJob]], object],
    progress: Progress | None = None,
    outcomes: tuple[str, ...] | None = None,
) -> list[Run]:
    """Run scenarios side by side, each into its own folder, and return runs that read from there.

    run_jobs: runs the jobs whose files are missing. progress: called with the world-months of chunks that are already there.
    outcomes: those that are written (None: all, and the ledger).
    """
    began = datetime.now(UTC)
    jobs = [FileJob(scenarios, worlds, tuple(folders), outcomes, model_fingerprint()) for worlds in layout.chunks]
    todo = [job for job in jobs if not job.is_done()]
    finished = sum(job.size for job in jobs) - sum(job.size for job in todo)
    if progress is not None and finished:
        progress(finished)
    if todo:
        run_jobs(todo)
    ended = datetime.now(UTC)
    return [
        Run(
            scenario,
            [FileChunk(worlds_path(folder, worlds)) for worlds in layout.chunks],
            partial(_event_tables, scenario, [events_path(folder, worlds) for worlds in layout.chunks]),
            manifest(scenario, layout, began, ended, outcomes),
        )
        for scenario, folder in zip(scenarios, folders, strict=True)
    ]


def _event_tables(scenario: Scenario, files: Sequence[Path]) -> Iterator["DataFrame"]:
    actors = [actor.name for actor in scenario.theatre.actors]
    # memory-mapped: only the months of one table at a time are read
    return events_parquet.blocks(
        [np.load(file, mmap_mode="r") for file in files], month_labels(scenario), actors, kinds_of(scenario)
    )
