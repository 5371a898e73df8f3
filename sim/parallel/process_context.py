"""How worker processes start: forked from a server that has imported their modules once, so that each starts in milliseconds."""

import multiprocessing
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.context import BaseContext
from types import ModuleType

_ENVIRONMENT = "sim.parallel.worker_environment"
"""Named here, since the parent must never import it."""


def context(modules: Sequence[str]) -> BaseContext:
    """Return the multiprocessing context for workers, with the fork server running where the system can fork.

    modules: imported by the server before the first worker is forked. The server serves the whole program: modules named after
    it has started are imported by each worker that needs them.
    """
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    forkserver = multiprocessing.get_context("forkserver")
    forkserver.set_forkserver_preload([_ENVIRONMENT, *modules])
    _start_server()
    return forkserver


@contextmanager
def without_main() -> Iterator[None]:
    """Hide the main program while workers start: each would import it, and run whatever no `if __name__` guards.

    Workers need nothing of it, since jobs consist of what this package defines; and a main program that was typed in, or piped
    to Python, cannot be imported.
    """
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def _start_server() -> None:
    """Start the server unless it runs, with SIGINT blocked: Ctrl-C reaches all processes, and only the parent handles it."""
    from multiprocessing import forkserver

    blocked = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, blocked)
