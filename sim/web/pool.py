"""A few worker processes for all pages: of each session the newest question counts, and work that it makes stale stops."""

import asyncio
from collections import OrderedDict
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any

from sim.ensemble import workers as processes_of
from sim.ensemble.plan import cores
from sim.foundations.axes import Array
from sim.scenario.identity import scenario_hash
from sim.scenario.scenario import Scenario

MOST_SESSIONS = 256
MOST_KEPT = 400 * 2**20
"""Bytes of finished answers that are remembered, so that what was seen once is there at once."""

_newest: Any = None


class Stale(Exception):
    """A newer question of the same session has come."""


class Pool:
    """Worker processes, the newest question of each session, and the answers given last."""

    def __init__(self, processes: int | None = None) -> None:
        context = processes_of.context()
        self._newest = context.RawArray("q", MOST_SESSIONS)
        self._places: OrderedDict[str, int] = OrderedDict()
        self._kept: OrderedDict[str, Array] = OrderedDict()
        self._asked = 0
        self._processes = processes or cores()
        self._workers = self._started()

    async def outcomes(self, scenario: Scenario, session: str) -> Array:
        """Return all outcomes of a scenario, shape (outcome, month, world).

        session: whose older questions this one makes stale; empty: nobody's. Raises Stale when a newer one has come meanwhile.
        """
        key = scenario_hash(scenario)
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        place, ticket = self._ticket(session)
        try:
            found = await self._simulated(scenario, place, ticket)
        except asyncio.CancelledError:
            if place >= 0:
                self._newest[place] = self._newest[place] + 1
            raise
        if found is None:
            raise Stale
        self._keep(key, found)
        return found

    def close(self) -> None:
        """Stop all work."""
        for place in range(MOST_SESSIONS):
            self._newest[place] = self._newest[place] + 1
        self._workers.shutdown(wait=True, cancel_futures=True)

    async def _simulated(self, scenario: Scenario, place: int, ticket: int) -> Array | None:
        """Let a worker simulate; when one has died, which ends all of them, start others and ask once more."""
        workers = self._workers
        try:
            return await asyncio.wrap_future(workers.submit(_simulate, scenario, place, ticket))
        except BrokenProcessPool:
            if self._workers is workers:
                self._workers = await asyncio.to_thread(self._started)
            return await asyncio.wrap_future(self._workers.submit(_simulate, scenario, place, ticket))

    def _started(self) -> ProcessPoolExecutor:
        """Return workers that have imported the model."""
        with processes_of.without_main():
            workers = ProcessPoolExecutor(self._processes, processes_of.context(), initializer=_begin, initargs=(self._newest,))
            workers.submit(_ready).result()
        return workers

    def _ticket(self, session: str) -> tuple[int, int]:
        if not session:
            return -1, 0
        if session not in self._places:
            # the session that has been silent longest gives its place away
            free = len(self._places) if len(self._places) < MOST_SESSIONS else self._places.popitem(last=False)[1]
            self._places[session] = free
        self._places.move_to_end(session)
        place = self._places[session]
        self._asked += 1
        self._newest[place] = self._asked
        return place, self._asked

    def _keep(self, key: str, found: Array) -> None:
        self._kept[key] = found
        while sum(each.nbytes for each in self._kept.values()) > MOST_KEPT and len(self._kept) > 1:
            self._kept.popitem(last=False)


def _begin(newest: Any) -> None:
    """Make this process a worker."""
    import sim.ensemble.worker_start  # noqa: F401

    global _newest
    _newest = newest


def _ready() -> None:
    """Import what the first question would wait for."""
    import sim.model.simulate  # noqa: F401


def _simulate(scenario: Scenario, place: int, ticket: int) -> Array | None:
    """Return the outcomes, or None as soon as a newer question has come."""
    import numpy as np

    from sim.model.simulate import outcomes_of_worlds

    def look(_: int) -> None:
        if place >= 0 and _newest[place] != ticket:
            raise Stale

    try:
        look(0)
        return outcomes_of_worlds(scenario, np.arange(scenario.worlds), look)
    except Stale:
        return None
