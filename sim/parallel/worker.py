"""What a worker process runs: one job after another, counting completed world-months where the parent sees them."""

from collections.abc import MutableSequence

from sim.parallel.job import Job

STOP = 0
"""Index of the shared counter that tells workers to stop; the counter of job n has index n + 1."""

_counters: MutableSequence[int] | None = None


class JobCancelled(Exception):
    """The parent has stopped the run."""


def begin(counters: MutableSequence[int]) -> None:
    """Make this process a worker. counters: shared with the parent."""
    import sim.parallel.worker_environment  # noqa: F401

    global _counters
    _counters = counters
    end_with_the_parent()


def do_in_worker[Result](job: Job[Result], index: int) -> Result:
    """Do the job of an index and return its result."""
    counters = _counters
    assert counters is not None
    counters[index + 1] = 0

    def count(world_months: int) -> None:
        if counters[STOP]:
            raise JobCancelled
        counters[index + 1] += world_months

    return job.do(count)


def end_with_the_parent() -> None:
    """End this process as soon as its parent is gone, even when that was killed."""
    import os
    import threading
    from multiprocessing import connection, parent_process

    parent = parent_process()
    if parent is None:
        return

    def watch() -> None:
        connection.wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
