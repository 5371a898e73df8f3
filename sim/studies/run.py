"""Run a scenario, in memory or to a folder, and look at the result: the study behind `sim.run` and `peninsula run`."""

import base64
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from html import escape
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from sim.analysis.explain import Explanation, over_time
from sim.ensemble import run as ensemble_run
from sim.ensemble.chunk import chosen_outcomes
from sim.ensemble.execute import execute
from sim.ensemble.plan import CHUNK, plan
from sim.files.atomic import first_missing, remove_empty
from sim.foundations.errors import PeninsulaError, nearest
from sim.foundations.plain_values import listed
from sim.scenario.scenario import Scenario
from sim.storage import run_folder
from sim.studies.large_run import LargeRun
from sim.studies.progress import ProgressBar, no_progress
from sim.studies.run_figures import draw_figures
from sim.studies.sources import ScenarioSource, adjustments, load_scenario

if TYPE_CHECKING:
    from matplotlib.figure import Figure


class Run(ensemble_run.Run):
    """A run that draws itself and writes its folder; see `sim.ensemble.run.Run` for its results."""

    @classmethod
    def of(cls, run: ensemble_run.Run) -> Self:
        """Return a run of the same results that also draws itself."""
        if isinstance(run, cls):
            return run
        kept = run._chunks, run._events, run.manifest, run.folder, run.scratch, run.stored_summary, run._came_about
        return cls(run.scenario, *kept)

    def plot(self, name: str | None = None) -> "Figure":
        """Return a figure: the fan chart of an outcome, or one of `sim.plots.figures_of`; None: the headline index.

        Raises PeninsulaError when there is neither.
        """
        from sim.plots import figures_of  # imports Matplotlib, which a process needs only when it draws
        from sim.plots.fan import fan_chart

        name = name or self.scenario.theatre.headline
        if name in self.outcome_names:
            return fan_chart(self, name)
        figures = figures_of(self)
        if name in figures:
            return figures[name](self)
        hint = nearest(name, (*self.outcome_names, *figures))
        raise PeninsulaError(f"'{name}' is neither an outcome nor a figure{hint}")

    def explain(self, quantity: str | None = None) -> Explanation:
        """Return what moved the headline index, or "hostility", "trust" or "credibility", since the first month."""
        return over_time(self, quantity)

    def write(
        self,
        results: str | Path = "results",
        name: str | None = None,
        overwrite: bool = False,
        keep_worlds: bool = True,
        svg: bool = False,
        processes: int = 1,
    ) -> Path:
        """Write this run, with its plots, to a folder under a results folder, and return that folder.

        name: of the folder (None: the scenario's name and the beginning of its hash).
        keep_worlds: False keeps only summary tables. svg: write figures as SVG, too, besides PNG.
        processes: that draw, where worlds are kept; more than one pay where workers run already, and take memory each.
        """
        drawn_apart = keep_worlds and processes > 1
        draw = partial(draw_figures, svg=svg, processes=processes if drawn_apart else 1)
        return run_folder.write(self, Path(results), name, overwrite, draw, keep_worlds, drawn_apart)

    @property
    def plots(self) -> tuple[Path, ...]:
        """The files of the plots in this run's folder; none for a run that was not written."""
        return tuple(sorted((self.folder / "plots").iterdir())) if self.folder and (self.folder / "plots").is_dir() else ()

    @property
    def seconds(self) -> float:
        """How long the simulation took."""
        return float(self.manifest["times"]["seconds"])

    def _repr_html_(self) -> str:
        """A notebook shows the summary and the fan chart of the headline index."""
        scenario = self.scenario
        table = self.summary().drop(columns="better").to_html(float_format="{:.2f}".format, border=0)
        likely = self.probabilities().drop(columns="count").to_html(float_format="{:.3f}".format, border=0)
        return (
            f"<h3>{escape(scenario.title)}</h3>"
            f"<p>{scenario.worlds:,} worlds, {self.months[0]} to {self.months[-1]}, "
            f"worldview {escape(scenario.worldview)}, seed {scenario.seed}. {escape(self.manifest['caveat'])}</p>"
            f"{image_html(self.plot())}"
            f"<details><summary>Outcomes</summary>{table}</details>"
            f"<details><summary>Events within the horizon</summary>{likely}</details>"
        )


