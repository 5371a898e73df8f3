"""Ctrl-C waits until a step that must not be interrupted is over."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from sim.foundations.errors import PeninsulaError


class StoppedError(PeninsulaError):
    """Ctrl-C ended work of which a part is kept; the message says how much, and how to resume."""


@contextmanager
def defer_interrupts() -> Iterator[None]:
    """Defer Ctrl-C until the block is over.

    Without effect outside the main thread, where Python never raises KeyboardInterrupt, and where SIGINT has no Python handler
    (it is ignored under nohup and in background jobs of a shell).
    """
    handler = signal.getsignal(signal.SIGINT)
    if threading.current_thread() is not threading.main_thread() or not callable(handler):
        yield
        return
    deferred: list[FrameType | None] = []
    signal.signal(signal.SIGINT, lambda _, frame: deferred.append(frame))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, handler)
    if deferred:
        handler(signal.SIGINT, deferred[0])
