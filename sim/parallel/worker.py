"""What a worker process does: a job after the other, counting the world-months done where the parent can see them."""

from collections.abc import MutableSequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.parallel.executor import Job

STOP = 0
"""The place in the shared counters that tells workers to stop; the counter of job n is n + 1."""

_counters: MutableSequence[int] | None = None


class Stopped(Exception):
    """The parent wants no more of it."""


def begin(counters: MutableSequence[int]) -> None:
    """Make this process a worker; counters: shared with the parent."""
    import sim.parallel.worker_environment  # noqa: F401

    global _counters
    _counters = counters
    end_with_the_parent()


def do_in_worker[Product](job: "Job[Product]", number: int) -> Product:
    """Do job `number` and return what it yields."""
    counters = _counters
    assert counters is not None
    counters[number + 1] = 0

    def count(world_months: int) -> None:
        if counters[STOP]:
            raise Stopped
        counters[number + 1] += world_months

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
