"""The workers shared by all open pages: only the newest request of a session counts, and recent simulations are cached."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import replace
from importlib.util import find_spec
from logging import getLogger
from typing import Any

from sim.ensemble.plan import cores
from sim.foundations.axes import Array
from sim.parallel import process_context
from sim.scenario.identity import scenario_hash
from sim.scenario.scenario import Scenario
from sim.web.batches import Batches
from sim.web.executor import PRELOADED_MODULES, LostTaskError, RestartingExecutor
from sim.web.simulated import Simulated, compiled_simulation
from sim.web.worker import NO_REQUEST, Board, Request, StaleRequestError

MAX_SESSIONS = 4096
"""Sessions whose newest request is known. A page uses one for each kind of request that it sends at the same time."""

MAX_CACHE_BYTES = 400 * 2**20
"""Size of the outcomes in the cache."""

QUICK_WORLDS = 100
"""Worlds of a quick answer while no compiled program is available."""

MAX_PROGRAMS = 24
"""Compiled programs that are kept. Requests that would need further ones get QUICK_WORLDS worlds."""

type Simulate = Callable[[Scenario, Request], Awaitable[Simulated | None]]
"""Returns what is shown of a scenario, or None when the request has become stale."""


class WorkerPool:
    """Worker processes, the newest request of each session, and a cache of simulations.

    Where JAX is installed, one more process holds compiled programs: it gives quick answers for which a program is ready, and
    compiles programs for those it has not.
    """

    def __init__(self, processes: int | None = None, compiled: bool = True) -> None:
        context = process_context.context(PRELOADED_MODULES)
        self._board = Board(context.RawArray("q", MAX_SESSIONS), context.RawArray("d", MAX_SESSIONS))
        self._slots: OrderedDict[str, int] = OrderedDict()
        self._last_ticket = 0
        self._cache: OrderedDict[str, Simulated] = OrderedDict()
        self._pending: dict[str, asyncio.Task[Simulated]] = {}
        self._workers = RestartingExecutor(processes or cores(), self._board)
        self._batches = Batches(self._workers, self._board)
        self._compiler = RestartingExecutor(1, self._board, attempts=1) if compiled and find_spec("jax") else None
        self._programs: set[str] = set()
        self._failed_programs: set[str] = set()
        self._compiling: asyncio.Task[None] | None = None

    async def outcomes(self, scenario: Scenario, session: str = "") -> Array:
        """Return all outcomes of a scenario, shape (outcome, month, world).

        session: its older requests become stale; "" for a request that belongs to no session.
        Raises StaleRequestError when a newer request of the session has arrived.
        """
        return (await self._simulated(scenario, session)).outcomes

    async def policy(self, scenario: Scenario, session: str = "") -> dict[str, Any]:
        """Return what came about of a scenario's policy, from the simulation that gives its outcomes."""
        return (await self._simulated(scenario, session)).policy

    async def quick_outcomes(self, scenario: Scenario, session: str = "") -> tuple[Scenario, Array]:
        """Return a scenario and its outcomes as fast as possible: from a compiled program, or else in fewer worlds."""
        if self._compiler is not None and self._compiling is None and _program_key(scenario) in self._programs:
            key = f"compiled/{scenario_hash(scenario)}"
            try:
                return scenario, (await self._cached(key, self._compiled, scenario, session)).outcomes
            except LostTaskError:
                self._programs.clear()
        self.compile_program(scenario)
        fewer = replace(scenario, worlds=min(QUICK_WORLDS, scenario.worlds))
        return fewer, await self.outcomes(fewer, session)

    def compile_program(self, scenario: Scenario) -> None:
        """Start to compile a program for the theatre, horizon and number of worlds of a scenario, one program at a time."""
        key, compiler = _program_key(scenario), self._compiler
        known = self._programs | self._failed_programs
        if compiler is None or self._compiling is not None or key in known or len(known) >= MAX_PROGRAMS:
            return

        async def compile_in_background() -> None:
            try:
                await compiler.run(compiled_simulation, (scenario,), [NO_REQUEST])
                self._programs.add(key)
            except LostTaskError:
                self._programs.clear()
            except Exception as error:  # JAX raises many kinds; answers in fewer worlds take the program's place
                self._failed_programs.add(key)
                getLogger(__name__).warning("No program could be compiled for '%s': %s", scenario.name, error)
            finally:
                self._compiling = None

        self._compiling = asyncio.ensure_future(compile_in_background())

    async def run[Result](self, task: Callable[..., Result], *arguments: object, session: str = "") -> Result:
        """Return the result of a task. task: a module-level function, called with the arguments and a progress callback.

        Raises StaleRequestError when a newer request of the session has arrived.
        """
        request = self._new_request(session)
        try:
            result = await self._workers.run(task, arguments, [request])
        except asyncio.CancelledError:
            self._invalidate(request.slot)
            raise
        if result is None:
            raise StaleRequestError
        return result[0]

    def done(self, session: str) -> float:
        """Return how far the newest request of a session has come, from 0 to 1, as its task tells it."""
        return float(self._board.done[self._slots[session]]) if session in self._slots else 0.0

    def cancel(self, session: str) -> None:
        """Make every request of a session stale, so that work on it stops."""
        self._invalidate(self._slots.get(session, NO_REQUEST.slot))

    def close(self) -> None:
        """Terminate all work."""
        for executor in (self._workers, self._compiler):
            if executor is not None:
                executor.close()

    async def _simulated(self, scenario: Scenario, session: str) -> Simulated:
        return await self._cached(scenario_hash(scenario), self._batches.simulated, scenario, session)

    async def _compiled(self, scenario: Scenario, request: Request) -> Simulated | None:
        assert self._compiler is not None
        result = await self._compiler.run(compiled_simulation, (scenario,), [request])
        return result[0] if result else None

    async def _cached(self, key: str, simulate: Simulate, scenario: Scenario, session: str) -> Simulated:
        """Return a simulation from the cache, or simulate; simultaneous requests share one task."""
        # a request that the cache answers makes older ones stale, too
        request = self._new_request(session)
        while key not in self._cache:
            if key not in self._pending:
                self._pending[key] = asyncio.ensure_future(self._compute(key, simulate, scenario, request))
                self._pending[key].add_done_callback(lambda _: self._pending.pop(key))
            try:
                return await asyncio.shield(self._pending[key])
            except asyncio.CancelledError:
                self._invalidate(request.slot)
                raise
            except StaleRequestError:
                # whoever began the task needs it no more; this request may
                if self._board.is_stale(request):
                    raise
        self._cache.move_to_end(key)
        return self._cache[key]

    async def _compute(self, key: str, simulate: Simulate, scenario: Scenario, request: Request) -> Simulated:
        """Simulate, and keep the result. Raises StaleRequestError when a newer request of the session has arrived."""
        result = await simulate(scenario, request)
        if result is None:
            raise StaleRequestError
        self._cache[key] = result
        while sum(each.outcomes.nbytes for each in self._cache.values()) > MAX_CACHE_BYTES and len(self._cache) > 1:
            self._cache.popitem(last=False)
        return result

    def _new_request(self, session: str) -> Request:
        if not session:
            return NO_REQUEST
        if session not in self._slots:
            # when all slots are taken, the session that has been silent longest loses its own
            free = len(self._slots) if len(self._slots) < MAX_SESSIONS else self._slots.popitem(last=False)[1]
            self._slots[session] = free
        self._slots.move_to_end(session)
        slot = self._slots[session]
        self._last_ticket += 1
        self._board.tickets[slot], self._board.done[slot] = self._last_ticket, 0
        return Request(slot, self._last_ticket)

    def _invalidate(self, slot: int) -> None:
        if slot != NO_REQUEST.slot:
            self._board.tickets[slot] += 1


def _program_key(scenario: Scenario) -> str:
    """Return what a compiled program depends on."""
    theatre, situation = scenario.theatre, scenario.situation
    rules = [rule.same_in_all_worlds for rule in scenario.rules]
    return f"{theatre!r} {situation!r} {bool(scenario.nowcast)} {scenario.months} {scenario.worlds} {rules} {scenario.choices}"
