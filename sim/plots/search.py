"""Figures of a search: what it costs to get more of one aim in terms of another, and whether it had come to rest."""

from itertools import combinations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.analysis.search import Found
from sim.ensemble.intervals import NORMAL_95
from sim.plots import theme


def front(found: Found) -> Figure:
    """Return every pair of aims: all candidates, the packages with 90 % intervals, the knee, and the scenarios beside."""
    aims = found.wanted.aims
    pairs = list(combinations(range(len(aims)), 2)) or [(0, 0)]
    rows = -(-len(pairs) // 2)
    width, height = (10.4, 1.7 + 3.6 * rows) if len(pairs) > 1 else (8.5, 5.6)
    with theme.style():
        figure = theme.sheet(f"Packages that nothing beats, from {found.base.name}", _about(found), width, height)
        figure.texts[2].set_text("Not a forecast. Packages judged again in fresh worlds, with 90 % intervals of the means.")
        columns = min(2, len(pairs))
        grid = figure.add_gridspec(
            rows, columns, left=0.09, right=0.97, top=1 - 1.0 / height, bottom=0.85 / height, hspace=0.35, wspace=0.25
        )
        for place, pair in enumerate(pairs):
            _pair(figure.add_subplot(grid[place // columns, place % columns]), found, *pair)
    return figure


def _pair(axes: Axes, found: Found, across: int, up: int) -> None:
    aims = found.wanted.aims
    signs = np.array([aim.sign for aim in aims])
    allowed = (found.evolved.found.broken <= 0).all(axis=1)
    tried = -signs * found.evolved.found.objectives[allowed]
    axes.scatter(tried[:, across], tried[:, up], s=5, color=theme.PALE, alpha=0.6, label="candidates, as searched", linewidths=0)
    means, errors = (np.array([getattr(p, name) for p in found.packages]) for name in ("aims", "errors"))
    axes.errorbar(
        means[:, across], means[:, up], xerr=NORMAL_95 * errors[:, across], yerr=NORMAL_95 * errors[:, up], fmt="o", markersize=5,
        color=theme.COLOURS[0], linewidth=0.8, label="packages",
    )  # fmt: skip
    at = means[found.knee]
    axes.plot(at[across], at[up], "o", markersize=12, markerfacecolor="none", markeredgecolor=theme.COLOURS[0], label="knee")
    for place, beside in enumerate(found.beside):
        colour = theme.COLOURS[1 + place % 5]
        axes.plot(beside.aims[across], beside.aims[up], "s", color=colour, markersize=7)
        axes.annotate(
            beside.name,
            (beside.aims[across], beside.aims[up]),
            xytext=(7, 4),
            textcoords="offset points",
            fontsize=8.5,
            color=colour,
        )
    for name, aim in (("x", aims[across]), ("y", aims[up])):
        arrow = "lower is better" if aim.sign < 0 else "higher is better"
        getattr(axes, f"set_{name}label")(f"{aim.title} ({arrow})", fontsize=8.5)
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(color=theme.GRID, linewidth=0.5)
    axes.set_axisbelow(True)
    axes.legend(frameon=False, fontsize=7.5, loc="best")


def progress(found: Found) -> Figure:
    """Return how the hypervolume grew by generation: flat at the end means that the search had come to rest."""
    shares = found.evolved.progress
    with theme.style():
        figure = theme.sheet("Had the search come to rest?", _about(found), 7.0, 3.8)
        figure.texts[2].set_text("Still rising at the right: search longer with --candidates.")
        axes = figure.add_axes((0.12, 0.2, 0.84, 0.54))
        axes.plot(range(1, len(shares) + 1), shares, color=theme.COLOURS[0], marker="o", markersize=3)
        axes.set_xlabel("generation")
        axes.set_ylabel("hypervolume, share of the last")
        axes.spines[["top", "right"]].set_visible(False)
        axes.grid(axis="y", color=theme.GRID, linewidth=0.6)
    return figure


def _about(found: Found) -> str:
    return f"{len(found.evolved.places):,} candidates of {found.base.worlds:,} worlds under {', '.join(found.worldviews)}"
