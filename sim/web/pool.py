"""A few worker processes for all pages: of each session the newest question counts, and work that it makes stale stops."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from importlib.util import find_spec
from logging import getLogger
from typing import Any

from sim.ensemble.plan import cores
from sim.foundations.axes import Array
from sim.foundations.errors import PeninsulaError
from sim.parallel import process_context as processes_of
from sim.scenario.identity import scenario_hash
from sim.scenario.scenario import Scenario
from sim.web import worker
from sim.web.worker import Stale

PRELOADED_MODULES = ("sim.ensemble.memory_job", "pyarrow.parquet")
"""Modules that a worker would otherwise import for its first answer."""

MOST_SESSIONS = 4096
"""Sessions whose newest question is known; a page has one for each thing that it asks at once."""

MOST_KEPT = 400 * 2**20
"""Bytes of finished answers that are remembered, so that what was seen once is there at once."""

FEW_WORLDS = 100
"""Worlds of a quick answer while no program is compiled for what is asked."""

MOST_PROGRAMS = 24
"""Compiled programs that are held; what needs further ones is answered by fewer worlds."""


class Lost(PeninsulaError):
    """Work whose process died, and which is not tried again."""


class Pool:
    """Worker processes, the newest question of each session, and the answers given last.

    Besides the workers there is one process with compiled programs, where JAX is installed: it answers quickly what it has a
    program for, and prepares one for what it has not.
    """

    def __init__(self, processes: int | None = None, compiled: bool = True) -> None:
        self._newest = processes_of.context(PRELOADED_MODULES).RawArray("q", MOST_SESSIONS)
        self._places: OrderedDict[str, int] = OrderedDict()
        self._kept: OrderedDict[str, Array] = OrderedDict()
        self._asked = 0
        self._workers = _Workers(processes or cores(), self._newest)
        self._compiled = _Workers(1, self._newest, tries=1) if compiled and find_spec("jax") else None
        self._shared: dict[str, asyncio.Task[Array]] = {}
        self._prepared: set[str] = set()
        self._refused: set[str] = set()
        self._preparing: asyncio.Task[None] | None = None

    async def outcomes(self, scenario: Scenario, session: str = "") -> Array:
        """Return all outcomes of a scenario, shape (outcome, month, world).

        session: whose older questions this one makes stale; empty: nobody's. Raises Stale when a newer one has come meanwhile.
        """
        return await self._remembered(scenario_hash(scenario), self._workers, worker.outcomes, scenario, session)

    async def quick(self, scenario: Scenario, session: str = "") -> tuple[Scenario, Array]:
        """Return a scenario and its outcomes as fast as may be: compiled, or else of fewer worlds."""
        if self._compiled is not None and self._preparing is None and _program(scenario) in self._prepared:
            name = f"compiled/{scenario_hash(scenario)}"
            try:
                return scenario, await self._remembered(name, self._compiled, worker.compiled_outcomes, scenario, session)
            except Lost:
                self._prepared.clear()
        self.prepare(scenario)
        fewer = replace(scenario, worlds=min(FEW_WORLDS, scenario.worlds))
        return fewer, await self.outcomes(fewer, session)

    def prepare(self, scenario: Scenario) -> None:
        """Have a program compiled for the theatre, the horizon and the number of worlds of a scenario, one at a time."""
        key, compiled = _program(scenario), self._compiled
        known = self._prepared | self._refused
        if compiled is None or self._preparing is not None or key in known or len(known) >= MOST_PROGRAMS:
            return

        async def make() -> None:
            try:
                await compiled.do(worker.compiled_outcomes, (scenario,), -1, 0)
                self._prepared.add(key)
            except Lost:
                self._prepared.clear()
            except Exception as fault:  # whatever JAX raises: answers of fewer worlds take its place
                self._refused.add(key)
                getLogger(__name__).warning("No program could be compiled for '%s': %s", scenario.name, fault)
            finally:
                self._preparing = None

        self._preparing = asyncio.ensure_future(make())

    async def work(self, work: Callable[..., Any], *given: Any, session: str = "") -> Any:
        """Return what a worker yields. work: a function of a module, called with what is given and with a look at whether it is
        stale."""
        return await self._done(self._workers, work, given, *self._ticket(session))

    def close(self) -> None:
        """Stop all work."""
        for workers in (self._workers, self._compiled):
            if workers is not None:
                workers.close()

    async def _remembered(self, key: str, workers: "_Workers", work: Any, scenario: Scenario, session: str) -> Array:
        """Return what is remembered or else made; what nobody can make stale is made once for all who ask meanwhile."""
        # also what is answered from memory makes an older question stale
        place, ticket = self._ticket(session)
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        if session and key not in self._shared:
            return await self._made(key, workers, work, scenario, place, ticket)
        if key not in self._shared:
            self._shared[key] = asyncio.ensure_future(self._made(key, workers, work, scenario, place, ticket))
            self._shared[key].add_done_callback(lambda _: self._shared.pop(key))
        return await asyncio.shield(self._shared[key])

    async def _made(self, key: str, workers: "_Workers", work: Any, scenario: Scenario, place: int, ticket: int) -> Array:
        found: Array = await self._done(workers, work, (scenario,), place, ticket)
        self._kept[key] = found
        while sum(each.nbytes for each in self._kept.values()) > MOST_KEPT and len(self._kept) > 1:
            self._kept.popitem(last=False)
        return found

    async def _done(self, workers: "_Workers", work: Callable[..., Any], given: tuple[Any, ...], place: int, ticket: int) -> Any:
        """Return what work yields. Raises Stale when a newer question has come meanwhile."""
        try:
            fresh, found = await workers.do(work, given, place, ticket)
        except asyncio.CancelledError:
            self._outdate(place)
            raise
        if not fresh:
            raise Stale
        return found

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

    def _outdate(self, place: int) -> None:
        if place >= 0:
            self._newest[place] = self._newest[place] + 1


class _Workers:
    """Processes that have imported the model; when one dies, which ends all of them, others are started.

    tries: how often work is given to processes that die of it, or beside it.
    """

    def __init__(self, processes: int, newest: Any, tries: int = 2) -> None:
        self._processes, self._newest, self._tries = processes, newest, tries
        self._pool, self._closed = self._started(), False
        self._starting = asyncio.Lock()

    async def do(self, work: Callable[..., Any], given: tuple[Any, ...], place: int, ticket: int) -> tuple[bool, Any]:
        """Return what `in_worker.do` returns. Raises Lost when processes died each time."""
        for _ in range(self._tries):
            pool = self._pool
            try:
                return await asyncio.wrap_future(pool.submit(worker.do, work, given, place, ticket))
            except BrokenProcessPool:
                await self._replace(pool)
        raise Lost("the work on this answer was lost: ask again")

    def close(self) -> None:
        """End the processes, and what they do."""
        self._closed = True
        # the pool itself would wait for what is under way (Python 3.14 has terminate_workers)
        for process in [*(self._pool._processes or {}).values()]:
            process.terminate()
        self._pool.shutdown(wait=True, cancel_futures=True)

    async def _replace(self, broken: ProcessPoolExecutor) -> None:
        """Start others, once for all whose work was lost."""
        async with self._starting:
            if self._pool is broken and not self._closed:
                self._pool = await asyncio.to_thread(self._started)

    def _started(self) -> ProcessPoolExecutor:
        with processes_of.without_main():
            context = processes_of.context(PRELOADED_MODULES)
            pool = ProcessPoolExecutor(self._processes, context, initializer=worker.begin, initargs=(self._newest,))
            pool.submit(worker.ready).result()
        return pool


def _program(scenario: Scenario) -> str:
    """Return what a compiled program depends on."""
    theatre, situation = scenario.theatre, scenario.situation
    return f"{theatre!r} {situation!r} {bool(scenario.beginning)} {scenario.months} {scenario.worlds}"
