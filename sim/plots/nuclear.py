"""The nuclear programme: warheads, production, missile tests a year, and the chance of a nuclear test."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from sim.ensemble.intervals import wilson
from sim.ensemble.run import Run
from sim.foundations.axes import Array
from sim.plots import theme

STATUS = ("rolled back", "frozen", "expanding")


def nuclear(run: Run) -> Figure:
    """Return four panels on the programme of the challenger."""
    with theme.style():
        figure = theme.canvas(run, f"The nuclear programme of {run.scenario.theatre.challenger.label}", 9.8, 6.4)
        arsenal, production, missiles, tests = theme.grid_of(figure, 4)
        theme.bands(arsenal, run, run.series("warheads"))
        theme.tidy(arsenal, run, 0, None, "warheads")
        arsenal.set_title("Stockpile", loc="left")

        status = run.series("production_status")
        shares = [(status == code).mean(axis=1) for code in range(3)]
        colours = (theme.COLOURS[2], theme.COLOURS[4], theme.COLOURS[1])
        production.stackplot(theme.years(run), shares, colors=colours, alpha=0.75, labels=STATUS)
        theme.tidy(production, run, 0, 1, "share of worlds")
        production.legend(loc="lower left", fontsize=8, framealpha=0.9)
        production.set_title("Production", loc="left")

        theme.bands(missiles, run, yearly(run.series("missile_tests")))
        theme.tidy(missiles, run, 0, None, "tests in twelve months")
        missiles.set_title("Missile tests, trailing year", loc="left")

        happened = np.maximum.accumulate(run.series("nuclear_tests") > 0, axis=0)
        share_so_far(tests, run, happened, theme.COLOURS[1])
        theme.tidy(tests, run, 0, 1, "share of worlds")
        tests.set_title("At least one nuclear test so far", loc="left")
    return figure


def yearly(counts: Array) -> Iterator[Array]:
    """Yield trailing twelve-month sums of monthly counts, each of shape (world,); counts: shape (month, world).

    In the first year: sums of the months so far, scaled to a year; NaN for the first five months.
    """
    total = np.zeros(counts.shape[1])
    for month, now in enumerate(counts):
        total += now
        if month >= 12:
            total -= counts[month - 12]
        window = min(month + 1, 12)
        yield total * 12 / window if window >= 6 or len(counts) <= 6 else np.full_like(total, np.nan)


def share_so_far(axes: Axes, run: Run, happened: NDArray[Any], colour: str, label: str = "", linestyle: Any = "-") -> None:
    """Draw the share of worlds in which an event has happened, with its 90 % Wilson interval; happened: (month, world)."""
    counts = happened.sum(axis=1)
    bounds = np.array([wilson(int(count), happened.shape[1]) for count in counts])
    when = theme.years(run)
    axes.fill_between(when, bounds[:, 0], bounds[:, 1], color=colour, alpha=0.25, linewidth=0)
    axes.plot(when, counts / happened.shape[1], color=colour, linewidth=1.8, label=label or None, linestyle=linestyle)
