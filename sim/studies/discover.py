"""Discovering: step or read the worlds, find boxes and a tree, keep them, and say them in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.text import Text

from sim.analysis.cases import Cases, cases, cases_of_runs
from sim.analysis.discover import Discovery
from sim.analysis.discover import discover as find
from sim.analysis.expression import expression
from sim.analysis.factors import distinct, factor
from sim.cli.output.terminal import console, table
from sim.ensemble.manifest import CAVEAT
from sim.foundations.errors import PeninsulaError
from sim.plots.discover import box_bounds, trajectories
from sim.storage.run_folder import read
from sim.studies.sources import Tweaks, is_run
from sim.studies.study_folder import Place, document, loaded, with_progress


@dataclass(frozen=True)
class Asked:
    """What is asked for on the command line."""

    when: str
    vary: tuple[str, ...]
    boxes: int


@dataclass(frozen=True)
class Kept:
    """A discovery and its folder."""

    found: Discovery
    folder: Path

    def document(self) -> dict[str, Any]:
        """Return what `discover --json` prints."""
        found = self.found
        words = [{"words": each.words, "coverage": each.coverage, "density": each.density} for each in found.boxes]
        tables = {"restrictions": found.table(), "tree": found.tree()}
        return document(self.folder, tables, when=found.cases.expression.text, share=found.share, boxes=words)


def discover_and_keep(
    sources: Sequence[str], tweaks: Tweaks, asked: Asked, results: Path, workers: int | None, overwrite: bool, show: bool
) -> Kept:
    """Find out when the condition holds, and keep tables and figures in a folder under the results folder."""
    finished = all(is_run(source) for source in sources)
    if finished and (tweaks.any or asked.vary):
        raise PeninsulaError("finished runs cannot be changed: name their scenarios instead of their folders")
    runs = [read(Path(source)) for source in sources] if finished else []
    scenarios = [run.scenario for run in runs] or loaded(sources, tweaks)
    first = scenarios[0]
    when = expression(asked.when, first, "condition")
    vary = distinct([factor(text, first) for text in asked.vary])
    name = f"discover-{'-vs-'.join(scenario.name for scenario in scenarios)}"
    place = Place("discovery", name, tuple(scenarios), repr(asked), results, overwrite)
    place.ready()
    total = len(scenarios) * first.worlds * first.months

    def ask(told: Any) -> Cases:
        return cases_of_runs(runs, when) if finished else cases(scenarios, when, vary, workers, told)

    asked_of = with_progress("worlds", total, show and not finished, ask)
    found = find(asked_of, asked.boxes)
    figures = {"boxes": lambda: box_bounds(found), "trajectory": lambda: trajectories(found)} if found.boxes else {}
    facts = {
        "title": f"When {asked.when} in {' less '.join(scenario.name for scenario in scenarios[::-1])}",
        "share": found.share,
        "result": f"when {found.boxes[0].words}" if found.boxes else "no box tells the worlds apart",
    }
    return Kept(found, place.keep({"boxes": found.table(), "tree": found.tree()}, figures, facts))


def print_discovery(kept: Kept) -> None:
    """Print the boxes and the tree in words."""
    found, screen = kept.found, console()
    screen.print()
    screen.print(Text(f"When {found.cases.expression.text}", style="bold"))
    screen.print(f"it holds in {found.share:.1%} of {len(found.cases.values):,} worlds", style="dim")
    for number, each in enumerate(found.boxes, 1):
        screen.print()
        screen.print(Text(f"Box {number}: when {each.words}", style="bold"), soft_wrap=True)
        screen.print(
            f"  it holds in {each.density:.0%} of these worlds ({each.held_out_density:.0%} of those that the box was not looked "
            f"for in), which are {each.coverage:.0%} ({each.held_out_coverage:.0%}) of all such worlds",
            soft_wrap=True,
        )
        worst = max(restriction.quasi_p for restriction in each.box.restrictions)
        screen.print(f"  largest quasi-p value of its restrictions: {worst:.2g}", style="dim")
    if len(found.boxes) > 1:
        screen.print("Boxes may overlap: their shares of all such worlds do not add up.", style="dim")
    if not found.boxes:
        screen.print("No box tells the worlds apart: chance decides, or factors act together in other ways.")
    if found.share > 0.5:
        screen.print(Text("Note: it holds in most worlds anyway; asking for the opposite may say more.", style="yellow"))
    screen.print()
    body = [(f"{row.density:.0%}", f"{row.coverage:.0%}", row.rule) for row in found.tree().itertuples()]
    screen.print(table((">Density", ">Coverage", "Leaf of a decision tree"), body))
    screen.print()
    screen.print(Text(CAVEAT, style="italic"))
    screen.print(Text.assemble("Tables and plots: ", (str(kept.folder), "bold")), soft_wrap=True)
