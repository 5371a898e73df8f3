"""Worker processes: forked from a server that has imported the model once, so that a worker starts in milliseconds."""

import multiprocessing
import signal
from multiprocessing.context import BaseContext

_IMPORTED = ["sim.ensemble.worker_start", "sim.ensemble.chunk_job", "pyarrow.parquet"]


def context() -> BaseContext:
    """Return the way in which workers are started, with the server under way where the system can fork."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    chosen = multiprocessing.get_context("forkserver")
    chosen.set_forkserver_preload(_IMPORTED)
    _start_server()
    return chosen


def _start_server() -> None:
    """Start the server unless it runs. It inherits what is blocked: Ctrl-C, sent to all processes, is for the parent alone."""
    from multiprocessing import forkserver

    blocked = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        forkserver.ensure_running()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, blocked)
