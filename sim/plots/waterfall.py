"""Waterfall: from one run to another, cause by cause."""

from matplotlib.figure import Figure

from sim.analysis.explain import WORDS, Explanation
from sim.ensemble.run import Run
from sim.plots import theme

SMALLEST = 0.02
"""Share of the largest contribution below which causes are drawn together."""


def waterfall(found: Explanation, reference: Run, other: Run, month: str = "") -> Figure:
    """Return the mean difference of a quantity between two runs as steps; whiskers hold 90 % of worlds.

    month: the explained one (empty: the last).
    """
    largest = max(abs(float(value)) for value in found.contributions.values())
    shown = [cause for cause in found.by_size() if abs(float(found.contributions[cause])) > SMALLEST * largest]
    steps = [(WORDS[cause], float(found.contributions[cause]), cause) for cause in shown]
    rest = float(found.total) - sum(step for _, step, _ in steps)
    if len(shown) < len(found.contributions):
        steps.append(("all other causes", rest, ""))
    decimals = 2 if largest >= 0.5 else 4
    height = 2.2 + 0.36 * (len(steps) + 1)
    with theme.style():
        pair = f"from {reference.scenario.name} to {other.scenario.name}, {month or other.months[-1]}"
        about = f"{pair}, mean over the same {other.scenario.worlds:,} worlds"
        figure = theme.sheet(f"What moved it: {found.title}", about, 8.8, height)
        axes = figure.add_axes((0.22, 0.75 / height, 0.74, 1 - 1.75 / height))
        at = 0.0
        for row, (_, step, cause) in enumerate(steps):
            colour = theme.COLOURS[1] if step > 0 else theme.COLOURS[0]
            axes.barh(row, step, left=at, color=colour, alpha=0.85, height=0.62)
            if cause and found.low is not None and found.high is not None:
                axes.plot([at + found.low[cause], at + found.high[cause]], [row, row], color=theme.INK, linewidth=0.8)
            axes.annotate(
                f"{step:+.{decimals}f}", (at + max(step, 0), row), xytext=(5, 7),
                textcoords="offset points", fontsize=8, va="center",
            )  # fmt: skip
            at += step
            axes.plot([at, at], [row + 0.31, row + 0.69], color=theme.QUIET, linewidth=0.7)
        axes.barh(len(steps), float(found.total), color=theme.INK, height=0.62)
        axes.annotate(
            f"{float(found.total):+.{decimals}f}", (max(float(found.total), 0), len(steps)), xytext=(5, 0),
            textcoords="offset points", fontsize=9, fontweight="bold", va="center",
        )  # fmt: skip
        axes.set_yticks(range(len(steps) + 1), [*(label for label, _, _ in steps), "all together"])
        axes.set_ylim(len(steps) + 0.6, -0.6)
        axes.axvline(0, color=theme.QUIET, linewidth=0.8)
        axes.spines[["top", "right", "left"]].set_visible(False)
        axes.tick_params(axis="y", length=0, colors=theme.INK)
        axes.grid(axis="x", color=theme.GRID, linewidth=0.6)
        axes.set_axisbelow(True)
        axes.set_xlabel(f"difference ({found.unit}); lines: 90 % of worlds")
        low, high = axes.get_xlim()
        axes.set_xlim(low, high + 0.08 * (high - low))
    return figure
