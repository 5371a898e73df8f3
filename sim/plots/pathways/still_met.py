"""Figures of tipping points: the share of worlds in which each plan still meets the target, and the months by worldview."""

from typing import Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from sim.analysis.pathways.pathways import Pathways
from sim.plots import theme

FOOTER = "Not a forecast. Bands: 90 % intervals of the share, by a bootstrap over worlds."
BY_VIEW = (
    "Not a forecast. Bar: from where a quarter to where three quarters of worlds have tipped; dot: half; arrow: later than shown."
)


def still_met(result: Pathways) -> Figure:
    """Return the share of worlds in which each plan has not tipped, month by month; a panel for each worldview."""
    several = len(result.standings) > 1
    columns = 2 if several else 1
    rows = -(-len(result.standings) // columns)
    height = 1.9 + 2.5 * rows if several else 5.0
    with theme.style():
        figure = theme.sheet("How long plans still meet the target", _subtitle(result), 11.0 if several else 8.5, height, FOOTER)
        panels = theme.grid_of(figure, len(result.standings), columns, wspace=0.16)
        for axes, standing in zip(panels, result.standings, strict=True):
            when = (np.arange(standing.seen) + result.plans[0].start) / 12
            for plan, name in enumerate(result.names):
                samples = standing.survival[plan]
                low, high = np.quantile(samples[1:], (0.05, 0.95), axis=0)
                colour = theme.COLOURS[plan % len(theme.COLOURS)]
                style: Any = theme.STYLES[plan // len(theme.COLOURS) % len(theme.STYLES)]
                axes.fill_between(when, low, high, color=colour, alpha=0.18, linewidth=0, step="post")
                axes.step(when, samples[0], where="post", color=colour, linewidth=1.8, linestyle=style, label=name)
            axes.set_ylim(0, 1.02)
            axes.set_xlim(when[0], when[-1])
            axes.yaxis.set_major_formatter(lambda value, _: f"{value:.0%}")
            axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=7))
            axes.xaxis.set_major_formatter(lambda value, _: f"{value:.0f}")
            theme.clean(axes)
            if several:
                axes.set_title(standing.worldview, loc="left", fontsize=9)
        panels[0].legend(frameon=False, fontsize=8, loc="lower left" if not several else "upper right")
    return figure


def by_worldview(result: Pathways) -> Figure:
    """Return when each plan tips under each worldview."""
    plans, views = len(result.plans), len(result.standings)
    each = 0.17 * views + 0.2
    height = 1.9 + each * plans
    with theme.style():
        figure = theme.sheet("Tipping points by worldview", _subtitle(result), 9.5, height, BY_VIEW)
        axes = figure.add_axes((0.22, 0.75 / height, 0.62, 1 - 1.75 / height))
        when = (np.arange(result.standings[0].months + 1) + result.plans[0].start) / 12
        for place, standing in enumerate(result.standings):
            colour = theme.COLOURS[place % len(theme.COLOURS)]
            for plan in range(plans):
                y = plan + (place - (views - 1) / 2) * 0.17 / each
                low, middle, high = (standing.tipping(plan, part).value for part in (0.25, 0.5, 0.75))
                last = when[standing.seen]
                ends = [when[int(month)] if np.isfinite(month) else last for month in (low, middle, high)]
                axes.plot([ends[0], ends[2]], [y, y], color=colour, linewidth=4, alpha=0.45, solid_capstyle="butt")
                if np.isfinite(middle):
                    axes.plot(ends[1], y, "o", color=colour, markersize=6, markeredgecolor="white")
                if not np.isfinite(high):
                    axes.plot(last, y, ">", color=colour, markersize=6)
        axes.set_yticks(range(plans), result.names)
        axes.set_ylim(plans - 0.5, -0.5)
        axes.set_xlim(when[0], when[-1])
        axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=7))
        axes.xaxis.set_major_formatter(lambda value, _: f"{value:.0f}")
        theme.clean(axes, values="x")
        handles = [
            Line2D([], [], color=theme.COLOURS[place % len(theme.COLOURS)], marker="o", linewidth=4, label=standing.worldview)
            for place, standing in enumerate(result.standings)
        ]
        axes.legend(handles=handles, frameon=False, fontsize=8, loc="center left", bbox_to_anchor=(1.01, 0.5))
    return figure


def _subtitle(result: Pathways) -> str:
    first, terms = result.plans[0], result.terms
    return (
        f"{terms.target.text}, missed for {terms.for_months} months in a row, judged from {result.month(terms.after)}; "
        f"{first.worlds:,} worlds"
    )
