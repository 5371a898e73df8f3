"""Figures of scenario discovery: the peeling trajectories, and the bounds of the boxes."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.analysis.discover import DiscoveredBox, Discovery, bounds_of
from sim.analysis.factors import Factor
from sim.foundations.months import format_month
from sim.plots import theme

FOOTER = "Not a forecast. Boxes by PRIM, found in 70 % of the worlds; held out: validated in the other 30 %."


def trajectories(discovery: Discovery) -> Figure:
    """Return coverage against density along each peeling, coloured by the number of restrictions; chosen steps marked."""
    with theme.style():
        figure = theme.sheet("Peeling trajectories", _subtitle(discovery), 7.4, 4.8, FOOTER)
        axes = figure.add_axes((0.1, 0.16, 0.86, 0.62))
        for number, each in enumerate(discovery.boxes, 1):
            coverage, density, restricted = each.box.trajectory.T
            axes.plot(coverage, density, color=theme.PALE, linewidth=1, zorder=1)
            dots = axes.scatter(coverage, density, c=np.minimum(restricted, 6), cmap="cividis", vmin=0, vmax=6, s=18, zorder=2)
            at = each.box.chosen
            axes.plot(coverage[at], density[at], "o", markersize=11, markerfacecolor="none", markeredgecolor=theme.COLOURS[1])
            axes.annotate(
                f"box {number}", (coverage[at], density[at]), xytext=(9, 5), textcoords="offset points",
                color=theme.COLOURS[1], fontsize=8.5,
            )  # fmt: skip
        axes.axhline(discovery.share, color=theme.QUIET, linewidth=0.8, linestyle=":")
        axes.annotate(
            "share in all worlds", (0, discovery.share), xytext=(3, 3), textcoords="offset points", fontsize=8, color=theme.QUIET
        )
        axes.set_xlabel("coverage: share of all cases of interest that are inside")
        axes.set_ylabel("density: share of cases inside that are of interest")
        axes.set(xlim=(-0.02, 1.04), ylim=(0, 1.05))
        axes.spines[["top", "right"]].set_visible(False)
        if discovery.boxes:
            bar = figure.colorbar(dots, ax=axes, pad=0.02, fraction=0.04)
            bar.set_label("restrictions (6: or more)", fontsize=8)
            bar.outline.set_visible(False)
    return figure


def box_bounds(discovery: Discovery) -> Figure:
    """Return the bounds of every box, on the ranges of the factors that it restricts."""
    number = sum(len(each.box.restrictions) for each in discovery.boxes)
    height = 1.8 + 0.42 * number + 0.55 * len(discovery.boxes)
    with theme.style():
        figure = theme.sheet(f"Scenario discovery: {discovery.cases.expression.text}", _subtitle(discovery), 9.4, height, FOOTER)
        axes = figure.add_axes((0.4, 0.5 / height, 0.54, 1 - 1.4 / height))
        row, labels = 0.0, []
        for index, each in enumerate(discovery.boxes):
            colour = theme.COLOURS[index % len(theme.COLOURS)]
            axes.text(-0.72, row, _heading(index + 1, each), color=colour, fontsize=9, va="center", transform=axes.transData)
            row += 1
            for restriction in each.box.restrictions:
                factor = discovery.cases.factors[restriction.factor]
                low, high = bounds_of(factor, restriction)
                _bar(axes, row, factor, low, high, colour)
                labels.append((row, factor.title if factor.quantity is None else factor.key))
                row += 1
        axes.set_yticks([at for at, _ in labels], [text if len(text) < 50 else text[:48] + " ..." for _, text in labels])
        axes.set(xlim=(0, 1), ylim=(row - 0.4, -0.6))
        axes.set_xticks([])
        axes.tick_params(length=0)
        axes.spines[:].set_visible(False)
    return figure


def _bar(axes: Axes, row: float, factor: Factor, low: float, high: float, colour: str) -> None:
    last = float(len(factor.options) - 1) if factor.options else factor.high
    span = max(last - factor.low, 1e-12)
    left, right = (low - factor.low) / span, (min(high, last) - factor.low) / span
    axes.barh(row, 1, color=theme.GRID, height=0.28)
    axes.barh(row, max(right - left, 0.01), left=left, color=colour, height=0.28, alpha=0.85)
    for at, text, side in ((0.0, _text(factor, factor.low), "left"), (1.0, _text(factor, last), "right")):
        axes.text(at, row + 0.38, text, ha=side, va="center", fontsize=7, color=theme.QUIET)
    for at, value, whole in ((left, low, factor.low), (right, high, last)):
        if abs(value - whole) > 1e-9 * span and 0.08 < at < 0.92:
            axes.text(at, row + 0.38, _text(factor, value), ha="center", va="center", fontsize=7, color=theme.INK)


def _text(factor: Factor, number: float) -> str:
    if factor.options:
        return str(factor.options[round(min(number, len(factor.options) - 1))]).lower()
    return f"{number:.3g}" if factor.dated is None else format_month(round(number))


def _heading(number: int, box: DiscoveredBox) -> str:
    return (
        f"Box {number}: density {box.density:.0%} ({box.held_out_density:.0%} held out), "
        f"coverage {box.coverage:.0%} ({box.held_out_coverage:.0%} held out)"
    )


def _subtitle(discovery: Discovery) -> str:
    names = " minus ".join(scenario.name for scenario in reversed(discovery.cases.scenarios))
    return f"{names}: the condition holds in {discovery.share:.1%} of {len(discovery.cases.values):,} worlds"
