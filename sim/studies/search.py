"""Searching: try packages, keep the front as scenario files with tables and figures, and show it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Literal

import tomli_w
import typer
from rich.text import Text

from sim.analysis.evaluation_cache import EvaluationCache
from sim.analysis.expression import expression
from sim.analysis.factors import distinct, factor
from sim.analysis.robust import aim
from sim.analysis.search import Over, Package, SearchGoals, SearchResult, search
from sim.analysis.worldviews import named_worldviews
from sim.cli.output.terminal import console, table
from sim.ensemble.manifest import CAVEAT
from sim.foundations.errors import PeninsulaError
from sim.model.batch import can_share_worlds
from sim.plots.search import front, progress
from sim.scenario.scenario import Scenario
from sim.storage.analysis_folder import identity
from sim.studies.sources import Tweaks
from sim.studies.study_folder import Place, document, loaded, scenarios_under, with_progress

SHOWN = 12
AT_REST = 0.98
"""Share of the last hypervolume that a search that has come to rest had at four fifths of its way."""


@dataclass(frozen=True)
class Asked:
    """What is asked for on the command line."""

    vary: tuple[str, ...]
    minimise: tuple[str, ...]
    maximise: tuple[str, ...]
    subject_to: tuple[str, ...]
    share: float
    worldviews: str | None
    judge: Over
    candidates: int
    population: int
    check: int
    keep: int
    beside: tuple[str, ...]

    def wanted(self, scenario: Scenario) -> SearchGoals:
        """Return what is sought."""
        both: list[tuple[str, Literal["low", "high"]]] = [(text, "low") for text in self.minimise]
        both += [(text, "high") for text in self.maximise]
        if not both:
            raise PeninsulaError("a search needs something to aim at: give --minimise or --maximise at least once")
        if len({text for text, _ in both}) != len(both):
            raise PeninsulaError("an outcome is aimed at twice: expected each once, with --minimise or with --maximise")
        aims = tuple(aim(expression(text, scenario, "number"), scenario, which) for text, which in both)
        constraints = tuple(expression(text, scenario, "condition") for text in self.subject_to)
        return SearchGoals(aims, constraints, self.share, self.judge)


@dataclass(frozen=True)
class Kept:
    """A search and its folder."""

    found: SearchResult
    folder: Path

    def document(self) -> dict[str, Any]:
        """Return what `search --json` prints."""
        return document(self.folder, {"packages": self.found.table()}, knee=self.found.packages[self.found.knee].name)


def search_and_keep(
    source: str, tweaks: Tweaks, asked: Asked, results: Path, workers: int | None, overwrite: bool, show: bool
) -> Kept:
    """Search from a scenario, and keep packages, tables and figures in a folder under the results folder."""
    views, *beside = _forms([source, *asked.beside], tweaks, asked)
    base = views[0]
    factors = distinct([factor(text, base) for text in asked.vary])
    for varied in factors:
        if varied.quantity is None:
            raise PeninsulaError(f"--vary {varied.key}: an assumption is no policy, nobody can choose it: expected actor.lever")
    wanted = asked.wanted(base)
    for other in beside:
        if not can_share_worlds(base, other[0]):
            raise PeninsulaError(f"--beside {other[0].name}: it has another theatre, horizon or start than {base.name}")
    rows = [scenario for forms in (views, *beside) for scenario in forms]
    place = Place("search", f"search-{base.name}", (base,), identity("search", rows, repr(asked)), results, overwrite)
    place.ready()
    remembered = EvaluationCache(results / f".search-{place.hash[:12]}.npz")
    each = len(views) * base.worlds * base.months
    label = f"{asked.candidates:,} candidates" + (f", {len(remembered):,} of them known" if len(remembered) else "")
    try:
        found = with_progress(
            label,
            asked.candidates // asked.population * asked.population * each,
            show,
            lambda told: search(
                views, factors, wanted, asked.candidates, asked.population, asked.check, asked.keep, beside, workers, told,
                lambda ask: remembered.wrap(ask, lambda number: told(number * each)),
            ),
        )  # fmt: skip
    except PeninsulaError:
        # the same command would end in the same fault
        remembered.delete()
        raise
    except KeyboardInterrupt:
        typer.echo(f"{len(remembered):,} candidates are remembered: the same command goes on from there.", err=True)
        raise
    best = found.packages[found.knee]
    facts = {
        "title": f"Search from {base.title}",
        "candidates": len(found.evolution.coordinates),
        "worldviews": list(found.worldviews),
        "result": f"{len(found.packages)} packages; the knee is {best.name}",
    }
    figures = {"front": partial(front, found), "progress": partial(progress, found)}
    folder = place.keep({"packages": found.table()}, figures, facts, partial(_write_packages, found))
    remembered.delete()
    return Kept(found, folder)


def print_search(kept: Kept) -> None:
    """Print the front in fresh worlds, the scenarios beside it, and whether the search had come to rest."""
    found, screen = kept.found, console()
    screen.print()
    screen.print(Text(f"Packages that nothing beats, from {found.base.title}", style="bold"))
    views = ", ".join(found.worldviews)
    screen.print(Text(f"{len(found.evolution.coordinates):,} candidates; judged again in fresh worlds; {views}", style="dim"))
    screen.print()
    shown = sorted({*range(0, len(found.packages), -(-len(found.packages) // SHOWN)), found.knee})
    body = [_row(found, found.packages[place], "  <- knee" * (place == found.knee)) for place in shown]
    body += [_row(found, package, "") for package in found.beside]
    headings = ("!Package", *(f">{each.text}" for each in found.goals.aims), "Policy")
    screen.print(table(headings, body))
    screen.print()
    for package in found.beside:
        beaten = found.dominated_by(package)
        broken = " It breaks a constraint." * bool((package.violations > 0).any())
        verdict = f"is beaten in every aim by {len(beaten)} of {len(found.packages)} packages" if beaten else "is beaten by none"
        screen.print(f"{package.name} {verdict}.{broken}")
    if lost := sum(not package.keeps_constraints for package in found.packages):
        screen.print(
            Text(f"Note: {lost} of {len(found.packages)} packages break a constraint in fresh worlds (marked !).", style="yellow")
        )
    shares = found.evolution.hypervolumes
    if len(shares) >= 5 and shares[len(shares) * 4 // 5 - 1] < AT_REST:
        screen.print(Text("Note: the front was still moving; search longer with --candidates.", style="yellow"))
    screen.print(Text(CAVEAT, style="italic"))
    screen.print(Text.assemble("Packages, table and plots: ", (str(kept.folder), "bold")), soft_wrap=True)


def _forms(sources: Sequence[str], tweaks: Tweaks, asked: Asked) -> list[list[Scenario]]:
    """Return each scenario under each worldview that counts: those that are named, or its own."""
    if asked.worldviews is None:
        return [[scenario] for scenario in loaded(sources, tweaks)]
    return scenarios_under(sources, tweaks, named_worldviews(asked.worldviews))


def _row(found: SearchResult, package: Package, mark: str) -> tuple[str, ...]:
    aims = (f"{mean:.3g} ± {1.645 * error:.2g}" for mean, error in zip(package.aims, package.errors, strict=True))
    policy = (f"{each.lever} {_cell(package.settings[each.key])}" for each in found.factors if package.settings)
    return (package.name + " !" * (not package.keeps_constraints) + mark, *aims, ", ".join(policy) or "as its file says")


def _cell(value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{what} from {when}" for when, what in value.items())
    return f"{value:.4g}" if isinstance(value, float) else str(value).lower()


def _write_packages(found: SearchResult, folder: Path) -> None:
    """Write every package as a scenario file that extends the one that was searched from."""
    (folder / "packages").mkdir()
    for number, package in enumerate(found.packages, 1):
        policy: dict[str, dict[str, Any]] = {}
        for each in found.factors:
            policy.setdefault(each.actor, {})[each.lever] = package.settings[each.key]
        content = {
            "title": f"Package {number} of a search from {found.base.name}",
            "description": "; ".join(
                f"{each.title} {mean:.3g}" for each, mean in zip(found.goals.aims, package.aims, strict=True)
            ),
            "extends": f"../scenarios/{found.base.name}.toml",
            "policy": policy,
        }
        (folder / "packages" / f"{package.name}.toml").write_text(tomli_w.dumps(content), encoding="utf-8")
