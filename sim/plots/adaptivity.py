"""Figure of the value of adaptivity: packages with rules and without, and what the rules are worth in each aim."""

import textwrap
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.analysis.adaptivity import Adaptivity, AimValue
from sim.analysis.search import SearchResult
from sim.ensemble.intervals import NORMAL_95
from sim.plots import theme

RULES, STATIC = theme.COLOURS[0], theme.COLOURS[1]


def adaptivity_figure(result: SearchResult, worth: Adaptivity) -> Figure:
    """Return the packages of both searches by the first two aims, or by the only one, and the difference in each aim."""
    number = len(worth.values)
    height = max(4.6, 2.0 + 1.05 * number)
    with theme.style():
        footer = "Not a forecast. In worlds that no search has seen, with 90 % intervals; differences of the best in each aim."
        subtitle = (
            f"{result.base.title}: {len(result.evolution.coordinates):,} candidates for either, {', '.join(result.worldviews)}"
        )
        figure = theme.sheet("Value of adaptivity: rules, or the same from the start?", subtitle, 10.4, height, footer)
        axes = figure.add_axes((0.095, 0.85 / height, 0.425, 1 - 1.85 / height))
        for label, colour, each in (("with rules", RULES, result), ("from the start", STATIC, worth.static)):
            _packages(axes, each, label, colour)
        theme.clean(axes)
        axes.legend(frameon=False, fontsize=8, loc="best")
        each_height = (height - 1.85) / number
        for row, value in enumerate(worth.values):
            low = height - 1.0 - (row + 1) * each_height
            _difference(figure.add_axes((0.58, (low + 0.42) / height, 0.38, (each_height - 0.72) / height)), value)
    return figure


def _packages(axes: Axes, result: SearchResult, label: str, colour: str) -> None:
    aims = result.goals.aims
    means = np.array([package.aims for package in result.packages])
    errors = NORMAL_95 * np.array([package.errors for package in result.packages])
    style: Any = {"fmt": "o", "color": colour, "markersize": 5, "linewidth": 0.9, "label": label}
    if len(aims) == 1:
        axes.errorbar(means[:, 0], np.arange(len(means)) + (0.15 if colour == STATIC else 0), xerr=errors[:, 0], **style)
        axes.set_yticks([])
        axes.set_xlabel(textwrap.fill(aims[0].title, 46), fontsize=8.5)
        axes.set_ylabel("packages", fontsize=8.5)
        return
    axes.errorbar(means[:, 0], means[:, 1], xerr=errors[:, 0], yerr=errors[:, 1], **style)
    for name, aim in (("x", aims[0]), ("y", aims[1])):
        text = f"{textwrap.fill(aim.title, 46)}\n({'lower' if aim.sign < 0 else 'higher'} is better)"
        (axes.set_xlabel if name == "x" else axes.set_ylabel)(text, fontsize=8.5)


def _difference(axes: Axes, value: AimValue) -> None:
    gap = value.difference
    colour = {"better": RULES, "worse": STATIC}.get(value.verdict, theme.QUIET)
    axes.axvline(0, color=theme.INK, linewidth=0.9)
    axes.plot([gap.low, gap.high], [0, 0], color=colour, linewidth=4, alpha=0.5, solid_capstyle="butt")
    axes.plot(gap.value, 0, "o", color=colour, markersize=7, markeredgecolor="white")
    most = max(abs(gap.low), abs(gap.high), 1e-9) * 1.25
    axes.set(xlim=(-most, most), ylim=(-1, 1))
    axes.set_yticks([])
    verdict = f"the rules are {value.verdict}" if value.verdict in ("better", "worse") else value.verdict
    axes.set_title(
        f"{textwrap.shorten(value.aim.title, 44, placeholder=' ...')}: {verdict}", loc="left", fontsize=8.5, color=colour
    )
    axes.set_xlabel(f"rules less from the start {value.aim.unit and f'({value.aim.unit})'}".rstrip(), fontsize=7.5)
    axes.tick_params(labelsize=7.5)
    theme.clean(axes, "x")
