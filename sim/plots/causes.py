"""Causes: what moved the headline index, or a quantity behind it, stacked over time."""

import numpy as np
from matplotlib.figure import Figure

from sim.analysis.explain import WORDS, over_time
from sim.ensemble.run import Run
from sim.plots import theme

MOST_CAUSES = 6


def causes(run: Run, quantity: str | None = None) -> Figure:
    """Return stacked contributions of the causes to the mean change since the first month, with the change itself as a line.

    quantity: as in `sim.analysis.explain.over_time`.
    """
    found = over_time(run, quantity)
    order = found.by_size()
    shown, rest = order[:MOST_CAUSES], order[MOST_CAUSES:]
    layers = {WORDS[cause]: found.contributions[cause] for cause in shown}
    layers["all other causes"] = sum((found.contributions[cause] for cause in rest), np.zeros_like(found.total))
    colours = (*theme.COLOURS[: len(shown)], theme.PALE)
    with theme.style():
        figure = theme.canvas(run, f"What moved it: {found.title}", 9.5, 5.2)
        axes = figure.add_axes((0.09, 0.13, 0.66, 0.68))
        when = theme.years(run)
        for sign in (1, -1):
            parts = [np.maximum(sign * values, 0) * sign for values in layers.values()]
            axes.stackplot(when, parts, colors=colours, alpha=0.8, linewidth=0, labels=layers if sign > 0 else ())
        axes.plot(when, found.total, color=theme.INK, linewidth=2.2, label="all together")
        axes.axhline(0, color=theme.QUIET, linewidth=0.8)
        theme.tidy(axes, run, label=f"change since {run.months[0]} ({found.unit}, mean over worlds)")
        handles, labels = axes.get_legend_handles_labels()
        figure.legend(
            handles[::-1], labels[::-1], loc="upper left", bbox_to_anchor=(0.76, 0.82), frameon=False, fontsize=8.5,
            title="Causes", alignment="left",
        )  # fmt: skip
    return figure
