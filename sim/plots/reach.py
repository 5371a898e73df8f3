"""Figure of a goal-seek: the response of a number over worlds to one lever, or a map over two, and what reaches the target."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.analysis.least_change import Axis
from sim.analysis.reach import Reach
from sim.ensemble.quantiles import quantiles
from sim.foundations.months import format_month
from sim.foundations.wording import number_text
from sim.plots import theme

CURVE, TARGET, FOUND = theme.COLOURS[0], theme.COLOURS[1], theme.COLOURS[2]
FOOTER = "Not a forecast. Dark band: 90 % interval of the number over worlds, by a bootstrap."
WORDS = "Not a forecast. Bars: 90 % interval of the number over worlds, by a bootstrap."
HERE = "in force at the start"
MAP = "Not a forecast. White: the target, and by dashes where 5 and 95 % of bootstrap samples of worlds reach it."


def reach_figure(result: Reach) -> Figure:
    """Return the figure of a goal-seek."""
    axes = result.grid.axes
    base = result.base
    footer = MAP if len(axes) == 2 else WORDS if axes[0].factor.options else FOOTER
    if result.middle is not None and footer == FOOTER:
        footer += " Pale: the middle half of worlds."
    height = 5.4 if len(axes) == 2 else 4.6
    with theme.style():
        subtitle = f"{base.title}  ({base.worlds:,} worlds at each value, worldview {base.worldview})"
        figure = theme.sheet(f"What reaches {result.target.text}", subtitle, 8.5, height, footer)
        plot = figure.add_axes((0.13, 0.95 / height, 0.83, 1 - 1.85 / height))
        if len(axes) == 2:
            _map(figure, plot, result)
        elif axes[0].factor.options:
            _words(plot, result)
        else:
            _curve(plot, result)
    return figure


def _curve(plot: Axes, result: Reach) -> None:
    """Draw the response to a number or a date with its bands, the target, and what was found with its interval."""
    (axis,) = result.grid.axes
    low, high = quantiles(result.resampled.T, (0.05, 0.95))
    if result.middle is not None:
        plot.fill_between(axis.numbers, *result.middle, color=CURVE, alpha=0.12, linewidth=0)
    plot.fill_between(axis.numbers, low, high, color=CURVE, alpha=0.35, linewidth=0)
    plot.plot(axis.numbers, result.over_worlds, color=CURVE, linewidth=1.8, label=result.target.name)
    _target_line(plot, result)
    if axis.continuous and (usual := _tried(axis)) is not None:
        here = int(np.flatnonzero(axis.numbers == usual)[0])
        plot.plot(usual, result.over_worlds[here], "o", color=theme.INK, markersize=6, label=HERE)
    if found := result.found:
        (number,) = found.numbers
        interval = found.intervals[axis.factor.key]
        if interval:
            plot.axvspan(*interval, color=FOUND, alpha=0.15, linewidth=0)
        plot.axvline(number, color=FOUND, linewidth=1.2)
        plot.plot(number, found.there.value, "D", color=FOUND, markersize=7, label=f"found: {_number(axis, number)}")
    plot.set_xlim(axis.numbers[0], axis.numbers[-1])
    _number_axis(plot, axis, "x")
    plot.set_ylabel(result.target.name)
    theme.clean(plot)
    plot.legend(frameon=False, fontsize=8, loc="best")


def _words(plot: Axes, result: Reach) -> None:
    """Draw a dot with its interval for every word."""
    (axis,) = result.grid.axes
    low, high = quantiles(result.resampled.T, (0.05, 0.95))
    reaches = result.target.holds(result.over_worlds)
    for number, value in enumerate(result.over_worlds):
        colour = FOUND if reaches[number] else CURVE
        plot.vlines(number, low[number], high[number], color=colour, linewidth=5, alpha=0.45)
        plot.plot(number, value, "o", color=colour, markersize=7, markeredgecolor="white")
    _target_line(plot, result)
    if (usual := _tried(axis)) is not None:
        here = result.over_worlds[int(usual)]
        plot.plot(usual, here, "o", color="none", markersize=13, markeredgecolor=theme.INK, label=HERE)
    plot.set_xlim(-0.5, len(axis.numbers) - 0.5)
    _number_axis(plot, axis, "x")
    plot.set_ylabel(result.target.name)
    theme.clean(plot)
    plot.legend(frameon=False, fontsize=8, loc="best")


def _map(figure: Figure, plot: Axes, result: Reach) -> None:
    """Draw the number over worlds as a map, the target as a contour with its interval, and what was found."""
    across, up = result.grid.axes
    cells = result.over_worlds.reshape(result.grid.shape).T
    image = plot.pcolormesh(across.numbers, up.numbers, cells, cmap="cividis", shading="nearest")
    bar = figure.colorbar(image, ax=plot, pad=0.02, fraction=0.05)
    bar.outline.set_visible(False)
    bar.ax.tick_params(labelsize=7, length=0)
    bar.set_label(result.target.name, fontsize=8)
    shares = result.target.holds(result.resampled).mean(axis=0).reshape(result.grid.shape).T
    margin = result.target.margin(cells)
    if margin.min() < 0 < margin.max():
        plot.contour(across.numbers, up.numbers, margin, levels=[0], colors="white", linewidths=2)
        plot.contour(across.numbers, up.numbers, shares, levels=[0.05, 0.95], colors="white", linewidths=0.8, linestyles="--")
    if (x := _tried(across)) is not None and (y := _tried(up)) is not None:
        plot.plot(x, y, "o", color="white", markersize=8, markeredgecolor=theme.INK, label=HERE)
    if found := result.found:
        label = f"found: {', '.join(_number(axis, number) for axis, number in zip(result.grid.axes, found.numbers, strict=True))}"
        plot.plot(*found.numbers, "D", color=FOUND, markersize=8, markeredgecolor="white", label=label)
    _number_axis(plot, across, "x")
    _number_axis(plot, up, "y")
    plot.spines[:].set_visible(False)
    plot.legend(frameon=False, fontsize=8, loc="lower right", bbox_to_anchor=(1, 1), ncols=2)


def _tried(axis: Axis) -> float | None:
    """Return what is in force at the start where it is among the values; of dates and of parameters of rules nothing is."""
    known = axis.factor.dated is None and not axis.factor.parameter and axis.usual in axis.numbers
    return axis.usual if known else None


def _target_line(plot: Axes, result: Reach) -> None:
    bound = result.target.bound
    plot.axhline(
        bound, color=TARGET, linewidth=1.2, linestyle="--", label=f"target: {result.target.comparison} {number_text(bound)}"
    )


def _number_axis(plot: Axes, axis: Axis, which: str) -> None:
    """Label an axis by its lever; words and months have their names as ticks."""
    shown = plot.xaxis if which == "x" else plot.yaxis
    if not axis.continuous:
        every = max(1, -(-len(axis.numbers) // 6)) if axis.factor.dated is not None else 1
        shown.set_ticks(axis.numbers[::every], [_number(axis, number) for number in axis.numbers[::every]])
    dated = "" if axis.factor.dated is None else f" = {axis.factor.dated} from"
    shown.set_label_text(f"{axis.factor.key}{dated} {axis.factor.unit and f'({axis.factor.unit})'}".rstrip())


def _number(axis: Axis, number: float) -> str:
    """Return a number of an axis as a reader sees it."""
    if axis.factor.options:
        return str(axis.factor.options[int(number)]).lower()
    return number_text(number) if axis.factor.dated is None else format_month(round(number))
