"""Run scenarios: chunks of worlds, in this process or in several; the numbers do not depend on how."""

import tempfile
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sim.ensemble.chronicle import table
from sim.ensemble.chunk_job import ChunkJob, take
from sim.ensemble.manifest import manifest
from sim.ensemble.plan import Plan, plan
from sim.ensemble.run import Run
from sim.ensemble.spread import Progress, spread
from sim.model.events import Events
from sim.model.side_by_side import can_share_worlds
from sim.scenario.scenario import Scenario

if TYPE_CHECKING:
    from pandas import DataFrame


def execute(
    scenario: Scenario,
    workers: int | None = None,
    progress: Progress | None = None,
    chunk: int = 4096,
    scratch: Path | None = None,
) -> Run:
    """Run all worlds of a scenario; see `execute_together`."""
    return execute_together([scenario], workers, progress, chunk, scratch)[0]


def execute_together(
    scenarios: Sequence[Scenario],
    workers: int | None = None,
    progress: Progress | None = None,
    chunk: int = 4096,
    scratch: Path | None = None,
) -> list[Run]:
    """Run all worlds of some scenarios, those that can share worlds side by side, and return a run for each.

    workers: number of processes (None: chosen). progress: told of world-months newly done.
    chunk: the largest number of worlds stepped at once, over all scenarios of a batch.
    scratch: where runs will be kept; those too large for memory keep their chunks there meanwhile, or in the folder above
    when there is none yet (None: the system's folder for temporary files).
    Raises PeninsulaError when a chunk fails twice; nothing is left behind then, nor after Ctrl-C.
    """
    runs: dict[int, Run] = {}
    for places in batches(scenarios):
        batch = tuple(scenarios[place] for place in places)
        runs |= zip(places, _execute_batch(batch, plan(batch, workers, chunk), progress, scratch), strict=True)
    return [runs[place] for place in range(len(scenarios))]


def batches(scenarios: Sequence[Scenario]) -> list[list[int]]:
    """Return the places of scenarios in groups that can share worlds."""
    groups: list[list[int]] = []
    for place, scenario in enumerate(scenarios):
        group = next((group for group in groups if can_share_worlds(scenarios[group[0]], scenario)), None)
        if group is None:
            groups.append([place])
        else:
            group.append(place)
    return groups


def _execute_batch(scenarios: tuple[Scenario, ...], chosen: Plan, progress: Progress | None, scratch: Path | None) -> list[Run]:
    began = datetime.now(UTC)
    kind = ".parquet" if chosen.on_disk else ".npy"
    with ExitStack() as temporary:
        folders = _folders(scenarios, chosen, scratch, temporary)
        jobs = [
            ChunkJob(scenarios, worlds, tuple(Path(folder.name) / f"{worlds.start:08d}{kind}" for folder in folders))
            for worlds in chosen.chunks
        ]
        done = spread(jobs, chosen.processes, progress)
        runs = []
        for place, scenario in enumerate(scenarios):
            chunks = [take(scenario, job.worlds, found[place][0]) for job, found in zip(jobs, done, strict=True)]
            about = manifest(scenario, chosen, began, datetime.now(UTC))
            runs.append(Run(scenario, chunks, _table_of([found[place][1] for found in done], scenario), about))
        if chosen.on_disk:
            temporary.pop_all()
            for run, folder in zip(runs, folders, strict=True):
                run.scratch = folder
    return runs


def _folders(
    scenarios: Sequence[Scenario], chosen: Plan, scratch: Path | None, temporary: ExitStack
) -> list["tempfile.TemporaryDirectory[str]"]:
    """Return a folder for the chunks of each scenario where they cross from workers or stay on the disk; else none."""
    if not chosen.on_disk and chosen.processes == 1:
        return []
    place = _standing(scratch) if chosen.on_disk else None
    folders = [tempfile.TemporaryDirectory(prefix=".peninsula-", dir=place) for _ in scenarios]
    for folder in folders:
        temporary.enter_context(folder)
    return folders


def _table_of(events: Sequence[Events], scenario: Scenario) -> Callable[[], "DataFrame"]:
    return lambda: table(events, Run.months_of(scenario))


def _standing(folder: Path | None) -> Path | None:
    """Return a folder, or the nearest one above it that exists."""
    return folder and next(path for path in (folder.absolute(), *folder.absolute().parents) if path.is_dir())
