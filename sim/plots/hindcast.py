"""Figures of a hindcast: forecasts and observations, skill by window, calibration of forecasts, and informed assumptions."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.ensemble.quantiles import quantiles
from sim.ensemble.run import Run
from sim.foundations.months import parse_month
from sim.history.facts import FACTS
from sim.history.hindcast import LEVELS, Hindcast
from sim.history.observations import Observations
from sim.history.posterior import Posterior
from sim.history.scores import Key, Numbers, Score, pit_histogram
from sim.history.series_titles import TITLES
from sim.plots import theme

DRAWN = [int(np.argmin(np.abs(LEVELS - level))) for level in theme.BANDS]
"""Indices of the quantiles that bands are drawn of."""
SCORES_FOOTER = "Sources: Caldara & Iacoviello (2022); CSIS Beyond Parallel; Iacoviello & Tong, AI-GPR."
MARKS = {"nuclear_test": ("v", theme.COLOURS[1]), "attack": ("s", theme.COLOURS[3]), "summit": ("o", theme.COLOURS[2])}


def press_figure(hindcast: Hindcast, observations: Observations) -> Figure:
    """Return GPRC_KOR as observed, and its forecasts from every December, with historical events marked above."""
    known = observations.series["gprc_kor"].values
    with theme.style():
        figure = theme.sheet("GPR index for South Korea: forecast and observed", _subtitle(hindcast), 10.4, 4.9)
        axes = figure.add_axes((0.07, 0.14, 0.91, 0.66))
        for origin in sorted({origin for variable, origin, _ in hindcast.quantiles if variable == "gprc_kor"}):
            keys = [key for key in hindcast.quantiles if key[:2] == ("gprc_kor", origin)]
            quantiles = np.array([hindcast.quantiles[key] for key in keys])[:, DRAWN].T
            theme.fan(axes, [_year(key[2]) for key in keys], quantiles, linewidth=1.6)
        shown = [month for month in sorted(known) if month >= hindcast.months[0]]
        axes.plot([_year(month) for month in shown], [known[month] for month in shown], color=theme.INK, linewidth=1.1)
        _mark_events(figure, axes, shown[0], shown[-1], max(known[month] for month in shown) * 1.12)
        theme.clean(axes)
        axes.set_ylabel("percent of articles")
    return figure


def driven_figure(run: Run, observations: Observations) -> Figure:
    """Return GPRC_KOR as observed, and as the press model expects it in a run driven by the historical policies alone."""
    known = observations.series["gprc_kor"].values
    values = run.series("gprc")
    shown = [index for index, month in enumerate(run.months) if month <= max(known)]
    with theme.style():
        subtitle = f"{run.scenario.worlds:,} worlds with historical policies, without assimilation; bands are of expected values"
        figure = theme.sheet("GPR index for South Korea: driven by policies alone, and observed", subtitle, 10.4, 4.9)
        axes = figure.add_axes((0.07, 0.14, 0.91, 0.66))
        when = [_year(run.months[index]) for index in shown]
        theme.fan(axes, when, quantiles(values[shown], theme.BANDS), linewidth=1.6)
        observed = [known.get(run.months[index], np.nan) for index in shown]
        axes.plot(when, observed, color=theme.INK, linewidth=1.0)
        _mark_events(figure, axes, run.months[0], run.months[shown[-1]], float(np.nanmax(observed)) * 1.12)
        theme.clean(axes)
        axes.set_ylabel("percent of articles")
    return figure


def missile_figure(hindcast: Hindcast, observations: Observations) -> Figure:
    """Return missile provocations a year as observed, and as forecast in the December before."""
    known = observations.series["missile"].values
    with theme.style():
        figure = theme.sheet("Missile provocations a year: forecast and observed", _subtitle(hindcast), 10.4, 4.6)
        axes = figure.add_axes((0.07, 0.14, 0.91, 0.66))
        for origin, values in hindcast.yearly.items():
            year = int(origin[:4]) + 1
            low, lower, middle, upper, high = values[DRAWN]
            axes.bar(year, high - low, bottom=low, width=0.6, color=theme.COLOURS[0], alpha=0.2)
            axes.bar(year, upper - lower, bottom=lower, width=0.6, color=theme.COLOURS[0], alpha=0.35)
            axes.plot([year - 0.3, year + 0.3], [middle] * 2, color=theme.COLOURS[0], linewidth=2)
            count = [known[month] for month in known if month.startswith(f"{year}-")]
            if len(count) == 12:
                axes.plot(year, sum(count), "o", color=theme.INK, markersize=5)
        theme.clean(axes)
        axes.set_ylabel("events a year")
    return figure


def skill_figure(scores: Sequence[Score]) -> Figure:
    """Return the skill of the simulator and of statistical forecasters in each window, a panel for each variable."""
    variables = list(dict.fromkeys(score.variable for score in scores))
    columns = min(2, len(variables))
    rows = -(-len(variables) // columns)
    height = 1.4 + 2.7 * rows
    with theme.style():
        subtitle = "1 - CRPS / CRPS of climatology (the trailing five years); above 0 is better"
        figure = theme.sheet("Skill relative to climatology", subtitle, 10.4, height, SCORES_FOOTER)
        grid = figure.add_gridspec(
            rows, columns, left=0.07, right=0.98, top=1 - 1.0 / height, bottom=0.6 / height, wspace=0.2, hspace=0.45
        )
        for index, variable in enumerate(variables):
            axes = figure.add_subplot(grid[index // columns, index % columns])
            _skill_bars(axes, [score for score in scores if score.variable == variable and score.forecaster != "climatology"])
            axes.set_title(TITLES[variable], loc="left")
    return figure


def _skill_bars(axes: Axes, own: Sequence[Score]) -> None:
    """Draw the skill of each forecaster in each window."""
    windows = list(dict.fromkeys(score.window for score in own))
    names = list(dict.fromkeys(score.forecaster for score in own))
    for row, name in enumerate(names):
        bars = [score for score in own if score.forecaster == name]
        where = [windows.index(score.window) + (row - len(names) / 2 + 0.5) * 0.8 / len(names) for score in bars]
        colour = (theme.COLOURS[0], theme.COLOURS[5], theme.COLOURS[4], theme.COLOURS[2], theme.COLOURS[3])[row]
        axes.bar(where, [score.skill for score in bars], width=0.75 / len(names), color=colour, label=name)
    axes.axhline(0, color=theme.INK, linewidth=0.8)
    axes.set_xticks(range(len(windows)), [f"{first[:4]}-{last[:4]}".replace("-9999", " on") for first, last in windows])
    theme.clean(axes)
    axes.legend(fontsize=8, frameon=False, loc="upper left", bbox_to_anchor=(0, 1.0), ncols=3)
    low, high = axes.get_ylim()
    axes.set_ylim(low, high + 0.45 * (high - low))


def pit_figure(quantiles: Mapping[Key, Numbers], observations: Observations) -> Figure:
    """Return histograms of the probability integral transform; they are flat for calibrated forecasts."""
    variables = list(dict.fromkeys(key[0] for key in quantiles))
    columns = min(4, len(variables))
    rows = -(-len(variables) // columns)
    height = 1.5 + 2.1 * rows
    with theme.style():
        subtitle = "probability integral transform of observations; flat (dashed line) is calibrated"
        figure = theme.sheet("Calibration of forecasts", subtitle, 10.4, height, SCORES_FOOTER)
        grid = figure.add_gridspec(
            rows, columns, left=0.05, right=0.98, top=1 - 1.05 / height, bottom=0.6 / height, wspace=0.22, hspace=0.5
        )
        for index, variable in enumerate(variables):
            axes = figure.add_subplot(grid[index // columns, index % columns])
            heights = pit_histogram(quantiles, observations, variable)
            where = (np.arange(len(heights)) + 0.5) / len(heights)
            axes.bar(where, heights, width=0.95 / len(heights), color=theme.COLOURS[0], alpha=0.7)
            axes.axhline(1, color=theme.INK, linewidth=0.8, linestyle="--")
            axes.set_title(TITLES[variable].removeprefix("AI-GPR, "), loc="left", fontsize=8)
            axes.spines[["top", "right"]].set_visible(False)
    return figure


def posteriors_figure(posteriors: Sequence[Posterior]) -> Figure:
    """Return a row for each assumption that the record informs: median and middle 90 % within the range of its prior."""
    rows = sorted(posteriors, key=lambda each: each.shift)
    height = 1.7 + 0.26 * max(len(rows), 1)
    with theme.style():
        subtitle = "grey: range of the prior; blue: median and middle 90 % of the worlds that the record leaves"
        figure = theme.sheet("Assumptions informed by the record", subtitle, 9.5, height, SCORES_FOOTER)
        axes = figure.add_axes((0.36, 0.65 / height, 0.5, 1 - 1.75 / height))
        for place, each in enumerate(rows):
            low, high = each.prior
            first, middle, last = ((value - low) / (high - low) for value in (each.low, each.median, each.high))
            axes.plot([0, 1], [place, place], color=theme.PALE, linewidth=6, solid_capstyle="butt")
            axes.plot([first, last], [place, place], color=theme.COLOURS[0], linewidth=2.5, solid_capstyle="butt")
            axes.plot(middle, place, "o", color=theme.COLOURS[0], markersize=5)
            axes.text(-0.02, place, each.name.replace("_", " "), ha="right", va="center", fontsize=8.5)
            axes.text(1.02, place, f"{low:g} to {high:g}", ha="left", va="center", fontsize=8, color=theme.INK)
        axes.set_xlim(0, 1)
        axes.set_ylim(-0.7, max(len(rows), 1) - 0.3)
        axes.set_axis_off()
    return figure


def _mark_events(figure: Figure, axes: Axes, first: str, last: str, top: float) -> None:
    """Mark nuclear tests, attacks and summits along the top of the axes."""
    for fact in FACTS:
        if fact.kind in MARKS and first <= fact.month <= last:
            marker, colour = MARKS[fact.kind]
            axes.plot(_year(fact.month), top, marker, color=colour, markersize=5, clip_on=False)
    for index, (kind, (_, colour)) in enumerate(MARKS.items()):
        figure.text(0.985 - 0.09 * index, 0.83, kind.replace("_", " "), color=colour, ha="right", fontsize=8.5)
    axes.set_ylim(0, top)


def _subtitle(hindcast: Hindcast) -> str:
    return f"{hindcast.worlds:,} worlds; observations assimilated up to each December, then a forecast of twelve months"


def _year(month: str) -> float:
    return parse_month(month) / 12
