"""What pathways tell a reader interested in policy: when each plan stops meeting the target, and what to pass to then."""

from collections.abc import Iterator

from sim.analysis.estimate import Estimate
from sim.analysis.pathways.pathways import Pathways
from sim.analysis.pathways.standing import Standing, share
from sim.analysis.pathways.wording import percent, sentences
from sim.analysis.told import Told
from sim.foundations.wording import decimals_of

TRANSFER_HEADINGS = ("From", "To", "Tipped too, %", "Met again, %", "Gain, % points", "Verdict")


def told(result: Pathways) -> Told:
    """Return what is told of pathways."""
    terms, several = result.terms, len(result.standings) > 1
    views = ", ".join(standing.worldview for standing in result.standings)
    figures = {"still_met": "The share of worlds in which each policy still meets the target."}
    if any(True for standing in result.standings for _ in standing.pairs()):
        map_of = "Policies up to their tipping points, and the transfers to others that help there, with what they cost."
        figures = {"metro_map": map_of, **figures}
    return Told(
        "When does a policy stop working?",
        f"The target is {terms.target.text}, in {result.plans[0].worlds:,} worlds (worldview {views}). A policy has tipped in a "
        f"world with the first {terms.for_months} months in a row that miss it, judged from {result.month(terms.after)} on. "
        "Where it tips, every other policy takes its place in the same world, and is held against keeping the first.",
        tuple(sentences(result)),
        "When policies stop meeting the target, with 90 % intervals",
        (
            "Policy",
            *(("Worldview",) if several else ()),
            "Half of the worlds have tipped by",
            "Never, % of worlds",
            "Judged months on target, %",
        ),
        tuple(tipping_rows(result)),
        figures,
    )


def tipping_rows(result: Pathways) -> Iterator[tuple[str, ...]]:
    """Yield a row for each worldview and plan: plan, worldview if there are several, half tipped by, never, on target."""
    several = len(result.standings) > 1
    for standing in result.standings:
        for plan, name in enumerate(result.names):
            yield (
                name,
                *((standing.worldview,) if several else ()),
                _months(result, standing.tipping(plan, 0.5)),
                percent(standing.never(plan)),
                percent(standing.mean(standing.on_target(plan, plan))),
            )


def cost_texts(result: Pathways, standing: Standing, plan: int) -> list[str]:
    """Return what a plan costs more than the first, by each outcome, with half its interval; nothing for the first itself."""
    gaps = [standing.cost(row, plan, plan) - standing.cost(row, 0, 0) for row in range(len(result.costs))]
    return [_gap(standing.mean(gap)) if plan else "" for gap in gaps]


def transfer_rows(result: Pathways, standing: Standing) -> list[tuple[str, ...]]:
    """Return a row for each transfer, see TRANSFER_HEADINGS, those with the largest gain first."""
    rows = []
    for transfer in sorted(standing.pairs(), key=lambda each: -standing.gain(each).value):
        again, already = standing.met_again(transfer), standing.tips[transfer.to, transfer.worlds]
        shares = (percent(share(holds)) for holds in (already <= transfer.switch, again < standing.months))
        names = result.names[transfer.origin], result.names[transfer.to]
        rows.append((*names, *shares, _gain(standing.gain(transfer)), standing.verdict(transfer)))
    return rows


def _gain(found: Estimate) -> str:
    return f"{100 * found.value:+.1f} ({100 * found.low:+.1f} to {100 * found.high:+.1f})"


def _gap(found: Estimate) -> str:
    decimals = decimals_of(found.value)
    return f"{found.value:+.{decimals}f} ± {(found.high - found.low) / 2:.{decimals}f}" if found.high - found.low else "0"


def _months(result: Pathways, found: Estimate) -> str:
    if not result.month(found.value):
        return "later"
    low, high = (result.month(each) or "later" for each in (found.low, found.high))
    return f"{result.month(found.value)} ({low} to {high})"
