"""Heat map: the median tension of every dyad over time."""

import numpy as np
from matplotlib.figure import Figure

from sim.ensemble.run import Run
from sim.plots import theme

FOOTER = "Not a forecast. Medians over worlds, averaged over the months of the year."


def heat_map(run: Run) -> Figure:
    """Return a table of dyads by year, coloured by the median over worlds, averaged over the year."""
    rivalries = run.scenario.theatre.rivalries
    medians = np.array([run.quantiles(f"tension_{rivalry.name}", (0.5,))[0] for rivalry in rivalries])
    year = (run.scenario.start + np.arange(run.scenario.months)) // 12
    shown = sorted(set(year.tolist()))
    cells = np.array([medians[:, year == one].mean(axis=1) for one in shown]).T
    with theme.style():
        height = 1.9 + 0.45 * len(rivalries)
        figure = theme.canvas(run, "Median tension by dyad and year", max(7.5, 2 + 0.6 * len(shown)), height, FOOTER)
        axes = figure.add_axes((0.14, 0.75 / height, 0.83, 1 - 1.75 / height))
        axes.imshow(cells, cmap="cividis", vmin=0, vmax=100, aspect="auto")
        axes.set_xticks(range(len(shown)), [str(one) for one in shown])
        axes.set_yticks(range(len(rivalries)), [rivalry.label for rivalry in rivalries])
        axes.tick_params(length=0)
        axes.spines[:].set_visible(False)
        for row, values in enumerate(cells):
            for column, value in enumerate(values):
                ink = "white" if value < 55 else "black"
                axes.text(column, row, f"{value:.0f}", ha="center", va="center", color=ink, fontsize=8)
    return figure
