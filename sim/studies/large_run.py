"""Runs larger than memory: written chunk by chunk on this machine or a cluster, and resumed after any interruption."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sim.ensemble.chunk import column_names
from sim.ensemble.dask_cluster import run_jobs_on_cluster
from sim.ensemble.disk_usage import LARGE, bytes_text, estimate, require_room
from sim.ensemble.file_job import FileJob
from sim.ensemble.plan import Plan
from sim.ensemble.run import Run
from sim.ensemble.streaming import stream
from sim.parallel.executor import run_jobs
from sim.scenario.scenario import Scenario
from sim.storage.partial_run import PartialRun, partial_run
from sim.studies.progress import ProgressBar


@dataclass(frozen=True)
class LargeRun:
    """A run whose chunks go straight to files.

    outcomes: those that are written (None: all, and the ledger). cluster: address of a Dask scheduler, or None.
    """

    scenario: Scenario
    results: Path
    plan: Plan
    outcomes: tuple[str, ...] | None
    keep_worlds: bool
    cluster: str | None

    @contextmanager
    def simulated(self, progress: ProgressBar, notify: Callable[[str], None]) -> Iterator[Run]:
        """Yield the run, which is to be written inside the block; chunks that an earlier attempt finished are not run again.

        Raises PeninsulaError when it cannot fit the disk, or its chunks cannot be simulated.
        """
        scenario = self.scenario
        names = column_names(scenario.theatre, self.outcomes)
        with partial_run(scenario, self.results, self.plan.chunks, names) as partial:
            self._require_room(partial, notify)
            with progress(scenario.name, scenario.worlds * scenario.months) as advance:

                def run_all(jobs: Sequence[FileJob]) -> None:
                    if self.cluster is not None:
                        run_jobs_on_cluster(jobs, self.cluster, advance)
                    else:
                        run_jobs(jobs, self.plan.processes, advance)

                (run,) = stream((scenario,), self.plan, [partial.folder], run_all, advance, self.outcomes)
                run.scratch = partial
                yield run

    def _require_room(self, partial: PartialRun, notify: Callable[[str], None]) -> None:
        """Say how large the run will be and what of it is finished; raise PeninsulaError when it cannot fit the disk."""
        size = estimate(self.scenario, self.outcomes, self.keep_worlds, self.results)
        finished, number = partial.finished, len(partial.chunks)
        if size.during_run > LARGE:
            until = "" if self.keep_worlds else " until its summary tables are written"
            needed, free = bytes_text(size.during_run), bytes_text(size.free)
            notify(f"{self.scenario.name} needs about {needed} on the disk{until}; {free} are free.")
        if finished:
            notify(f"{finished} of {number} chunks of {self.scenario.name} were finished before.")
        require_room(self.scenario.name, size, 1 - finished / number)
