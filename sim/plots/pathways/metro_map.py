"""The map of adaptation pathways (Haasnoot et al. 2013): lines of plans, tipping points, and transfers between them."""

from collections.abc import Sequence
from textwrap import fill

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from sim.analysis.estimate import Estimate
from sim.analysis.methods.kaplan_meier import Numbers
from sim.analysis.pathways.pathways import Pathways
from sim.analysis.pathways.standing import Standing, Transfer
from sim.foundations.wording import interval_text
from sim.plots import theme

FAINTEST = 0.1
"""Part of its colour that a line keeps where the plan meets its target in no world: it stays in sight as a place to pass to."""

LINE = 0.11
"""Width of the line of a plan, as a part of the distance between lines."""

TRACK = 3.0
"""Width of the track of worlds that have come from another plan, in points."""

TRACK_GAP = 0.13
"""Distance between the tracks on one line, as a part of the distance between lines."""

DEEPEST = 0.5
"""How far below the first the last track may run, as a part of the distance between lines."""

COLUMN = 0.92
"""Width of a column of the table, in inches."""

FOOTER = (
    "Not a forecast. A line fades as fewer worlds still meet the target; dot: a quarter of worlds have tipped; bar: half, with\n"
    "its 90 % interval. Transfers leave where the median world has tipped and decided; drawn are those that help beyond\n"
    "sampling, with the rise in later months on target (% points). A track lasts as long as the median world is on target again\n"
    "(arrow: beyond the horizon)."
)


def metro_map(result: Pathways) -> Figure:
    """Return the map: with a table of shares and costs beside it, or a map for each worldview where there are several."""
    plans, terms, first = len(result.plans), result.terms, result.plans[0]
    title = f"When plans stop meeting {terms.target.text}"
    subtitle = f"missed for {terms.for_months} months in a row, judged from {result.month(terms.after)}; {first.worlds:,} worlds"
    with theme.style():
        if len(result.standings) > 1:
            return _multiples(result, title, subtitle)
        standing = result.standings[0]
        columns = _table(result, standing)
        width, height = 8.4 + COLUMN * len(columns), 2.3 + 0.92 * plans
        figure = theme.sheet(title, f"{subtitle}, worldview {standing.worldview}", width, height, FOOTER)
        axes = figure.add_axes((2.1 / width, 1.05 / height, 5.8 / width, 1 - 2.3 / height))
        _draw(axes, result, standing)
        for place, (heading, cells) in enumerate(columns):
            at = 8.35 + COLUMN * (place + 0.5)
            figure.text(at / width, 1 - 1.15 / height, fill(heading, 12), fontsize=8, color=theme.QUIET, ha="center", va="bottom")
            for row, cell in enumerate(cells):
                (_, y) = figure.transFigure.inverted().transform(axes.transData.transform((0, row)))
                figure.text(at / width, y, cell, fontsize=8, ha="center", va="center", linespacing=1.5)
    return figure


def _multiples(result: Pathways, title: str, subtitle: str) -> Figure:
    """Return a small map for each worldview."""
    rows = -(-len(result.standings) // 2)
    each = 0.85 + 0.7 * len(result.plans)
    height = 1.5 + rows * each
    figure = theme.sheet(title, subtitle, 13.5, height, FOOTER)
    for place, standing in enumerate(result.standings):
        row, column = divmod(place, 2)
        bottom = (1.0 + (rows - 1 - row) * each) / height
        axes = figure.add_axes((0.13 + column * 0.495, bottom, 0.345, (each - 0.85) / height))
        _draw(axes, result, standing, size=7)
        axes.set_title(standing.worldview, loc="left", fontsize=10, color=theme.INK, pad=8)
    return figure


def _draw(axes: Axes, result: Pathways, standing: Standing, size: float = 8) -> None:
    """Draw the lines of all plans and the transfers that help. size: of small letters, in points."""
    when = (np.arange(standing.months) + result.plans[0].start) / 12
    beside = axes.get_yaxis_transform()
    for row, name in enumerate(result.names):
        colour, share = theme.COLOURS[row % len(theme.COLOURS)], standing.survival[row][0]
        kept = FAINTEST + (1 - FAINTEST) * share[:, None]
        faded = 1 - kept * (1 - np.array(to_rgb(colour)))
        ends = (when[0], when[len(share) - 1] + 1 / 12, row + LINE / 2, row - LINE / 2)
        axes.imshow(faded[None], extent=ends, aspect="auto", interpolation="nearest", zorder=2)
        label = fill(name.replace("_", " "), 24)
        axes.text(-0.012, row, label, transform=beside, color=colour, ha="right", va="center", fontsize=size + 1, weight="bold")
        _tipping_point(axes, result, standing, row, when, colour, size)
    _transfers(axes, standing, when, size)
    axes.set_xlim(when[0], when[-1] + 1 / 12)
    axes.set_ylim(len(result.plans) - 0.4, -0.5)
    axes.set_yticks([])
    axes.spines[["top", "left", "right"]].set_visible(False)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=7))
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:.0f}")
    axes.grid(axis="x", color=theme.GRID, linewidth=0.6)
    axes.set_axisbelow(True)
    if standing.terms.after:
        axes.axvspan(when[0], when[standing.terms.after], color=theme.GRID, alpha=0.35, linewidth=0, zorder=0)


