"""Figures of a sensitivity: how much each factor decides, and which way."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.analysis.sensitivity import Sensitivity
from sim.plots import theme

SHOWN = 15
AXES = {
    "morris": "mean absolute change across the range",
    "sobol": "share of variance (total index)",
    "pawn": "median distance between distributions (0 to 1)",
}


def importance(found: Sensitivity, outcome: str) -> Figure:
    """Return the most important factors as bars with 90 % intervals, beside a tornado of their lowest and highest thirds."""
    table = found.table()
    rows = table[table["outcome"] == outcome].head(SHOWN).iloc[::-1].reset_index(drop=True)
    names = " less ".join(scenario.name for scenario in reversed(found.scenarios))
    first = found.scenarios[0]
    held = f"{first.worlds} worlds each" if found.design.chance == "held" else "a world of its own each"
    about = f"{names}: {len(found.places):,} points, {held}, {found.design.method}"
    height = 2.0 + 0.3 * len(rows)
    with theme.style():
        figure = theme.sheet(f"What decides {outcome}", about, 10.4, height)
        figure.texts[-1].set_text("Not a forecast. Whiskers: 90 % intervals of the index.")
        span = {"bottom": 0.75 / height, "top": 1 - 0.95 / height}
        left, right = figure.subplots(1, 2, sharey=True, gridspec_kw={"left": 0.37, "right": 0.98, "wspace": 0.08, **span})
        _bars(left, rows, found.design.method)
        _tornado(right, rows, float(found.answers[outcome].mean()), outcome)
        left.set_yticks(range(len(rows)), [_short(title) for title in rows["title"]])
    return figure


def _bars(axes: Axes, rows, method: str) -> None:  # type: ignore[no-untyped-def]
    middle = rows["importance"]
    whiskers = [(middle - rows["low"]).clip(lower=0), (rows["high"] - middle).clip(lower=0)]
    axes.barh(rows.index, middle, color=theme.COLOURS[0], alpha=0.75, height=0.65)
    axes.errorbar(middle, rows.index, xerr=whiskers, fmt="none", color=theme.INK, linewidth=1, capsize=2)
    axes.set_xlabel(AXES[method], fontsize=8)
    axes.set_xlim(left=min(0.0, float(rows["low"].min())))
    _calm(axes)


def _tornado(axes: Axes, rows, mean: float, outcome: str) -> None:  # type: ignore[no-untyped-def]
    for column, colour, label in (("at_low", theme.COLOURS[5], "factor low"), ("at_high", theme.COLOURS[1], "factor high")):
        axes.barh(rows.index, rows[column] - mean, left=mean, color=colour, height=0.65, alpha=0.85, label=label)
    axes.axvline(mean, color=theme.INK, linewidth=0.8)
    axes.set_xlabel(f"mean {outcome}: lowest and highest third", fontsize=8)
    axes.legend(frameon=False, fontsize=7.5, loc="lower right")
    _calm(axes)


def _calm(axes: Axes) -> None:
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="x", color=theme.GRID, linewidth=0.6)
    axes.set_axisbelow(True)


def _short(title: str) -> str:
    return title if len(title) <= 52 else title[:50].rstrip() + " ..."
