"""Causes: what moved hostility in the headline dyads, added up over time."""

import numpy as np
from matplotlib.figure import Figure

from sim.ensemble.run import Run
from sim.plots import theme

MOST_LINES = 6


def causes(run: Run) -> Figure:
    """Return the mean over worlds of what each cause has added so far; the lines add up to the change of hostility."""
    sums = {name: np.cumsum(run.cause(name).mean(axis=1, dtype=np.float64)) for name in run.cause_names}
    largest = sorted(sums, key=lambda name: -np.abs(sums[name]).max())[:MOST_LINES]
    with theme.style():
        figure = theme.canvas(run, "What moved hostility in the headline dyads", 9, 4.8)
        axes = figure.add_axes((0.09, 0.15, 0.76, 0.64))
        ends = []
        for place, name in enumerate(largest):
            colour = theme.COLOURS[place % len(theme.COLOURS)]
            axes.plot(
                theme.years(run), sums[name], color=colour, linewidth=1.6, linestyle=theme.STYLES[place % len(theme.STYLES)]
            )
            ends.append((float(sums[name][-1]), name.replace("_", " "), colour))
        total = np.sum(list(sums.values()), axis=0)
        axes.plot(theme.years(run), total, color=theme.INK, linewidth=2.6)
        ends.append((float(total[-1]), "all together", theme.INK))
        axes.axhline(0, color=theme.QUIET, linewidth=0.8)
        theme.tidy(axes, run, label="hostility added since the start (mean over worlds)")
        theme.end_labels(axes, run, ends)
    return figure
