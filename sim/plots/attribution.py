"""Attribution: what assumptions did and what the policy did, outcome by outcome."""

from collections.abc import Sequence

import numpy as np
from matplotlib.figure import Figure

from sim.analysis.attribution import Attribution
from sim.ensemble.quantiles import quantiles
from sim.plots import theme

LABELS = {
    "assumptions": "the assumptions,\nunder the old policy",
    "policy": "the policy,\nunder the new assumptions",
    "both": "both together",
}


def attribution(found: Attribution, outcomes: Sequence[str]) -> Figure:
    """Return a panel per outcome with the mean difference of each step, its bands over worlds and its share of the whole."""
    columns = 2 if len(outcomes) > 1 else 1
    rows = -(-len(outcomes) // columns)
    height = 1.6 + 1.65 * rows
    with theme.style():
        pair = f"from {found.reference.scenario.name} to {found.other.scenario.name}, {found.other.months[-1]}"
        about = f"{pair}, {found.other.scenario.worlds:,} worlds"
        figure = theme.sheet("What the assumptions did, and what the policy did", about, 10.4, height)
        grid = figure.add_gridspec(
            rows, columns, left=1.85 / 10.4, right=0.97, top=1 - 1.05 / height, bottom=0.75 / height, hspace=0.75, wspace=0.12
        )
        for place, name in enumerate(outcomes):
            axes = figure.add_subplot(grid[place // columns, place % columns])
            for row, (step, contrast) in enumerate(found.steps.items()):
                gap = contrast.difference(name)[-1].astype(np.float64)
                low, lower, upper, high = quantiles(gap[None], (0.05, 0.25, 0.75, 0.95))[:, 0]
                colour = theme.INK if step == "both" else theme.COLOURS[row + 1]
                axes.plot([low, high], [row, row], color=colour, linewidth=1.2)
                axes.plot([lower, upper], [row, row], color=colour, linewidth=4.5, alpha=0.5, solid_capstyle="butt")
                axes.plot([gap.mean()], [row], "o", color=colour, markersize=6, markeredgecolor="white")
                axes.annotate(
                    f"{gap.mean():+.3g}", (gap.mean(), row), xytext=(0, 6), textcoords="offset points", ha="center", fontsize=7.5
                )
            outcome = found.steps["both"].outcome(name)
            axes.set_yticks(range(3), LABELS.values() if place % columns == 0 else [""] * 3, fontsize=8)
            axes.set_ylim(2.5, -0.7)
            axes.axvline(0, color=theme.QUIET, linewidth=0.8)
            axes.spines[["top", "right", "left"]].set_visible(False)
            axes.tick_params(axis="y", length=0, colors=theme.INK)
            axes.grid(axis="x", color=theme.GRID, linewidth=0.6)
            better = f", {outcome.better} is better" if outcome.better else ""
            axes.set_title(f"{outcome.title} ({outcome.unit}{better})", loc="left", fontsize=9)
        figure.text(
            0.02,
            0.3 / height,
            "Dots: mean difference, which adds up from top to bottom.",
            fontsize=7.5,
            color=theme.QUIET,
            va="bottom",
        )
    return figure
