"""Running one scenario to a folder on the disk, with a progress bar."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from sim.ensemble.execute import execute
from sim.ensemble.folder import place, write
from sim.ensemble.run import Run
from sim.foundations.errors import PeninsulaError
from sim.plots import draw_all
from sim.scenario.scenario import Scenario


@dataclass(frozen=True)
class Finished:
    """A run with its folder, its plots and the seconds that the worlds alone took."""

    run: Run
    folder: Path
    plots: tuple[Path, ...]
    seconds: float

    @property
    def rate(self) -> float:
        """World-months per second."""
        return self.run.scenario.worlds * self.run.scenario.months / self.seconds


def places(scenarios: Sequence[Scenario], results: Path, overwrite: bool) -> list[Path]:
    """Return where each scenario's run will be kept, before any is run.

    Raises PeninsulaError when one cannot be kept there, or two would be one run.
    """
    folders = [place(scenario, results, overwrite=overwrite) for scenario in scenarios]
    for folder in folders:
        if folders.count(folder) > 1:
            raise PeninsulaError(f"two of these scenarios are the same run, kept in {folder}: give each but once")
    return folders


def run_and_keep(scenario: Scenario, results: Path, *, workers: int | None, overwrite: bool, show: bool) -> Finished:
    """Run a scenario, write its folder and draw its plots.

    show: whether a progress bar is drawn, on standard error, when that is a terminal.
    """
    results.mkdir(parents=True, exist_ok=True)
    with progress_bar(scenario.name, scenario.worlds * scenario.months, show) as progress:
        return kept_run(lambda: execute(scenario, workers, progress, scratch=results), results, overwrite=overwrite)


def kept_run(make: Callable[[], Run], results: Path, *, overwrite: bool) -> Finished:
    """Make a run, write its folder and draw its plots."""
    began = perf_counter()
    run = make()
    seconds = perf_counter() - began
    folder = write(run, results, overwrite=overwrite, draw=draw_all)
    return Finished(run, folder, tuple(sorted((folder / "plots").iterdir())), seconds)


@contextmanager
def progress_bar(label: str, world_months: int, show: bool) -> Iterator[Callable[[int], None]]:
    """Yield a function that is told of world-months done; it draws a bar with their rate and the time left."""
    import sys

    if not (show and sys.stderr.isatty()):
        yield lambda _: None
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
        task = bar.add_task(label, total=world_months)
        yield lambda done: bar.advance(task, done)
