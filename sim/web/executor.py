"""Worker processes of the web server that are restarted when one of them dies."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from sim.foundations.errors import PeninsulaError
from sim.parallel import process_context
from sim.web import worker
from sim.web.worker import Board, Request

PRELOADED_MODULES = ("sim.ensemble.memory_job", "sim.web.simulated", "pyarrow.parquet")
"""What a worker would otherwise import for its first answer."""


class LostTaskError(PeninsulaError):
    """The worker processes died on every attempt at a task."""


class RestartingExecutor:
    """Processes that have imported the model. When one dies, the process pool breaks, and a new one is started.

    board: what is known of each session, shared with the workers. attempts: how often a task is submitted while the processes
    die.
    """

    def __init__(self, processes: int, board: Board, attempts: int = 2) -> None:
        self.processes, self._board, self._attempts = processes, board, attempts
        self._pool, self._closed = self._start_pool(), False
        self._starting = asyncio.Lock()

    async def run[Result](
        self, task: Callable[..., Result], arguments: tuple[object, ...], requests: Sequence[Request]
    ) -> tuple[Result] | None:
        """Run a task in a worker; see `sim.web.worker.run_unless_stale`. Raises LostTaskError when the processes keep dying."""
        for _ in range(self._attempts):
            pool = self._pool
            try:
                return await asyncio.wrap_future(pool.submit(worker.run_unless_stale, task, arguments, requests))
            except BrokenProcessPool:
                await self._replace(pool)
        raise LostTaskError("a worker process died while computing this answer: try again")

    def close(self) -> None:
        """Terminate the processes and whatever they are running."""
        self._closed = True
        # shutdown() alone would wait for running tasks (Python 3.14 has terminate_workers)
        for process in [*(self._pool._processes or {}).values()]:
            process.terminate()
        self._pool.shutdown(wait=True, cancel_futures=True)

    async def _replace(self, broken: ProcessPoolExecutor) -> None:
        """Start a new pool, once for all tasks that were lost with the broken one."""
        async with self._starting:
            if self._pool is broken and not self._closed:
                self._pool = await asyncio.to_thread(self._start_pool)

    def _start_pool(self) -> ProcessPoolExecutor:
        with process_context.without_main():
            context = process_context.context(PRELOADED_MODULES)
            pool = ProcessPoolExecutor(self.processes, context, initializer=worker.initialise, initargs=(self._board,))
            pool.submit(worker.warm_up).result()
        return pool
