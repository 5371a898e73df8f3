"""Running one scenario to a folder on the disk, with a progress bar."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import perf_counter

from sim.ensemble.chunk import column_names
from sim.ensemble.dask_cluster import run_jobs_on_cluster
from sim.ensemble.disk_usage import LARGE, bytes_text, estimate, require_room
from sim.ensemble.execute import CHUNK, execute
from sim.ensemble.file_job import FileJob
from sim.ensemble.plan import Plan, plan
from sim.ensemble.run import Run
from sim.ensemble.streaming import stream
from sim.files.atomic import first_missing, remove_empty
from sim.foundations.errors import PeninsulaError
from sim.parallel.executor import run_jobs
from sim.plots import draw_all
from sim.scenario.scenario import Scenario
from sim.storage.partial_run import PartialRun, partial_run
from sim.storage.run_folder import reserve_run_folder, write


@dataclass(frozen=True)
class Finished:
    """A run with its folder, its plots and the seconds that the worlds alone took."""

    run: Run
    folder: Path
    plots: tuple[Path, ...]
    seconds: float

    @property
    def rate(self) -> float:
        """World-months per second."""
        return self.run.scenario.worlds * self.run.scenario.months / self.seconds


def places(scenarios: Sequence[Scenario], results: Path, overwrite: bool) -> list[Path]:
    """Return where each scenario's run will be kept, before any is run.

    Raises PeninsulaError when one cannot be kept there, or two would be one run.
    """
    folders = [reserve_run_folder(scenario, results, overwrite=overwrite) for scenario in scenarios]
    for folder in folders:
        if folders.count(folder) > 1:
            raise PeninsulaError(f"two of these scenarios are the same run, kept in {folder}: give each but once")
    return folders


@dataclass(frozen=True)
class Manner:
    """How a run is made and kept.

    cluster: the address of a scheduler, or None. outcomes: those that are written (None: all, and the ledger).
    show: whether a progress bar, and what is worth knowing of a large run, is shown on standard error.
    """

    workers: int | None
    cluster: str | None
    outcomes: tuple[str, ...] | None
    keep_worlds: bool
    overwrite: bool
    show: bool


def run_and_keep(scenario: Scenario, results: Path, manner: Manner) -> Finished:
    """Run a scenario, write its folder and draw its plots."""
    chosen = plan([scenario], manner.workers, CHUNK, to_disk=manner.cluster is not None)
    keep = partial(kept_run, results=results, overwrite=manner.overwrite, keep_worlds=manner.keep_worlds)
    made = first_missing(results)
    try:
        if chosen.on_disk:
            return _run_in_chunks(scenario, results, manner, chosen, keep)
        with progress_bar(scenario.name, scenario.worlds * scenario.months, manner.show) as progress:
            return keep(lambda: execute(scenario, manner.workers, progress, outcomes=manner.outcomes))
    except BaseException:
        remove_empty(results, made)
        raise


def _run_in_chunks(
    scenario: Scenario, results: Path, manner: Manner, chosen: Plan, keep: Callable[[Callable[[], Run]], Finished]
) -> Finished:
    """Run a scenario chunk by chunk; those that an earlier run of this very command finished are not run again."""
    names = column_names(scenario.theatre, manner.outcomes)
    with partial_run(scenario, results, chosen.chunks, names) as held:
        _tell_and_require_room(scenario, results, manner, held)
        with progress_bar(scenario.name, scenario.worlds * scenario.months, manner.show) as progress:

            def do(jobs: Sequence[FileJob]) -> None:
                if manner.cluster is not None:
                    run_jobs_on_cluster(jobs, manner.cluster, progress)
                else:
                    run_jobs(jobs, chosen.processes, progress)

            def make() -> Run:
                (run,) = stream((scenario,), chosen, [held.folder], do, progress, manner.outcomes)
                run.scratch = held
                return run

            return keep(make)


def _tell_and_require_room(scenario: Scenario, results: Path, manner: Manner, held: PartialRun) -> None:
    """Say how large a run will be and what of it is there; raise PeninsulaError when it cannot fit the disk."""
    size = estimate(scenario, manner.outcomes, manner.keep_worlds, results)
    finished, number = held.finished, len(held.chunks)
    if manner.show and size.during_run > LARGE:
        after = "" if manner.keep_worlds else " until its worlds are summed up"
        print(
            f"{scenario.name} needs about {bytes_text(size.during_run)} on the disk{after}; {bytes_text(size.free)} are free.",
            file=sys.stderr,
        )
    if manner.show and finished:
        print(f"{finished} of {number} chunks of {scenario.name} are there from before.", file=sys.stderr)
    require_room(scenario.name, size, 1 - finished / number)


def kept_run(make: Callable[[], Run], results: Path, *, overwrite: bool, keep_worlds: bool = True) -> Finished:
    """Make a run, write its folder and draw its plots."""
    began = perf_counter()
    run = make()
    seconds = perf_counter() - began
    folder = write(run, results, overwrite=overwrite, draw=draw_all, keep_worlds=keep_worlds)
    return Finished(run, folder, tuple(sorted((folder / "plots").iterdir())), seconds)


@contextmanager
def progress_bar(label: str, world_months: int, show: bool) -> Iterator[Callable[[int], None]]:
    """Yield a function that is told of world-months done; it draws a bar with their rate and the time left."""
    if not (show and sys.stderr.isatty()):
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
    from rich.text import Text

    class Rate(ProgressColumn):
        """World-months per second."""

        def render(self, task: Task) -> Text:
            return Text(f"{(task.speed or 0) / 1e6:5.2f} million world-months/s")

    columns = (TextColumn("{task.description}"), BarColumn(), Rate(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=world_months)
        yield lambda done: bar.advance(task, done)
