"""What `peninsula findings` prints: each hypothesis in one row, told three ways, and on whom it leans."""

from rich.text import Text

from sim.analysis.findings import Finding
from sim.analysis.hypotheses.verdicts import COUNTS_AS_DIFFERENCE, MEANING
from sim.cli.output.terminal import console, print_end, table
from sim.report.findings import told_ways, verdict_text
from sim.studies.findings import Findings

COLOURS = {"supported": "green", "contested": "yellow", "rejected": "red"}


def print_findings(result: Findings) -> None:
    """Print a row per hypothesis for each theatre, what the verdicts mean, and where the page is."""
    screen = console()
    for theatre in dict.fromkeys(each.scenario.theatre.name for each in result.findings):
        findings = [each for each in result.findings if each.scenario.theatre.name == theatre]
        screen.print()
        titles = [way.title for way in told_ways(findings[0])]
        screen.print(table(("Scenario", *titles, "Leans on"), [_row(each) for each in findings]))
    screen.print()
    used = {each.verdict_by(way.name) for each in result.findings for way in told_ways(each) if way.parties}
    for verdict, meaning in MEANING.items():
        if verdict in used:
            screen.print(Text.assemble((verdict, COLOURS.get(verdict, "dim")), f": {meaning}"))
    screen.print(Text(f"A difference counts when {COUNTS_AS_DIFFERENCE}."))
    screen.print()
    print_end("Page", result.page)


def _row(finding: Finding) -> tuple[str | Text, ...]:
    verdicts = (
        Text(verdict_text(finding, way), style=COLOURS.get(finding.verdict_by(way.name), "dim")) for way in told_ways(finding)
    )
    short = {actor.name: actor.short for actor in finding.scenario.theatre.actors}
    return (finding.scenario.name, *verdicts, ", ".join(short.get(party, party) for party in finding.leans_on))
