"""Test what scenarios claim: the study behind `sim.findings` and `peninsula findings`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.analysis.findings import Claim, Finding, evaluate_claims, number_of_runs
from sim.analysis.hypotheses.verdicts import COUNTS_AS_DIFFERENCE, MEANING
from sim.analysis.hypotheses.ways import Way
from sim.analysis.worldviews import named_worldviews
from sim.ensemble.manifest import CAVEAT
from sim.files.named_file import write_named_file
from sim.foundations.errors import PeninsulaError
from sim.foundations.plain_values import listed
from sim.report.answers import answer
from sim.report.findings import findings_page
from sim.scenario.catalogue import known_scenarios
from sim.scenario.loading import load
from sim.scenario.scenario import Scenario
from sim.studies.progress import ProgressBar, no_progress
from sim.studies.sources import Adjustments, adjustments, load_under_worldviews
from sim.studies.study_folder import refuse_to_replace


@dataclass(frozen=True)
class Findings:
    """Findings of scenarios. page: the file that reports them, or None."""

    findings: tuple[Finding, ...]
    page: Path | None

    def document(self) -> dict[str, Any]:
        """Return the verdicts by way, and a row per claim, way and worldview, ready for JSON.

        "holds" is null where the outcome is exactly the same in every world.
        """
        return {
            "caveat": CAVEAT,
            "page": str(self.page) if self.page else None,
            "counts_as_difference": COUNTS_AS_DIFFERENCE,
            "meaning": dict(MEANING),
            "hypotheses": [_hypothesis(finding) for finding in self.findings],
            "rows": [
                row
                for finding in self.findings
                for claim in finding.claims
                for way in finding.ways
                for row in _rows(finding, claim, way)
            ],
        }


def _hypothesis(finding: Finding) -> dict[str, Any]:
    return {
        "scenario": finding.scenario.name,
        "theatre": finding.scenario.theatre.name,
        "against": finding.reference.name,
        "hypothesis": finding.scenario.hypothesis,
        "verdict": finding.verdict,
        "leans_on": list(finding.leans_on),
        "ways": [
            {
                "way": way.name,
                "title": way.title,
                "changed_by": sorted(way.parties),
                "verdict": finding.verdict_by(way.name),
                "claims": len(finding.claims),
                "decided": finding.decided(way.name),
            }
            for way in finding.ways
        ],
    }


def _rows(finding: Finding, claim: Claim, way: Way) -> Iterator[dict[str, Any]]:
    trial = claim.trials[way.name]
    for index, worldview in enumerate(finding.worldviews):
        yield {
            "scenario": finding.scenario.name,
            "against": finding.reference.name,
            "way": way.name,
            "outcome": claim.aim.text,
            "unit": claim.aim.unit,
            "expected": claim.expected,
            "claim_verdict": trial.verdict,
            "worldview": worldview,
            "holds": trial.holds[index],
            "difference": trial.difference[index],
            "half_width": trial.half_width[index],
            "low": trial.difference[index] - trial.half_width[index],
            "high": trial.difference[index] + trial.half_width[index],
        }


def findings(
    scenarios: Sequence[str | Path] = (),
    worldviews: str = "all",
    worlds: int | None = 1000,
    months: int | None = None,
    seed: int | None = None,
    workers: int | None = None,
    *,
    page: str | Path | None = None,
    answers: Sequence[str | Path] = (),
    overwrite: bool = False,
    progress: ProgressBar = no_progress,
) -> Findings:
    """Test the claims of scenarios under every worldview, each against the reference that it names, told three ways.

    scenarios: none: all known ones that claim something. page: file to which the findings are written as Markdown.
    answers: folders of games, pathways, signposts or searches of rules against static packages, told in a chapter of the page.
    """
    file = Path(page) if page is not None else None
    refuse_to_replace(file, overwrite)
    if listed(answers) and file is None:
        raise PeninsulaError("--with adds a chapter to the page of findings: give --page FILE, too")
    told = [answer(Path(folder)) for folder in listed(answers)]
    views = named_worldviews(worldviews)
    changes = adjustments(worlds=worlds, months=months, seed=seed)
    pairs = [_with_reference(source, changes, views) for source in listed(scenarios) or _claiming()]
    total = sum(
        number_of_runs(forms[0], references[0]) * len(forms) * forms[0].worlds * forms[0].months for forms, references in pairs
    )
    with progress(f"{len(pairs)} hypotheses", total) as advance:
        results = tuple(evaluate_claims(forms, references, workers, advance) for forms, references in pairs)
    if file is not None:
        write_named_file(file, findings_page(results, told), folders=True)
    return Findings(results, file)


def _claiming() -> list[str]:
    """Return the scenarios of the folder that claim something."""
    names = [name for name, path in known_scenarios().items() if load(path).claims.expected]
    if not names:
        raise PeninsulaError("no known scenario has a table [claims]: name scenarios that have one")
    return names


def _with_reference(source: str | Path, changes: Adjustments, worldviews: Sequence[str]) -> tuple[list[Scenario], list[Scenario]]:
    """Return a scenario and its reference, each under every worldview."""
    against = load(source).claims.against
    if against is None:
        raise PeninsulaError(f"{source} claims nothing: expected a table [claims] in its file")
    forms, references = load_under_worldviews([source, str(against)], changes, worldviews)
    return forms, references
