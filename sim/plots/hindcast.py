"""Figures of a hindcast: forecasts against the press and the count of tests, skill by window, and where observations fell."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.ensemble.quantiles import quantiles
from sim.ensemble.run import Run
from sim.foundations.months import parse_month
from sim.history.calibrate import Belief
from sim.history.facts import FACTS
from sim.history.hindcast import LEVELS, Hindcast
from sim.history.observations import Observations
from sim.history.scores import Score, transform
from sim.plots import theme

LOW, LOWER, MIDDLE, UPPER, HIGH = (int(np.argmin(np.abs(LEVELS - level))) for level in (0.05, 0.25, 0.5, 0.75, 0.95))
TITLES = {"missile": "Missile provocations", "gprc_kor": "GPR index for South Korea"}
MARKS = {"nuclear_test": ("v", theme.COLOURS[1]), "attack": ("s", theme.COLOURS[3]), "summit": ("o", theme.COLOURS[2])}


def press_figure(found: Hindcast, observations: Observations) -> Figure:
    """Return GPRC_KOR as observed, and what was forecast from every December on; events marked above."""
    known = observations.series["gprc_kor"].values
    with theme.style():
        about = f"{found.worlds:,} worlds held to the record up to each December, then twelve months ahead"
        figure = theme.sheet("GPR index for South Korea: forecast and observed", about, 10.4, 4.9)
        axes = figure.add_axes((0.07, 0.14, 0.91, 0.66))
        for origin in sorted({origin for variable, origin, _ in found.quantiles if variable == "gprc_kor"}):
            keys = [key for key in found.quantiles if key[:2] == ("gprc_kor", origin)]
            _bands(axes, [key[2] for key in keys], np.array([found.quantiles[key] for key in keys]), theme.COLOURS[0])
        shown = [month for month in sorted(known) if month >= found.months[0]]
        axes.plot([_year(month) for month in shown], [known[month] for month in shown], color=theme.INK, linewidth=1.1)
        _mark_events(figure, axes, shown[0], shown[-1], max(known[month] for month in shown) * 1.12)
        _calm(axes, "percent of articles")
    return figure


def driven_figure(run: Run, observations: Observations) -> Figure:
    """Return GPRC_KOR as the press model makes it of a run driven by the policies alone, against what was observed."""
    known = observations.series["gprc_kor"].values
    values = run.series("gprc")
    shown = [place for place, month in enumerate(run.months) if month <= max(known)]
    with theme.style():
        about = f"{run.scenario.worlds:,} worlds that know the policies and no observation; bands are of expected values"
        figure = theme.sheet("GPR index for South Korea: driven by policies alone, and observed", about, 10.4, 4.9)
        axes = figure.add_axes((0.07, 0.14, 0.91, 0.66))
        when = [_year(run.months[place]) for place in shown]
        low, lower, middle, upper, high = quantiles(values[shown])
        axes.fill_between(when, low, high, color=theme.COLOURS[0], alpha=0.15, linewidth=0)
        axes.fill_between(when, lower, upper, color=theme.COLOURS[0], alpha=0.3, linewidth=0)
        axes.plot(when, middle, color=theme.COLOURS[0], linewidth=1.6)
        observed = [known.get(run.months[place], np.nan) for place in shown]
        axes.plot(when, observed, color=theme.INK, linewidth=1.0)
        _mark_events(figure, axes, run.months[0], run.months[shown[-1]], float(np.nanmax(observed)) * 1.12)
        _calm(axes, "percent of articles")
    return figure


def missile_figure(found: Hindcast, observations: Observations) -> Figure:
    """Return missile provocations a year as observed, and the bands forecast on the eve of each year."""
    known = observations.series["missile"].values
    with theme.style():
        about = f"{found.worlds:,} worlds held to the record up to each December, then twelve months ahead"
        figure = theme.sheet("Missile provocations a year: forecast and observed", about, 10.4, 4.6)
        axes = figure.add_axes((0.07, 0.14, 0.91, 0.66))
        for origin, values in found.yearly.items():
            year = int(origin[:4]) + 1
            axes.bar(year, values[HIGH] - values[LOW], bottom=values[LOW], width=0.6, color=theme.COLOURS[0], alpha=0.2)
            axes.bar(year, values[UPPER] - values[LOWER], bottom=values[LOWER], width=0.6, color=theme.COLOURS[0], alpha=0.35)
            axes.plot([year - 0.3, year + 0.3], [values[MIDDLE]] * 2, color=theme.COLOURS[0], linewidth=2)
            count = [known[month] for month in known if month.startswith(f"{year}-")]
            if len(count) == 12:
                axes.plot(year, sum(count), "o", color=theme.INK, markersize=5)
        _calm(axes, "events a year")
    return figure


def skill_figure(scores: Sequence[Score]) -> Figure:
    """Return skill against climatology by window, of the simulator and of simple forecasters."""
    variables = list(dict.fromkeys(score.variable for score in scores))
    with theme.style():
        figure = theme.sheet(
            "Skill against climatology", "1 - CRPS / CRPS of the trailing five years; above 0 is better", 10.4, 4.4
        )
        grid = figure.add_gridspec(1, len(variables), left=0.07, right=0.98, top=0.72, bottom=0.16, wspace=0.2)
        for place, variable in enumerate(variables):
            axes = figure.add_subplot(grid[0, place])
            own = [score for score in scores if score.variable == variable and score.forecaster != "climatology"]
            windows = list(dict.fromkeys(score.window for score in own))
            names = list(dict.fromkeys(score.forecaster for score in own))
            for row, name in enumerate(names):
                bars = [score for score in own if score.forecaster == name]
                where = [windows.index(score.window) + (row - len(names) / 2 + 0.5) * 0.8 / len(names) for score in bars]
                colour = theme.COLOURS[row] if row == 0 else (theme.COLOURS[4], theme.COLOURS[2], theme.COLOURS[3])[row - 1]
                axes.bar(where, [score.skill for score in bars], width=0.75 / len(names), color=colour, label=name)
            axes.axhline(0, color=theme.INK, linewidth=0.8)
            axes.set_xticks(range(len(windows)), [f"{first[:4]}-{last[:4]}".replace("-9999", " on") for first, last in windows])
            axes.set_title(TITLES[variable], loc="left")
            axes.spines[["top", "right"]].set_visible(False)
            axes.grid(axis="y", color=theme.GRID, linewidth=0.6)
            axes.set_axisbelow(True)
            axes.legend(fontsize=8, frameon=False, loc="upper left", bbox_to_anchor=(0, 1.0), ncols=2)
            low, high = axes.get_ylim()
            axes.set_ylim(low, high + 0.35 * (high - low))
    return figure


def transform_figure(found: Hindcast, observations: Observations) -> Figure:
    """Return where observations fell in their forecasts: a flat histogram says that the bands are honest."""
    with theme.style():
        figure = theme.sheet(
            "Where observations fell in their forecasts", "probability integral transform; flat is honest", 8.5, 3.8
        )
        grid = figure.add_gridspec(1, 2, left=0.08, right=0.98, top=0.72, bottom=0.17, wspace=0.22)
        for place, (variable, title) in enumerate(
            (("missile", "Missile provocations"), ("gprc_kor", "GPR index for South Korea"))
        ):
            axes = figure.add_subplot(grid[0, place])
            heights = transform(found, observations, variable)
            axes.bar(
                (np.arange(len(heights)) + 0.5) / len(heights),
                heights,
                width=0.95 / len(heights),
                color=theme.COLOURS[0],
                alpha=0.7,
            )
            axes.axhline(1, color=theme.INK, linewidth=0.8, linestyle="--")
            axes.set_title(title, loc="left")
            axes.spines[["top", "right"]].set_visible(False)
    return figure


def beliefs_figure(beliefs: Sequence[Belief]) -> Figure:
    """Return a panel for each assumption on which the record leans: even before, weighed after."""
    columns = min(3, max(1, len(beliefs)))
    rows = max(1, -(-len(beliefs) // columns))
    height = 1.5 + 2.0 * rows
    with theme.style():
        about = "grey: before the record; blue: after, weighed by the likelihood of worlds, tempered"
        figure = theme.sheet("Assumptions on which the record leans", about, 9.5, height)
        grid = figure.add_gridspec(
            rows, columns, left=0.05, right=0.98, top=1 - 1.05 / height, bottom=0.65 / height, hspace=0.6, wspace=0.15
        )
        for place, belief in enumerate(beliefs):
            axes = figure.add_subplot(grid[place // columns, place % columns])
            low, high = belief.before
            edges = [low + step * (high - low) / 12 for step in range(13)]
            axes.hist(belief.values, bins=edges, color=theme.PALE, density=True)
            axes.hist(belief.values, bins=edges, weights=belief.weights, color=theme.COLOURS[0], density=True, alpha=0.6)
            axes.set_title(belief.name.replace("_", " "), loc="left", fontsize=9)
            axes.set_yticks([])
            axes.spines[["top", "right", "left"]].set_visible(False)
    return figure


def _bands(axes: Axes, months: Sequence[str], values: np.ndarray, colour: str) -> None:
    when = [_year(month) for month in months]
    axes.fill_between(when, values[:, LOW], values[:, HIGH], color=colour, alpha=0.15, linewidth=0)
    axes.fill_between(when, values[:, LOWER], values[:, UPPER], color=colour, alpha=0.3, linewidth=0)
    axes.plot(when, values[:, MIDDLE], color=colour, linewidth=1.6)


def _mark_events(figure: Figure, axes: Axes, first: str, last: str, top: float) -> None:
    """Mark nuclear tests, attacks and summits along the top of the axes."""
    for fact in FACTS:
        if fact.kind in MARKS and first <= fact.month <= last:
            marker, colour = MARKS[fact.kind]
            axes.plot(_year(fact.month), top, marker, color=colour, markersize=5, clip_on=False)
    for place, (kind, (_, colour)) in enumerate(MARKS.items()):
        figure.text(0.985 - 0.09 * place, 0.83, kind.replace("_", " "), color=colour, ha="right", fontsize=8.5)
    axes.set_ylim(0, top)


def _calm(axes: Axes, label: str) -> None:
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(axis="y", color=theme.GRID, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.set_ylabel(label)


def _year(month: str) -> float:
    return parse_month(month) / 12
