"""A few worker processes for all pages: of each session the newest question counts, and work that it makes stale stops."""

import asyncio
from collections import OrderedDict
from concurrent.futures import ProcessPoolExecutor
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
        with processes_of.without_main():
            self._workers = ProcessPoolExecutor(processes or cores(), context, initializer=_begin, initargs=(self._newest,))
            self._workers.submit(_ready).result()

    async def outcomes(self, scenario: Scenario, session: str) -> Array:
        """Return all outcomes of a scenario, shape (outcome, month, world).

        session: whose older questions this one makes stale; empty: nobody's. Raises Stale when a newer one has come meanwhile.
        """
        key = scenario_hash(scenario)
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        place, ticket = self._ticket(session)
        work = self._workers.submit(_simulate, scenario, place, ticket)
        try:
            found = await asyncio.wrap_future(work)
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
