"""What a worker process of the web server runs: one task at a time, stopped when a newer request of its session arrives."""

from collections.abc import Callable, Sequence
from ctypes import Array as CArray
from ctypes import c_double, c_longlong
from typing import NamedTuple

from sim.foundations.errors import PeninsulaError
from sim.parallel.worker import end_with_the_parent

type Progress = Callable[[int], None]
"""Called with the number of world-months completed; raises `StaleRequestError` when the result is no longer needed."""


class Request(NamedTuple):
    """A request of a session: the session's slot, and the number of the request; see `NO_REQUEST`."""

    slot: int
    ticket: int


NO_REQUEST = Request(-1, 0)
"""What belongs to no session: no newer request makes it stale."""


class Board(NamedTuple):
    """What is known of each session, by its slot, in memory shared by all processes.

    tickets: the number of its newest request. done: how far that has come, from 0 to 1, where the task tells it.
    """

    tickets: CArray[c_longlong]
    done: CArray[c_double]

    def is_stale(self, request: Request) -> bool:
        """Return whether a newer request of the same session has arrived."""
        return request != NO_REQUEST and self.tickets[request.slot] != request.ticket


_board: Board | None = None
_request = NO_REQUEST


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
    task: Callable[..., Result], arguments: tuple[object, ...], requests: Sequence[Request]
) -> tuple[Result] | None:
    """Return the result of a task as a tuple of one, or None when all requests that it answers are stale.

    task: called with the arguments and a progress callback.
    """

    global _request
    _request = requests[0]

    def is_stale() -> bool:
        return _board is not None and all(map(_board.is_stale, requests))

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
    if _board is not None and _request != NO_REQUEST:
        _board.done[_request.slot] = part
