"""Changes of government: which doctrine comes to rule an actor, in each world.

At the end of a month, for the month m that follows, and for each actor whose government may change:

    e = [m is a date of the calendar] or [u1 < 1 - e^(-k / 12)]
    d = the doctrine with  w_1 + ... + w_(d-1)  <=  u2 (w_1 + ... + w_n)  <  w_1 + ... + w_d
    g'_i = g_i + e (1 - s) ([i = d] - g_i)

whether a government of doctrine i rules, g_i [0 or 1]; all of them 0 while the scenario's own policy stands; rate of changes a
year, k; weights, w; chance, u1 and u2, of the stream "turnover/<actor>"; whether the doctrine drawn is that in force, s, which
then goes on as it is. What the scenario's own policy counts as is said in its file.

A rule of a doctrine acts under its government alone; a rule of the scenario until the government of its actor changes, unless it
survives. The actor whose government changes has a change of leadership in that month.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.foundations.axes import REAL, Array
from sim.model.month import Month
from sim.scenario.rules import Rule
from sim.scenario.rules.office import Office
from sim.scenario.turnover.governments import HAZARD, WEIGHT

type Flags = NDArray[np.bool]

MONTHS_A_YEAR = REAL(12)
CHANGE = "leadership_change"


@dataclass(frozen=True)
class Seats:
    """The rows of the governments of one office, in the order of its doctrines, and what worlds draw for them."""

    office: Office
    rows: tuple[int, ...]
    weights: tuple[str, ...]
    hazard: str


class Governments:
    """The changes of government of scenarios that are stepped side by side.

    rules: all rules, of which some are governments. start: first month [a count].
    """

    def __init__(self, rules: Sequence[Rule], start: int) -> None:
        self._start = start
        self._seats = tuple(_seats(rules))
        self._under = tuple((row, rows) for row, rule in enumerate(rules) if (rows := _rows(rules, rule)))
        self._until_changed = tuple(
            (row, seats.rows)
            for seats in self._seats
            for row, rule in enumerate(rules)
            if rule.actor == seats.office.actor and not (rule.office or rule.under or rule.survives)
        )

    def __bool__(self) -> bool:
        return bool(self._seats)

    def following(self, month: Month, before: Array, now: Flags, applies: Flags) -> Flags:
        """Return which rules are in force in the next month, shape (rule, world).

        before: in this one; now: as conditions have it; applies: whether the scenario of a world has the rule.
        """
        rows = list(now)
        for seats in self._seats:
            for row, rules in zip(seats.rows, self._ruling(seats, month, before), strict=True):
                rows[row] = rules & applies[row]
        for row, governments in self._under:
            rows[row] = rows[row] & _any([rows[government] for government in governments])
        for row, governments in self._until_changed:
            rows[row] = rows[row] & ~_any([rows[government] for government in governments])
        return np.stack(rows)

    def _ruling(self, seats: Seats, month: Month, before: Array) -> list[Flags]:
        """Return whether each government of an office rules in the next month, (world,) [flags]."""
        office, number = seats.office, month.number + 1
        chance = month.uniform(f"turnover/{office.actor}", 2)
        ruled = [before[row] > 0 for row in seats.rows]
        own = ~_any(ruled)
        changes = ruled[0] & ~ruled[0]
        if office.calendar:
            since = number - (office.calendar[0] - self._start)
            changes = changes | ((since >= 0) & (np.remainder(since, office.calendar[1]) == 0))
        if seats.hazard:
            changes = changes | (chance[0] < 1 - np.exp(-month.assume[seats.hazard] / MONTHS_A_YEAR))
        total = sum((month.assume[weight] for weight in seats.weights), np.zeros(1, dtype=REAL))
        drawn, above = [], np.zeros(1, dtype=REAL)
        for weight in seats.weights:
            below, above = above, above + month.assume[weight]
            drawn.append((chance[1] * total >= below) & (chance[1] * total < above))
        stays = changes & ~changes
        for name, rules, next_one in zip((name for name, _ in office.weights), ruled, drawn, strict=True):
            stays = stays | (next_one & (rules | (own & self._counts_as(office, name, number))))
        changes = changes & ~stays
        return [np.where(changes, next_one, rules) for rules, next_one in zip(ruled, drawn, strict=True)]

    def _counts_as(self, office: Office, doctrine: str, number: int) -> Flags:
        """Return whether the scenario's own policy counts as a doctrine in a month, by its number [a flag]."""
        counts = np.asarray(False)
        ends = [first for first, _ in office.own[1:]] + [None]
        for (first, name), end in zip(office.own, ends, strict=True):
            if name == doctrine:
                until = True if end is None else number < end - self._start
                counts = counts | ((number >= first - self._start) & until)
        return counts

    def circumstances(
        self, conditions: Mapping[str, Mapping[str, Array]], now: Array, before: Array
    ) -> Mapping[str, Mapping[str, Array]]:
        """Return the conditions of a month with a change of leadership in the worlds where a government begins."""
        found = {owner: dict(own) for owner, own in conditions.items()}
        for seats in self._seats:
            begun = sum((np.maximum(now[row] - before[row], REAL(0)) for row in seats.rows), np.zeros(1, dtype=REAL))
            own = found[seats.office.actor]
            own[CHANGE] = np.maximum(own[CHANGE], begun)
        return found


def _seats(rules: Sequence[Rule]) -> list[Seats]:
    by_office: dict[object, list[int]] = {}
    for row, rule in enumerate(rules):
        if rule.office:
            by_office.setdefault(rule.office.same_in_all_worlds, []).append(row)
    found = []
    for rows in by_office.values():
        first = rules[rows[0]]
        assert first.office is not None
        hazard = first.drawn_as(HAZARD) if first.office.hazard else ""
        found.append(Seats(first.office, tuple(rows), tuple(rules[row].drawn_as(WEIGHT) for row in rows), hazard))
    return found


def _rows(rules: Sequence[Rule], of: Rule) -> tuple[int, ...]:
    """Return the rows of the government under which a rule acts: one for each of the scenarios that say something else of it."""
    return tuple(row for row, rule in enumerate(rules) if rule.office and rule.name == of.under)


def _any(flags: Sequence[Flags]) -> Flags:
    found = flags[0]
    for each in flags[1:]:
        found = found | each
    return found
