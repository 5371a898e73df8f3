"""Figures of signposts: the ranking with its intervals at every lead, and the best of them under every worldview."""

from textwrap import shorten

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.analysis.signposts.signpost import Signpost
from sim.analysis.signposts.signposts import Signposts
from sim.analysis.signposts.signs import Sign
from sim.analysis.signposts.wording import lead_text
from sim.plots import theme

ROWS = 14
"""Signs that are drawn."""

LONGEST = 46
"""Characters of a label of a row."""

BEST, KNOWN, CALENDAR = theme.COLOURS[0], theme.PALE, theme.COLOURS[1]


def ranking(result: Signposts) -> Figure:
    """Return the area under the ROC curve of the best signs of the first lead, at every lead, with 90 % intervals."""
    leads = result.event.leads
    shown = [each.sign for each in result.at(leads[0])[:ROWS]]
    height = 1.95 + 0.31 * len(shown)
    with theme.style():
        footer = "Not a forecast. In worlds held out, with 90 % intervals, ordered by the others. Hollow: by definition."
        width = max(4.3 + 2.2 * len(leads), 7.6)
        figure = theme.sheet(titled("What warns of {}", result, width), subtitle(result), width, height, footer)
        grid = figure.add_gridspec(
            1, len(leads), left=3.35 / width, right=1 - 0.2 / width, top=1 - 1.1 / height, bottom=0.75 / height, wspace=0.12
        )
        ends = [end for each in result.found if each.sign in shown for end in (each.whole.area.low, each.whole.area.high)]
        for number, lead in enumerate(leads):
            axes = figure.add_subplot(grid[0, number])
            by_sign = {each.sign: each for each in result.at(lead)}
            for row, sign in enumerate(shown):
                if sign in by_sign:
                    _interval(axes, row, by_sign[sign])
            _calendar(axes, result.calendar(lead))
            axes.set(xlim=(min(*ends, 0.5) - 0.02, max(*ends, 0.5) + 0.02), ylim=(len(shown) - 0.4, -0.6))
            axes.set_title(lead_text(lead), loc="left", fontsize=9.5)
            theme.clean(axes, "x")
            axes.set_yticks(range(len(shown)), [_short(sign) for sign in shown] if number == 0 else [])
            axes.set_xlabel("area under the ROC curve", fontsize=8)
    return figure


def across_worldviews(result: Signposts) -> Figure:
    """Return the area under the ROC curve of the best signs of the first lead under every worldview, with 90 % intervals."""
    lead = result.event.leads[0]
    shown = [each for each in result.at(lead) if not each.by_definition][:ROWS]
    height = 2.1 + 0.4 * len(shown)
    with theme.style():
        footer = "Not a forecast. Learnt under all worldviews together, told in worlds held out. White: no better than chance."
        width = max(4.2 + 1.15 * len(result.worldviews), 7.6)
        figure = theme.sheet(titled("What warns of {}, by worldview", result, width), subtitle(result), width, height, footer)
        axes = figure.add_axes((3.35 / width, 0.5 / height, 1 - 3.5 / width, 1 - 1.75 / height))
        areas = np.array([[told.area.value for told in each.by_view] for each in shown])
        chance = np.array([[not (told.area.low > 0.5 or told.area.high < 0.5) for told in each.by_view] for each in shown])
        most = max(float(np.nanmax(np.abs(areas - 0.5))), 1e-9)
        colours = np.where(chance | np.isnan(areas), 0, areas - 0.5)
        axes.imshow(colours, cmap=theme.BETTER_OR_WORSE, vmin=-1.6 * most, vmax=1.6 * most, aspect="auto")
        for (row, column), area in np.ndenumerate(areas):
            text = "-" if np.isnan(area) else f"{area:.2f}"
            axes.text(
                column, row, text, ha="center", va="center", fontsize=8.5, color=theme.QUIET if chance[row, column] else theme.INK
            )
        axes.set_xticks(range(len(result.worldviews)), result.worldviews, fontsize=8.5)
        axes.xaxis.tick_top()
        axes.set_yticks(range(len(shown)), [_short(each.sign) for each in shown])
        axes.tick_params(length=0)
        axes.spines[:].set_visible(False)
    return figure


def titled(text: str, result: Signposts, width: float) -> str:
    """Return a title with the event in place of {}, of which only the beginning where the figure is too narrow [inches]."""
    room = int(8 * width) - len(text)
    return text.format(shorten(result.event.condition.text, max(room, 12), placeholder=" ..."))


def subtitle(result: Signposts) -> str:
    """Return what was looked at, in one line."""
    base, event = result.base, result.event
    views = "worldview " + result.worldviews[0] if len(result.worldviews) == 1 else f"{len(result.worldviews)} worldviews"
    return f"{base.title}: within {event.within} months  ({base.worlds:,} worlds, {views})"


def _interval(axes: Axes, row: int, each: Signpost) -> None:
    area, colour = each.whole.area, KNOWN if each.by_definition else BEST
    axes.plot([area.low, area.high], [row, row], color=colour, linewidth=2.2, solid_capstyle="butt")
    axes.plot(area.value, row, "o", color=colour, markersize=6.5, markerfacecolor="white" if each.by_definition else colour)


def _calendar(axes: Axes, calendar: Signpost) -> None:
    area = calendar.whole.area
    axes.axvspan(area.low, area.high, color=CALENDAR, alpha=0.15, linewidth=0)
    axes.axvline(area.value, color=CALENDAR, linewidth=1, linestyle="--")
    axes.text(area.value, -0.55, " calendar", color=CALENDAR, fontsize=7.5, va="top")
    axes.axvline(0.5, color=theme.QUIET, linewidth=0.8)


def _short(sign: Sign) -> str:
    """Return the title of a sign, of a long outcome only the beginning: its form stands at the end."""
    assert sign.outcome is not None
    title, form = sign.outcome.title, sign.title.removeprefix(sign.outcome.title)
    return shorten(title, LONGEST - len(form), placeholder=" ...") + form
