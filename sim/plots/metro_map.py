"""The map of adaptation pathways (Haasnoot et al. 2013): a line for each plan, its tipping point, and transfers to other lines."""

from collections.abc import Sequence
from textwrap import fill

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from sim.analysis.pathways.pathways import Pathways
from sim.analysis.pathways.standing import Standing, Transfer
from sim.analysis.reach import Estimate
from sim.plots import theme

FAINTEST = 0.07
"""Opacity of a line where the plan meets its target in no world any more: it stays in sight as a place to pass to."""

LINE, TRACK = 7.0, 3.0
"""Widths of the line of a plan, and of the track of worlds that have come from another, in points."""

TRACK_GAP = 0.13
"""Distance between the tracks on one line, as a part of the distance between lines."""

COLUMN = 0.95
"""Width of a column of the table, in inches."""

FOOTER = (
    "Not a forecast. A line fades as fewer worlds still meet the target; bar: half of them have tipped, with its 90 % interval; "
    "dot: a quarter.\nTransfers are drawn at the median month of those who tip, where they help beyond sampling, each with the rise in "
    "later months on target; the track lasts as long as the median world is on target again."
)


def metro_map(result: Pathways) -> Figure:
    """Return the map: with a table of shares and costs beside it, or a map for each worldview where there are several."""
    plans, terms = len(result.plans), result.terms
    title = f"When plans stop meeting {terms.target.text}"
    first = result.plans[0]
    subtitle = f"missed for {terms.for_months} months in a row, judged from {result.month(terms.after)}; {first.worlds:,} worlds"
    several = len(result.standings) > 1
    with theme.style():
        if several:
            rows = -(-len(result.standings) // 2)
            each = 0.75 + 0.62 * plans
            height = 1.75 + rows * each
            figure = theme.sheet(title, subtitle, 13.5, height, FOOTER)
            for place, standing in enumerate(result.standings):
                row, column = divmod(place, 2)
                bottom = (0.85 + (rows - 1 - row) * each + 0.25) / height
                axes = figure.add_axes((0.15 + column * 0.49, bottom, 0.335, (each - 0.75) / height))
                _draw(axes, result, standing, small=True)
                axes.set_title(standing.worldview, loc="left", fontsize=10, color=theme.INK, pad=8)
            return figure
        columns = _table(result, result.standings[0])
        width, height = 10.2 + COLUMN * len(columns), 2.35 + 0.92 * plans
        figure = theme.sheet(title, f"{subtitle}, worldview {first.worldview}", width, height, FOOTER)
        axes = figure.add_axes((2.1 / width, 0.95 / height, 7.7 / width, 1 - 2.3 / height))
        _draw(axes, result, result.standings[0])
        for place, (heading, cells) in enumerate(columns):
            at = 10.15 + COLUMN * (place + 0.5)
            figure.text(at / width, 1 - 1.25 / height, fill(heading, 13), fontsize=8, color=theme.QUIET, ha="center", va="bottom")
            for row, cell in enumerate(cells):
                y = axes.get_position().y1 - (row + 0.5) / plans * axes.get_position().height
                figure.text(at / width, y, cell, fontsize=8, ha="center", va="center", linespacing=1.5)
    return figure


def _draw(axes: Axes, result: Pathways, standing: Standing, small: bool = False) -> None:
    """Draw the lines of all plans and the transfers that help."""
    when = (np.arange(standing.months) + result.plans[0].start) / 12
    size = 7 if small else 8
    for row, name in enumerate(result.names):
        colour = theme.COLOURS[row % len(theme.COLOURS)]
        share = standing.survival(row)[0]
        points = np.column_stack([when[: len(share)], np.full(len(share), row)])
        faded = FAINTEST + (1 - FAINTEST) * share[:-1]
        width = LINE - 2 if small else LINE
        axes.add_collection(
            LineCollection(np.stack([points[:-1], points[1:]], axis=1), colors=colour, alpha=faded, linewidths=width)
        )
        axes.text(
            -0.012, row, fill(name.replace("_", " "), 24), transform=axes.get_yaxis_transform(), color=colour, ha="right", va="center",
            fontsize=size + 1, fontweight="bold",
        )  # fmt: skip
        _tipping_point(axes, result, standing, row, when, colour, size)
    _transfers(axes, result, standing, when, size)
    axes.set_xlim(when[0], when[-1] + 1 / 12)
    axes.set_ylim(len(result.plans) - 0.5, -0.5)
    axes.set_yticks([])
    axes.spines[["top", "left", "right"]].set_visible(False)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=7))
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:.0f}")
    axes.grid(axis="x", color=theme.GRID, linewidth=0.6)
    axes.set_axisbelow(True)
    if standing.terms.after:
        axes.axvspan(when[0], when[standing.terms.after], color=theme.GRID, alpha=0.35, linewidth=0, zorder=0)


