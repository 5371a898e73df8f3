"""What `peninsula signposts` prints: the best signs of every lead with their rates, and what of them is no finding."""

from rich.text import Text

from sim.analysis.signposts.wording import HEADINGS, MOST_ROWS, lead_text, ranked, row, sentences, share_text
from sim.cli.output.terminal import console, print_end, table
from sim.studies.signposts import Signposts


def print_signposts(result: Signposts) -> None:
    """Print the best signs of every lead, and sentences on the best of them."""
    screen = console()
    event = result.event
    screen.print()
    screen.print(Text(f"What warns of {event.condition.text}", style="bold"))
    screen.print(
        Text(
            f"within {event.within} months; {result.base.worlds:,} worlds, {', '.join(result.worldviews)}; read every quarter, "
            f"{result.readings} times a world; {result.under_way:.0%} of these months left out, since it had happened in the "
            f"{event.calm} months before",
            style="dim",
        )
    )
    for lead in event.leads:
        screen.print()
        ahead = f"With {lead_text(lead)}, it happens after {share_text(result.base_rate(lead))} of the months that count"
        screen.print(Text(ahead, style="bold"))
        rows = (row(each, result.best(lead), "  <- best") for each in ranked(result, lead, MOST_ROWS))
        screen.print(table((HEADINGS[0], *(f">{heading}" for heading in HEADINGS[1:])), rows))
    marked = {each.sign.outcome.name: each.by_definition for each in result.found if each.by_definition and each.sign.outcome}
    if marked:
        screen.print()
        screen.print(Text(f"* by definition: {'; '.join(f'{name} {why}' for name, why in marked.items())}", style="dim"))
    screen.print()
    for sentence in sentences(result):
        screen.print(Text(sentence), soft_wrap=True)
    screen.print()
    print_end("Tables and plots", result.folder)
    if result.rule_file:
        screen.print(Text.assemble("Scenario with the sign as a rule: ", (str(result.rule_file), "bold")), soft_wrap=True)
