"""Run scenarios: chunks of worlds, in this process or in several. How they are run never changes a number."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from sim.ensemble.came_about import of_followed
from sim.ensemble.chunk import month_labels
from sim.ensemble.manifest import manifest
from sim.ensemble.memory_job import MemoryJob, load_temporary
from sim.ensemble.plan import CHUNK, Plan, plan
from sim.ensemble.run import Run
from sim.ensemble.streaming import stream
from sim.files import events_parquet
from sim.files.scratch import Scratch, nearest_existing
from sim.model.batch import can_share_worlds
from sim.model.events import Events, kinds_of
from sim.model.in_force import joined
from sim.model.rules.bound import bound_rules
from sim.parallel.executor import run_jobs
from sim.parallel.job import Progress
from sim.scenario.scenario import Scenario

if TYPE_CHECKING:
    from pandas import DataFrame


def execute(
    scenario: Scenario,
    workers: int | None = None,
    progress: Progress | None = None,
    chunk: int = CHUNK,
    scratch: Path | None = None,
    outcomes: tuple[str, ...] | None = None,
) -> Run:
    """Run all worlds of a scenario; see `execute_together`."""
    return execute_together([scenario], workers, progress, chunk, scratch, outcomes)[0]


def execute_together(
    scenarios: Sequence[Scenario],
    workers: int | None = None,
    progress: Progress | None = None,
    chunk: int = CHUNK,
    scratch: Path | None = None,
    outcomes: tuple[str, ...] | None = None,
) -> list[Run]:
    """Run all worlds of some scenarios, those that can share worlds side by side, and return a run for each.

    workers: number of processes (None: chosen). progress: called with the number of world-months completed.
    chunk: the largest number of worlds stepped at once, over all scenarios of a batch.
    scratch: results folder of the runs; those too large for memory write their chunks there, or to the nearest folder above it
    that exists (None: to the system's folder of temporary files).
    outcomes: those that are recorded (None: all, and the ledger); see `sim.ensemble.chunk.chosen_outcomes`.
    Raises PeninsulaError when a chunk fails repeatedly; no files are left behind then, nor after Ctrl-C.
    """
    for scenario in scenarios:
        bound_rules(scenario)  # what is wrong with a rule is said before anything is written
    runs: dict[int, Run] = {}
    for indices in batches(scenarios):
        batch = tuple(scenarios[index] for index in indices)
        layout = plan(batch, workers, chunk)
        if layout.on_disk:
            batch_runs = _run_on_disk(batch, layout, progress, scratch, outcomes)
        else:
            batch_runs = _run_in_memory(batch, layout, progress, outcomes)
        runs |= zip(indices, batch_runs, strict=True)
    return [runs[index] for index in range(len(scenarios))]


def batches(scenarios: Sequence[Scenario]) -> list[list[int]]:
    """Return the indices of scenarios in groups that can share worlds."""
    groups: list[list[int]] = []
    for index, scenario in enumerate(scenarios):
        group = next((group for group in groups if can_share_worlds(scenarios[group[0]], scenario)), None)
        if group is None:
            groups.append([index])
        else:
            group.append(index)
    return groups


def _run_in_memory(
    scenarios: tuple[Scenario, ...], layout: Plan, progress: Progress | None, outcomes: tuple[str, ...] | None
) -> list[Run]:
    """Run scenarios in memory; workers pass their chunks to this process in temporary files."""
    began = datetime.now(UTC)
    with ExitStack() as temporary:
        files: list[Path] = []
        if layout.processes > 1:
            scratch = Scratch(Path(tempfile.gettempdir()))
            temporary.callback(scratch.cleanup)
            files = [scratch.folder / f"{index}.npy" for index in range(len(scenarios))]
        jobs = [
            MemoryJob(scenarios, worlds, tuple(file.with_stem(f"{worlds.start:08d}-{file.stem}") for file in files), outcomes)
            for worlds in layout.chunks
        ]
        results = run_jobs(jobs, layout.processes, progress)
        runs = []
        for index, scenario in enumerate(scenarios):
            chunks = [load_temporary(job, result[index].chunk) for job, result in zip(jobs, results, strict=True)]
            events = [result[index].events for result in results]
            about = manifest(scenario, layout, began, datetime.now(UTC), outcomes)
            followed = [result[index].followed for job, result in zip(jobs, results, strict=True) if job.follows]
            told = of_followed(scenario, joined(followed)) if followed else None
            runs.append(Run(scenario, chunks, partial(_event_tables, events, scenario), about, came_about=told))
    return runs


def _event_tables(events: Sequence[Events], scenario: Scenario) -> Iterator["DataFrame"]:
    rows = [events_parquet.sorted_rows(chunk) for chunk in events]
    return events_parquet.blocks(rows, month_labels(scenario), events[0].actors, kinds_of(scenario))


def _run_on_disk(
    scenarios: tuple[Scenario, ...],
    layout: Plan,
    progress: Progress | None,
    results: Path | None,
    outcomes: tuple[str, ...] | None,
) -> list[Run]:
    """Run scenarios whose chunks stay in files, in hidden folders that are removed with the runs."""
    parent = Path(tempfile.gettempdir()) if results is None else nearest_existing(results)
    with ExitStack() as temporary:
        scratches = [Scratch(parent) for _ in scenarios]
        for scratch in scratches:
            temporary.callback(scratch.cleanup)
        folders = [scratch.folder for scratch in scratches]
        runs = stream(scenarios, layout, folders, lambda jobs: run_jobs(jobs, layout.processes, progress), progress, outcomes)
        for run, scratch in zip(runs, scratches, strict=True):
            run.scratch = scratch
        temporary.pop_all()
    return runs
