"""Fan chart of one outcome: median, 50 and 90 % bands, the changes of policy on the time axis, and rules below it."""

import textwrap

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.ensemble.run import Run
from sim.foundations.axes import Array
from sim.foundations.months import parse_month
from sim.plots import theme
from sim.plots.rule_strips import draw_strips, height_of_strips

MOST_LABELS = 12


def fan_chart(run: Run, outcome: str) -> Figure:
    """Return the fan chart of an outcome; a rare outcome is shown by its mean over worlds, see `is_rare`."""
    described = next(each for each in run.outcomes_reported if each.name == outcome)
    changes = run.told_changes()[:MOST_LABELS]
    key = textwrap.wrap("   ".join(f"({n}) {month} {label}" for n, (month, label) in enumerate(changes, 1)), 125)
    with theme.style():
        strips = height_of_strips(run)
        height = 4.8 + 0.17 * len(key) + strips
        figure = theme.canvas(run, described.title, height=height)
        below = (0.85 + 0.17 * len(key) + strips) / height
        axes = figure.add_axes((0.08, below, 0.84, 1 - below - 0.95 / height))
        values = run.series(outcome)
        if is_rare(values):
            axes.plot(theme.years(run), values.mean(axis=1), color=theme.COLOURS[0], linewidth=1.8)
            axes.set_title("mean over worlds", loc="left", fontsize=8.5, color=theme.QUIET)
        else:
            theme.bands(axes, run, values)
        top = {"0-100": 100.0, "0-1": 1.0}.get(described.unit)
        theme.tidy(axes, run, 0, top, described.unit)
        mark_changes(axes, changes)
        draw_strips(figure, run, axes, 0.4 + 0.17 * len(key))
        figure.text(0.02, 0.3 / height, "\n".join(key), fontsize=8, va="bottom", color=theme.INK)
    return figure


def is_rare(values: Array) -> bool:
    """Return whether an outcome is mostly 0 or 1, so that quantiles over worlds would be misleading."""
    return bool(((values == 0) | (values == 1)).mean() > 0.6)


def mark_changes(axes: Axes, changes: list[tuple[str, str]]) -> None:
    """Mark dated changes of policy by thin lines with numbers; changes in one month share a line."""
    by_month: dict[str, list[str]] = {}
    for number, (month, _) in enumerate(changes, 1):
        by_month.setdefault(month, []).append(str(number))
    last, level = -10.0, 0
    for month, numbers in by_month.items():
        when = parse_month(month) / 12
        level = (level + 1) % 3 if when - last < 0.6 else 0
        last = when
        axes.axvline(when, color=theme.QUIET, linewidth=0.7, linestyle=":")
        axes.annotate(
            ",".join(numbers), (when, 1), xycoords=("data", "axes fraction"),
            xytext=(0, 3 + 9 * level), textcoords="offset points",
            ha="center", fontsize=7.5, color=theme.INK,
        )  # fmt: skip
