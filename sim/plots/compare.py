"""Figures of a comparison: overlaid fans, fans of differences, outcomes in the last month, and the scorecard."""

import textwrap
from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from sim.analysis.compare import Comparison
from sim.analysis.contrast import Contrast
from sim.analysis.mean_difference import half_width
from sim.analysis.scorecard import scorecard as cells
from sim.ensemble.run import Run
from sim.foundations.axes import Array
from sim.plots import theme
from sim.plots.fan import is_rare

MOST_BANDS = 3
"""Largest number of scenarios whose bands are drawn; more of them would hide each other."""


def overlay(comparison: Comparison, outcomes: Sequence[str]) -> Figure:
    """Return a panel per outcome with the medians of all scenarios, and 50 and 90 % bands where there are few scenarios."""
    with theme.style():
        figure, panels = _panels(comparison, "Scenarios compared", outcomes, key=comparison.labels)
        for axes, name in zip(panels, outcomes, strict=True):
            outcome = comparison.contrasts[0].outcome(name)
            for index, run in enumerate(comparison.runs):
                colour, line = theme.COLOURS[index % 7], theme.STYLES[index % 6]
                values = run.series(name)
                if is_rare(values):
                    axes.plot(theme.years(run), values.mean(axis=1), color=colour, linewidth=1.8, linestyle=line)
                elif len(comparison.runs) <= MOST_BANDS:
                    theme.bands(axes, run, values, colour, line)
                else:
                    axes.plot(theme.years(run), np.median(values, axis=1), color=colour, linewidth=1.8, linestyle=line)
            top = {"0-100": 100.0, "0-1": 1.0}.get(outcome.unit)
            theme.tidy(axes, _longest(comparison.runs), 0, top, outcome.unit)
            _title(axes, outcome.title, any(is_rare(run.series(name)) for run in comparison.runs))
    return figure


def differences(comparison: Comparison, outcomes: Sequence[str]) -> Figure:
    """Return a panel per outcome with the difference of every scenario from the reference."""
    with theme.style():
        figure, panels = _panels(comparison, f"Difference from {comparison.labels[0]}", outcomes, key=comparison.labels[1:])
        for axes, name in zip(panels, outcomes, strict=True):
            outcome = comparison.contrasts[0].outcome(name)
            rare = any(is_rare(run.series(name)) for run in comparison.runs)
            for index, contrast in enumerate(comparison.contrasts, 1):
                difference_fan(axes, contrast, name, index, rare)
            axes.axhline(0, color=theme.INK, linewidth=1)
            theme.tidy(
                axes,
                comparison.reference,
                label=f"{outcome.unit}\n{outcome.better} is better" if outcome.better else outcome.unit,
            )
            _title(axes, outcome.title, rare)
    return figure


def difference_fan(axes: Axes, contrast: Contrast, name: str, index: int, rare: bool) -> None:
    """Draw the median difference with its bands, or the mean with its 90 % confidence interval for a rare outcome."""
    colour, line = theme.COLOURS[index % 7], theme.STYLES[index % 6]
    values, run = contrast.difference(name), contrast.reference
    if len(contrast.months) != len(run.months):
        first = run.months.index(contrast.months[0])
        padded = np.full((len(run.months), values.shape[1]), np.nan, dtype=values.dtype)
        padded[first : first + len(values)] = values
        values = padded
    if not rare:
        theme.bands(axes, run, values, colour, line)
        return
    mean = values.mean(axis=1)
    error = half_width(values)
    axes.fill_between(theme.years(run), mean - error, mean + error, color=colour, alpha=0.25, linewidth=0)
    axes.plot(theme.years(run), mean, color=colour, linewidth=1.8, linestyle=line)


def ends(comparison: Comparison, outcomes: Sequence[str]) -> Figure:
    """Return a panel per outcome with a row per scenario: median, and middle 50 and 90 % of worlds in the last month."""
    names = ["\n".join(textwrap.wrap(label, 24)) for label in comparison.labels]
    with theme.style():
        figure, panels = _panels(
            comparison, "Outcomes in the last month", outcomes, row=0.95 + 0.3 * len(names), left=1.9, apart=1.0
        )
        for panel, (axes, name) in enumerate(zip(panels, outcomes, strict=True)):
            outcome = comparison.contrasts[0].outcome(name)
            for index, run in enumerate(comparison.runs):
                last = run.series(name)[-1]
                theme.interval(axes, index, last, _centre(last), theme.COLOURS[index % 7])
            axes.axvline(_centre(comparison.reference.series(name)[-1]), color=theme.QUIET, linewidth=0.7, linestyle=":")
            axes.set_yticks(range(len(names)), names if panel % 2 == 0 else [""] * len(names))
            axes.set_ylim(len(names) - 0.5, -0.5)
            theme.clean(axes, values="x")
            axes.set_xlabel(outcome.unit)
            _title(axes, outcome.title, is_rare(comparison.reference.series(name)[-1]))
    return figure


