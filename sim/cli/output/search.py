"""What `peninsula search` prints: the front in fresh worlds, the scenarios beside it, and whether the search converged."""

from typing import Any

from rich.text import Text

from sim.analysis.adaptivity import Adaptivity
from sim.analysis.adaptivity_wording import adaptivity_rows, adaptivity_sentences, shortened
from sim.analysis.nearest_candidates import NoFeasibleCandidateError
from sim.analysis.search import Package
from sim.cli.output.terminal import console, print_end, table
from sim.ensemble.intervals import NORMAL_95
from sim.foundations.wording import number_text
from sim.studies.search import SearchResult
from sim.studies.study_folder import json_document

MOST_ROWS = 12

CONVERGED = 0.98
"""Share of the last hypervolume that a converged search had reached after four fifths of its generations."""


def print_search(result: SearchResult) -> None:
    """Print the packages, and how the scenarios beside them stand."""
    screen = console()
    screen.print()
    screen.print(Text(f"Pareto-optimal packages, from {result.base.title}", style="bold"))
    views = ", ".join(result.worldviews)
    screen.print(Text(f"{len(result.evolution.coordinates):,} candidates; judged again in fresh worlds; {views}", style="dim"))
    screen.print()
    shown = sorted({*range(0, len(result.packages), -(-len(result.packages) // MOST_ROWS)), result.knee})
    body = [_row(result, result.packages[index], "  <- knee" if index == result.knee else "") for index in shown]
    body += [_row(result, package, "") for package in result.beside]
    headings = ("!Package", *(f">{shortened(each)}" for each in result.goals.aims), "Policy")
    screen.print(table(headings, body))
    screen.print()
    for package in result.beside:
        dominating = result.dominated_by(package)
        verdict = (
            f"is dominated by {len(dominating)} of {len(result.packages)} packages"
            if dominating
            else "is dominated by no package"
        )
        screen.print(f"{package.name} {verdict}." + ("" if package.keeps_constraints else " It breaks a constraint."))
    if lost := sum(not package.keeps_constraints for package in result.packages):
        screen.print(
            Text(
                f"Note: {lost} of {len(result.packages)} packages break a constraint in fresh worlds (marked !).", style="yellow"
            )
        )
    if result.adaptivity:
        _print_adaptivity(result.adaptivity)
    shares = result.evolution.hypervolumes
    if len(shares) >= 5 and shares[len(shares) * 4 // 5 - 1] < CONVERGED:
        screen.print(Text("Note: the front was still moving; search longer with --candidates.", style="yellow"))
    print_end("Packages, table and plots", result.folder)


def _print_adaptivity(worth: Adaptivity) -> None:
    """Print what rules are worth against the best packages that set the same levers from the start."""
    screen = console()
    screen.print()
    number = len(worth.static.evolution.coordinates)
    screen.print(Text("Value of adaptivity: rules less the same levers from the start", style="bold"))
    screen.print(Text(f"{number:,} candidates for either; the best of each in each aim, in the same fresh worlds", style="dim"))
    screen.print()
    screen.print(table(("!Aim", ">With rules", ">From the start", ">Difference", "!Verdict"), adaptivity_rows(worth)))
    screen.print()
    for sentence in adaptivity_sentences(worth):
        screen.print(sentence, soft_wrap=True)


def print_nearest(error: NoFeasibleCandidateError) -> None:
    """Print the candidates that come nearest, and in what share of worlds each constraint holds."""
    screen = console()
    settings = [column for column in error.nearest.columns if column not in error.constraints]
    screen.print()
    screen.print(Text("The nearest candidates", style="bold"))
    screen.print(f"share of worlds in which each constraint holds; wanted: {error.share:.0%}", style="dim")
    screen.print()
    body = [
        (*(_cell(row[key]) for key in settings), *(f"{row[text]:.1%}" for text in error.constraints))
        for _, row in error.nearest.iterrows()
    ]
    screen.print(table((*(f"!{key}" for key in settings), *(f">{text}" for text in error.constraints)), body))
    screen.print()


def nearest_document(error: NoFeasibleCandidateError) -> dict[str, Any]:
    """Return what `search --json` prints where no candidate keeps every constraint."""
    return json_document(None, {"nearest": error.nearest}, constraints=list(error.constraints), share=error.share, packages=[])


def _row(result: SearchResult, package: Package, mark: str) -> tuple[str, ...]:
    aims = (f"{mean:.3g} ± {NORMAL_95 * error:.2g}" for mean, error in zip(package.aims, package.errors, strict=True))
    policy = (
        f"{each.lever if each.actor else each.key} {_cell(package.settings[each.key])}"
        for each in result.factors
        if package.settings
    )
    name = package.name if package.keeps_constraints else f"{package.name} !"
    return (name + mark, *aims, ", ".join(policy) or "as its file says")


def _cell(value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{what} from {when}" for when, what in value.items())
    return number_text(value) if isinstance(value, float) else str(value).lower()
