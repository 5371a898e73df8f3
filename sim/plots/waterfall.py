"""Waterfall charts: the difference between two runs, cause by cause or lever by lever."""

from collections.abc import Sequence
from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.analysis.by_lever import ByLever
from sim.analysis.explain import CAUSE_LABELS, Explanation
from sim.ensemble.run import Run
from sim.plots import theme
from sim.scenario.labels import labels

SMALLEST = 0.02
"""Share of the largest contribution below which causes are drawn as one."""

MOST_LEVERS = 16
"""Changes that are drawn one by one; those that do least are drawn as one."""


class Step(NamedTuple):
    """A step of a waterfall: its label, its size, a range around it or None, and the size marked beside it or None.

    colour: unless that of its sign.
    """

    label: str
    size: float
    low: float | None = None
    high: float | None = None
    mark: float | None = None
    colour: str = ""


def waterfall(explanation: Explanation, reference: Run, other: Run, month: str = "") -> Figure:
    """Return the mean difference of a quantity between two runs as steps; whiskers hold 90 % of worlds.

    month: the month of the explanation, YYYY-MM (empty: the last).
    """
    largest = max(abs(float(value)) for value in explanation.contributions.values())
    shown = [cause for cause in explanation.by_size() if abs(float(explanation.contributions[cause])) > SMALLEST * largest]
    low, high = explanation.low or {}, explanation.high or {}
    steps = [
        Step(CAUSE_LABELS[cause], float(explanation.contributions[cause]), low.get(cause), high.get(cause)) for cause in shown
    ]
    total = float(explanation.total)
    if len(shown) < len(explanation.contributions):
        steps.append(Step("other causes", total - sum(step.size for step in steps)))
    was, becomes = labels([reference.scenario, other.scenario])
    pair = f"from {was} to {becomes}, {month or other.months[-1]}"
    subtitle = f"{pair}, mean over {other.scenario.worlds:,} paired worlds"
    title = f"Causes of the difference: {explanation.title}"
    footer = "Not a forecast. Lines: middle 90 % of worlds."
    return _figure(title, subtitle, footer, steps, total, f"difference ({explanation.unit})")


def waterfall_by_lever(result: ByLever, title: str, unit: str) -> Figure:
    """Return the mean difference between two scenarios as steps: what it loses where each change alone is taken back.

    Lines are 90 % intervals of the mean; diamonds show what each change does alone. title, unit: of what is explained.
    """
    shown, rest = result.changes[:MOST_LEVERS], result.changes[MOST_LEVERS:]
    steps = []
    for change in shown:
        part, alone = result.part(change.removed), result.part(change.alone)
        steps.append(Step(change.label, part.mean, part.mean - part.half_width, part.mean + part.half_width, alone.mean))
    if rest:
        steps.append(Step(f"{len(rest)} more changes", sum(float(change.removed.mean()) for change in rest)))
    remainder = result.remainder["removed"]
    if len(result.changes) > 1:
        low, high = remainder.mean - remainder.half_width, remainder.mean + remainder.half_width
        steps.append(Step("remainder: they interact", remainder.mean, low, high, colour=theme.PALE))
    was, becomes = labels([result.reference, result.other])
    subtitle = f"from {was} to {becomes}, mean over {result.total.size:,} paired worlds"
    footer = (
        "Not a forecast. Bars: what is lost if this change alone is taken back; lines: 90 % interval of the mean; "
        "diamonds: what it does alone."
    )
    return _figure(f"Which lever did it: {title}", subtitle, footer, steps, result.whole.mean, f"difference ({unit})")


def _figure(title: str, subtitle: str, footer: str, steps: Sequence[Step], total: float, label: str) -> Figure:
    decimals = 2 if max(abs(step.size) for step in steps) >= 0.5 else 4
    height = 2.2 + 0.36 * (len(steps) + 1)
    left = 0.22 if max(len(step.label) for step in steps) <= 24 else 0.34
    with theme.style():
        figure = theme.sheet(title, subtitle, 8.8, height, footer)
        axes = figure.add_axes((left, 0.75 / height, 0.96 - left, 1 - 1.75 / height))
        _draw(axes, steps, total, decimals)
        axes.set_yticks(range(len(steps) + 1), [*(step.label for step in steps), "total difference"])
        axes.set_ylim(len(steps) + 0.6, -0.6)
        axes.axvline(0, color=theme.QUIET, linewidth=0.8)
        theme.clean(axes, values="x")
        axes.tick_params(axis="y", colors=theme.INK)
        axes.set_xlabel(label)
        low, high = axes.get_xlim()
        axes.set_xlim(low, high + 0.08 * (high - low))
    return figure


def _draw(axes: Axes, steps: Sequence[Step], total: float, decimals: int) -> None:
    """Draw steps from zero to their sum, a row each, and the total in a last row."""
    at = 0.0
    for row, step in enumerate(steps):
        colour = step.colour or theme.COLOURS[1 if step.size > 0 else 0]
        axes.barh(row, step.size, left=at, color=colour, alpha=0.85, height=0.62)
        if step.low is not None and step.high is not None:
            axes.plot([at + step.low, at + step.high], [row, row], color=theme.INK, linewidth=0.8)
        if step.mark is not None:
            axes.plot([at + step.mark], [row], "D", color="white", markeredgecolor=theme.INK, markersize=4.5)
        axes.annotate(
            f"{step.size:+.{decimals}f}", (at + max(step.size, 0), row), xytext=(5, 7),
            textcoords="offset points", fontsize=8, va="center",
        )  # fmt: skip
        at += step.size
        axes.plot([at, at], [row + 0.31, row + 0.69], color=theme.QUIET, linewidth=0.7)
    axes.barh(len(steps), total, color=theme.INK, height=0.62)
    axes.annotate(
        f"{total:+.{decimals}f}", (max(total, 0), len(steps)), xytext=(5, 0),
        textcoords="offset points", fontsize=9, fontweight="bold", va="center",
    )  # fmt: skip
