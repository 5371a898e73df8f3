"""Worker processes: forked from a server that has imported the model once, so that a worker starts in milliseconds."""

import multiprocessing
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.context import BaseContext
from types import ModuleType

_IMPORTED = ["sim.parallel.worker_environment", "sim.ensemble.memory_job", "pyarrow.parquet"]


def context() -> BaseContext:
    """Return the way in which workers are started, with the server under way where the system can fork."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    chosen = multiprocessing.get_context("forkserver")
    chosen.set_forkserver_preload(_IMPORTED)
    _start_server()
    return chosen


@contextmanager
def without_main() -> Iterator[None]:
    """Hide the main program while workers start, or each would import it again, and run what no `if __name__` guards.

    Jobs are made of what this package defines, so a worker needs nothing of it; and a main program that was typed in, or piped
    to Python, could not be imported at all.
    """
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def _start_server() -> None:
    """Start the server unless it runs. It inherits what is blocked: Ctrl-C, sent to all processes, is for the parent alone."""
    from multiprocessing import forkserver

    blocked = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, blocked)
