"""What `peninsula signposts` prints: the best signs of every lead with their rates, and what of them is no finding."""

from collections.abc import Iterator

from rich.text import Text

from sim.analysis.reach import Estimate
from sim.analysis.signposts.signpost import Signpost
from sim.cli.output.terminal import console, print_end, table
from sim.plots.signposts import lead_text
from sim.studies.signposts import Signposts

MOST_ROWS = 8

WEAK = 0.6
"""Area under the curve up to which a sign is said to warn little: above the base rate, but most of what it tells is chance.
Judgement."""


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
        ahead = f"With {lead_text(lead)}, it happens after {_share(result.base_rate(lead))} of the months that count"
        screen.print(Text(ahead, style="bold"))
        best, shown = result.best(lead), [*result.at(lead)[:MOST_ROWS]]
        rows = [*shown, *([] if best in shown else [best]), result.calendar(lead)]
        headings = ("Warns when", ">Area under curve", ">Beyond calendar", ">Hit rate", ">False alarms", ">Precision")
        screen.print(table(headings, [_row(each, best) for each in rows]))
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


def sentences(result: Signposts) -> Iterator[str]:
    """Yield what the best sign of every lead is worth, and what not to make of it."""
    for lead, known in zip(result.event.leads, result.reliabilities, strict=True):
        best = result.best(lead)
        rates = best.whole.rates
        yield (
            f"With {lead_text(lead)}, {best.text} warns best: it catches {_share(rates.hits)} of what comes, at the price of "
            f"an alarm in {_share(rates.false_alarms)} of quiet months; after an alarm it comes in {_share(rates.precision)} of "
            f"cases, against {_share(rates.base_rate)} of all."
        )
        if best.whole.area.low <= 0.5:
            yield "  It does not warn better than chance in worlds held out."
        elif best.beyond_calendar.low <= 0:
            yield "  It does not warn better than the calendar alone."
        elif best.whole.area.value < WEAK:
            right = f"{best.whole.area.value:.0%}"
            yield f"  That is little: of two months, one with the event ahead, it tells which in {right} of cases."
        if known.skill.low <= 0:
            yield "  Its probabilities are no better than the base rate."
    if len(result.worldviews) > 1:
        best = result.best(result.event.leads[0])
        sure = [view for view, told in zip(result.worldviews, best.by_view, strict=True) if told.area.low > 0.5]
        lost = [view for view in result.worldviews if view not in sure]
        told = f"not under {', '.join(lost)}" if lost else "under each of the worldviews"
        yield f"At the first lead, {best.text} warns better than chance {told}."
    if still := [sign.text for sign in result.still if sign.form == "level"]:
        yield f"What does not vary cannot warn: {', '.join(still)}."


def _row(each: Signpost, best: Signpost) -> tuple[str, ...]:
    rates = each.whole.rates
    mark = "  <- best" if each is best else " *" if each.by_definition else ""
    return (
        each.text + mark,
        _number(each.whole.area),
        "" if each.sign.outcome is None else _number(each.beyond_calendar),
        *(_share(rate) for rate in (rates.hits, rates.false_alarms, rates.precision)),
    )


def _number(estimate: Estimate) -> str:
    return f"{estimate.value:.2f} ({estimate.low:.2f} to {estimate.high:.2f})"


def _share(estimate: Estimate) -> str:
    if estimate.value != estimate.value:
        return "-"
    return f"{estimate.value:.0%} ({100 * estimate.low:.0f}-{100 * estimate.high:.0f})"
