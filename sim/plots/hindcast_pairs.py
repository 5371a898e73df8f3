"""Figures of a hindcast: the directed pairs of AI-GPR, and events within twelve months."""

from collections.abc import Mapping

import numpy as np
from matplotlib.figure import Figure

from sim.foundations.months import parse_month
from sim.history.brier import EventScores
from sim.history.hindcast import Hindcast
from sim.history.observation_models.pairs import PAIRS
from sim.history.observations import Observations
from sim.history.scores import Key, Numbers
from sim.history.series_titles import TITLES
from sim.plots import theme
from sim.plots.hindcast import DRAWN, SCORES_FOOTER


def pairs_figure(hindcast: Hindcast, stacked: Mapping[Key, Numbers], observations: Observations) -> Figure:
    """Return a panel for each pair: observed, the model's own forecast as bands, and the median of the stacked one."""
    pairs = [name for name in hindcast.variables if name in PAIRS]
    height = 1.4 + 1.75 * len(pairs)
    with theme.style():
        subtitle = "on a scale of ln(1 + value), as scored; dashed: median of the stacked forecast; black: observed"
        figure = theme.sheet("Directed pairs of AI-GPR: forecast and observed", subtitle, 10.4, height, SCORES_FOOTER)
        grid = figure.add_gridspec(len(pairs), 1, left=0.06, right=0.98, top=1 - 1.05 / height, bottom=0.6 / height, hspace=0.5)
        for index, name in enumerate(pairs):
            axes = figure.add_subplot(grid[index, 0])
            for origin in sorted({origin for variable, origin, _ in hindcast.quantiles if variable == name}):
                keys = [key for key in hindcast.quantiles if key[:2] == (name, origin)]
                when = [parse_month(key[2]) / 12 for key in keys]
                bands = np.log1p(np.array([hindcast.quantiles[key] for key in keys]))[:, DRAWN].T
                theme.fan(axes, when, bands, linewidth=1.3)
                middle = np.log1p([stacked[key][len(stacked[key]) // 2] for key in keys])
                axes.plot(when, middle, color=theme.COLOURS[1], linewidth=1.0, linestyle="--")
            known = observations.series[name].values
            shown = [month for month in sorted(known) if month >= min(key[2] for key in hindcast.quantiles)]
            axes.plot([parse_month(month) / 12 for month in shown], np.log1p([known[month] for month in shown]), color=theme.INK,
                      linewidth=0.8)  # fmt: skip
            ticks = [0, 1, 3, 10, 30]
            axes.set_yticks(np.log1p(ticks), [str(tick) for tick in ticks])
            axes.set_title(TITLES[name], loc="left")
            theme.clean(axes)
    return figure


def events_figure(events: EventScores) -> Figure:
    """Return the calibration of probabilities of events: forecast probability, and the share that happened."""
    with theme.style():
        subtitle = "all four events together; the area of a mark is the number of forecasts"
        title = "Events: forecast probability and how often they happened"
        figure = theme.sheet(title, subtitle, 7.0, 4.6, SCORES_FOOTER)
        axes = figure.add_axes((0.1, 0.16, 0.86, 0.62))
        axes.plot([0, 1], [0, 1], color=theme.PALE, linewidth=1, linestyle="--")
        forecast, observed = ([getattr(each, name) for each in events.classes] for name in ("forecast", "observed"))
        axes.plot(forecast, observed, color=theme.COLOURS[0], linewidth=1)
        axes.scatter(forecast, observed, s=[8 * each.number for each in events.classes], color=theme.COLOURS[0])
        theme.clean(axes)
        axes.set_xlim(0, 1)
        axes.set_ylim(-0.03, 1.03)
        axes.set_xlabel("forecast probability")
        axes.set_ylabel("share that happened")
    return figure
