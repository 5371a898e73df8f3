"""The Python interface: load a scenario, run it, read a run again, and look at it in a notebook."""

import base64
from collections.abc import Callable, Mapping
from html import escape
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from sim.ensemble import execute, folder
from sim.ensemble import run as ensemble_run
from sim.foundations.errors import PeninsulaError
from sim.scenario.loading import load
from sim.scenario.scenario import Scenario

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["PeninsulaError", "Run", "load", "read", "run"]


class Run(ensemble_run.Run):
    """A run that draws itself and keeps itself; see `sim.ensemble.run.Run` for its results."""

    def plot(self, name: str | None = None) -> "Figure":
        """Return a figure: the fan chart of an outcome, or a figure of `sim.plots.FIGURES`; None: the headline index.

        Raises PeninsulaError when there is neither.
        """
        from sim.foundations.errors import nearest
        from sim.plots import FIGURES
        from sim.plots.fan import fan_chart

        name = name or self.scenario.theatre.headline
        if name in self.outcome_names:
            return fan_chart(self, name)
        if name in FIGURES:
            return FIGURES[name](self)
        hint = nearest(name, (*self.outcome_names, *FIGURES))
        raise PeninsulaError(f"'{name}' is neither an outcome nor a figure{hint}")

    def write(self, results: str | Path = "results", name: str | None = None, overwrite: bool = False) -> Path:
        """Keep this run, with its plots, in a folder under a results folder, and return that folder."""
        from sim.plots import draw_all

        return folder.write(self, Path(results), name, overwrite, draw_all)

    def _repr_html_(self) -> str:
        """A notebook shows the summary and the fan chart of the headline index."""
        image = BytesIO()
        self.plot().savefig(image, format="png", dpi=100)
        picture = base64.b64encode(image.getvalue()).decode()
        scenario = self.scenario
        table = self.summary().drop(columns="better").to_html(float_format="{:.2f}".format, border=0)
        likely = self.probabilities().drop(columns="count").to_html(float_format="{:.3f}".format, border=0)
        return (
            f"<h3>{escape(scenario.title)}</h3>"
            f"<p>{scenario.worlds:,} worlds, {self.months[0]} to {self.months[-1]}, "
            f"worldview {escape(scenario.worldview)}, seed {scenario.seed}. {escape(self.manifest['caveat'])}</p>"
            f'<img alt="{escape(scenario.theatre.headline_label)}" src="data:image/png;base64,{picture}">'
            f"<details><summary>Outcomes</summary>{table}</details>"
            f"<details><summary>Events within the horizon</summary>{likely}</details>"
        )


def run(
    scenario: Scenario | str | Path,
    worlds: int | None = None,
    months: int | None = None,
    seed: int | None = None,
    workers: int | None = None,
    overrides: Mapping[str, object] | None = None,
    progress: Callable[[int], None] | None = None,
) -> Run:
    """Run a scenario, or the file or name of one.

    worlds, months, seed: instead of the scenario's own. workers: number of processes, which never changes the numbers.
    overrides: levers, assumptions or the worldview, as in `load`. progress: told of world-months newly done.
    """
    if isinstance(scenario, Scenario):
        scenario = _adjusted(scenario, worlds, months, seed, overrides)
    else:
        scenario = load(scenario, overrides, worlds=worlds, months=months, seed=seed)
    return _shown(execute.execute(scenario, workers, progress))


def read(path: str | Path) -> Run:
    """Return the run that a folder holds."""
    return _shown(folder.read(path))


def _shown(found: ensemble_run.Run) -> Run:
    shown = Run.__new__(Run)
    shown.__dict__.update(found.__dict__)
    return shown


def _adjusted(
    scenario: Scenario, worlds: int | None, months: int | None, seed: int | None, overrides: Mapping[str, object] | None
) -> Scenario:
    """Return a loaded scenario with changes, checked as those of a file are: through its own resolved file."""
    if worlds is months is seed is None and not overrides:
        return scenario
    from tempfile import TemporaryDirectory

    from sim.scenario.dump import to_toml

    with TemporaryDirectory() as place:
        file = Path(place) / f"{scenario.name}.toml"
        file.write_text(to_toml(scenario), encoding="utf-8")
        return load(file, overrides, worlds=worlds, months=months, seed=seed)
