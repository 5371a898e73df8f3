"""How far a study has come, told to the page."""

from collections.abc import Iterator
from contextlib import contextmanager

from sim.parallel import job
from sim.studies.progress import ProgressBar
from sim.web.worker import Progress, tell_done


def told_to_the_page(progress: Progress, parts: int = 1) -> ProgressBar:
    """Return the progress bars of a study that has so many of them, one after another, as one that the page is told of.

    progress: that of the task, which stops it once it is stale.
    """
    before = 0

    @contextmanager
    def bar(_: str, total: int) -> Iterator[job.Progress]:
        nonlocal before
        done = 0

        def advance(world_months: int) -> None:
            nonlocal done
            progress(world_months)
            done += world_months
            tell_done((before + min(done / max(total, 1), 1)) / parts)

        yield advance
        before += 1

    return bar
