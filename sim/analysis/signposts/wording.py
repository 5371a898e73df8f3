"""What signposts say: the best signs of every lead with their rates, and what of them is no finding."""

from collections.abc import Iterator

from sim.analysis.estimate import Estimate
from sim.analysis.signposts.signpost import Signpost
from sim.analysis.signposts.signposts import Signposts
from sim.analysis.told import Told

TOLD_ROWS = 4
"""Signs of a lead that a reader interested in policy sees: enough to see what warns by definition and what comes next."""

MOST_ROWS = 8
"""Signs of a lead that an analyst sees."""

HEADINGS = ("Warns when", "Area under curve", "Beyond calendar", "Hit rate", "False alarms", "Precision")

WEAK = 0.6
"""Area under the curve up to which a sign is said to warn little: above the base rate, but most of what it tells is chance.
Judgement."""


def told(result: Signposts) -> Told:
    """Return what is told of signposts to a reader interested in policy."""
    event = result.event
    return Told(
        "What warns in time?",
        f"The event is {event.condition.text} within {event.within} months, in {result.base.worlds:,} worlds (worldview "
        f"{', '.join(result.worldviews)}). Every outcome is read once a quarter as a sign of it; months count in which it has "
        f"not happened for {event.calm}. Thresholds are learnt in one half of the worlds, and what is told of them holds in the "
        "other. A sign marked * is the event or its hazard by definition; the calendar is what time alone tells.",
        tuple("\n".join(sentences(result)).replace("\n  ", " ").split("\n")),  # what is indented qualifies the one before
        "What warns best at every lead, with 90 % intervals: an area of 0.5 is chance, 1 never errs; rates in % of months",
        ("Lead", *HEADINGS),
        tuple(
            (lead_text(lead) if number == 0 else "", *row(each, result.best(lead), " (best)"))
            for lead in result.event.leads
            for number, each in enumerate(ranked(result, lead, TOLD_ROWS))
        ),
        {"ranking": "Signs at every lead: area under the ROC curve with its 90 % interval in worlds held out."},
    )


def ranked(result: Signposts, lead: int, most: int) -> list[Signpost]:
    """Return the first signs of a lead, the best that does not warn by definition if it is not among them, and the calendar."""
    best, shown = result.best(lead), [*result.at(lead)[:most]]
    return [*shown, *([] if best in shown else [best]), result.calendar(lead)]


def sentences(result: Signposts) -> Iterator[str]:
    """Yield what the best sign of every lead is worth, and what not to make of it."""
    for lead, known in zip(result.event.leads, result.reliabilities, strict=True):
        best = result.best(lead)
        rates = best.whole.rates
        yield (
            f"With {lead_text(lead)}, {best.text} warns best: it catches {share_text(rates.hits)} of what comes, at the price of "
            f"an alarm in {share_text(rates.false_alarms)} of quiet months; after an alarm it comes in "
            f"{share_text(rates.precision)} of cases, against {share_text(rates.base_rate)} of all."
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


def lead_text(lead: int) -> str:
    """Return a lead in words."""
    return "no lead" if lead == 0 else f"a lead of {lead} month{'s' if lead > 1 else ''}"


def row(each: Signpost, best: Signpost, mark_of_best: str) -> tuple[str, ...]:
    """Return a sign in a row of a table, see `HEADINGS`; the best is marked, and what warns by definition."""
    rates = each.whole.rates
    mark = mark_of_best if each is best else " *" if each.by_definition else ""
    return (
        each.text + mark,
        _number(each.whole.area),
        "" if each.sign.outcome is None else _number(each.beyond_calendar),
        *(share_text(rate) for rate in (rates.hits, rates.false_alarms, rates.precision)),
    )


def _number(estimate: Estimate) -> str:
    return f"{estimate.value:.2f} ({estimate.low:.2f} to {estimate.high:.2f})"


def share_text(estimate: Estimate) -> str:
    """Return a share with its interval in per cent: 26% (22-30)."""
    if estimate.value != estimate.value:
        return "-"
    return f"{estimate.value:.0%} ({100 * estimate.low:.0f}-{100 * estimate.high:.0f})"
