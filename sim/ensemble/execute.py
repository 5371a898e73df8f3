"""Run a scenario: chunks of worlds, in this process or in several; the numbers do not depend on how."""

import tempfile
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from sim.ensemble import worker
from sim.ensemble import workers as processes
from sim.ensemble.chronicle import table
from sim.ensemble.chunk import Chunk
from sim.ensemble.interrupts import held
from sim.ensemble.manifest import manifest
from sim.ensemble.plan import Plan, plan
from sim.ensemble.run import Run
from sim.foundations.errors import PeninsulaError
from sim.model.events import Events
from sim.scenario.scenario import Scenario

type Progress = Callable[[int], None]

ATTEMPTS = 2
_GLANCE = 0.05
"""Seconds between two looks at what the workers have done."""


def execute(
    scenario: Scenario,
    workers: int | None = None,
    progress: Progress | None = None,
    chunk: int = 2048,
    scratch: Path | None = None,
) -> Run:
    """Run all worlds of a scenario.

    workers: number of processes (None: chosen). progress: told of world-months newly done.
    chunk: the largest number of worlds stepped at once.
    scratch: where the run will be kept; a run too large for memory keeps its chunks there meanwhile, or in the folder above
    when there is none yet (None: the system's folder for temporary files).
    Raises PeninsulaError when a chunk fails twice; nothing is left behind then, nor after Ctrl-C.
    """
    began = datetime.now(UTC)
    chosen = plan(scenario, workers, chunk)
    folder: tempfile.TemporaryDirectory[str] | None = None
    if chosen.on_disk or chosen.processes > 1:
        folder = tempfile.TemporaryDirectory(prefix=".peninsula-", dir=_standing(scratch) if chosen.on_disk else None)
    work = _Work(scenario, chosen, Path(folder.name) if folder else None, progress or (lambda _: None))
    try:
        work.do()
    except BaseException:
        if folder:
            folder.cleanup()
        raise
    if folder and not chosen.on_disk:
        folder.cleanup()
        folder = None
    chunks, events = zip(*(work.done[number] for number in range(len(chosen.chunks))), strict=True)
    months = Run.months_of(scenario)
    return Run(
        scenario,
        chunks,
        lambda: table(events, months),
        manifest(scenario, chosen, began, datetime.now(UTC)),
        scratch=folder,
    )


def _standing(folder: Path | None) -> Path | None:
    """Return a folder, or the nearest one above it that exists."""
    return folder and next(path for path in (folder.absolute(), *folder.absolute().parents) if path.is_dir())


@dataclass
class _Work:
    """The chunks of a run and what has become of them; folder: where chunks cross over from workers or stay."""

    scenario: Scenario
    plan: Plan
    folder: Path | None
    progress: Progress
    done: dict[int, tuple[Chunk, Events]] = field(default_factory=dict)
    reported: int = 0

    def do(self) -> None:
        failed: dict[int, Exception] = {}
        for _ in range(ATTEMPTS):
            todo = [number for number in range(len(self.plan.chunks)) if number not in self.done]
            failed = self._here(todo) if self.plan.processes == 1 else self._in_processes(todo)
            if not failed:
                return
        number, fault = min(failed.items())
        worlds = self.plan.chunks[number]
        reason = " ".join(f"{type(fault).__name__}: {fault}".split())
        raise PeninsulaError(
            f"worlds {worlds.start} to {worlds.stop - 1} of {self.scenario.name} failed {ATTEMPTS} times ({reason})"
        ) from fault

    def _here(self, todo: list[int]) -> dict[int, Exception]:
        failed: dict[int, Exception] = {}
        for number in todo:
            worlds = self.plan.chunks[number]
            try:
                chunk, events = worker.simulate_chunk(self.scenario, worlds, self._advance)
                if self.plan.on_disk:
                    worker.leave(self.scenario, chunk, self._path(number))
                    self.done[number] = worker.take(self.scenario, worlds, self._path(number)), events
                else:
                    self.done[number] = chunk, events
            except PeninsulaError:
                raise
            except Exception as fault:
                failed[number] = fault
        return failed

    def _in_processes(self, todo: list[int]) -> dict[int, Exception]:
        context = processes.context()
        counters = context.RawArray("q", len(self.plan.chunks) + 1)
        for number in self.done:
            counters[number + 1] = len(self.plan.chunks[number]) * self.scenario.months
        failed: dict[int, Exception] = {}
        with ProcessPoolExecutor(
            min(self.plan.processes, len(todo)), context, initializer=worker.begin, initargs=(counters,)
        ) as pool:
            try:
                with held():
                    waiting = {self._submit(pool, number): number for number in todo}
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

    def _submit(self, pool: ProcessPoolExecutor, number: int) -> Future[Events]:
        return pool.submit(worker.chunk_in_worker, self.scenario, number, self.plan.chunks[number], self._path(number))

    def _collect(self, future: Future[Events], number: int, failed: dict[int, Exception]) -> None:
        try:
            events = future.result()
        except PeninsulaError:
            raise
        except Exception as fault:
            failed[number] = fault
        else:
            self.done[number] = worker.take(self.scenario, self.plan.chunks[number], self._path(number)), events

    def _path(self, number: int) -> Path:
        assert self.folder is not None
        return self.folder / f"{number:04d}{'.parquet' if self.plan.on_disk else '.npy'}"

    def _advance(self, world_months: int) -> None:
        """Report progress; a chunk that is tried again is not counted twice."""
        total = self.scenario.worlds * self.scenario.months
        step = min(world_months, total - self.reported)
        if step > 0:
            self.reported += step
            self.progress(step)