def run(
    scenario: ScenarioSource,
    worlds: int | None = None,
    months: int | None = None,
    seed: int | None = None,
    workers: int | None = None,
    overrides: Mapping[str, Any] | None = None,
    nowcast: str | Path | None = None,
    *,
    outcomes: Sequence[str] = (),
    cluster: str | None = None,
    results: str | Path | None = None,
    overwrite: bool = False,
    keep_worlds: bool = True,
    svg: bool = False,
    progress: ProgressBar = no_progress,
    notify: Callable[[str], None] = lambda sentence: None,
) -> Run:
    """Run a scenario, or the file or name of one.

    worlds, months, seed: instead of the scenario's own. workers: number of processes, which never changes the numbers.
    overrides: levers, assumptions or the worldview, as in `load`. nowcast: file of the state in which worlds begin.
    outcomes: to record, with the headline index (none: all, and the ledger that `explain` reads).
    results: folder under which the run is written with its plots (None: it stays in memory); a run that was interrupted resumes.
    cluster: address of a Dask scheduler, whose workers simulate; needs results. keep_worlds: False keeps only summary tables.
    svg: write figures as SVG, too, besides PNG.
    notify: called with a sentence about the size of a large run, and about what of it is finished already.

    Raises PeninsulaError when something cannot be run, or its folder's name is taken and not to be overwritten.
    """
    loaded = load_scenario(scenario, adjustments(overrides, worlds, months, seed, nowcast))
    recorded = chosen_outcomes(loaded.theatre, listed(outcomes))
    if results is None:
        if cluster is not None:
            raise PeninsulaError("a run on a cluster is written to files: name the folder with results")
        with progress(loaded.name, loaded.worlds * loaded.months) as advance:
            return Run.of(execute(loaded, workers, advance, outcomes=recorded))
    folder = Path(results)
    reserve([loaded], folder, overwrite)
    chosen = plan([loaded], workers, CHUNK, to_disk=cluster is not None)
    made = first_missing(folder)
    try:
        if chosen.on_disk:
            large = LargeRun(loaded, folder, chosen, recorded, keep_worlds, cluster)
            with large.simulated(progress, notify) as simulated:
                result = Run.of(simulated)
                result.write(folder, overwrite=overwrite, keep_worlds=keep_worlds, svg=svg)
        else:
            with progress(loaded.name, loaded.worlds * loaded.months) as advance:
                result = Run.of(execute(loaded, workers, advance, outcomes=recorded))
                result.write(folder, None, overwrite, keep_worlds, svg, chosen.processes)
    except BaseException:
        remove_empty(folder, made)
        raise
    return result


def read(path: str | Path) -> Run:
    """Return the run that a folder holds.

    Raises PeninsulaError when it is not the folder of a run, or is damaged.
    """
    return Run.of(run_folder.read(path))


def reserve(scenarios: Iterable[Scenario], results: Path, overwrite: bool) -> list[Path]:
    """Return the folder of each scenario's run, before any is run.

    Raises PeninsulaError when a name is taken and not to be overwritten, or two scenarios are the same run.
    """
    folders = [run_folder.reserve_run_folder(scenario, results, overwrite=overwrite) for scenario in scenarios]
    for folder in folders:
        if folders.count(folder) > 1:
            raise PeninsulaError(f"two of these scenarios are the same run, kept in {folder}: give each only once")
    return folders


def image_html(figure: "Figure") -> str:
    """Return a figure as an image for a notebook."""
    image = BytesIO()
    figure.savefig(image, format="png", dpi=100)
    return f'<img src="data:image/png;base64,{base64.b64encode(image.getvalue()).decode()}">'
