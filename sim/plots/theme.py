"""The style of all figures: a colour-blind-safe palette (Okabe & Ito 2008), plain axes, and a footer with a caveat."""

import logging
import textwrap
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from io import BytesIO
from typing import Any, Literal

import numpy as np
from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.font_manager import get_font_names
from matplotlib.ticker import MaxNLocator
from numpy.typing import ArrayLike, NDArray

from sim.ensemble.quantiles import LEVELS, quantiles
from sim.ensemble.run import Run
from sim.foundations.axes import Array
from sim.plots.glyphs import missing_glyphs_said_once

COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")
INK, QUIET, GRID, PALE = "#222222", "#666666", "#DDDDDD", "#BBBBBB"
STYLES = ("-", "--", "-.", ":", (0, (5, 1, 1, 1)), (0, (1, 1)))
_ASIAN_FONTS = (
    "Noto Sans CJK KR",
    "Noto Sans KR",
    "NanumGothic",
    "Malgun Gothic",
    "Apple SD Gothic Neo",
    "Noto Sans CJK JP",
)
"""Fonts for Korean, Chinese or Japanese titles; the first that is installed is the fallback font."""

SETTINGS: Any = {
    "font.family": ["DejaVu Sans", *[font for font in _ASIAN_FONTS if font in get_font_names()][:1]],
    "font.size": 9, "svg.fonttype": "none", "svg.hashsalt": "peninsula",
    # a $ in a title is not mathematics
    "text.parse_math": False,
    "axes.edgecolor": QUIET, "axes.labelcolor": QUIET, "xtick.color": QUIET, "ytick.color": QUIET, "text.color": INK,
    "axes.titlesize": 10,
}  # fmt: skip
BANDS = LEVELS
"""Quantiles of a fan: the bounds of the middle 90 and 50 % of worlds, and the median."""

PANELS = 6
"""Outcomes that are drawn unless some are named."""

FOOTER = "Not a forecast. Bands: middle 50 % and 90 % of worlds."
BETTER_OR_WORSE = LinearSegmentedColormap.from_list("better", ["#D55E00", "#F7F7F7", "#0072B2"])
"""Colours of a table of differences: orange is worse, blue is better."""

# silence messages about substituted font weights
logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)


class Chart(Figure):
    """A figure that a notebook displays whatever its plotting backend, and whose missing glyphs are said once."""

    def savefig(self, *args: Any, **kwargs: Any) -> None:
        with missing_glyphs_said_once():
            super().savefig(*args, **kwargs)

    def _repr_png_(self) -> bytes:
        image = BytesIO()
        with style():
            self.savefig(image, format="png", dpi=100)
        return image.getvalue()


def style() -> AbstractContextManager[None]:
    """Return the context in which figures are drawn and saved."""
    return rc_context(SETTINGS)


def sheet(title: str, subtitle: str, width: float = 8.5, height: float = 4.6, footer: str = FOOTER) -> Figure:
    """Return an empty figure with title, subtitle and footer, which take the top 0.9 and the bottom 0.4 inches."""
    figure = Chart(figsize=(width, height))
    FigureCanvasAgg(figure)
    figure.text(0.02, 1 - 0.12 / height, title, fontsize=13, fontweight="bold", va="top")
    subtitle = textwrap.shorten(subtitle, int(width * 11) * 5 // 4, placeholder=" ...")
    figure.text(0.02, 1 - 0.42 / height, subtitle, color=QUIET, va="top")
    figure.text(0.02, 0.08 / height, footer, fontsize=7.5, color=QUIET, va="bottom")
    return figure


def canvas(run: Run, title: str, width: float = 8.5, height: float = 4.6, footer: str = FOOTER) -> Figure:
    """Return an empty figure on one run; see `sheet`."""
    scenario = run.scenario
    subtitle = (
        f"{scenario.title}  ({scenario.worlds:,} worlds, {run.months[0]} to {run.months[-1]}, worldview {scenario.worldview})"
    )
    return sheet(title, subtitle, width, height, footer)


def years(run: Run) -> Array:
    """Return the months of a run as decimal years."""
    start = run.scenario.start
    return np.arange(start, start + run.scenario.months) / 12


def tidy(axes: Axes, run: Run, low: float | None = None, high: float | None = None, label: str = "") -> None:
    """Style axes over the months of a run, and label the value axis with its unit."""
    clean(axes)
    when = years(run)
    axes.set_xlim(when[0], max(when[-1], when[0] + 1 / 12))
    axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=7))
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:.0f}" if abs(value - round(value)) < 1e-6 else "")
    if low is not None or high is not None:
        axes.set_ylim(low, high)
    axes.set_ylabel(label)


