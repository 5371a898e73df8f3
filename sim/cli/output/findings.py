"""What `peninsula findings` prints: each hypothesis, its verdict, and under how many worldviews its claims hold."""

from rich.text import Text

from sim.analysis.findings import Finding
from sim.cli.output.terminal import console, print_end, table
from sim.studies.findings import Findings

COLOURS = {"supported": "green", "contested": "yellow", "rejected": "red"}


def print_findings(result: Findings) -> None:
    """Print a row per hypothesis, and where the page is."""
    screen = console()
    screen.print()
    rows = [
        (each.scenario.name, each.scenario.hypothesis, Text(each.verdict, style=COLOURS[each.verdict]), _claims(each))
        for each in result.findings
    ]
    screen.print(table(("!Scenario", "Hypothesis", "!Verdict", "Claims that hold, of the worldviews"), rows))
    screen.print()
    print_end("Page", result.page)


def _claims(finding: Finding) -> str:
    parts = [f"{claim.aim.text} {claim.expected}: {sum(claim.holds)} of {len(claim.holds)}" for claim in finding.claims]
    if finding.depends_on_challenger and finding.scenario.theatre.name == "korea":
        parts.append("depends on a change in Pyongyang")
    return "; ".join(parts)
