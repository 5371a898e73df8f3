"""Figure of a sensitivity analysis: the importance of each factor, and the direction of its effect."""

import textwrap
from typing import TYPE_CHECKING

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.analysis.methods.sensitivity_indices import METHODS
from sim.analysis.sensitivity import Sensitivity
from sim.plots import theme

if TYPE_CHECKING:
    from pandas import DataFrame

SHOWN = 15
AXES = {
    "morris": "mean absolute change across the range",
    "sobol": "share of variance (total index)",
    "pawn": "median distance between distributions (0 to 1)",
}


def importance(result: Sensitivity, outcome: str) -> Figure:
    """Return the most important factors as bars with 90 % intervals, beside a tornado chart of their outer thirds."""
    table = result.table()
    rows = table[table["outcome"] == outcome].head(SHOWN).iloc[::-1].reset_index(drop=True)
    names = " minus ".join(scenario.name for scenario in reversed(result.scenarios))
    first = result.scenarios[0]
    worlds = f"{first.worlds} worlds each" if result.design.chance == "held" else "one world each"
    subtitle = f"{names}: {len(result.coordinates):,} points, {worlds}; {METHODS[result.design.method].title}"
    height = 2.0 + 0.3 * len(rows)
    with theme.style():
        footer = "Not a forecast. Whiskers: 90 % intervals of the index."
        figure = theme.sheet(f"Sensitivity of {outcome}", subtitle, 10.4, height, footer)
        span = {"bottom": 0.75 / height, "top": 1 - 0.95 / height}
        left, right = figure.subplots(1, 2, sharey=True, gridspec_kw={"left": 0.37, "right": 0.98, "wspace": 0.08, **span})
        _bars(left, rows, result.design.method)
        _tornado(right, rows, float(result.values[outcome].mean()), outcome)
        left.set_yticks(range(len(rows)), [_short(title) for title in rows["title"]])
    return figure


def _bars(axes: Axes, rows: "DataFrame", method: str) -> None:
    middle = rows["importance"]
    whiskers = [(middle - rows["low"]).clip(lower=0), (rows["high"] - middle).clip(lower=0)]
    axes.barh(rows.index, middle, color=theme.COLOURS[0], alpha=0.75, height=0.65)
    axes.errorbar(middle, rows.index, xerr=whiskers, fmt="none", color=theme.INK, linewidth=1, capsize=2)
    axes.set_xlabel(AXES[method], fontsize=8)
    axes.set_xlim(left=min(0.0, float(rows["low"].min())))
    theme.clean(axes, values="x")


def _tornado(axes: Axes, rows: "DataFrame", mean: float, outcome: str) -> None:
    for column, colour, label in (
        ("at_low", theme.COLOURS[5], "factor in its lowest third"),
        ("at_high", theme.COLOURS[1], "in its highest third"),
    ):
        axes.barh(rows.index, rows[column] - mean, left=mean, color=colour, height=0.65, alpha=0.85, label=label)
    axes.axvline(mean, color=theme.INK, linewidth=0.8)
    axes.set_xlabel(textwrap.shorten(f"mean of {outcome}", 60, placeholder=" ..."), fontsize=8)
    axes.legend(frameon=False, fontsize=7.5, loc="lower right", bbox_to_anchor=(1, 1), ncols=2)
    theme.clean(axes, values="x")


def _short(title: str) -> str:
    return title if len(title) <= 52 else title[:50].rstrip() + " ..."
