"""A progress bar on standard error, with world-months per second and the time left."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.studies.progress import ProgressBar


@contextmanager
def progress_bar(label: str, total: int) -> Iterator[Callable[[int], None]]:
    """Yield a function that is called with the number of world-months completed; nothing is drawn outside a terminal.

    total: world-months of all the work.
    """
    if not sys.stderr.isatty():
        yield lambda world_months: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
    from rich.text import Text

    class Rate(ProgressColumn):
        """World-months per second."""

        def render(self, task: Task) -> Text:
            return Text(f"{(task.speed or 0) / 1e6:5.2f} million world-months/s")

    columns = (TextColumn("{task.description}"), BarColumn(), Rate(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=total)
        yield lambda world_months: bar.advance(task, world_months)


def progress_unless(quiet: bool) -> "ProgressBar":
    """Return the progress bar, or one that shows nothing."""
    from sim.studies.progress import no_progress

    return no_progress if quiet else progress_bar
