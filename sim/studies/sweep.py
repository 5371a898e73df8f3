"""Sweeping: run all sweep_scenarios, keep the table and the plot, and show the lines of the drawn outcomes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import fill
from typing import Any, Literal

import numpy as np
from rich.text import Text

from sim.analysis.sweep import Sweep, sweep_scenarios
from sim.analysis.sweep import sweep as run_sweep
from sim.analysis.sweep_values import variation
from sim.cli.output.terminal import console, table
from sim.ensemble.manifest import CAVEAT
from sim.foundations.errors import PeninsulaError, nearest
from sim.foundations.wording import decimals_of, figure_text
from sim.model.outcomes import outcomes_of
from sim.plots import save
from sim.plots.sweep import sweep_figure
from sim.scenario.loading import load
from sim.storage.analysis_folder import identity, reserve_analysis_folder, write_analysis_folder
from sim.studies.run import progress_bar
from sim.studies.sources import Tweaks

MOST_ROWS = 12
PANELS = 6


@dataclass(frozen=True)
class Wanted:
    """How to sweep. outcomes: to be drawn (none: those that move most); measure: see `sim.analysis.sweep.MEASURES`."""

    outcomes: tuple[str, ...]
    measure: Literal["end", "mean"]
    workers: int | None
    overwrite: bool
    show: bool


@dataclass(frozen=True)
class Kept:
    """A sweep, what was drawn of it, and its folder."""

    swept: Sweep
    outcomes: tuple[str, ...]
    measure: str
    folder: Path

    def document(self) -> dict[str, Any]:
        """Return what `sweep --json` prints: the drawn outcomes; the table in the folder holds all."""
        rows = self.swept.table()
        rows = rows[rows["outcome"].isin(self.outcomes)]
        return {
            "caveat": CAVEAT,
            "folder": str(self.folder),
            "vary": {each.key: list(each.labels) for each in self.swept.variations},
            "rows": rows.to_dict("records"),
        }


def sweep_and_keep(source: str, vary: Sequence[str], tweaks: Tweaks, results: Path, wanted: Wanted) -> Kept:
    """Run a sweep and keep its table and plot in a folder under the results folder."""
    variations = [variation(text) for text in vary]
    if len(variations) > 2:
        raise PeninsulaError(f"{len(variations)} quantities vary at once: expected one, for lines, or two, for a map")
    settings: dict[str, Any] = {"worlds": tweaks.worlds, "months": tweaks.months, "seed": tweaks.seed}
    base = load(source, tweaks.overrides, **settings)
    scenarios = sweep_scenarios(source, variations, tweaks.overrides, **settings)
    known = {outcome.name for outcome in outcomes_of(base.theatre)}
    for name in wanted.outcomes:
        if name not in known:
            raise PeninsulaError(f"'{name}' is not an outcome{nearest(name, known)}")
    about = identity("sweep", scenarios, f"{wanted.outcomes} {wanted.measure}")
    keys = "-".join(re.sub(r"[^a-z0-9_]+", "_", each.key.lower()) for each in variations)
    final = reserve_analysis_folder(results, f"sweep-{base.name}-{keys}", about, wanted.overwrite)
    total = len(scenarios) * base.worlds * base.months
    with progress_bar(f"{len(scenarios)} points", total, wanted.show) as progress:
        swept = run_sweep(base, variations, scenarios, wanted.workers, progress)
    drawn = wanted.outcomes or swept.most_moved(PANELS, wanted.measure)

    def write(folder: Path) -> None:
        swept.table().to_csv(folder / "sweep.csv", index=False, float_format="%.6g")
        save(sweep_figure(swept, drawn, wanted.measure), folder / "plots", "sweep")

    names = " and ".join(each.key for each in variations)
    facts = {
        "title": f"{base.title}: sweep of {names}",
        "worlds": base.worlds,
        "points": len(scenarios),
        "seed": base.seed,
        "vary": {each.key: list(each.labels) for each in variations},
        "result": _in_one_line(swept),
    }
    return Kept(
        swept, tuple(drawn), wanted.measure, write_analysis_folder(final, "sweep", about, facts, {base.name: base}, write)
    )


def print_sweep(kept: Kept) -> None:
    """Print the drawn outcomes at the sweep_scenarios, as many as fit, and where the whole table is."""
    swept, screen = kept.swept, console()
    rows = swept.table()
    rows = rows[rows["measure"] == kept.measure]
    keys = [each.key for each in swept.variations]
    titles = {outcome.name: f"{outcome.title} {outcome.unit}" for outcome in swept.outcomes}
    shown = kept.outcomes[:1] if len(keys) == 2 else kept.outcomes[:3]
    number = len(swept.scenarios)
    every = -(-number // MOST_ROWS)
    body = []
    for point in range(0, number, every):
        found = rows.iloc[point * len(swept.outcomes) : (point + 1) * len(swept.outcomes)].set_index("outcome")
        at = np.unravel_index(point, swept.shape)
        cells = [each.labels[place] for each, place in zip(swept.variations, at, strict=True)]
        for name in shown:
            low, middle, high = (float(found.loc[name, level]) for level in ("q05", "q50", "q95"))
            decimals = decimals_of(low, middle, high)
            cells.append(f"{figure_text(middle, decimals)} ({figure_text(low, decimals)} to {figure_text(high, decimals)})")
        body.append(cells)
    screen.print()
    when = "in the last month" if kept.measure == "end" else "on average over the horizon"
    screen.print(Text(f"{swept.base.title}: {number} points of {swept.base.worlds:,} worlds", style="bold"))
    screen.print(f"median and 90 % of worlds {when}", style="dim")
    screen.print()
    screen.print(table((*(f"!{key}" for key in keys), *(">" + fill(titles[name], 26) for name in shown)), body))
    if every > 1:
        screen.print(f"every {every}th of {number} points", style="dim")
    screen.print()
    screen.print(Text(CAVEAT, style="italic"))
    screen.print(Text.assemble("Table and plot: ", (str(kept.folder), "bold")), soft_wrap=True)


def _in_one_line(swept: Sweep) -> str:
    theatre = swept.base.theatre
    middle = [float(x) for x in swept.worlds(theatre.headline).mean(axis=1)]
    return f"{theatre.headline_label}: mean {min(middle):.1f} to {max(middle):.1f} over {len(middle)} points"
