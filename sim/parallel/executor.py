"""Run jobs on worker processes, or in this one: a failed job is retried, and Ctrl-C leaves no process running."""

from collections.abc import Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field

from sim.foundations.errors import ASK_FOR_LESS, PeninsulaError
from sim.parallel import process_context, worker
from sim.parallel.interrupts import defer_interrupts
from sim.parallel.job import Job, Progress
from sim.parallel.kept_results import KeptBatch, kept_of

ATTEMPTS = 2
"""How often a job is tried before the run fails."""

POLL_SECONDS = 0.05
"""Time between two checks of the progress of workers."""


def run_jobs[Result](jobs: Sequence[Job[Result]], processes: int, progress: Progress | None = None) -> list[Result]:
    """Do all jobs and return their results, in order.

    processes: 1 for this process alone. progress: called with the number of world-months completed; a job that is retried is
    counted once. Inside a study that resumes, results are kept, and what is known is not done again; see `kept_results`.
    Raises PeninsulaError when a job fails on its last attempt.
    """
    run = _JobRun(jobs, processes, progress or (lambda _: None), kept_of(jobs))
    run.do()
    return [run.results[index] for index in range(len(jobs))]


def failed_job(label: str, error: BaseException) -> PeninsulaError:
    """Return what is said of a job that failed on its last attempt."""
    advice = f"; if memory is short, {ASK_FOR_LESS}" if isinstance(error, MemoryError | BrokenProcessPool | ImportError) else ""
    return PeninsulaError(f"{label} failed {ATTEMPTS} times ({_reason(error)}){advice}")


def _reason(error: BaseException) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split()).removesuffix(":")


@dataclass
class _JobRun[Result]:
    """Jobs under way. kept: results from before. results: of those that are done, by index. reported: world-months so far."""

    jobs: Sequence[Job[Result]]
    processes: int
    progress: Progress
    kept: KeptBatch[Result] | None = None
    results: dict[int, Result] = field(default_factory=dict)
    reported: int = 0

    def do(self) -> None:
        if self.kept:
            self.results = self.kept.known()
            self._report(sum(self.jobs[index].size for index in self.results))
        failed: dict[int, Exception] = {}
        for _ in range(ATTEMPTS):
            todo = [index for index in range(len(self.jobs)) if index not in self.results]
            if not todo:
                return
            failed = self._do_here(todo) if self.processes == 1 else self._do_in_processes(todo)
            if not failed:
                return
        index, error = min(failed.items())
        raise failed_job(self.jobs[index].label, error) from error

    def _do_here(self, todo: list[int]) -> dict[int, Exception]:
        """Do jobs in this process and return the errors of those that failed."""
        failed: dict[int, Exception] = {}
        for index in todo:
            try:
                self._take(index, self.jobs[index].do(self._report))
            except PeninsulaError:
                raise
            except Exception as error:
                failed[index] = error
        return failed

    def _do_in_processes(self, todo: list[int]) -> dict[int, Exception]:
        """Do jobs on workers and return the errors of those that failed."""
        context = process_context.context(self.jobs[0].modules)
        counters = context.RawArray("q", len(self.jobs) + 1)
        for index in self.results:
            counters[index + 1] = self.jobs[index].size
        failed: dict[int, Exception] = {}
        with ProcessPoolExecutor(min(self.processes, len(todo)), context, initializer=worker.begin, initargs=(counters,)) as pool:
            try:
                waiting = self._submit(pool, todo)
                while waiting:
                    finished, _ = wait(waiting, timeout=POLL_SECONDS, return_when=FIRST_COMPLETED)
                    self._report(sum(counters[1:]) - self.reported)
                    for future in finished:
                        self._collect(future, waiting.pop(future), failed)
            except BaseException:
                counters[worker.STOP] = 1
                pool.shutdown(cancel_futures=True)
                raise
        return failed

    def _submit(self, pool: ProcessPoolExecutor, todo: list[int]) -> dict[Future[Result], int]:
        """Hand jobs to workers and return their futures; raises PeninsulaError when no worker can start."""
        try:
            with defer_interrupts(), process_context.without_main():
                return {pool.submit(worker.do_in_worker, self.jobs[index], index): index for index in todo}
        except (BrokenProcessPool, EOFError, OSError) as error:
            raise PeninsulaError(f"no worker process can start ({_reason(error)}); if memory is short, {ASK_FOR_LESS}") from error

    def _collect(self, future: Future[Result], index: int, failed: dict[int, Exception]) -> None:
        try:
            self._take(index, future.result())
        except PeninsulaError:
            raise
        except Exception as error:
            failed[index] = error

    def _take(self, index: int, result: Result) -> None:
        """Take the result of a job that is done."""
        self.results[index] = result
        if self.kept:
            self.kept.keep(index, result)

    def _report(self, world_months: int) -> None:
        """Report progress, never more than the size of all jobs: a retried job does its world-months twice."""
        step = min(world_months, sum(job.size for job in self.jobs) - self.reported)
        if step > 0:
            self.reported += step
            self.progress(step)
