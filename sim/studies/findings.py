"""Putting scenarios to the test: run each against its reference under every worldview, and say what holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.text import Text

from sim.analysis.findings import Finding, evaluate_claims
from sim.analysis.worldviews import named_worldviews
from sim.cli.output.terminal import console, table
from sim.ensemble.manifest import CAVEAT
from sim.foundations.errors import PeninsulaError
from sim.parallel.executor import Progress
from sim.report.findings import findings_page
from sim.scenario.layers import FOLDER
from sim.scenario.loading import load
from sim.scenario.scenario import Scenario
from sim.studies.sources import Tweaks
from sim.studies.study_folder import scenarios_under, with_progress

COLOURS = {"supported": "green", "contested": "yellow", "rejected": "red"}


@dataclass(frozen=True)
class Found:
    """Findings, and the page that tells them if one was asked for."""

    findings: tuple[Finding, ...]
    page: Path | None

    def document(self) -> dict[str, Any]:
        """Return what `findings --json` prints."""
        rows = [
            {
                "scenario": each.scenario.name, "against": each.reference.name, "hypothesis": each.scenario.hypothesis,
                "verdict": each.verdict, "depends_on_challenger": each.depends_on_challenger, "outcome": claim.aim.text,
                "expected": claim.expected, "claim_verdict": claim.verdict, "worldview": view, "holds": claim.holds[place],
                "difference": claim.difference[place], "half_interval": claim.half_width[place],
            }
            for each in self.findings
            for claim in each.claims
            for place, view in enumerate(each.worldviews)
        ]  # fmt: skip
        return {"caveat": CAVEAT, "page": str(self.page) if self.page else None, "rows": rows}


def find_and_keep(
    sources: Sequence[str], tweaks: Tweaks, views: str, page: Path | None, workers: int | None, overwrite: bool, show: bool
) -> Found:
    """Put scenarios to the test, and write the page if one is asked for."""
    if page is not None and page.exists() and not overwrite:
        raise PeninsulaError(f"'{page}' exists already: give another name, or --overwrite")
    worldviews = named_worldviews(views)
    pairs = [_forms(source, tweaks, worldviews) for source in sources or _claiming()]
    total = sum(3 * len(views) * views[0].worlds * views[0].months for views, _ in pairs)

    def work(told: Progress) -> tuple[Finding, ...]:
        return tuple(evaluate_claims(views, references, workers, told) for views, references in pairs)

    found = with_progress(f"{len(pairs)} hypotheses", total, show, work)
    if page is not None:
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(findings_page(found), encoding="utf-8")
    return Found(found, page)


def print_findings(found: Found) -> None:
    """Print a row per hypothesis: its verdict, and under how many worldviews each of its claims holds."""
    screen = console()
    screen.print()
    body = [
        (
            each.scenario.name,
            each.scenario.hypothesis,
            Text(each.verdict, style=COLOURS[each.verdict]),
            "; ".join(f"{claim.aim.text} {claim.expected}: {sum(claim.holds)} of {len(claim.holds)}" for claim in each.claims)
            + "; leans on a change in Pyongyang" * (each.depends_on_challenger and each.scenario.theatre.name == "korea"),
        )
        for each in found.findings
    ]
    screen.print(table(("!Scenario", "Hypothesis", "!Verdict", "Claims that hold, of the worldviews"), body))
    screen.print()
    screen.print(Text(CAVEAT, style="italic"))
    if found.page:
        screen.print(Text.assemble("Page: ", (str(found.page), "bold")), soft_wrap=True)


def _claiming() -> list[str]:
    """Return the scenarios of the folder that claim something."""
    names = [path.stem for path in sorted(FOLDER.glob("*.toml")) if load(path).claims.expected]
    if not names:
        raise PeninsulaError("no scenario in scenarios/ has a table [claims]: name scenarios that have one")
    return names


def _forms(source: str, tweaks: Tweaks, worldviews: Sequence[str]) -> tuple[list[Scenario], list[Scenario]]:
    """Return a scenario and what it is held against, each under every worldview."""
    against = load(source).claims.against
    if against is None:
        raise PeninsulaError(f"{source} claims nothing: expected a table [claims] in its file")
    views, references = scenarios_under([source, str(against)], tweaks, worldviews)
    return views, references
