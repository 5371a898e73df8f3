"""Asking what decides: run the points, keep the table and the bars, and show the first factors."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from rich.text import Text

from sim.analysis.expression import expressions
from sim.analysis.factors import Factor, Over, distinct, factor, factors_of
from sim.analysis.methods.sensitivity_indices import METHODS
from sim.analysis.sensitivity import Design, Sensitivity
from sim.analysis.sensitivity import sensitivity as ask
from sim.cli.output.terminal import console, table
from sim.ensemble.manifest import CAVEAT
from sim.foundations.errors import PeninsulaError
from sim.plots.sensitivity import importance
from sim.scenario.scenario import Scenario
from sim.studies.sources import Tweaks
from sim.studies.study_folder import Place, document, loaded, with_progress

SHOWN = 12


@dataclass(frozen=True)
class Asked:
    """What is asked for on the command line."""

    outcomes: tuple[str, ...]
    over: Over
    only: tuple[str, ...]
    vary: tuple[str, ...]
    design: Design

    def factors(self, scenario: Scenario) -> tuple[Factor, ...]:
        """Return what varies: what --vary names, or else everything of the kind."""
        if self.vary and self.only:
            raise PeninsulaError("--only chooses among all factors of a kind, and --vary names them: expected one of the two")
        if self.vary:
            return distinct([factor(text, scenario) for text in self.vary])
        return factors_of(scenario, self.over, self.only)


@dataclass(frozen=True)
class Kept:
    """A sensitivity and its folder."""

    found: Sensitivity
    folder: Path

    def document(self) -> dict[str, Any]:
        """Return what `sensitivity --json` prints."""
        notes = {outcome.text: list(self.found.indices[outcome.text].notes) for outcome in self.found.outcomes}
        return document(self.folder, {"rows": self.found.table()}, method=self.found.design.method, notes=notes)


def ask_and_keep(
    sources: Sequence[str], tweaks: Tweaks, asked: Asked, results: Path, workers: int | None, overwrite: bool, show: bool
) -> Kept:
    """Ask what decides, and keep the table and the bars in a folder under the results folder."""
    scenarios = loaded(sources, tweaks)
    first = scenarios[0]
    outcomes = expressions(asked.outcomes or (first.theatre.headline,), first)
    factors = asked.factors(first)
    name = f"sensitivity-{'-vs-'.join(scenario.name for scenario in scenarios)}-{asked.design.method}"
    place = Place("sensitivity", name, tuple(scenarios), repr((asked, [f.key for f in factors])), results, overwrite)
    place.ready()
    points = asked.design.size(len(factors))
    each = 1 if asked.design.chance == "varied" else first.worlds
    total = points * len(scenarios) * each * first.months
    found = with_progress(
        f"{points:,} points", total, show, lambda told: ask(scenarios, factors, outcomes, asked.design, workers, told)
    )
    names = [_file(outcome.text) for outcome in outcomes]
    names = [name + f"_{place + 1}" * (name in names[:place]) for place, name in enumerate(names)]
    # what is no number in some worlds has a note and a row, and nothing to be drawn
    figures = {
        name: partial(importance, found, outcome.text)
        for name, outcome in zip(names, outcomes, strict=True)
        if np.isfinite(found.values[outcome.text]).all()
    }
    rows = found.table()
    facts = {
        "title": f"What decides {', '.join(each.text for each in outcomes)} in {' less '.join(s.name for s in scenarios[::-1])}",
        "points": points,
        "method": asked.design.method,
        "notes": {outcome.text: list(found.indices[outcome.text].notes) for outcome in outcomes},
        "result": f"{outcomes[0].text}: most by {', '.join(rows['factor'].head(3))}",
    }
    return Kept(found, place.keep({"sensitivity": rows}, figures, facts))


def print_sensitivity(kept: Kept) -> None:
    """Print the first factors of every outcome with their intervals, and what to be wary of."""
    found, screen = kept.found, console()
    rows = found.table()
    for outcome in found.outcomes:
        mine = rows[rows["outcome"] == outcome.text].head(SHOWN)
        screen.print()
        screen.print(Text(f"What decides {outcome.text}", style="bold"))
        screen.print(f"{METHODS[found.design.method].title}; {len(found.coordinates):,} points", style="dim")
        screen.print()
        body = [
            (row.factor, f"{row.importance:.3g}", f"{row.low:.3g} to {row.high:.3g}", f"{row.at_low:.4g}", f"{row.at_high:.4g}")
            for row in mine.itertuples()
        ]
        screen.print(table(("!Factor", ">Importance", ">90 % interval", ">Outcome, factor low", ">Factor high"), body))
        for note in found.indices[outcome.text].notes:
            screen.print(Text(f"Note: {note}.", style="yellow"))
    screen.print()
    screen.print(Text(CAVEAT, style="italic"))
    screen.print(Text.assemble("Table and plots: ", (str(kept.folder), "bold")), soft_wrap=True)


def _file(text: str) -> str:
    return "importance_" + re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")[:60]
