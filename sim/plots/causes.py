"""Causes: contributions of mechanisms to the headline index, or to a quantity behind it, stacked over time."""

import numpy as np
from matplotlib.figure import Figure

from sim.analysis.explain import CAUSE_LABELS, over_time
from sim.ensemble.run import Run
from sim.plots import theme

MOST_CAUSES = 6


def causes(run: Run, quantity: str | None = None) -> Figure:
    """Return stacked contributions of the causes to the mean change since the first month, and the change as a line.

    quantity: as in `sim.analysis.explain.over_time`.
    """
    result = over_time(run, quantity)
    order = result.by_size()
    shown, rest = order[:MOST_CAUSES], order[MOST_CAUSES:]
    layers = {CAUSE_LABELS[cause]: result.contributions[cause] for cause in shown}
    layers["other causes"] = sum((result.contributions[cause] for cause in rest), np.zeros_like(result.total))
    colours = (*theme.COLOURS[: len(shown)], theme.PALE)
    with theme.style():
        figure = theme.canvas(run, f"Causes of change: {result.title}", 9.5, 5.2, "Not a forecast. Means over worlds.")
        axes = figure.add_axes((0.09, 0.13, 0.66, 0.68))
        when = theme.years(run)
        for sign in (1, -1):
            parts = [np.maximum(sign * values, 0) * sign for values in layers.values()]
            axes.stackplot(when, parts, colors=colours, alpha=0.8, linewidth=0, labels=layers if sign > 0 else ())
        axes.plot(when, result.total, color=theme.INK, linewidth=2.2, label="total change")
        axes.axhline(0, color=theme.QUIET, linewidth=0.8)
        theme.tidy(axes, run, label=f"change since {run.months[0]} ({result.unit}, mean over worlds)")
        handles, labels = axes.get_legend_handles_labels()
        figure.legend(
            handles[::-1], labels[::-1], loc="upper left", bbox_to_anchor=(0.76, 0.82), frameon=False, fontsize=8.5,
            title="Causes", alignment="left",
        )  # fmt: skip
    return figure