def _tipping_point(axes: Axes, result: Pathways, standing: Standing, row: int, when: Numbers, colour: str, size: float) -> None:
    """Mark where a quarter and half of the worlds have tipped, the latter with its interval, or say how many never do."""
    quarter, middle = standing.tipping(row, 0.25), standing.tipping(row, 0.5)
    last = standing.seen - 1
    if np.isfinite(quarter.value):
        axes.plot(when[int(quarter.value)], row, "o", color="white", markeredgecolor=colour, markersize=size - 2.5, zorder=4)
    if not np.isfinite(middle.value):
        told, place = f"never in {standing.never(row).value:.0%} of worlds", (when[last], row)
        axes.annotate(told, place, (0, 6), textcoords="offset points", ha="right", va="bottom", fontsize=size - 1, color=colour)
        return
    at = when[int(middle.value)]
    low, high = (when[int(min(each, last))] for each in (middle.low, middle.high))
    axes.plot([at, at], [row - 0.2, row + 0.2], color=colour, linewidth=4, solid_capstyle="butt", zorder=5)
    axes.plot([low, high], [row - 0.2, row - 0.2], color=colour, linewidth=1.2, zorder=5)
    axes.annotate(
        result.month(middle.value), (at, row - 0.2), xytext=(0, 3), textcoords="offset points", ha="center", va="bottom",
        fontsize=size - 1, color=colour, zorder=7, bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.6},
    )  # fmt: skip


def _transfers(axes: Axes, standing: Standing, when: Numbers, size: float) -> None:
    """Draw the transfers that help: up or down from the line of a plan after its tipping point, then along that of another."""
    helping = [transfer for transfer in standing.pairs() if standing.verdict(transfer) == "helps"]
    for origin, at in _apart(standing, helping, when).items():
        colour = theme.COLOURS[origin % len(theme.COLOURS)]
        own = [transfer for transfer in helping if transfer.origin == origin]
        ends = [_track(transfer, helping) for transfer in own]
        axes.plot([at, at], [min(*ends, origin), max(*ends, origin)], color=colour, linewidth=1.6, zorder=3)
        axes.plot(at, origin, "o", color="white", markeredgecolor=colour, markeredgewidth=1.6, markersize=size - 1, zorder=6)
        for transfer, y in zip(own, ends, strict=True):
            end = at + standing.lasts_again(transfer).value / 12
            beyond = not end <= when[-1]
            end = when[-1] if beyond else end
            axes.plot([at, end], [y, y], color=colour, linewidth=TRACK, solid_capstyle="butt", zorder=3)
            axes.plot(at, y, "o", color="white", markeredgecolor=colour, markeredgewidth=1.4, markersize=size - 3, zorder=6)
            axes.plot(end, y, ">" if beyond else "|", color=colour, markersize=size - 2, markeredgewidth=2, clip_on=False)
            told = f"{100 * standing.gain(transfer).value:+.0f}"
            axes.annotate(
                told, (end, y), (8, 0), textcoords="offset points", va="center", fontsize=size - 1.5, color=colour, zorder=6
            )


def _track(transfer: Transfer, among: Sequence[Transfer]) -> float:
    """Return where the track of those runs who come to a plan from another: below its line, each beside the others."""
    beside = [each.origin for each in among if each.to == transfer.to]
    gap = min(TRACK_GAP, DEEPEST / len(beside))
    return transfer.to + TRACK_GAP + gap * (0.4 + beside.index(transfer.origin))


def _apart(standing: Standing, transfers: Sequence[Transfer], when: Numbers) -> dict[int, float]:
    """Return where transfers leave each plan: at the median, moved on where two would hide each other.

    The median is over all worlds; where fewer than half of them tip in time, over those who do.
    """
    gap, placed, months = (when[-1] - when[0]) * 0.018, dict[int, float](), dict[int, float]()
    for transfer in transfers:
        middle = standing.tipping(transfer.origin, 0.5).value + standing.terms.waits
        months[transfer.origin] = middle if middle < standing.months else float(np.median(transfer.switch))
    for origin, month in sorted(months.items(), key=lambda each: each[1]):
        at = float(when[int(month)])
        placed[origin] = max([at, *(other + gap for other in placed.values())])
    return placed


def _table(result: Pathways, standing: Standing) -> list[tuple[str, list[str]]]:
    """Return headings and cells of what stands beside the map."""
    plans = range(len(result.plans))
    on_target = [standing.mean(standing.on_target(plan, plan)) for plan in plans]
    columns = [
        ("never tips, %", [_percent(standing.never(plan)) for plan in plans]),
        ("months on target, %", [_percent(each) for each in on_target]),
    ]
    for row, cost in enumerate(result.costs):
        gaps = [standing.mean(standing.cost(row, plan, plan) - standing.cost(row, 0, 0)) for plan in plans]
        columns.append((cost.replace("_", " "), ["first plan" if plan == 0 else _gap(gaps[plan]) for plan in plans]))
    return [*columns, ("levers changed", [str(result.levers(0, plan)) if plan else "" for plan in plans])]


def _percent(found: Estimate) -> str:
    return f"{100 * found.value:.0f}\n({100 * found.low:.0f} to {100 * found.high:.0f})"


def _gap(found: Estimate) -> str:
    return interval_text(found.value, (found.high - found.low) / 2).replace(" ±", "\n±")
