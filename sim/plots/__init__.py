"""Figures of a run, one a file, in one theme."""

from collections.abc import Callable, Mapping
from pathlib import Path

from matplotlib.figure import Figure

from sim.ensemble.run import Run
from sim.plots.alliance import alliance
from sim.plots.causes import causes
from sim.plots.chronicle import chronicle
from sim.plots.diplomacy import diplomacy
from sim.plots.dyads import dyads
from sim.plots.fan import fan_chart
from sim.plots.heat_map import heat_map
from sim.plots.nuclear import nuclear
from sim.plots.risk import risk
from sim.plots.theme import style


def tension(run: Run) -> Figure:
    """Return the fan chart of the headline index of the theatre."""
    return fan_chart(run, run.scenario.theatre.headline)


FIGURES: Mapping[str, Callable[[Run], Figure]] = {
    "tension": tension,
    "dyads": dyads,
    "alliance": alliance,
    "nuclear": nuclear,
    "risk": risk,
    "diplomacy": diplomacy,
    "heat_map": heat_map,
    "causes": causes,
    "chronicle": chronicle,
}
"""Every figure of a run, by the name of its file."""


def draw_all(run: Run, folder: Path) -> list[Path]:
    """Draw every figure as PNG and SVG into a folder and return the files."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for name, draw in FIGURES.items():
        figure = draw(run)
        with style():
            for kind in ("png", "svg"):
                file = folder / f"{name}.{kind}"
                figure.savefig(file, dpi=150, metadata={"Date": None} if kind == "svg" else None)
                files.append(file)
    return files
