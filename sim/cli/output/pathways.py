"""What `peninsula pathways` prints: when each plan tips, what a transfer there brings, and which pathway does best."""

from collections.abc import Iterator
from math import isnan

from rich.text import Text

from sim.analysis.reach import Estimate
from sim.cli.output.terminal import console, print_end, table
from sim.studies.pathways import Pathways

MOST_ROWS = 12
"""Transfers that are listed: those with the largest gain, and then those with the largest loss."""


def print_pathways(result: Pathways) -> None:
    """Print tipping points, transfers and the best pathway."""
    screen = console()
    first, terms = result.plans[0], result.terms
    screen.print()
    screen.print(Text(f"When plans stop meeting {terms.target.text}", style="bold"))
    views = ", ".join(standing.worldview for standing in result.standings)
    told = f"missed for {terms.for_months} months in a row, judged from {result.month(terms.after)} on; {first.worlds:,} worlds"
    screen.print(f"{told}; worldview {views}", style="dim")
    screen.print()
    screen.print(_tipping(result))
    screen.print()
    if any(standing.transfers for standing in result.standings) and len(result.plans) > 1:
        screen.print(Text("What a transfer brings once a plan has tipped", style="bold"))
        screen.print("against keeping the plan in the same worlds; on target: share of later months", style="dim")
        screen.print()
        screen.print(_transfers(result))
        screen.print()
    for sentence in sentences(result):
        screen.print(Text(sentence))
    screen.print()
    print_end("Tables, plots and pathways as scenarios" if len(result.plans) > 1 else "Tables and plots", result.folder)


def sentences(result: Pathways) -> Iterator[str]:
    """Yield what holds of all plans, which pathway does best, and what holds under all worldviews."""
    several = len(result.standings) > 1
    for standing in result.standings:
        under = f" under {standing.worldview}" if several else ""
        if (standing.tips == standing.months).all():
            yield f"No plan tips in any world{under}: the target asks nothing of them, or the horizon is too short to see it."
        early = [
            name for name, tips in zip(result.names, standing.tips, strict=True) if (tips == result.terms.after).mean() > 0.5
        ]
        if early:
            yield f"In most worlds {_and(early)} {'never meet' if len(early) > 1 else 'never meets'} the target to begin with{under}."
    if len(result.plans) > 1:
        best = result.best
        where = " under the worldview in which it does least well" if several else ""
        found = min((s.mean(s.on_target(*best)) for s in result.standings), key=lambda each: each.value)
        yield f"Most on target: {result.title(*best)}, in {_share(found)} of judged months{where}."
        holding = [result.title(*way) for way in result.holding()]
        if several:
            told = "; ".join(holding[:5]) + (f" and {len(holding) - 5} more" if len(holding) > 5 else "") or "none"
            yield f"More on target than {result.names[0]} beyond sampling under every worldview: {told}."


def _tipping(result: Pathways) -> object:
    several = len(result.standings) > 1
    rows = []
    for standing in result.standings:
        for plan, name in enumerate(result.names):
            quarter, middle = standing.tipping(plan, 0.25), standing.tipping(plan, 0.5)
            on_target = standing.mean(standing.met[plan, result.terms.after :].mean(axis=0))
            costs = [
                "" if plan == 0 else _signed(standing.mean(standing.cost(row, plan, plan) - standing.cost(row, 0, 0)))
                for row in range(len(result.costs))
            ]
            view = (standing.worldview,) if several else ()
            rows.append(
                (name, *view, result.month(quarter.value) or "later", _months(result, middle), _share(standing.never(plan)),
                 _share(on_target), *costs, str(result.levers(0, plan)) if plan else "")
            )  # fmt: skip
    views = ("Worldview",) if several else ()
    costs_told = [f">{name}" for name in result.costs]
    return table(
        ("!Plan", *views, ">1 in 4 by", ">Half by (90 %)", ">Never (90 %)", ">On target (90 %)", *costs_told, ">Levers"), rows
    )


def _transfers(result: Pathways) -> object:
    several = len(result.standings) > 1
    pairs = [(standing, transfer) for standing in result.standings for transfer in standing.pairs()]
    pairs.sort(key=lambda pair: -pair[0].gain(pair[1]).value)
    shown = pairs if len(pairs) <= MOST_ROWS else [*pairs[: MOST_ROWS - 3], *pairs[-3:]]
    rows = []
    for standing, transfer in shown:
        again, already = (
            standing.met_again(transfer) < standing.months,
            standing.tips[transfer.to, transfer.worlds] <= transfer.switch,
        )
        longer = standing.lasts_again(transfer)
        rows.append(
            (
                result.names[transfer.origin], result.names[transfer.to], *((standing.worldview,) if several else ()),
                str(len(transfer.worlds)), f"{already.mean():.0%}", f"{again.mean():.0%}", _duration(longer),
                _share(standing.mean_over(transfer.worlds, transfer.on_target)),
                _signed(standing.gain(transfer), percent=True), standing.verdict(transfer),
            )
        )  # fmt: skip
    views = ("Worldview",) if several else ()
    return table(
        (
            "!From",
            "!To",
            *views,
            ">Worlds",
            ">Tipped too",
            ">Met again",
            ">For (months)",
            ">On target",
            ">Against keeping",
            "Verdict",
        ),
        rows,
    )


def _months(result: Pathways, found: Estimate) -> str:
    if not result.month(found.value):
        return "later"
    low, high = (result.month(each) or "later" for each in (found.low, found.high))
    return f"{result.month(found.value)} ({low} to {high})"


def _duration(found: Estimate) -> str:
    if isnan(found.value):
        return "-"
    value, low, high = ("longer" if each == float("inf") else f"{each:.0f}" for each in (found.value, found.low, found.high))
    return f"{value} ({low} to {high})"


def _share(found: Estimate) -> str:
    return f"{found.value:.0%} ({found.low:.0%} to {found.high:.0%})"


def _signed(found: Estimate, percent: bool = False) -> str:
    if percent:
        return f"{100 * found.value:+.0f} % ({100 * found.low:+.0f} to {100 * found.high:+.0f})"
    return f"{found.value:+.2f} ({found.low:+.2f} to {found.high:+.2f})"


def _and(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
