"""The view of a seat at the table: what the page says of a play, which it carries whole, and what comes back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sim.analysis.seat import EVERY, Seat, verdict
from sim.foundations.errors import PeninsulaError, nearest
from sim.foundations.months import format_month
from sim.model.outcomes import outcomes_of
from sim.scenario.doctrines import known_doctrines, load_doctrine
from sim.scenario.scenario import Scenario
from sim.scenario.schedule_syntax import written_form
from sim.scenario.seat import acts_unasked, doctrine_levers
from sim.web.ensemble import MAX_MONTHS
from sim.web.response import rounded
from sim.web.worker import Progress


@dataclass(frozen=True)
class PlayedSeat:
    """A play as the page carries it.

    player: actor. world: that is real. every: months of a turn. moves: what was set in each turn that was played.
    considered: what would be set next.
    """

    player: str
    world: int = 0
    every: int = EVERY
    moves: tuple[Mapping[str, Any], ...] = ()
    considered: Mapping[str, Any] = field(default_factory=dict)

    def of(self, scenario: Scenario) -> Seat:
        """Return the seat after the moves."""
        return Seat(scenario, self.player, self.world, self.every).replay(self.moves)


def parse_seat(written: Any) -> PlayedSeat:
    """Return a play from decoded JSON; raises PeninsulaError for an unknown field or a value of the wrong type."""
    known = ("player", "world", "every", "moves", "considered")
    if not isinstance(written, dict):
        raise PeninsulaError(f"seat: expected an object with {', '.join(known)}")
    for key in written:
        if key not in known:
            raise PeninsulaError(f"seat: unknown field '{key}'{nearest(key, known)}")
    moves, considered = written.get("moves", []), written.get("considered", {})
    if not isinstance(moves, list) or len(moves) > MAX_MONTHS or not all(isinstance(each, dict) for each in moves):
        raise PeninsulaError(f"seat.moves: expected a list of at most {MAX_MONTHS} objects with levers and values")
    if not isinstance(considered, dict):
        raise PeninsulaError("seat.considered: expected an object with levers and values")
    player = written.get("player")
    if not isinstance(player, str):
        raise PeninsulaError("seat.player: expected the name of an actor")
    numbers = {"world": written.get("world", 0), "every": written.get("every", EVERY)}
    for key, value in numbers.items():
        if isinstance(value, bool) or not isinstance(value, int):
            raise PeninsulaError(f"seat.{key}: expected a whole number")
    return PlayedSeat(player, **numbers, moves=tuple(moves), considered=considered)


def seat_view(scenario: Scenario, played: PlayedSeat, progress: Progress) -> dict[str, Any]:
    """Return where a play stands: its turns, what is set, the outlook, and the moves as changes of the page's settings."""
    seat = played.of(scenario)
    progress(0)
    theatre, player = seat.plan.theatre, seat.player
    headline = [outcome.name for outcome in outcomes_of(theatre)].index(theatre.headline)
    lived, without = (rounded(path) for path in seat.live.outcomes()[headline].T)
    return {
        "player": player.name,
        "label": player.label,
        "title": seat.original.title,
        "month": seat.month,
        "turn": len(seat.turns) + 1,
        "turns": seat.number_of_turns,
        "over": seat.over,
        "took_away": acts_unasked(seat.original, player.name),
        "policy": dict(seat.policy),
        "months": [format_month(seat.plan.start + number) for number in range(seat.elapsed)],
        "lived": lived,
        "without": without,
        "marks": [format_month(move.month) for move in seat.moves if move.sets],
        "story": [turn.document() for turn in seat.turns],
        "outlook": None if seat.over else seat.outlook(played.considered, progress=progress).document(),
        "doctrines": [
            {
                "name": name,
                "title": load_doctrine(player.role, name).title_for(theatre, player),
                "levers": doctrine_levers(player, name),
            }
            for name in known_doctrines(player.role)
        ],
        "changes": _changes(seat),
    }


def seat_verdict(scenario: Scenario, played: PlayedSeat, progress: Progress) -> dict[str, Any]:
    """Return how a play has fared; raises PeninsulaError before the first turn."""
    return verdict(played.of(scenario), progress=progress).document()


def seat_file(scenario: Scenario, played: PlayedSeat, _: Progress) -> Scenario:
    """Return a play as a scenario."""
    return played.of(scenario).scenario


def _changes(seat: Seat) -> dict[str, Any]:
    """Return the levers that were set as changes to the scenario, dated from its first month on."""
    moved = {lever for move in seat.moves for lever in move.sets}
    start, schedules = seat.plan.start, seat.schedules
    changes = {}
    for name, lever in seat.player.levers.items():
        if name in moved:
            first = {format_month(start): lever.decode(schedules[name].value(start))}
            changes[f"{seat.player.name}.{name}"] = first | written_form(lever, schedules[name].apart)
    return changes
