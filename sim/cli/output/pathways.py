"""What `peninsula pathways` prints: when each plan tips, what a transfer there brings, and which pathway does best."""

from collections.abc import Sequence

from rich.text import Text

from sim.analysis.pathways.told import TRANSFER_HEADINGS, cost_texts, tipping_rows, transfer_rows
from sim.analysis.pathways.wording import sentences
from sim.cli.output.terminal import console, print_end, table
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
    rows = []
    plans = [(standing, plan) for standing in result.standings for plan in range(len(result.names))]
    for (standing, plan), (name, *cells) in zip(plans, tipping_rows(result), strict=True):
        dear = () if several else cost_texts(result, standing, plan)
        rows.append((_name(name), *cells, *dear, str(result.levers(0, plan)) if plan else ""))
    view = ("!Worldview",) if several else ()
    costs = () if several else (f">{name}" for name in result.costs)
    return table(("Plan", *view, ">Half by (90 %)", ">Never, %", ">On target, %", *costs, ">Levers"), rows)


def _transfers(result: Pathways) -> object:
    """Return the transfers, those with the largest gain first."""
    if len(result.standings) > 1:
        return _transfers_by_worldview(result)
    rows = [(_name(origin), _name(to), *cells) for origin, to, *cells in transfer_rows(result, result.standings[0])]
    headings = (f"{mark}{heading}" for mark, heading in zip(("", "", ">", ">", ">", "!"), TRANSFER_HEADINGS, strict=True))
    return table(tuple(headings), _shown(rows))


def _transfers_by_worldview(result: Pathways) -> object:
    """Return the transfers by the smallest of their gains, and under how many worldviews each helps or harms."""
    rows = []
    for origin, to in sorted({(each.origin, each.to) for standing in result.standings for each in standing.pairs()}):
        seen = [(standing, standing.transfers[origin, to]) for standing in result.standings if (origin, to) in standing.transfers]
        gains = [standing.gain(transfer).value for standing, transfer in seen]
        verdicts = [standing.verdict(transfer) for standing, transfer in seen]
        told = f"{100 * min(gains):+.1f} to {100 * max(gains):+.1f}"
        counts = (str(verdicts.count(verdict)) for verdict in ("helps", "no difference", "harms", "too few worlds"))
        rows.append((min(gains), (_name(result.names[origin]), _name(result.names[to]), told, *counts)))
    rows.sort(key=lambda row: -row[0])
    headings = ("From", "To", ">Gain, % points", ">Helps under", ">No difference", ">Harms", ">Too few worlds")
    return table(headings, _shown([cells for _, cells in rows]))


def _shown(rows: Sequence[Sequence[str]]) -> Sequence[Sequence[str]]:
    """Return the rows, of many the first and the last."""
    return rows if len(rows) <= MOST_ROWS else [*rows[: MOST_ROWS - LAST_ROWS], *rows[-LAST_ROWS:]]


def _name(name: str) -> str:
    """Return the name of a plan, a long stack on several lines."""
    return name if len(name) <= LONGEST else name.replace("+", "\n+")
