"""What `peninsula seat` prints: how the seat begins, what a turn has brought, the outlook, the levers, the verdict."""

from collections.abc import Mapping, Sequence

from rich.text import Text

from sim.analysis.mean_difference import MeanDifference
from sim.analysis.seat import Outlook, Turn
from sim.analysis.seat.outlook import Bands, Expected
from sim.analysis.seat.turn import Reading
from sim.cli.output.terminal import console, print_end, table
from sim.ensemble.quantiles import LEVELS
from sim.foundations.wording import decimals_of, figure_text, signed_text
from sim.scenario.seat import acts_unasked
from sim.scenario.wording import value_text
from sim.studies.seat import Played, Seat

LOW, MIDDLE, HIGH = (LEVELS.index(level) for level in (0.05, 0.5, 0.95))

COLOURS: Mapping[str, str] = {"better": "green", "worse": "red"}
"""Of verdicts; all else is plain."""


def print_begin(seat: Seat) -> None:
    """Print whose seat is taken, in which world, and what that takes away."""
    screen, last = console(), seat.plan.start + seat.plan.months - 1
    screen.print()
    screen.print(Text(f"{seat.player.label}, in {seat.original.title}", style="bold"))
    screen.print(
        f"world {seat.world} of seed {seat.plan.seed}, worldview {seat.plan.worldview}; {seat.number_of_turns} turns of "
        f"{seat.every} months, from {seat.month} to {last // 12:04d}-{last % 12 + 1:02d}",
        style="dim",
    )
    if seat.plan is not seat.original and acts_unasked(seat.original, seat.player.name):
        screen.print(
            "What this scenario lets your country do by itself (rules, choices, elections) is yours to decide now; "
            "--keep-own lets it act.",
            style="dim",
        )


def print_turn(turn: Turn) -> None:
    """Print what happened in a turn, and what came about of what was set."""
    screen = console()
    screen.print()
    span = turn.first if turn.first == turn.last else f"{turn.first} to {turn.last}"
    set_now = ", ".join(f"{lever} {value_text(value)}" for lever, value in turn.sets.items())
    screen.print(Text.assemble((f"{span}", "bold"), f"  you set {set_now}" if set_now else "  you set nothing"))
    for each in turn.happenings:
        screen.print(Text(f"  {each.month}  {each.text}"))
    if not turn.happenings:
        screen.print("  nothing to report", style="dim")
    for standing in turn.standings:
        style = "dim" if standing.in_force else "yellow"
        screen.print(Text(f"  {standing.lever}: {standing.text}", style=style))


def print_outlook(seat: Seat, outlook: Outlook, considered: Mapping[str, object]) -> None:
    """Print the key outcomes: now, since the last turn, and what may come under the policy in force and under a move."""
    screen, readings = console(), {each.outcome.name: each for each in (seat.turns[-1].readings if seat.turns else ())}
    until, paired = outlook.months[-1], bool(considered)
    headings = ["Outcome", f">Policy in force,\n{until} (90 %)"]
    headings[1:1] = [] if paired else [">Now", ">Change"]
    headings += [f">Your move,\n{until} (90 %)", ">Mean difference ±\n90 % interval (median)", "!Verdict"] if paired else []
    rows: list[Sequence[str | Text]] = []
    for each in outlook.expected:
        decimals = decimals_of(*each.in_force)
        row: list[str | Text] = [Text.assemble(each.outcome.title, (f"  {each.outcome.unit}", "dim"))]
        if not paired:
            row += _now(readings.get(each.outcome.name), decimals)
        row.append(_band(each.in_force, decimals))
        if each.considered is not None and each.difference is not None:
            row += [_band(each.considered, decimals), each.difference.text.replace("median ", ""), _verdict(each)]
        rows.append(row)
    screen.print()
    if considered:
        told = ", ".join(f"{lever} {value_text(value)}" for lever, value in considered.items())  # type: ignore[arg-type]
        screen.print(Text(f"If you set {told}:", style="bold"))
    screen.print(table(headings, rows))
    heads = [f"Until {until}, share of {outlook.worlds:,} futures", ">Policy in force", *([">Your move"] if considered else [])]
    likely = zip(*outlook.likelihoods, strict=True)
    body = [(each[0].title, *(f"{one.share:.0%} ({one.low:.0%} to {one.high:.0%})" for one in each)) for each in likely]
    screen.print()
    screen.print(table(heads, body))


def print_levers(seat: Seat) -> None:
    """Print the player's levers: the value that is set for the next month, and what may stand there."""
    rows = [
        (name, value_text(value), f"{lever.range_text}", lever.title)
        for (name, lever), value in zip(seat.player.levers.items(), seat.policy.values(), strict=True)
    ]
    console().print(table(("!Lever", ">Set", "May be", "What it is"), rows))


def print_verdict(played: Played) -> None:
    """Print how the play has fared beside the other ways, here and in the ensemble, and where it is kept."""
    screen, judged = console(), played.judged
    screen.print()
    screen.print(Text(f"{judged.sentence}.", style="bold"))
    screen.print()
    names = [way.name.replace("_", " ") for way in judged.ways]
    heads = (f"World {judged.world} in {judged.month}", *(f">{name}" for name in names))
    body: list[Sequence[str | Text]] = []
    for each in judged.judged:
        decimals = decimals_of(*each.here)
        title = Text.assemble(each.outcome.title, (f"  {each.outcome.unit}", "dim"))
        body.append((title, *(figure_text(value, decimals) for value in each.here)))
    screen.print(table(heads, body))
    screen.print()
    others = [f">{name}" for number, name in enumerate(names) if number != 1]
    heads = (f"Mean difference from no moves, {judged.worlds:,} worlds ± 90 % interval", *others)
    rows: list[Sequence[str | Text]] = [
        (each.outcome.title, *(_short(one, each.outcome.better) for number, one in enumerate(each.differences) if number != 1))
        for each in judged.judged
        if {one.verdict(each.outcome.better) for one in each.differences} - {"no difference", "negligible"}
    ]
    screen.print(table(heads, rows))
    screen.print("Only what differs more than negligibly in some way; verdict.csv has all.", style="dim")
    screen.print(
        "A single world is chance as well as policy; the ensemble repeats your dates and values in worlds to which they did not "
        "respond.",
        style="dim",
    )
    screen.print()
    print_end("Report, figure, tables, the moves and the play as a scenario", played.folder)


def _now(reading: Reading | None, decimals: int) -> list[str]:
    """Return an outcome and its change as cells, empty before the first turn."""
    if reading is None:
        return ["", ""]
    return [figure_text(reading.value, decimals), "" if reading.change is None else signed_text(reading.change, decimals)]


def _band(numbers: Bands, decimals: int) -> str:
    low, middle, high = (figure_text(float(numbers[at]), decimals) for at in (LOW, MIDDLE, HIGH))
    return f"{middle} ({low} to {high})"


def _verdict(each: Expected) -> Text:
    assert each.difference is not None
    found = each.difference.verdict(each.outcome.better)
    return Text(found, style=COLOURS.get(found, "dim"))


def _short(difference: MeanDifference, better: str) -> Text:
    text = difference.text.partition(" (")[0]
    return Text(text, style=COLOURS.get(difference.verdict(better), "dim"))
