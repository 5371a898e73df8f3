"""What `peninsula sweep` prints: the drawn outcomes at the points, as many as fit."""

from textwrap import fill

import numpy as np
from rich.text import Text

from sim.cli.output.terminal import console, print_end, table
from sim.foundations.wording import decimals_of, figure_text
from sim.studies.sweep import Sweep

MOST_ROWS = 12


def print_sweep(result: Sweep) -> None:
    """Print the drawn outcomes at the points, as many as fit, and where the whole table is."""
    screen = console()
    rows = result.table()
    rows = rows[rows["measure"] == result.measure]
    keys = [each.key for each in result.variations]
    titles = {outcome.name: f"{outcome.title} {outcome.unit}" for outcome in result.outcomes}
    shown = result.drawn[:1] if len(keys) >= 2 else result.drawn[:3]
    number = len(result.scenarios)
    every = -(-number // MOST_ROWS)
    body = []
    for point in range(0, number, every):
        values = rows.iloc[point * len(result.outcomes) : (point + 1) * len(result.outcomes)].set_index("outcome")
        at = np.unravel_index(point, result.shape)
        cells = [each.labels[index] for each, index in zip(result.variations, at, strict=True)]
        for name in shown:
            low, middle, high = (float(values.loc[name, level]) for level in ("q05", "q50", "q95"))
            decimals = decimals_of(low, middle, high)
            cells.append(f"{figure_text(middle, decimals)} ({figure_text(low, decimals)} to {figure_text(high, decimals)})")
        body.append(cells)
    screen.print()
    when = "in the last month" if result.measure == "end" else "on average over the horizon"
    screen.print(Text(f"{result.base.title}: {number} points of {result.base.worlds:,} worlds", style="bold"))
    screen.print(f"median and 90 % of worlds {when}", style="dim")
    screen.print()
    screen.print(table((*(f"!{key}" for key in keys), *(">" + fill(titles[name], 26) for name in shown)), body))
    if every > 1:
        screen.print(f"{len(body)} of {number} points; the table has them all", style="dim")
    screen.print()
    print_end("Table and plot", result.folder)