def _tipping_point(
    axes: Axes, result: Pathways, standing: Standing, row: int, when: np.ndarray, colour: str, size: float
) -> None:
    """Mark where a quarter and half of the worlds have tipped, the latter with its interval, or say how many never do."""
    quarter, middle = standing.tipping(row, 0.25), standing.tipping(row, 0.5)
    if np.isfinite(quarter.value):
        axes.plot(when[int(quarter.value)], row, "o", color="white", markeredgecolor=colour, markersize=size - 2.5, zorder=4)
    if not np.isfinite(middle.value):
        never = standing.never(row).value
        axes.annotate(
            f"not in {never:.0%} of worlds", (when[-1], row), xytext=(-2, -11), textcoords="offset points", ha="right", va="center",
            fontsize=size - 1, color=colour,
        )  # fmt: skip
        return
    at = when[int(middle.value)]
    axes.plot([at, at], [row - 0.2, row + 0.2], color=colour, linewidth=4, solid_capstyle="butt", zorder=5)
    low, high = (when[int(min(each, standing.seen - 1))] for each in (middle.low, middle.high))
    axes.plot([low, high], [row - 0.2, row - 0.2], color=colour, linewidth=1.2, zorder=5)
    axes.annotate(
        result.month(middle.value), (at, row - 0.2), xytext=(0, 3), textcoords="offset points", ha="center", va="bottom",
        fontsize=size - 1, color=colour, zorder=6,
    )  # fmt: skip


def _transfers(axes: Axes, result: Pathways, standing: Standing, when: np.ndarray, size: float) -> None:
    """Draw the transfers that help: up or down from the line of a plan at its tipping point, then along that of another."""
    helping = [transfer for transfer in standing.pairs() if standing.verdict(transfer) == "helps"]
    for origin, at in _apart(helping, when).items():
        colour = theme.COLOURS[origin % len(theme.COLOURS)]
        own = [transfer for transfer in helping if transfer.origin == origin]
        ends = [transfer.to + _track(transfer) for transfer in own]
        axes.plot([at, at], [min(*ends, origin), max(*ends, origin)], color=colour, linewidth=1.6, zorder=3)
        axes.plot(at, origin, "o", color="white", markeredgecolor=colour, markeredgewidth=1.6, markersize=size - 1, zorder=6)
        for transfer, y in zip(own, ends, strict=True):
            end = _end(standing, transfer, at, when)
            axes.plot([at, end], [y, y], color=colour, linewidth=TRACK, solid_capstyle="butt", alpha=0.9, zorder=3)
            axes.plot(at, y, "o", color="white", markeredgecolor=colour, markeredgewidth=1.4, markersize=size - 3, zorder=6)
            axes.annotate(
                f"{100 * standing.gain(transfer).value:+.0f} %", (end, y), xytext=(4, 0), textcoords="offset points", va="center",
                fontsize=size - 1.5, color=colour, zorder=6,
            )  # fmt: skip


def _track(transfer: Transfer) -> float:
    """Return how far below the line of a plan the track of those runs who come from another."""
    return TRACK_GAP * (1.3 + (transfer.origin - (transfer.origin > transfer.to)) % 3)


def _apart(transfers: Sequence[Transfer], when: np.ndarray) -> dict[int, float]:
    """Return where transfers leave each plan: the median month, moved on where two would hide each other."""
    gap, placed = (when[-1] - when[0]) * 0.018, dict[int, float]()
    months = {transfer.origin: float(np.median(transfer.switch)) for transfer in transfers}
    for origin, month in sorted(months.items(), key=lambda each: each[1]):
        at = float(when[int(month)])
        placed[origin] = max([at, *(other + gap for other in placed.values())]) if placed else at
    return placed


def _end(standing: Standing, transfer: Transfer, at: float, when: np.ndarray) -> float:
    """Return until when the median world is on target again after a transfer, or the end of the horizon."""
    until = np.median(standing.met_again(transfer) - transfer.switch)
    return float(min(at + (until + standing.lasts_again(transfer).value) / 12, when[-1]))


def _table(result: Pathways, standing: Standing) -> list[tuple[str, list[str]]]:
    """Return headings and cells of what stands beside the map."""
    plans = range(len(result.plans))
    on_target = [standing.mean(standing.on_target(plan, plan)) for plan in plans]
    columns = [
        ("never tips", [_percent(standing.never(plan)) for plan in plans]),
        ("months on target", [_percent(each) for each in on_target]),
    ]
    for row, cost in enumerate(result.costs):
        gaps = [standing.mean(standing.cost(row, plan, plan) - standing.cost(row, 0, 0)) for plan in plans]
        columns.append((cost.replace("_", " "), ["first plan" if plan == 0 else _gap(gaps[plan]) for plan in plans]))
    return [*columns, ("levers changed", [str(result.levers(0, plan)) for plan in plans])]


def _percent(found: Estimate) -> str:
    return f"{found.value:.0%}\n({100 * found.low:.0f} to {100 * found.high:.0f})"


def _gap(found: Estimate) -> str:
    return f"{found.value:+.2f}\n({found.low:+.2f} to {found.high:+.2f})"
