"""What `peninsula hindcast` prints: scores by window, the health of the ensemble, and the files written."""

from rich.text import Text

from sim.cli.output.terminal import console, table
from sim.history.events import EVENTS
from sim.report.rates import rate_failures
from sim.studies.hindcast import Validation


def print_hindcast(result: Validation) -> None:
    """Print scores by window, the health of the ensemble, and what was written."""
    screen = console()
    rows = [
        (
            Text(score.variable, style="bold") if score.forecaster == "Peninsula" else "",
            f"{score.window[0]} to {score.window[1]}".replace(" to 9999-12", " on") if score.forecaster == "Peninsula" else "",
            score.forecaster,
            str(score.number),
            f"{score.crps:.3f}",
            f"{score.skill:+.3f}",
            f"{score.coverage:.2f}",
        )
        for score in result.scores
    ]
    headings = ("!Variable", "!Window", "!Forecaster", ">Months", ">CRPS", ">Skill", ">In the 90 % band")
    screen.print(table(headings, rows))
    for event in result.events.scores:
        screen.print(
            f"{EVENTS[event.event].title} within twelve months: Brier score {event.brier:.3f}, base rate {event.reference:.3f}",
            style="dim",
        )
    least = result.hindcast.effective.min()
    screen.print(f"Effective worlds: at least {least:,.0f} of {result.hindcast.worlds:,} in every month.", style="dim")
    if result.hindcast.collapsed:
        screen.print(
            f"The ensemble collapsed in {', '.join(result.hindcast.collapsed)}: hardly any world explains what was observed."
        )
    for check in result.regularities:
        screen.print(f"{'holds' if check.holds else 'FAILS'}  {check.title}: {check.simulated} (expected: {check.expected})")
    for failure in rate_failures(result.rates):
        screen.print(f"OUTSIDE  {failure}")
    for file in result.files:
        screen.print(Text.assemble("Wrote ", (str(file), "bold")), soft_wrap=True)