def clean(axes: Axes, values: Literal["x", "y"] = "y") -> None:
    """Remove the frame, and draw light grid lines across the axis of values.

    values: "x" for rows with labels at the left, which then have no axis line of their own.
    """
    axes.spines[["top", "right"]].set_visible(False)
    if values == "x":
        axes.spines["left"].set_visible(False)
        axes.tick_params(axis="y", length=0)
    axes.grid(axis=values, color=GRID, linewidth=0.6)
    axes.set_axisbelow(True)


def bands(axes: Axes, run: Run, values: Iterable[Array], colour: str = COLOURS[0], linestyle: Any = "-", label: str = "") -> None:
    """Draw the median and the 50 and 90 % bands of values over the months of a run; values: shape (month, world)."""
    # month by month, since sorting copies its input
    bands = np.array([quantiles(month[None], BANDS)[:, 0] for month in values]).T
    fan(axes, years(run), bands, colour, linestyle=linestyle, label=label or None)


def fan(axes: Axes, x: ArrayLike, bands: NDArray[Any], colour: str = COLOURS[0], **line: Any) -> None:
    """Draw the median and the 50 and 90 % bands; bands: quantiles at BANDS, shape (level, point). line: style of the median."""
    low, lower, middle, upper, high = bands
    axes.fill_between(x, low, high, color=colour, alpha=0.15, linewidth=0)
    axes.fill_between(x, lower, upper, color=colour, alpha=0.3, linewidth=0)
    axes.plot(x, middle, **{"color": colour, "linewidth": 1.8, **line})


def interval(axes: Axes, row: int, values: Array, centre: float, colour: str) -> None:
    """Draw the middle 50 and 90 % of values as a horizontal bar in a row, and a dot at its centre; values: shape (world,)."""
    low, lower, _, upper, high = quantiles(values[None], BANDS)[:, 0]
    axes.plot([low, high], [row, row], color=colour, linewidth=1.2)
    axes.plot([lower, upper], [row, row], color=colour, linewidth=4.5, alpha=0.55, solid_capstyle="butt")
    axes.plot([centre], [row], "o", color=colour, markersize=6, markeredgecolor="white")


def end_labels(axes: Axes, run: Run, ends: Sequence[tuple[float, str, str]]) -> None:
    """Label lines at their right end, moved apart where labels would overlap; ends: (value, text, colour)."""
    low, high = axes.get_ylim()
    gap = (high - low) * 0.075
    placed: list[float] = []
    for value, text, colour in sorted(ends):
        at = max(value, placed[-1] + gap) if placed else value
        placed.append(at)
        axes.annotate(
            text, (years(run)[-1], at), xytext=(5, 0), textcoords="offset points", color=colour, va="center", fontsize=8.5,
            annotation_clip=False,
        )  # fmt: skip


def grid_of(figure: Figure, count: int, columns: int = 2, right: float = 0.97, wspace: float = 0.34) -> list[Axes]:
    """Return axes in rows and columns below the title and subtitle."""
    width, height = figure.get_size_inches()
    rows = -(-count // columns)
    grid = figure.add_gridspec(
        rows, columns, left=0.95 / width, right=right, top=1 - 1.05 / height, bottom=0.65 / height,
        hspace=0.55, wspace=wspace,
    )  # fmt: skip
    return [figure.add_subplot(grid[index // columns, index % columns]) for index in range(count)]
