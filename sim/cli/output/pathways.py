"""What `peninsula pathways` prints: when each plan tips, what a transfer there brings, and which pathway does best."""

from rich.text import Text

from sim.analysis.estimate import Estimate
from sim.analysis.pathways.standing import share
from sim.analysis.pathways.told import tipping_rows
from sim.analysis.pathways.wording import percent, sentences
from sim.cli.output.terminal import console, print_end, table
from sim.foundations.wording import decimals_of
from sim.studies.pathways import Pathways

LONGEST = 24
"""Letters of a name that stands on one line of a table, so that two of them and their numbers fit side by side."""

MOST_ROWS, LAST_ROWS = 12, 3
"""Transfers that are listed, and how many of them are those with the smallest gain; the others are those with the largest."""


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
        told = "gain: in later months on target, against keeping the plan; tipped too: the other plan, had it been first"
        screen.print(told, style="dim", soft_wrap=True)
        screen.print()
        screen.print(_transfers(result))
        screen.print()
    for sentence in sentences(result):
        screen.print(Text(sentence))
    screen.print()
    print_end("Tables, plots and pathways as scenarios" if len(result.plans) > 1 else "Tables and plots", result.folder)


def _tipping(result: Pathways) -> object:
    """Return when plans tip and what they cost; with several worldviews the costs stand in the tables of the folder alone."""
    several = len(result.standings) > 1
    costs = () if several else result.costs
    rows = []
    plans = [(standing, plan) for standing in result.standings for plan in range(len(result.names))]
    for (standing, plan), (name, *cells) in zip(plans, tipping_rows(result), strict=True):
        gaps = [standing.cost(row, plan, plan) - standing.cost(row, 0, 0) for row in range(len(costs))]
        told = (_gap(standing.mean(gap)) if plan else "" for gap in gaps)
        rows.append((_name(name), *cells, *told, str(result.levers(0, plan)) if plan else ""))
    view = ("!Worldview",) if several else ()
    dear = (f">{name}" for name in costs)
    return table(("Plan", *view, ">Half by (90 %)", ">Never, %", ">On target, %", *dear, ">Levers"), rows)


def _transfers(result: Pathways) -> object:
    """Return the transfers, those with the largest gain first; with several worldviews, by the smallest of its gains."""
    pairs = sorted({(each.origin, each.to) for standing in result.standings for each in standing.pairs()})
    rows = []
    for origin, to in pairs:
        seen = [(standing, standing.transfers[origin, to]) for standing in result.standings if (origin, to) in standing.transfers]
        gains = [standing.gain(transfer) for standing, transfer in seen]
        names = _name(result.names[origin]), _name(result.names[to])
        if len(result.standings) > 1:
            verdicts = [standing.verdict(transfer) for standing, transfer in seen]
            told = f"{100 * min(each.value for each in gains):+.1f} to {100 * max(each.value for each in gains):+.1f}"
            counts = (str(verdicts.count(verdict)) for verdict in ("helps", "no difference", "harms", "too few worlds"))
            rows.append((gains, (*names, told, *counts)))
            continue
        (standing, transfer), (gain,) = seen[0], gains
        again, already = standing.met_again(transfer), standing.tips[to, transfer.worlds]
        shares = (percent(share(holds)) for holds in (already <= transfer.switch, again < standing.months))
        rows.append((gains, (*names, *shares, _gain(gain), standing.verdict(transfer))))
    rows.sort(key=lambda row: -min(each.value for each in row[0]))
    shown = rows if len(rows) <= MOST_ROWS else [*rows[: MOST_ROWS - LAST_ROWS], *rows[-LAST_ROWS:]]
    one = ("From", "To", ">Tipped too, %", ">Met again, %", ">Gain, % points", "!Verdict")
    many = ("From", "To", ">Gain, % points", ">Helps under", ">No difference", ">Harms", ">Too few worlds")
    return table(many if len(result.standings) > 1 else one, [cells for _, cells in shown])


def _name(name: str) -> str:
    """Return the name of a plan, a long stack on several lines."""
    return name if len(name) <= LONGEST else name.replace("+", "\n+")


def _gain(found: Estimate) -> str:
    return f"{100 * found.value:+.1f} ({100 * found.low:+.1f} to {100 * found.high:+.1f})"


def _gap(found: Estimate) -> str:
    decimals = decimals_of(found.value)
    return f"{found.value:+.{decimals}f} ± {(found.high - found.low) / 2:.{decimals}f}" if found.high - found.low else "0"
