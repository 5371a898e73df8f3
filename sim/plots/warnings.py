"""Figures of how the best signposts warn: ROC curves, the reliability of their probabilities, and paths with and without the
event."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.analysis.signposts.paths import Paths
from sim.analysis.signposts.roc import GRID, Roc
from sim.analysis.signposts.signposts import Signposts
from sim.analysis.signposts.signs import CALENDAR
from sim.analysis.signposts.wording import lead_text
from sim.plots import theme
from sim.plots.signposts import subtitle, titled

BEST, KNOWN, TIME = theme.COLOURS[0], theme.COLOURS[2], theme.COLOURS[1]
WITH, WITHOUT = theme.COLOURS[1], theme.COLOURS[0]


def roc_figure(result: Signposts) -> Figure:
    """Return hits against false alarms at every lead: the best sign, the best by definition, and the calendar."""
    leads = result.event.leads
    with theme.style():
        footer = "Not a forecast. In worlds held out, with 90 % bands; the dot is the threshold that the others chose."
        title = titled("Warnings of {}", result, _size(leads)[0])
        figure = theme.sheet(title, subtitle(result), *_size(leads), footer)
        for lead, axes, rocs in zip(leads, theme.grid_of(figure, len(leads), len(leads), wspace=0.28), result.rocs, strict=True):
            axes.plot([0, 1], [0, 1], color=theme.QUIET, linewidth=0.8, linestyle=":")
            for roc in rocs:
                _curve(axes, roc)
            axes.set(xlim=(0, 1), ylim=(0, 1), aspect="equal")
            axes.set_title(lead_text(lead), loc="left", fontsize=9.5)
            axes.set_xlabel("false alarm rate", fontsize=8.5)
            axes.set_ylabel("hit rate", fontsize=8.5)
            theme.clean(axes)
            axes.legend(frameon=False, fontsize=7, loc="lower right")
    return figure


def reliability_figure(result: Signposts) -> Figure:
    """Return what happened against the probability that the best sign gave, at every lead."""
    leads = result.event.leads
    with theme.style():
        footer = "Not a forecast. Probabilities learnt in one half of the worlds, held against the other, with 90 % intervals."
        title = titled("Probability of {}", result, _size(leads)[0])
        figure = theme.sheet(title, subtitle(result), *_size(leads), footer)
        for lead, axes, known in zip(
            leads, theme.grid_of(figure, len(leads), len(leads), wspace=0.28), result.reliabilities, strict=True
        ):
            most = max(*(each.observed.high for each in known.classes), *(each.forecast for each in known.classes)) * 1.08
            axes.plot([0, most], [0, most], color=theme.QUIET, linewidth=0.8, linestyle=":")
            axes.axhline(result.base_rate(lead).value, color=TIME, linewidth=0.8, linestyle="--")
            axes.text(most, result.base_rate(lead).value, "base rate ", color=TIME, fontsize=7.5, ha="right", va="bottom")
            for each in known.classes:
                axes.vlines(each.forecast, each.observed.low, each.observed.high, color=BEST, linewidth=2.2, alpha=0.6)
                axes.plot(each.forecast, each.observed.value, "o", color=BEST, markersize=5.5, markeredgecolor="white")
            axes.set(xlim=(0, most), ylim=(0, most), aspect="equal")
            skill = known.skill
            told = f"skill {skill.value:.3f} ({skill.low:.3f} to {skill.high:.3f})"
            axes.set_title(f"{lead_text(lead)}: {result.best(lead).sign.text}\n{told}", loc="left", fontsize=8)
            axes.set_xlabel("probability by the sign", fontsize=8.5)
            axes.set_ylabel("share with the event", fontsize=8.5)
            theme.clean(axes)
    return figure


def path_figure(result: Signposts) -> Figure:
    """Return the best signs before and after a reading, in worlds in which the event comes and in others."""
    number = len(result.paths)
    with theme.style():
        footer = (
            "Not a forecast. Medians and middle 50 % of worlds held out, as many of each kind in every month. Shaded: the window."
        )
        width = max(4.0 * number, 7.0)
        title = titled("Worlds with and without {}", result, width)
        figure = theme.sheet(title, subtitle(result), width, 4.4, footer)
        for axes, path in zip(theme.grid_of(figure, number, number, wspace=0.24), result.paths, strict=True):
            _path(axes, path, result)
    return figure


def _size(leads: tuple[int, ...]) -> tuple[float, float]:
    return max(3.7 * len(leads) + 0.4, 6.4), 4.75


def _curve(axes: Axes, roc: Roc) -> None:
    calendar, known = roc.signpost.sign is CALENDAR, bool(roc.signpost.by_definition)
    colour = TIME if calendar else KNOWN if known else BEST
    area = roc.signpost.whole.area.value
    text = f"{roc.signpost.sign.text} {area:.2f}" + (", by definition" if known else "")
    axes.fill_between(GRID, roc.low, roc.high, color=colour, alpha=0.15, linewidth=0)
    axes.plot(
        GRID, roc.hits, color=colour, linewidth=1.2 if calendar else 1.8, linestyle="--" if known or calendar else "-", label=text
    )
    if not calendar:
        rates = roc.signpost.whole.rates
        axes.plot(rates.false_alarms.value, rates.hits.value, "o", color=colour, markersize=6.5, markeredgecolor="white")


def _path(axes: Axes, path: Paths, result: Signposts) -> None:
    for bands, colour, label in ((path.without, WITHOUT, "it does not come"), (path.ahead, WITH, "it comes")):
        axes.fill_between(path.months, bands[1], bands[3], color=colour, alpha=0.18, linewidth=0)
        axes.plot(path.months, bands[2], color=colour, linewidth=1.8, label=label)
    lead = result.event.leads[0]
    axes.axvspan(lead, lead + result.event.within, color=theme.GRID, alpha=0.35, linewidth=0, zorder=0)
    axes.axvline(0, color=theme.QUIET, linewidth=0.9)
    axes.set_xlim(path.months[0], path.months[-1])
    axes.set_xticks(range(int(path.months[0]), int(path.months[-1]) + 1, 12))
    axes.set_title(path.sign.text, loc="left", fontsize=9)
    axes.set_xlabel("months from the reading", fontsize=8)
    axes.set_ylabel(path.sign.outcome.unit if path.sign.outcome else "", fontsize=8)
    theme.clean(axes)
    axes.legend(frameon=False, fontsize=7.5, loc="best")
