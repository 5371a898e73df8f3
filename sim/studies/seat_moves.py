"""Moves in a file: what a player sets at the beginning of which turn, to play it again or to go on from it."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import tomli_w

from sim.analysis.seat import Seat
from sim.foundations.errors import PeninsulaError, shown
from sim.foundations.months import format_month, parse_month
from sim.scenario.seat import Move, move_of
from sim.scenario.toml_file import read_toml

type Dated = Mapping[str, Mapping[str, object]]
"""First month of a turn, YYYY-MM -> lever -> value."""


def read_moves(path: str | Path) -> Dated:
    """Return the moves of a file: a table for each month in which something is set, or for the last turn an empty one.

    Raises PeninsulaError when the file cannot be read, or holds something else.
    """
    found = read_toml(Path(path))
    for month, sets in found.items():
        if not isinstance(sets, Mapping):
            raise PeninsulaError(f'{path}: {month} = {shown(sets)}: expected a month and levers, such as ["2027-01"]')
    return found


def turns_of(seat: Seat, dated: Dated, where: str) -> list[Mapping[str, object]]:
    """Return what is set in each turn from the seat's next one to the last that is named.

    All of it is checked before anything is played. where: what messages begin with.
    Raises PeninsulaError for a month in which no turn begins, and for what cannot be set.
    """
    first, start = seat.plan.start + seat.elapsed, seat.plan.start
    turns: list[Mapping[str, object]] = []
    for when, sets in sorted(dated.items()):
        try:
            month = parse_month(when)
        except PeninsulaError as error:
            raise PeninsulaError(f"{where}: {error}") from None
        end = start + seat.plan.months
        if not first <= month < end:
            ends = f"{format_month(first)} to {format_month(end - 1)}"
            raise PeninsulaError(f"{where}: {when} cannot be played: expected a month from {ends}")
        if behind := (month - start) % seat.every:
            near = f"{format_month(month - behind)} or {format_month(month - behind + seat.every)}"
            raise PeninsulaError(
                f"{where}: no turn begins in {when}, since a turn has {seat.every} months: expected {near}, or --every 1"
            )
        move_of(seat.player, month, sets, f"{where}: {when}: ")
        turns += [{}] * ((month - first) // seat.every - len(turns))
        turns.append(sets)
    return turns


def moves_text(moves: Sequence[Move], note: str) -> str:
    """Return moves as a file has them, with the last turn even where nothing was set in it. note: a comment, one line."""
    kept = {format_month(move.month): dict(move.sets) for move in moves if move.sets or move is moves[-1]}
    return f"# {note}\n\n{tomli_w.dumps(kept)}"
