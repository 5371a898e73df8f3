"""Choosing robustly: run every scenario under every worldview, keep tables and figures, and show the ranking."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.text import Text

from sim.analysis.robust import Robustness, robustness
from sim.analysis.worldviews import aims_of, good_enough, named_worldviews
from sim.cli.output.terminal import console, table
from sim.ensemble.manifest import CAVEAT
from sim.plots import robust as figures
from sim.storage.analysis_folder import analysis_hash
from sim.studies.sources import Tweaks
from sim.studies.study_folder import Place, document, scenarios_under, with_progress

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True)
class Asked:
    """What is asked for on the command line. outcomes: none for the key ones; satisfy: None for what is usual."""

    worldviews: str
    outcomes: tuple[str, ...]
    satisfy: str | None


@dataclass(frozen=True)
class Kept:
    """A robust choice and its folder."""

    found: Robustness
    folder: Path

    @property
    def tables(self) -> Mapping[str, "DataFrame"]:
        """All tables, by the names of their files."""
        return tables_of(self.found)

    def document(self) -> dict[str, Any]:
        """Return what `robust --json` prints."""
        return document(self.folder, self.tables, worldviews=list(self.found.worldviews), satisfy=self.found.satisfy.text)


def choose_and_keep(
    sources: Sequence[str], tweaks: Tweaks, asked: Asked, results: Path, workers: int | None, overwrite: bool, show: bool
) -> Kept:
    """Run every scenario under every worldview, and keep tables and figures in a folder under the results folder."""
    worldviews = named_worldviews(asked.worldviews)
    by_view = scenarios_under(sources, tweaks, worldviews)
    first = by_view[0][0]
    aims = aims_of(asked.outcomes, first)
    satisfy = good_enough(asked.satisfy, first)
    rows = tuple(scenario for views in by_view for scenario in views)
    name = f"robust-{first.name}" + (f"-and-{len(by_view) - 1}-more" if len(by_view) > 1 else "")
    kept = tuple(views[0] for views in by_view)
    place = Place("robust choice", name, kept, analysis_hash("worldviews", rows, repr(asked)), results, overwrite)
    place.ready()
    label = f"{len(by_view)} scenarios x {len(worldviews)} worldviews"
    total = len(rows) * first.worlds * first.months
    found = with_progress(label, total, show, lambda told: robustness(by_view, worldviews, aims, satisfy, workers, told))
    drawn = {"survey": partial(figures.survey, found), "trade_offs": partial(figures.trade_offs, found)}
    for number in range(len(aims) if asked.outcomes else 1):
        title = "".join(c if c.isalnum() else "_" for c in aims[number].text)[:60]
        title += f"_{number + 1}" * (f"regret_{title}" in drawn)
        drawn[f"worldviews_{title}"] = partial(figures.matrix, found, number)
        drawn[f"regret_{title}"] = partial(figures.regret, found, number)
    best = found.ranking().iloc[0]
    facts = {
        "title": f"Robust choice among {', '.join(found.names)}",
        "worldviews": list(worldviews),
        "satisfy": satisfy.text,
        "result": f"{aims[0].title}: {best.scenario} leaves least to be regretted (first in {best.best:.0%} of bootstraps)",
    }
    return Kept(found, place.keep(tables_of(found), drawn, facts))


def tables_of(found: Robustness) -> Mapping[str, "DataFrame"]:
    """Return all tables of a robust choice, by the names of their files."""
    from pandas import concat

    rankings = [found.ranking(place).assign(outcome=aim.text) for place, aim in enumerate(found.aims)]
    return {"ranking": concat(rankings, ignore_index=True), "worldviews": found.matrix(), "satisficing": found.satisficing()}


def print_robustness(kept: Kept) -> None:
    """Print the ranking by the first outcome, what is contested, and where the rest is."""
    found, screen = kept.found, console()
    first = found.aims[0]
    screen.print()
    screen.print(Text(f"Robust choice by {first.title} ({first.unit})", style="bold"))
    about = f"{len(found.worldviews)} worldviews, {found.scenarios[0].worlds:,} worlds each; good enough: {found.satisfy.text}"
    screen.print(Text(about, style="dim"))
    screen.print()
    body = [
        (
            str(row.rank), row.scenario, f"{row.expected_regret:.2f} ({row.low:.2f} to {row.high:.2f})",
            f"{row.worst_regret:.2f} ({row.worst_worldview})", f"{row.satisfied:.0%}", f"{row.best:.0%}",
        )
        for row in found.ranking().itertuples()
    ]  # fmt: skip
    headings = ("Rank", "!Scenario", ">Expected regret (90 %)", ">Under the worst worldview", ">Good enough", ">First")
    screen.print(table(headings, body))
    screen.print("good enough: share of worlds under the worldview in which it is smallest", style="dim")
    contested = [
        f"{scenario} in {aim.text}"
        for a, aim in enumerate(found.aims)
        for s, scenario in enumerate(found.names)
        if found.contested[a, s]
    ]
    screen.print()
    if contested:
        screen.print(Text(f"Contested, worldviews disagree in sign: {'; '.join(contested)}.", style="yellow"), soft_wrap=True)
    else:
        screen.print("No worldview contradicts another on whether a scenario is better than the reference.")
    screen.print(Text(CAVEAT, style="italic"))
    screen.print(Text.assemble("Tables and plots: ", (str(kept.folder), "bold")), soft_wrap=True)
