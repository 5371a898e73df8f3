"""Figures of a search: the Pareto front by pairs of aims, and the convergence of the search."""

import textwrap
from itertools import combinations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.analysis.robust import Aim
from sim.analysis.search import SearchResult
from sim.ensemble.intervals import NORMAL_95
from sim.plots import theme


def front(result: SearchResult) -> Figure:
    """Return a panel per pair of aims: all candidates, the packages with 90 % intervals, the knee, and scenarios beside."""
    aims = result.goals.aims
    pairs = list(combinations(range(len(aims)), 2)) or [(0, 0)]
    rows = -(-len(pairs) // 2)
    width, height = (10.4, 1.7 + 3.6 * rows) if len(pairs) > 1 else (8.5, 5.6)
    with theme.style():
        footer = "Not a forecast. Packages evaluated again in fresh worlds, with 90 % intervals of the means."
        title = f"Pareto-optimal packages, starting from {result.base.name}"
        figure = theme.sheet(title, _subtitle(result), width, height, footer)
        columns = min(2, len(pairs))
        grid = figure.add_gridspec(
            rows, columns, left=0.09, right=0.97, top=1 - 1.0 / height, bottom=0.85 / height, hspace=0.35, wspace=0.25
        )
        for index, pair in enumerate(pairs):
            _pair(figure.add_subplot(grid[index // columns, index % columns]), result, *pair)
    return figure


def _pair(axes: Axes, result: SearchResult, across: int, up: int) -> None:
    aims = result.goals.aims
    signs = np.array([aim.sign for aim in aims])
    evaluations = result.evolution.evaluations
    tried = -signs * evaluations.objectives[evaluations.feasible]
    axes.scatter(tried[:, across], tried[:, up], s=5, color=theme.PALE, alpha=0.6, label="candidates of the search", linewidths=0)
    means = np.array([package.aims for package in result.packages])
    errors = np.array([package.errors for package in result.packages])
    axes.errorbar(
        means[:, across], means[:, up], xerr=NORMAL_95 * errors[:, across], yerr=NORMAL_95 * errors[:, up], fmt="o", markersize=5,
        color=theme.COLOURS[0], linewidth=0.8, label="packages",
    )  # fmt: skip
    at = means[result.knee]
    axes.plot(at[across], at[up], "o", markersize=12, markerfacecolor="none", markeredgecolor=theme.COLOURS[0], label="knee")
    for index, beside in enumerate(result.beside):
        colour = theme.COLOURS[1 + index % 5]
        axes.plot(beside.aims[across], beside.aims[up], "s", color=colour, markersize=7)
        # to the left of the mark in the right half of the axes, so that the name stays inside
        side = -1 if beside.aims[across] > np.mean(axes.get_xlim()) else 1
        axes.annotate(
            beside.name, (beside.aims[across], beside.aims[up]), xytext=(7 * side, 4), textcoords="offset points",
            ha="left" if side > 0 else "right", fontsize=8.5, color=colour,
        )  # fmt: skip
    axes.set_xlabel(_axis_label(aims[across]), fontsize=8.5)
    axes.set_ylabel(_axis_label(aims[up]), fontsize=8.5)
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(color=theme.GRID, linewidth=0.5)
    axes.set_axisbelow(True)
    axes.legend(frameon=False, fontsize=7.5, loc="best")


def progress(result: SearchResult) -> Figure:
    """Return the hypervolume by generation, which is flat at the end if the search has converged."""
    shares = result.evolution.hypervolumes
    with theme.style():
        footer = "If it still rises at the right, the search has not converged: increase --candidates."
        figure = theme.sheet("Convergence of the search", _subtitle(result), 7.0, 3.8, footer)
        axes = figure.add_axes((0.12, 0.2, 0.84, 0.54))
        axes.plot(range(1, len(shares) + 1), shares, color=theme.COLOURS[0], marker="o", markersize=3)
        axes.set_xlabel("generation")
        axes.set_ylabel("hypervolume, share of the final value")
        theme.clean(axes)
    return figure


def _axis_label(aim: Aim) -> str:
    return f"{textwrap.fill(aim.title, 44)}\n({'lower' if aim.sign < 0 else 'higher'} is better)"


def _subtitle(result: SearchResult) -> str:
    return (
        f"{len(result.evolution.coordinates):,} candidates of {result.base.worlds:,} worlds under {', '.join(result.worldviews)}"
    )
