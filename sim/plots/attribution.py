"""Attribution: effects of assumptions and of policy, outcome by outcome."""

from collections.abc import Sequence
from math import floor, log10

import numpy as np
from matplotlib.figure import Figure

from sim.analysis.attribution import Attribution
from sim.foundations.wording import signed_text
from sim.plots import theme
from sim.scenario.labels import labels

LABELS = {
    "assumptions": "assumptions,\nreference policy",
    "policy": "policy,\nnew assumptions",
    "both": "both",
}


def attribution(result: Attribution, outcomes: Sequence[str]) -> Figure:
    """Return a panel per outcome with the mean difference of each step and its 50 and 90 % bands over worlds."""
    columns = 2 if len(outcomes) > 1 else 1
    rows = -(-len(outcomes) // columns)
    height = 1.7 + 1.8 * rows
    with theme.style():
        other = result.other
        was, becomes = labels([result.reference.scenario, other.scenario])
        pair = f"from {was} to {becomes}"
        footer = f"{theme.FOOTER} Dots: mean difference; assumptions and policy add up to both."
        subtitle = f"{pair}, {other.months[-1]}, {other.scenario.worlds:,} worlds"
        figure = theme.sheet("Effects of assumptions and of policy", subtitle, 10.4, height, footer)
        grid = figure.add_gridspec(
            rows, columns, left=1.85 / 10.4, right=0.97, top=1 - 1.05 / height, bottom=0.85 / height, hspace=0.85, wspace=0.12
        )
        for index, name in enumerate(outcomes):
            axes = figure.add_subplot(grid[index // columns, index % columns])
            gaps = {step: contrast.difference(name)[-1].astype(np.float64) for step, contrast in result.steps.items()}
            decimals = _two_digits(max(abs(float(gap.mean())) for gap in gaps.values()))
            for row, (step, gap) in enumerate(gaps.items()):
                theme.interval(axes, row, gap, gap.mean(), theme.INK if step == "both" else theme.COLOURS[row + 1])
                axes.annotate(
                    signed_text(gap.mean(), decimals), (gap.mean(), row), xytext=(0, 6), textcoords="offset points",
                    ha="center", fontsize=7.5,
                )  # fmt: skip
            outcome = result.steps["both"].outcome(name)
            axes.set_yticks(range(3), LABELS.values() if index % columns == 0 else [""] * 3, fontsize=8)
            axes.set_ylim(2.5, -0.7)
            axes.axvline(0, color=theme.QUIET, linewidth=0.8)
            theme.clean(axes, values="x")
            axes.tick_params(axis="y", colors=theme.INK)
            better = f", {outcome.better} is better" if outcome.better else ""
            axes.set_title(outcome.title, loc="left", fontsize=9)
            axes.set_xlabel(f"{outcome.unit}{better}", fontsize=8)
    return figure


def _two_digits(largest: float) -> int:
    """Return the number of decimals, at most six, with which the largest of some values has two significant digits."""
    return min(6, max(0, 1 - floor(log10(largest)))) if largest > 0 else 0
