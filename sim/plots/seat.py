"""A play: the headline index in the world that was played, beside other ways of living it, and what may come."""

import textwrap
from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator
from numpy.typing import NDArray

from sim.analysis.seat import Outlook, Verdict
from sim.foundations.months import parse_month
from sim.plots import theme
from sim.plots.fan import mark_changes

MOST_MARKS = 16
"""Moves with a number and a line below; the table of turns has all of them."""


def seat_figure(
    judged: Verdict, outlook: Outlook | None, moves: Sequence[tuple[str, str]], title: str, about: str, end: str
) -> Figure:
    """Return the paths of all ways in the world that was played, the moves marked, and the outlook from its last month.

    outlook: None where nothing is left to come. moves: month and label of each. about: the subtitle. end: last month, YYYY-MM.
    """
    shown = moves[:MOST_MARKS]
    listed = [f"({n}) {month} {label}" for n, (month, label) in enumerate(shown, 1)]
    more = len(moves) - len(shown)
    key = textwrap.wrap("   ".join([*listed, *([f"and {more} more"] if more else [])]), 125)
    height = 5.0 + 0.17 * len(key)
    with theme.style():
        bands = "" if outlook is None else " Bands: middle 50 % and 90 % of possible futures."
        figure = theme.sheet(title, about, 9.5, height, f"Not a forecast.{bands}")
        below = (0.8 + 0.17 * len(key)) / height
        axes = figure.add_axes((0.07, below, 0.68, 1 - below - 1.0 / height))
        when = np.array([parse_month(month) for month in judged.months]) / 12
        _draw_ways(axes, when, judged)
        if outlook is not None:
            ahead = np.array([parse_month(month) for month in outlook.months]) / 12
            theme.fan(
                axes, ahead, outlook.bands[0], theme.COLOURS[0], linestyle=(0, (2, 2)), linewidth=1.2, label="what may come"
            )
        theme.clean(axes)
        axes.set_xlim(when[0], max(parse_month(end) / 12, when[0] + 1 / 12))
        axes.set_ylim(0, 100)
        axes.set_ylabel(f"{judged.headline_label}, 0-100")
        axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=8))
        axes.xaxis.set_major_formatter(lambda value, _: f"{value:.0f}" if abs(value - round(value)) < 1e-6 else "")
        mark_changes(axes, list(shown))
        handles, labels = axes.get_legend_handles_labels()  # drawn from the last way to the first, then what may come
        order = [*reversed(range(len(judged.ways))), *range(len(judged.ways), len(handles))]
        figure.legend(
            [handles[at] for at in order], [labels[at] for at in order],
            loc="upper left", bbox_to_anchor=(0.76, 1 - 0.95 / height), frameon=False, fontsize=8,
        )  # fmt: skip
        figure.text(0.02, 0.3 / height, "\n".join(key), fontsize=8, va="bottom", color=theme.INK)
    return figure


def _draw_ways(axes: Axes, when: NDArray[np.float64], judged: Verdict) -> None:
    """Draw the path of each way: the doctrines thin, the moves on top of all."""
    doctrines = 0
    for number in reversed(range(len(judged.ways))):
        way, path = judged.ways[number], judged.paths[number]
        label = "\n".join(textwrap.wrap(way.title.partition(":")[0] if way.doctrine else way.title, 26))
        if number == 0:
            axes.plot(when, path, color=theme.COLOURS[0], linewidth=2.2, label=label, zorder=3)
        elif way.doctrine:
            doctrines += 1
            style = theme.STYLES[1 + doctrines % (len(theme.STYLES) - 1)]
            axes.plot(when, path, color=theme.COLOURS[doctrines], linewidth=1.1, linestyle=style, label=f"doctrine: {label}")
        else:
            axes.plot(when, path, color=theme.QUIET, linewidth=1.4, linestyle="-" if number == 1 else ":", label=label)
