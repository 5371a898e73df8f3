"""Spread jobs over processes, or do them here: each is tried twice, progress is told, and Ctrl-C leaves nothing running."""

from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass, field
from typing import Protocol

from sim.foundations.errors import PeninsulaError
from sim.parallel import process_context as processes_of
from sim.parallel import worker
from sim.parallel.interrupts import held

type Progress = Callable[[int], None]

ATTEMPTS = 2
_GLANCE = 0.05
"""Seconds between two looks at what the workers have done."""


class Job[Product](Protocol):
    """A part of a simulation that a process can do alone; it travels to a worker as a pickle.

    size: world-months. label: what the job is, for a message, such as "worlds 0 to 499 of baseline".
    """

    @property
    def size(self) -> int: ...

    @property
    def label(self) -> str: ...

    def do(self, progress: Progress) -> Product:
        """Do it; progress: told of world-months newly done."""
        ...


def run_jobs[Product](jobs: Sequence[Job[Product]], processes: int, progress: Progress | None = None) -> list[Product]:
    """Do all jobs and return what each yields, in their order.

    processes: 1 for this process alone. progress: told of world-months newly done; never twice of the same.
    Raises PeninsulaError when a job fails twice.
    """
    work = _Work(jobs, processes, progress or (lambda _: None))
    work.do()
    return [work.done[number] for number in range(len(jobs))]


@dataclass
class _Work[Product]:
    jobs: Sequence[Job[Product]]
    processes: int
    progress: Progress
    done: dict[int, Product] = field(default_factory=dict)
    reported: int = 0

    def do(self) -> None:
        failed: dict[int, Exception] = {}
        for _ in range(ATTEMPTS):
            todo = [number for number in range(len(self.jobs)) if number not in self.done]
            failed = self._here(todo) if self.processes == 1 else self._in_processes(todo)
            if not failed:
                return
        number, fault = min(failed.items())
        reason = " ".join(f"{type(fault).__name__}: {fault}".split())
        raise PeninsulaError(f"{self.jobs[number].label} failed {ATTEMPTS} times ({reason})") from fault

    def _here(self, todo: list[int]) -> dict[int, Exception]:
        failed: dict[int, Exception] = {}
        for number in todo:
            try:
                self.done[number] = self.jobs[number].do(self._advance)
            except PeninsulaError:
                raise
            except Exception as fault:
                failed[number] = fault
        return failed

    def _in_processes(self, todo: list[int]) -> dict[int, Exception]:
        context = processes_of.context()
        counters = context.RawArray("q", len(self.jobs) + 1)
        for number in self.done:
            counters[number + 1] = self.jobs[number].size
        failed: dict[int, Exception] = {}
        with ProcessPoolExecutor(min(self.processes, len(todo)), context, initializer=worker.begin, initargs=(counters,)) as pool:
            try:
                with held(), processes_of.without_main():
                    waiting = {pool.submit(worker.do_in_worker, self.jobs[number], number): number for number in todo}
                while waiting:
                    finished, _ = wait(waiting, timeout=_GLANCE, return_when=FIRST_COMPLETED)
                    self._advance(sum(counters[1:]) - self.reported)
                    for future in finished:
                        self._collect(future, waiting.pop(future), failed)
            except BaseException:
                counters[worker.STOP] = 1
                pool.shutdown(cancel_futures=True)
                raise
        return failed

    def _collect(self, future: Future[Product], number: int, failed: dict[int, Exception]) -> None:
        try:
            self.done[number] = future.result()
        except PeninsulaError:
            raise
        except Exception as fault:
            failed[number] = fault

    def _advance(self, world_months: int) -> None:
        """Report progress; a job that is tried again is not counted twice."""
        step = min(world_months, sum(job.size for job in self.jobs) - self.reported)
        if step > 0:
            self.reported += step
            self.progress(step)
