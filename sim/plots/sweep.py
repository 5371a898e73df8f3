"""Figure of a sweep of one or two quantities: lines with bands for one, maps with contours for two."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.image import AxesImage
from matplotlib.ticker import MaxNLocator
from numpy.typing import NDArray

from sim.analysis.sweep import Sweep
from sim.analysis.sweep_values import Variation
from sim.ensemble.quantiles import quantiles
from sim.plots import theme
from sim.plots.fan import is_rare


def sweep_figure(swept: Sweep, outcomes: Sequence[str], measure: str = "end") -> Figure:
    """Return a panel per outcome: against one varied quantity, or as a map over two."""
    columns = 2 if len(outcomes) > 1 else 1
    rows = -(-len(outcomes) // columns)
    two = len(swept.variations) == 2
    height = 1.6 + (3.0 if two else 2.5) * rows
    when = "in the last month" if measure == "end" else "on average over the horizon"
    names = " and ".join(each.key for each in swept.variations)
    base = swept.base
    with theme.style():
        figure = theme.sheet(f"Sweep of {names}", f"{base.title}  ({base.worlds:,} worlds at each point, {when})", 10.4, height)
        grid = figure.add_gridspec(
            rows, columns, left=(1.45 if two else 0.95) / 10.4, right=0.97, top=1 - 1.05 / height, bottom=0.95 / height,
            hspace=0.5, wspace=0.36 if two else 0.26,
        )  # fmt: skip
        for index, name in enumerate(outcomes):
            axes = figure.add_subplot(grid[index // columns, index % columns])
            values = swept.worlds(name, measure)
            outcome = next(each for each in swept.outcomes if each.name == name)
            rare = is_rare(values)
            axes.set_title(f"{outcome.title} ({outcome.unit}{', mean' if rare else ''})", loc="left", fontsize=9)
            if two:
                cells = values.mean(axis=1) if rare else np.median(values, axis=1)
                image = draw_map(axes, swept.variations[0], swept.variations[1], cells.reshape(swept.shape))
                bar = figure.colorbar(image, ax=axes, pad=0.02, fraction=0.05)
                bar.outline.set_visible(False)
                bar.ax.tick_params(labelsize=7, length=0)
            else:
                _lines(axes, swept.variations[0], values, rare)
    return figure


def _lines(axes: Axes, varied: Variation, values: NDArray[np.floating], rare: bool) -> None:
    """Draw the median with its bands against a quantity; options are drawn apart, as dots with whiskers."""
    bands = quantiles(values, theme.BANDS)
    low, lower, middle, upper, high = bands
    centre = values.mean(axis=1) if rare else middle
    colour = theme.COLOURS[0]
    if varied.numbers is None:
        where = np.arange(len(varied.values))
        if not rare:
            axes.vlines(where, low, high, color=colour, linewidth=1.2)
            axes.vlines(where, lower, upper, color=colour, linewidth=5, alpha=0.5)
        axes.plot(where, centre, "o", color=colour, markersize=6, markeredgecolor="white")
        axes.set_xticks(where, varied.labels)
        axes.set_xlim(-0.5, len(where) - 0.5)
    else:
        if rare:
            axes.plot(varied.numbers, centre, color=colour, linewidth=1.8, marker="o", markersize=3.5)
        else:
            theme.fan(axes, varied.numbers, bands, colour, marker="o", markersize=3.5)
        _ticks(axes, varied)
    axes.set_xlabel(varied.axis)
    theme.clean(axes)


def _ticks(axes: Axes, varied: Variation) -> None:
    if varied.numbers is not None and isinstance(varied.values[0], dict):
        every = max(1, len(varied.labels) // 5)
        axes.set_xticks(varied.numbers[::every], varied.labels[::every])


def draw_map(
    axes: Axes, down: Variation, across: Variation, cells: NDArray[np.floating], span: tuple[float, float] | None = None
) -> AxesImage:
    """Draw a map over two quantities, with contours where values differ, and return its image.

    cells: shape (down, across). span: values at the ends of the range of colours and of the contours (None: the least and the
    largest).
    """
    low, high = span or (float(cells.min()), float(cells.max()))
    image = axes.imshow(cells, cmap="cividis", aspect="auto", origin="lower", vmin=low, vmax=high)
    axes.set_xticks(*_few(across))
    axes.set_yticks(*_few(down))
    axes.set_xlabel(across.axis)
    axes.set_ylabel(down.axis)
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    levels = [level for level in MaxNLocator(6).tick_values(low, high) if cells.min() < level < cells.max()]
    if min(cells.shape) >= 2 and levels:
        lines = axes.contour(cells, levels=levels, colors="white", linewidths=0.8)
        axes.clabel(lines, fontsize=7, fmt="%.3g")
    return image


def _few(varied: Variation) -> tuple[list[int], list[str]]:
    every = max(1, -(-len(varied.labels) // 7))
    indices = list(range(0, len(varied.labels), every))
    return indices, [varied.labels[index] for index in indices]
