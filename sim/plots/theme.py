"""One look for all figures: colours that the colour-blind can tell apart (Okabe & Ito 2008), calm axes, a footer that warns."""

import logging
import textwrap
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from io import BytesIO
from typing import Any

import numpy as np
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import get_font_names
from matplotlib.ticker import MaxNLocator

from sim.ensemble.quantiles import quantiles
from sim.ensemble.run import Run
from sim.foundations.axes import Array

COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")
INK, QUIET, GRID, PALE = "#222222", "#666666", "#DDDDDD", "#BBBBBB"
STYLES = ("-", "--", "-.", ":", (0, (5, 1, 1, 1)), (0, (1, 1)))
_OF_EAST_ASIA = ("Noto Sans CJK KR", "Noto Sans KR", "NanumGothic", "Malgun Gothic", "Apple SD Gothic Neo", "Noto Sans CJK JP")
"""Fonts for titles in Korean, Chinese or Japanese, of which the first that is installed helps out."""

SETTINGS: Any = {
    "font.family": ["DejaVu Sans", *[font for font in _OF_EAST_ASIA if font in get_font_names()][:1]],
    "font.size": 9, "svg.fonttype": "none", "svg.hashsalt": "peninsula",
    # a title may speak of $ without meaning mathematics
    "text.parse_math": False,
    "axes.edgecolor": QUIET, "axes.labelcolor": QUIET, "xtick.color": QUIET, "ytick.color": QUIET, "text.color": INK,
    "axes.titlesize": 10,
}  # fmt: skip
CAVEAT = "Not a forecast. Bands hold the middle 50 % and 90 % of worlds."

# which weight of a font stands in for another is nothing a reader of plots needs to know
logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)


class Chart(Figure):
    """A figure that a notebook shows by itself, whatever its plotting backend is."""

    def _repr_png_(self) -> bytes:
        drawn = BytesIO()
        with style():
            self.savefig(drawn, format="png", dpi=100)
        return drawn.getvalue()


def style() -> AbstractContextManager[None]:
    """Return the context in which every figure is made and written."""
    return rc_context(SETTINGS)


def sheet(title: str, about: str, width: float = 8.5, height: float = 4.6) -> Figure:
    """Return an empty figure with title, subtitle and footer; leave the top 0.9 and the bottom 0.4 inches to them."""
    figure = Chart(figsize=(width, height))
    FigureCanvasAgg(figure)
    figure.text(0.02, 1 - 0.12 / height, title, fontsize=13, fontweight="bold", va="top")
    about = textwrap.shorten(about, int(width * 11) * 5 // 4, placeholder=" ...")
    figure.text(0.02, 1 - 0.42 / height, about, color=QUIET, va="top")
    figure.text(0.02, 0.08 / height, CAVEAT, fontsize=7.5, color=QUIET, va="bottom")
    return figure


def canvas(run: Run, title: str, width: float = 8.5, height: float = 4.6) -> Figure:
    """Return an empty figure on one run; see `sheet`."""
    scenario = run.scenario
    about = f"{scenario.title}  ({scenario.worlds:,} worlds, {run.months[0]} to {run.months[-1]}, worldview {scenario.worldview})"
    return sheet(title, about, width, height)


def years(run: Run) -> Array:
    """Return the months of a run as decimal years."""
    start = run.scenario.start
    return np.arange(start, start + run.scenario.months) / 12


def tidy(axes: Axes, run: Run, low: float | None = None, high: float | None = None, label: str = "") -> None:
    """Take away what distracts, and label the value axis with its unit."""
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(axis="y", color=GRID, linewidth=0.6)
    axes.set_axisbelow(True)
    when = years(run)
    axes.set_xlim(when[0], max(when[-1], when[0] + 1 / 12))
    axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=7))
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:.0f}" if abs(value - round(value)) < 1e-6 else "")
    if low is not None or high is not None:
        axes.set_ylim(low, high)
    axes.set_ylabel(label)


def bands(axes: Axes, run: Run, values: Iterable[Array], colour: str = COLOURS[0], linestyle: Any = "-", label: str = "") -> None:
    """Draw the median and the 50 and 90 % bands of values, shape (month, world)."""
    # month by month, since a quantile takes a copy
    low, lower, middle, upper, high = np.array([quantiles(month[None])[:, 0] for month in values]).T
    when = years(run)
    axes.fill_between(when, low, high, color=colour, alpha=0.15, linewidth=0)
    axes.fill_between(when, lower, upper, color=colour, alpha=0.3, linewidth=0)
    axes.plot(when, middle, color=colour, linewidth=1.8, linestyle=linestyle, label=label or None)


def end_labels(axes: Axes, run: Run, ends: Sequence[tuple[float, str, str]]) -> None:
    """Name lines at their right end (value, text, colour), moved apart where they would touch."""
    low, high = axes.get_ylim()
    apart = (high - low) * 0.075
    placed: list[float] = []
    for value, text, colour in sorted(ends):
        at = max(value, placed[-1] + apart) if placed else value
        placed.append(at)
        axes.annotate(
            text, (years(run)[-1], at), xytext=(5, 0), textcoords="offset points", color=colour, va="center", fontsize=8.5,
            annotation_clip=False,
        )  # fmt: skip


def grid_of(figure: Figure, count: int, columns: int = 2, right: float = 0.97, wspace: float = 0.34) -> list[Axes]:
    """Return axes in rows and columns below the title."""
    width, height = figure.get_size_inches()
    rows = -(-count // columns)
    grid = figure.add_gridspec(
        rows, columns, left=0.95 / width, right=right, top=1 - 1.05 / height, bottom=0.65 / height,
        hspace=0.55, wspace=wspace,
    )  # fmt: skip
    return [figure.add_subplot(grid[place // columns, place % columns]) for place in range(count)]
