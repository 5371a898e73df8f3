"""Ctrl-C waits while something is under way that must not be left half done."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from sim.foundations.errors import PeninsulaError


class Stopped(PeninsulaError):
    """Ctrl-C ended a run of which something is kept: the message says what, and how to go on."""


@contextmanager
def held() -> Iterator[None]:
    """Hold Ctrl-C back until the block is over, then let it through.

    Without effect outside the main thread, where Python never raises KeyboardInterrupt, or where the handler is not Python's.
    """
    handler = signal.getsignal(signal.SIGINT)
    if threading.current_thread() is not threading.main_thread() or not callable(handler):
        yield
        return
    pressed: list[FrameType | None] = []
    signal.signal(signal.SIGINT, lambda _, frame: pressed.append(frame))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, handler)
    if pressed:
        handler(signal.SIGINT, pressed[0])
