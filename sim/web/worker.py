"""What a worker process of the web server runs: one task at a time, stopped when a newer request of its session arrives."""

from collections.abc import Callable
from ctypes import Array as CArray
from ctypes import c_double, c_longlong
from typing import NamedTuple

from sim.foundations.errors import PeninsulaError
from sim.parallel.worker import end_with_the_parent

type Progress = Callable[[int], None]
"""Called with the number of world-months completed; raises `StaleRequestError` when the result is no longer needed."""


class Board(NamedTuple):
    """What is known of each session, by its slot, in memory shared by all processes.

    tickets: the number of its newest request. done: how far that has come, from 0 to 1, where the task tells it.
    """

    tickets: CArray[c_longlong]
    done: CArray[c_double]


NO_SESSION = -1
"""The slot of a request that no newer one can make stale."""

_board: Board | None = None
_slot = NO_SESSION


class StaleRequestError(Exception):
    """A newer request of the same session has arrived."""


def initialise(board: Board) -> None:
    """Make this process a worker. board: shared with the server."""
    import sim.parallel.worker_environment  # noqa: F401

    global _board
    _board = board
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

    global _slot
    _slot = slot

    def is_stale() -> bool:
        return slot != NO_SESSION and _board is not None and _board.tickets[slot] != ticket

    def progress(_: int) -> None:
        if is_stale():
            raise StaleRequestError

    try:
        progress(0)
        return (task(*arguments, progress),)
    except StaleRequestError:
        return None
    except PeninsulaError:
        if is_stale():  # a job that was stopped counts as one that failed
            return None
        raise


def tell_done(part: float) -> None:
    """Tell how far the task of this process has come. part: from 0 to 1."""
    if _board is not None and _slot != NO_SESSION:
        _board.done[_slot] = part
