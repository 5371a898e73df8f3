"""Worker processes: forked from a server that has imported the model once, so that a worker starts in milliseconds."""

import multiprocessing
from collections.abc import Sequence
from multiprocessing.context import BaseContext

_IMPORTED = ("sim.ensemble.worker_start", "sim.ensemble.worker", "sim.model.simulate", "pyarrow.parquet")


def context(also: Sequence[str] = ()) -> BaseContext:
    """Return the way in which workers are started; also: further modules that the server imports beforehand."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    chosen = multiprocessing.get_context("forkserver")
    chosen.set_forkserver_preload([*_IMPORTED, *also])
    return chosen


def warm_up(also: Sequence[str] = ()) -> None:
    """Start the server in the background and return at once: it imports the model while the caller reads its scenario.

    also: modules that the main program imports at its top, since every worker imports the main program again.
    """
    if context(also).get_start_method() == "forkserver":
        from multiprocessing import forkserver

        forkserver.ensure_running()
