"""What can run on a worker process, and how it reports progress."""

from collections.abc import Callable
from typing import Protocol

type Progress = Callable[[int], None]
"""Called with the number of world-months completed since the last call."""


class Job[Result](Protocol):
    """A part of a simulation that one process can do alone; it is pickled to reach a worker.

    size: world-months. label: names the job in messages, such as "worlds 0 to 499 of baseline".
    modules: imported once, before worker processes are forked, so that they start quickly.
    """

    @property
    def size(self) -> int: ...

    @property
    def label(self) -> str: ...

    @property
    def modules(self) -> tuple[str, ...]: ...

    def do(self, progress: Progress) -> Result:
        """Do the job and return its result.

        progress: called with the number of world-months completed.
        """
        ...
