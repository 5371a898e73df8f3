"""The chronicle: what happened, in which month and world, by whom to whom, and how severe it was."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.foundations.axes import REAL, Array
from sim.model.month import Month
from sim.model.stages import CALM, CLASH, CRISIS, WAR
from sim.scenario.choices import decision_of
from sim.scenario.scenario import Scenario

KINDS: tuple[str, ...] = (
    "missile_test",
    "nuclear_test",
    "limited_attack",
    "show_of_force",
    "sanctions",
    "coercion",
    "talks_begin",
    "talks_collapse",
    "deal",
    "deal_broken",
    "crisis",
    "clash",
    "war",
    "calm",
    "flashpoint",
    "command_transfer",
)
"""Kinds of event; the code of a kind is its index."""

BEGINS, ENDS = "rule: ", "end of rule: "
"""How the kinds of event begin that say when a rule comes into force, and when it ends."""

TAKES, DROPS = "choice: ", "end of choice: "
"""How the kinds of event begin that say when a government takes an option, and when it leaves it."""


def kinds_of(scenario: Scenario) -> tuple[str, ...]:
    """Return the kinds of event of a scenario: of rules two each, of the options of those who choose as well; codes as above."""
    ruled = (kind + rule.name for rule in scenario.rules for kind in (BEGINS, ENDS))
    roles = (actor.role for actor in scenario.theatre.actors if actor.name in scenario.choices)
    names = dict.fromkeys(option.name for role in roles for option in decision_of(role).options)
    return (*KINDS, *ruled, *(kind + name for name in names for kind in (TAKES, DROPS)))


type Event = tuple[str, int, int, Array]
"""What can happen in a month: kind, actor, target (-1: nobody) and severity, shape (world,), 0 where it did not."""


@dataclass(frozen=True)
class Events:
    """Events as columns of equal length, ordered by month, then kind, then world.

    month: counted from the start; world: identity; kind, actor, target: codes, the indices in `kinds` and `actors` (-1: nobody).
    severity: as in the equations [>= 0]; for missile tests their number.
    """

    month: NDArray[np.int16]
    world: NDArray[np.int64]
    kind: NDArray[np.int16]
    actor: NDArray[np.int8]
    target: NDArray[np.int8]
    severity: Array
    kinds: tuple[str, ...]
    actors: tuple[str, ...]


class EventRecorder:
    """Collects the events of each month for the worlds of a chunk, scenario by scenario where several stand side by side.

    kinds: of each scenario, see `kinds_of`.
    """

    def __init__(self, worlds: NDArray[np.integer], actors: tuple[str, ...], kinds: Sequence[tuple[str, ...]] = (KINDS,)) -> None:
        self._worlds = np.asarray(worlds, dtype=np.int64)
        self._actors = actors
        self._kinds = kinds
        self._codes = {kind: code for code, kind in enumerate(dict.fromkeys(kind for each in kinds for kind in each))}
        self._parts: list[tuple[NDArray[np.int64], Array, int, int, int, int]] = []

    def note(self, month: Month) -> None:
        """Write down what happened in a month."""
        self.write(month.number, possible_events(month))

    def write(self, number: int, happened: Iterable[Event]) -> None:
        """Write down what happened in a month, by its number, of what can happen in it."""
        for kind, actor, target, severity in happened:
            (where,) = np.nonzero(severity != 0)  # of reals themselves, NumPy finds them in many times the time
            if where.size:
                self._parts.append((where, severity[where], number, self._codes[kind], actor, target))

    def events(self) -> tuple[Events, ...]:
        """Return all that was written down, for each scenario."""
        lengths = [part[0].size for part in self._parts]

        def repeated(column: int, kind: type[np.signedinteger]) -> NDArray[np.signedinteger]:
            return np.repeat(np.array([part[column] for part in self._parts], dtype=kind), lengths)

        found = [part[0] for part in self._parts] or [np.zeros(0, dtype=np.int64)]
        severity = [part[1] for part in self._parts] or [np.zeros(0, dtype=np.float32)]
        scenario, column = np.divmod(np.concatenate(found), len(self._worlds))
        columns = {
            "month": repeated(2, np.int16), "world": self._worlds[column], "kind": repeated(3, np.int64),
            "actor": repeated(4, np.int8), "target": repeated(5, np.int8), "severity": np.concatenate(severity),
        }  # fmt: skip

        def of(number: int) -> Events:
            own = {name: values[scenario == number] for name, values in columns.items()}
            kinds = self._kinds[number]
            code = np.array([kinds.index(kind) if kind in kinds else -1 for kind in self._codes], dtype=np.int16)
            return Events(**(own | {"kind": code[own["kind"]]}), kinds=kinds, actors=self._actors)

        return tuple(of(number) for number in range(len(self._kinds)))


def possible_events(month: Month) -> Iterator[Event]:
    """Yield what can happen in a month.

    Of rules and options only those that begin or end in some world.
    """
    cast, acts = month.cast, month.acts
    ch, main, patron = cast.challenger, cast.main, cast.patron
    backer = -1 if cast.main_backer is None else cast.main_backer
    yield "missile_test", ch, patron, acts.missile_tests
    yield "nuclear_test", ch, patron, acts.nuclear_test
    yield "limited_attack", ch, main, acts.limited_attack
    yield "show_of_force", patron, ch, acts.show_of_force * acts.exercise
    yield "sanctions", patron, ch, acts.sanctions_round
    yield "coercion", backer, main, acts.coercion
    yield "flashpoint", backer, patron, acts.flashpoint
    yield "command_transfer", patron, main, np.maximum(month.next.transferred - month.last.transferred, 0)
    for kind in ("talks_begin", "talks_collapse", "deal", "deal_broken"):
        for channel, party in enumerate(cast.channel_parties):
            yield kind, party, ch, getattr(acts, kind)[channel]
    for row in range(cast.rivalries):
        before, after = month.last.stage[row], month.next.stage[row]
        calmed = (after == CALM) & (after < before)
        yield "calm", cast.by[row], cast.about[row], calmed * REAL(0.1)
        for kind, rung in (("crisis", CRISIS), ("clash", CLASH), ("war", WAR)):
            reached = (after == rung) & (after > before)
            yield kind, cast.by[row], cast.about[row], reached * REAL(rung)
    for name, actor, begins, ends in month.rules.changes():
        yield BEGINS + name, actor, -1, begins
        yield ENDS + name, actor, -1, ends
    for name, actor, takes, drops in month.choices.changes():
        yield TAKES + name, actor, -1, takes
        yield DROPS + name, actor, -1, drops
