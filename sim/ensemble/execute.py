"""Run scenarios: chunks of worlds, in this process or in several; the numbers do not depend on how."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sim.ensemble.manifest import manifest
from sim.ensemble.memory_job import MemoryJob, take
from sim.ensemble.plan import Plan, plan
from sim.ensemble.run import Run
from sim.ensemble.streaming import stream
from sim.files import events_parquet
from sim.files.scratch import Scratch, standing
from sim.model.batch import can_share_worlds
from sim.model.events import Events
from sim.parallel.executor import Progress, run_jobs
from sim.scenario.scenario import Scenario

if TYPE_CHECKING:
    from pandas import DataFrame

CHUNK = 4096
"""The largest number of worlds stepped at once, over all scenarios of a batch: more leave the cache."""


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

    workers: number of processes (None: chosen). progress: told of world-months newly done.
    chunk: the largest number of worlds stepped at once, over all scenarios of a batch.
    scratch: where runs will be kept; those too large for memory keep their chunks there meanwhile, or in the folder above
    when there is none yet (None: the system's folder for temporary files).
    outcomes: those that are recorded (None: all, and the ledger); see `sim.ensemble.chunk.chosen_outcomes`.
    Raises PeninsulaError when a chunk fails twice; nothing is left behind then, nor after Ctrl-C.
    """
    runs: dict[int, Run] = {}
    for places in batches(scenarios):
        batch = tuple(scenarios[place] for place in places)
        chosen = plan(batch, workers, chunk)
        made = (
            _on_disk(batch, chosen, progress, scratch, outcomes) if chosen.on_disk else _here(batch, chosen, progress, outcomes)
        )
        runs |= zip(places, made, strict=True)
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


def _here(
    scenarios: tuple[Scenario, ...], chosen: Plan, progress: Progress | None, outcomes: tuple[str, ...] | None
) -> list[Run]:
    """Run scenarios in memory; from workers their chunks cross in files of the system's folder for temporary ones."""
    began = datetime.now(UTC)
    with ExitStack() as temporary:
        crossing: list[Path] = []
        if chosen.processes > 1:
            scratch = Scratch(Path(tempfile.gettempdir()))
            temporary.callback(scratch.cleanup)
            crossing = [scratch.folder / f"{place}.npy" for place in range(len(scenarios))]
        jobs = [
            MemoryJob(scenarios, worlds, tuple(path.with_stem(f"{worlds.start:08d}-{path.stem}") for path in crossing), outcomes)
            for worlds in chosen.chunks
        ]
        done = run_jobs(jobs, chosen.processes, progress)
        runs = []
        for place, scenario in enumerate(scenarios):
            chunks = [take(job, found[place][0]) for job, found in zip(jobs, done, strict=True)]
            events = [found[place][1] for found in done]
            about = manifest(scenario, chosen, began, datetime.now(UTC), outcomes)
            runs.append(Run(scenario, chunks, _tables(events, scenario), about))
    return runs


def _tables(events: Sequence[Events], scenario: Scenario) -> Callable[[], Iterator["DataFrame"]]:
    actors = events[0].actors
    return lambda: events_parquet.blocks([events_parquet.rows(each) for each in events], Run.months_of(scenario), actors)


def _on_disk(
    scenarios: tuple[Scenario, ...],
    chosen: Plan,
    progress: Progress | None,
    scratch: Path | None,
    outcomes: tuple[str, ...] | None,
) -> list[Run]:
    """Run scenarios whose chunks stay in files, in hidden folders that go with the runs."""
    place = Path(tempfile.gettempdir()) if scratch is None else standing(scratch)
    with ExitStack() as temporary:
        keepers = [Scratch(place) for _ in scenarios]
        for keeper in keepers:
            temporary.callback(keeper.cleanup)
        folders = [keeper.folder for keeper in keepers]
        runs = stream(scenarios, chosen, folders, lambda jobs: run_jobs(jobs, chosen.processes, progress), progress, outcomes)
        for run, keeper in zip(runs, keepers, strict=True):
            run.scratch = keeper
        temporary.pop_all()
    return runs
