"""Waterfall chart: the difference between two runs, cause by cause."""

from matplotlib.figure import Figure

from sim.analysis.explain import CAUSE_LABELS, Explanation
from sim.ensemble.run import Run
from sim.plots import theme

SMALLEST = 0.02
"""Share of the largest contribution below which causes are drawn as one."""


def waterfall(explanation: Explanation, reference: Run, other: Run, month: str = "") -> Figure:
    """Return the mean difference of a quantity between two runs as steps; whiskers hold 90 % of worlds.

    month: the month of the explanation, YYYY-MM (empty: the last).
    """
    largest = max(abs(float(value)) for value in explanation.contributions.values())
    shown = [cause for cause in explanation.by_size() if abs(float(explanation.contributions[cause])) > SMALLEST * largest]
    steps = [(CAUSE_LABELS[cause], float(explanation.contributions[cause]), cause) for cause in shown]
    rest = float(explanation.total) - sum(step for _, step, _ in steps)
    if len(shown) < len(explanation.contributions):
        steps.append(("other causes", rest, ""))
    decimals = 2 if largest >= 0.5 else 4
    height = 2.2 + 0.36 * (len(steps) + 1)
    with theme.style():
        pair = f"from {reference.scenario.name} to {other.scenario.name}, {month or other.months[-1]}"
        subtitle = f"{pair}, mean over {other.scenario.worlds:,} paired worlds"
        footer = "Not a forecast. Lines: middle 90 % of worlds."
        figure = theme.sheet(f"Causes of the difference: {explanation.title}", subtitle, 8.8, height, footer)
        axes = figure.add_axes((0.22, 0.75 / height, 0.74, 1 - 1.75 / height))
        at = 0.0
        for row, (_, step, cause) in enumerate(steps):
            colour = theme.COLOURS[1] if step > 0 else theme.COLOURS[0]
            axes.barh(row, step, left=at, color=colour, alpha=0.85, height=0.62)
            if cause and explanation.low is not None and explanation.high is not None:
                axes.plot([at + explanation.low[cause], at + explanation.high[cause]], [row, row], color=theme.INK, linewidth=0.8)
            axes.annotate(
                f"{step:+.{decimals}f}", (at + max(step, 0), row), xytext=(5, 7),
                textcoords="offset points", fontsize=8, va="center",
            )  # fmt: skip
            at += step
            axes.plot([at, at], [row + 0.31, row + 0.69], color=theme.QUIET, linewidth=0.7)
        axes.barh(len(steps), float(explanation.total), color=theme.INK, height=0.62)
        axes.annotate(
            f"{float(explanation.total):+.{decimals}f}", (max(float(explanation.total), 0), len(steps)), xytext=(5, 0),
            textcoords="offset points", fontsize=9, fontweight="bold", va="center",
        )  # fmt: skip
        axes.set_yticks(range(len(steps) + 1), [*(label for label, _, _ in steps), "total difference"])
        axes.set_ylim(len(steps) + 0.6, -0.6)
        axes.axvline(0, color=theme.QUIET, linewidth=0.8)
        theme.clean(axes, values="x")
        axes.tick_params(axis="y", colors=theme.INK)
        axes.set_xlabel(f"difference ({explanation.unit})")
        low, high = axes.get_xlim()
        axes.set_xlim(low, high + 0.08 * (high - low))
    return figure
