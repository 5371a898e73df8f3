"""What a worker process of the web server runs: one task at a time, stopped when a newer request of its session arrives."""

from collections.abc import Callable
from ctypes import Array as CArray
from ctypes import c_longlong

import numpy as np

from sim.foundations.axes import Array
from sim.parallel.worker import end_with_the_parent
from sim.scenario.scenario import Scenario

type Progress = Callable[[int], None]
"""Called with the number of world-months completed; raises `StaleRequestError` when the result is no longer needed."""

type Tickets = CArray[c_longlong]
"""The number of the newest request of each session, in memory shared by all processes."""

NO_SESSION = -1
"""The slot of a request that no newer one can make stale."""

_tickets: Tickets | None = None


class StaleRequestError(Exception):
    """A newer request of the same session has arrived."""


def initialise(tickets: Tickets) -> None:
    """Make this process a worker. tickets: shared with the server."""
    import sim.parallel.worker_environment  # noqa: F401

    global _tickets
    _tickets = tickets
    end_with_the_parent()


def warm_up() -> None:
    """Import what the first request would otherwise wait for."""
    import sim.model.simulate  # noqa: F401


def run_unless_stale[Result](
    task: Callable[..., Result], arguments: tuple[object, ...], slot: int, ticket: int
) -> tuple[Result] | None:
    """Return the result of a task as a tuple of one, or None when the request is stale.

    task: called with the arguments and a progress callback. slot: of the session among the tickets, or NO_SESSION.
    ticket: the number of this request.
    """

    def progress(_: int) -> None:
        if slot != NO_SESSION:
            assert _tickets is not None
            if _tickets[slot] != ticket:
                raise StaleRequestError

    try:
        progress(0)
        return (task(*arguments, progress),)
    except StaleRequestError:
        return None


def outcomes(scenario: Scenario, progress: Progress) -> Array:
    """Return all outcomes by the NumPy engine, shape (outcome, month, world)."""
    from sim.model.simulate import outcomes_of_worlds

    return outcomes_of_worlds(scenario, np.arange(scenario.worlds), progress)


def compiled_outcomes(scenario: Scenario, _: Progress) -> Array:
    """Return all outcomes by the compiled engine, shape (outcome, month, world)."""
    from sim.model.compiled.simulate import outcomes_of_worlds

    return outcomes_of_worlds(scenario, np.arange(scenario.worlds))
