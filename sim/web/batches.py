"""Simulations that wait for a worker: those that can share worlds are stepped side by side, in a third of the time."""

import asyncio
from dataclasses import dataclass, field
from math import ceil

from sim.ensemble.plan import CHUNK
from sim.model.batch import can_share_worlds
from sim.scenario.scenario import Scenario
from sim.web.executor import RestartingExecutor
from sim.web.simulated import Simulated, simulations
from sim.web.worker import Board, Request


@dataclass(eq=False)
class _Asked:
    """What was asked for, and the answer to come: None where the request has become stale."""

    scenario: Scenario
    request: Request
    answer: asyncio.Future[Simulated | None] = field(default_factory=lambda: asyncio.get_running_loop().create_future())


class Batches:
    """The simulations that wait, oldest first, and as many turns as there are workers."""

    def __init__(self, workers: RestartingExecutor, board: Board) -> None:
        self._workers, self._board = workers, board
        self._waiting: list[_Asked] = []
        self._turns = asyncio.Semaphore(workers.processes)

    async def simulated(self, scenario: Scenario, request: Request) -> Simulated | None:
        """Return what the page shows of a scenario, or None when the request has become stale.

        Raises PeninsulaError when it cannot be simulated.
        """
        asked = _Asked(scenario, request)
        self._waiting.append(asked)
        async with self._turns:
            if asked in self._waiting:  # otherwise the turn of another has taken it along
                await self._answer(self._next_batch())
        return await asked.answer

    def _next_batch(self) -> list[_Asked]:
        """Take what one worker shall step: the oldest, and a fair part of what can share worlds with it."""
        for stale in [asked for asked in self._waiting if self._board.is_stale(asked.request)]:
            self._waiting.remove(stale)
            stale.answer.set_result(None)
        if not self._waiting:
            return []
        oldest = self._waiting[0].scenario
        alike = [asked for asked in self._waiting if can_share_worlds(asked.scenario, oldest)]
        batch = alike[: max(1, min(ceil(len(alike) / self._workers.processes), CHUNK // oldest.worlds))]
        self._waiting = [asked for asked in self._waiting if asked not in batch]
        return batch

    async def _answer(self, batch: list[_Asked]) -> None:
        """Simulate a batch and answer those who asked: each of them alone if it fails, so that none fails for another."""
        scenarios, requests = [asked.scenario for asked in batch], [asked.request for asked in batch]
        try:
            results = await self._workers.run(simulations, (scenarios,), requests)
        except asyncio.CancelledError:
            for asked in batch:
                asked.answer.cancel()
            raise
        except Exception as error:
            if len(batch) > 1:
                for asked in batch:
                    await self._answer([asked])
                return
            for asked in batch:
                asked.answer.set_exception(error)
        else:
            for asked, simulated in zip(batch, results[0] if results else [None] * len(batch), strict=True):
                asked.answer.set_result(simulated)
