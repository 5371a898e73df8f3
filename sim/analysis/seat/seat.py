"""The seat: who plays, in which world, how far time has gone and what was set on the way."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from sim.analysis.seat.live_world import LiveWorld
from sim.analysis.seat.outlook import AHEAD, WORLDS, Outlook, outlook_of
from sim.analysis.seat.turn import Turn, turn_of
from sim.foundations.errors import PeninsulaError
from sim.foundations.months import format_month, parse_month
from sim.model.in_force import at_once, waiting_levers
from sim.model.rules.bound import bound_rules
from sim.scenario.claims import NO_CLAIMS
from sim.scenario.quantity import Value
from sim.scenario.scenario import Scenario
from sim.scenario.schedule import Schedule
from sim.scenario.seat import Move, move_of, played, player_named, seated
from sim.scenario.wording import value_text

EVERY = 3
"""Months of a turn, unless another number is asked for: a quarter."""


class Seat:
    """One actor of a scenario, played turn by turn in one world; the others do as the scenario says.

    original: the scenario. plan: the same without rules, choices and elections of the player's own, unless they are kept; what
    is played when nothing is set. world: the identity of the world that is real. every: months of a turn.
    """

    def __init__(self, scenario: Scenario, player: str, world: int = 0, every: int = EVERY, keep_own: bool = False) -> None:
        """Take a seat before the first month.

        player: name or alias of an actor. Raises PeninsulaError for an unknown actor, a world outside the ensemble, turns of no
        length, or a rule that is wrong.
        """
        self.player = player_named(player, scenario.theatre)
        if not 0 <= world < scenario.worlds:
            raise PeninsulaError(f"world {world} is not in the ensemble: expected a number from 0 to {scenario.worlds - 1}")
        if not 1 <= every <= scenario.months:
            raise PeninsulaError(f"a turn of {every} months: expected 1 to {scenario.months}, the months of the scenario")
        bound_rules(scenario)
        self.original, self.world, self.every = scenario, world, every
        self.plan = scenario if keep_own else seated(scenario, self.player.name)
        waiting, name = waiting_levers(self.plan), self.player.name
        self._followed = {
            (name, lever): waiting.get((name, lever)) or at_once(self.plan, name, lever) for lever in self.player.levers
        }
        self._begin()

    def _begin(self) -> None:
        self.moves: list[Move] = []
        self.turns: list[Turn] = []
        self._live = LiveWorld([self.plan, self.plan], self.world, self._followed)

    @property
    def elapsed(self) -> int:
        """Months that have been played."""
        return self._live.elapsed

    @property
    def over(self) -> bool:
        """Whether the last month has been played."""
        return self.elapsed == self.plan.months

    @property
    def month(self) -> str:
        """The month that comes next, YYYY-MM; after the last one that one."""
        return format_month(self.plan.start + min(self.elapsed, self.plan.months - 1))

    @property
    def number_of_turns(self) -> int:
        """Turns from the first month to the last; the last one may be shorter."""
        return -(-self.plan.months // self.every)

    @property
    def policy(self) -> Mapping[str, Value]:
        """What the player's levers are set to in the month that comes next, by the plan and the moves."""
        month, schedules = parse_month(self.month), self.schedules
        return {name: lever.decode(schedules[name].value(month)) for name, lever in self.player.levers.items()}

    @property
    def schedules(self) -> Mapping[str, Schedule]:
        """The player's levers over all months, by the plan and the moves."""
        return played(self.plan, self.player.name, self.moves).policy[self.player.name]

    def outlook(
        self,
        sets: Mapping[str, object] | None = None,
        worlds: int = WORLDS,
        months: int = AHEAD,
        progress: Callable[[int], None] | None = None,
    ) -> Outlook:
        """Return what may come, under the policy in force and, where something would be set, under that as well, paired.

        sets: lever -> value, from the next month on. worlds: number of futures. months: how far, at most to the last month.
        progress: called with the number of world-months completed.
        Raises PeninsulaError for a lever or value that cannot be set, or when nothing is left to come.
        """
        self._refuse_over()
        if worlds < 1 or months < 1:
            raise PeninsulaError(f"an outlook of {worlds} worlds and {months} months: expected at least one of each")
        in_force = played(self.plan, self.player.name, self.moves)
        plans, ahead = [in_force], min(months, self.plan.months - self.elapsed)
        if sets:
            plans.append(played(self.plan, self.player.name, [*self.moves, self._move(sets)]))
        futures = self._live.futures(plans, worlds, ahead, progress)
        first = self.plan.start + self.elapsed
        return outlook_of(self.plan.theatre, futures, tuple(format_month(first + number) for number in range(ahead)))

    def move(self, sets: Mapping[str, object] | None = None, where: str = "") -> Turn:
        """Set levers from the next month on, let a turn pass, and return what it has brought.

        sets: lever -> value, or "doctrine" -> its name; nothing: the policy in force goes on. where: what messages begin with.
        Raises PeninsulaError for a lever or value that cannot be set, or after the last month.
        """
        self._refuse_over()
        move, before = self._move(sets or {}, where), self.elapsed
        self.moves.append(move)
        if move.sets:
            self._live.replan([played(self.plan, self.player.name, self.moves), self.plan])
        self._live.live(min(self.every, self.plan.months - before))
        ever_set = [lever for each in self.moves for lever in each.sets]
        span = range(before, self.elapsed)
        turn = turn_of(self._live, self.player.name, len(self.turns) + 1, span, before, move.sets, ever_set)
        self.turns.append(turn)
        return turn

    def undo(self) -> None:
        """Take the last turn back; raises PeninsulaError before the first."""
        if not self.moves:
            raise PeninsulaError("there is no turn to take back")
        kept = self.moves[:-1]
        self._begin()
        for move in kept:
            self.move(move.sets)

    def replay(self, moves: Sequence[Mapping[str, object]]) -> "Seat":
        """Play turns, each with what is set in it, and return this seat."""
        for number, sets in enumerate(moves, start=len(self.turns) + 1):
            self.move(sets, f"turn {number}: ")
        return self

    @property
    def scenario(self) -> Scenario:
        """The moves so far as a scenario of its own: dated values of the player's levers, all else as in the plan."""
        sets = [(format_month(move.month), lever, value) for move in self.moves for lever, value in move.sets.items()]
        told = "; ".join(f"{month}: {lever} {value_text(value)}" for month, lever, value in sets) or "nothing was set"
        title = self.original.title.split(":")[0]
        return replace(
            played(self.plan, self.player.name, self.moves),
            name=f"{self.original.name}-as-{self.player.name}",
            title=f"{title}, {self.player.label} played",
            description=f"{title}, with {self.player.label} played in world {self.world} to {self._until()}: {told}.",
            hypothesis="",
            claims=NO_CLAIMS,
        )

    @property
    def live(self) -> LiveWorld:
        """The world that is played; its second scenario is the plan, in the same world."""
        return self._live

    def _until(self) -> str:
        return format_month(self.plan.start + self.elapsed - 1) if self.elapsed else "no month yet"

    def _move(self, sets: Mapping[str, object], where: str = "") -> Move:
        return move_of(self.player, self.plan.start + self.elapsed, sets, where)

    def _refuse_over(self) -> None:
        if self.over:
            raise PeninsulaError(f"the last month, {self.month}, has been played: take a turn back, or end")
