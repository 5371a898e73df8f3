"""Figure of a sweep of three or more quantities: small multiples, a map over the last two for each combination of the others."""

from itertools import product
from math import prod

import numpy as np
from matplotlib.figure import Figure

from sim.analysis.sweep import Sweep
from sim.analysis.sweep_values import Variation
from sim.plots import theme
from sim.plots.fan import is_rare
from sim.plots.sweep import draw_map

COLUMNS = 4
"""Maps side by side, unless exactly two quantities span rows and columns."""

LEFT, RIGHT, TOP, BOTTOM = 1.6, 1.2, 0.95, 1.15
PANEL, GAP, LINE = (2.1, 1.9), (0.3, 0.2), 0.14
"""Margins, width and height of a map and of the gaps between maps, and height of a line above a map, in inches."""


def sweep_multiples(swept: Sweep, outcome: str, measure: str = "end") -> Figure:
    """Return a map of one outcome over the last two quantities for each combination of the others, in one range of colours.

    Four quantities: the first is constant along a row of maps, the second along a column.
    """
    outer, (down, across) = swept.variations[:-2], swept.variations[-2:]
    described = next(each for each in swept.outcomes if each.name == outcome)
    values = swept.worlds(outcome, measure)
    rare = is_rare(values)
    centre = values.mean(axis=1) if rare else np.median(values, axis=1)
    maps = centre.reshape(prod(len(each.values) for each in outer), len(down.values), len(across.values))
    rows = len(outer[0].values) if len(outer) == 2 else -(-len(maps) // COLUMNS)
    columns = -(-len(maps) // rows)
    top, gap = TOP + LINE * len(outer), GAP[1] + LINE * len(outer)
    width = LEFT + RIGHT + columns * PANEL[0] + (columns - 1) * GAP[0]
    height = top + BOTTOM + rows * PANEL[1] + (rows - 1) * gap
    when = "in the last month" if measure == "end" else "on average over the horizon"
    with theme.style():
        title = f"{described.title} ({described.unit}), {'mean' if rare else 'median'} of worlds {when}"
        subtitle = f"{swept.base.title}  ({swept.base.worlds:,} worlds at each point)"
        figure = theme.sheet(title, subtitle, max(width, 8.5), height, "Not a forecast. Every map has the same range of colours.")
        full = max(width, 8.5)
        grid = figure.add_gridspec(
            rows, columns, left=LEFT / full, right=(width - RIGHT) / full, top=1 - top / height, bottom=BOTTOM / height,
            wspace=GAP[0] / PANEL[0], hspace=gap / PANEL[1],
        )  # fmt: skip
        for index, (cells, labels) in enumerate(zip(maps, product(*(each.labels for each in outer)), strict=True)):
            axes = figure.add_subplot(grid[index // columns, index % columns])
            image = draw_map(axes, down, across, cells, (float(centre.min()), float(centre.max())))
            axes.set_title(_said(outer, labels), loc="left", fontsize=7.5)
            axes.tick_params(labelsize=7, labelleft=index % columns == 0, labelbottom=index + columns >= len(maps))
            axes.set(xlabel="", ylabel="")
            axes.tick_params(axis="x", labelrotation=30)
        middle = (LEFT + width - RIGHT) / 2 / full
        figure.text(middle, 0.42 / height, across.axis, ha="center", color=theme.QUIET)
        figure.text(0.12 / full, (BOTTOM + height - top) / 2 / height, down.axis, rotation=90, va="center", color=theme.QUIET)
        scale = figure.add_axes(((width - RIGHT + 0.2) / full, BOTTOM / height, 0.14 / full, 1 - (top + BOTTOM) / height))
        bar = figure.colorbar(image, cax=scale)
        bar.outline.set_visible(False)
        bar.ax.tick_params(labelsize=7, length=0)
    return figure


def _said(outer: tuple[Variation, ...], labels: tuple[str, ...]) -> str:
    """Return what is held in a map, a line for each quantity; levers without their actor."""
    return "\n".join(f"{each.axis.partition('.')[2] or each.axis} = {label}" for each, label in zip(outer, labels, strict=True))
