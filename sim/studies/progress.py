"""How far a long study has come: the caller decides how that is shown, if at all."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from sim.parallel.job import Progress

type ProgressBar = Callable[[str, int], AbstractContextManager[Progress]]
"""Called with a label and the total number of world-months; yields what is called with the number of world-months completed."""


@contextmanager
def no_progress(label: str, total: int) -> Iterator[Progress]:
    """Show nothing."""
    yield lambda world_months: None


def progress_to(progress: Progress) -> ProgressBar:
    """Return a progress bar that hands every number of completed world-months to a function."""

    @contextmanager
    def bar(label: str, total: int) -> Iterator[Progress]:
        yield progress

    return bar