def scorecard(comparison: Comparison, outcomes: Sequence[str]) -> Figure:
    """Return a table of outcomes by scenarios, coloured by the shares of worlds that are better and worse."""
    others = comparison.labels[1:]
    height = 2.0 + 0.32 * len(outcomes)
    width = max(7.5, 4.4 + 2.3 * len(others))
    with theme.style():
        footer = (
            f"Not a forecast. Mean differences in {comparison.contrasts[0].months[-1]} with their 90 % intervals, "
            "medians in brackets.\n"
            "Blue: better in more worlds than worse; orange: worse in more; no colour: negligible, or neither."
        )
        figure = theme.sheet(f"Scorecard: difference from {comparison.labels[0]}", _ensemble(comparison), width, height, footer)
        axes = figure.add_axes((3.8 / width, 0.75 / height, 1 - 4.0 / width, 1 - 2.0 / height))
        shades = np.zeros((len(outcomes), len(others)))
        rows = cells(comparison, outcomes)
        for row, entry in enumerate(rows):
            for column, cell in enumerate(entry["cells"]):
                if cell is None:
                    continue
                shades[row, column] = cell["shade"]
                ink = "white" if abs(cell["shade"]) > 0.75 else theme.INK
                axes.text(column, row, cell["gap"], ha="center", va="center", fontsize=8, color=ink)
        axes.imshow(shades, cmap=theme.BETTER_OR_WORSE, vmin=-1, vmax=1, aspect="auto")
        axes.set_yticks(range(len(rows)), [textwrap.shorten(entry["title"], 54, placeholder="...") for entry in rows])
        axes.set_xticks(range(len(others)), ["\n".join(textwrap.wrap(name, 24)) for name in others])
        axes.xaxis.tick_top()
        axes.tick_params(length=0, colors=theme.INK)
        axes.spines[:].set_visible(False)
    return figure


def _panels(
    comparison: Comparison, title: str, outcomes: Sequence[str], row: float = 2.35, left: float = 0.95, apart: float = 0.5,
    key: Sequence[str] = (),
) -> tuple[Figure, list[Axes]]:  # fmt: skip
    """Return a sheet with a panel per outcome. key: labels of the last lines, drawn under the title."""
    columns = 2 if len(outcomes) > 1 else 1
    rows = -(-len(outcomes) // columns)
    keyed = _rows_of_key(key)
    top = 1.15 + _KEY_ROW * max(len(keyed) - 1, 0)
    height = 0.6 + top + row * rows
    figure = theme.sheet(title, _ensemble(comparison), _WIDTH, height)
    grid = figure.add_gridspec(
        rows, columns, left=left / _WIDTH, right=0.97, top=1 - top / height, bottom=0.75 / height,
        hspace=0.22 + apart / row, wspace=0.26,
    )  # fmt: skip
    _draw_key(figure, keyed, len(comparison.labels) - len(key))
    return figure, [figure.add_subplot(grid[index // columns, index % columns]) for index in range(len(outcomes))]


def _ensemble(comparison: Comparison) -> str:
    pairing = "paired" if comparison.paired else "unpaired, matched at random"
    return f"{comparison.reference.scenario.worlds:,} worlds, {pairing}"


_WIDTH, _KEY_ROW = 10.4, 0.2
"""Of a sheet, and of a row of its key [inches]."""


def _width_in_key(label: str) -> float:
    """Return how much room a line and its label take [inches]."""
    return 0.65 + 0.082 * len(label)


def _rows_of_key(labels: Sequence[str]) -> list[list[str]]:
    """Return labels in as many rows as they need beside each other."""
    rows: list[list[str]] = []
    for label in labels:
        if not rows or sum(map(_width_in_key, [*rows[-1], label])) > 0.98 * _WIDTH:
            rows.append([])
        rows[-1].append(label)
    return rows


def _draw_key(figure: Figure, rows: Sequence[Sequence[str]], first: int) -> None:
    """Draw a key of lines under the title, each in its colour and line style. first: number of the first line."""
    width, height = figure.get_size_inches()
    index = first
    for row, labels in enumerate(rows):
        across, at = 0.02, 1 - (0.78 + _KEY_ROW * row) / height
        for label in labels:
            figure.add_artist(_line(across, across + 0.28 / width, at, index))
            figure.text(across + 0.35 / width, at, label, color=theme.COLOURS[index % 7], va="center", fontsize=8.5)
            across, index = across + _width_in_key(label) / width, index + 1


def _line(left: float, right: float, at: float, index: int) -> Line2D:
    style: Any = theme.STYLES[index % 6]
    return Line2D([left, right], [at, at], color=theme.COLOURS[index % 7], linestyle=style, linewidth=1.8)


def _title(axes: Axes, title: str, rare: bool) -> None:
    axes.set_title(f"{title}  (mean)" if rare else title, loc="left", fontsize=9)


def _centre(values: Array) -> float:
    return float(values.mean() if is_rare(values) else np.median(values))


def _longest(runs: Sequence[Run]) -> Run:
    return max(runs, key=lambda run: run.scenario.months)
