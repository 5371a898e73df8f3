"""The rules of a batch of scenarios, evaluated in all of its worlds at once.

At the end of a month, in each world and for each rule:

    n' = max(h, d) (n + 1),  d = [L > 0] [n >= N] [the window, less L months, has opened]
    r' = r (1 - e) + (1 - r) (1 - e) b w [n' >= N + L] [u < p]

condition, h; months that it has held in a row, n; what ends the rule, e; in force, r; months needed, N; lead time, L, for which
what was once decided, d, waits whatever holds; window, w, and whether the scenario of the world has the rule, b; probability, p;
chance, u, of the stream "rule/<name>". h, d, e, r, w and b are 0 or 1.
A rule under another is in force only where that one is.
A government is a rule that chance and the calendar bring into force, see `sim.model.rules.governments`.
From the month in which a rule ends by its date on, r' = 0.
A rule that ends begins to count anew (n' = 0). A rule in force sets its levers in the month that follows; of two rules that set
the same lever the later wins. Points of an experiment may bring what a rule sets, as rules.<name>.set.<lever>, and the months
that it needs, as rules.<name>.for_months; these then stand in for its own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from sim.foundations.axes import REAL, Array
from sim.model.cast import Cast
from sim.model.expression import Parameter, evaluator
from sim.model.measure import How
from sim.model.month import Levers, Month
from sim.model.outcomes import outcomes_of
from sim.model.rules.bound import BoundRule, bound_rules
from sim.model.rules.governments import Governments
from sim.model.rules.in_force import RulesInForce
from sim.model.seen import seen
from sim.scenario.scenario import Scenario
from sim.scenario.schedule import Schedule

NOTHING_SEEN: Mapping[How, float] = {"max": -np.inf, "min": np.inf}
"""What functions over the months so far are before the first month; 0 unless named."""


@dataclass(frozen=True)
class RuleState:
    """What worlds remember of rules from month to month, arrays of shape (rule, world).

    now, before: whether a rule is in force in this month and was in the last [0 or 1]. months: in a row that its condition has
    held. so_far: of what conditions look back on, shape (measure, world).
    """

    now: Array
    before: Array
    months: Array
    so_far: Array


class Rulebook:
    """The rules of scenarios that are stepped side by side.

    applies: whether the scenario of a world has the rule, shape (rule, world) [flags].
    """

    def __init__(self, scenarios: Sequence[Scenario], cast: Cast, width: int) -> None:
        entries, owners = _merged([bound_rules(scenario, reach=False) for scenario in scenarios])
        first = scenarios[0]
        self.entries = entries
        self._owners = owners
        self.applies: NDArray[np.bool] = np.repeat(owners, width // len(scenarios), axis=1)
        self._width = width
        self._start = first.start
        self._outcomes = {outcome.name: outcome for outcome in outcomes_of(first.theatre)}
        measures = dict.fromkeys(measure for entry in entries for each in entry.conditions for measure in each.measures)
        self._last = tuple(measure for measure in measures if measure.how == "at")
        self._so_far = tuple(measure for measure in measures if measure.how != "at")
        self._names = tuple(entry.rule.name for entry in entries)
        self._actors = tuple(cast.names.index(entry.rule.actor) for entry in entries)
        self._sets = tuple(_sets(entry, first) for entry in entries)
        self._when = tuple(evaluator(entry.when.tree, REAL) if entry.when else None for entry in entries)
        self._until = tuple(evaluator(entry.until.tree, REAL) if entry.until else None for entry in entries)
        rules = [entry.rule for entry in entries]
        self._parameters = tuple(tuple((Parameter(name), rule.drawn_as(name)) for name in rule.parameters) for rule in rules)
        self._needed, self._lead = _column([rule.for_months for rule in rules]), _column([rule.lead_months for rule in rules])
        self._waits = tuple(rule.drawn_as("for_months") for rule in rules)
        self._first, self._final = (_column([rule.within[end] - first.start for rule in rules]) for end in (0, 1))
        self._last_month = _column([np.inf if rule.ends is None else rule.ends - 1 - first.start for rule in rules])
        self._chancy = tuple(row for row, rule in enumerate(rules) if rule.prob < 1)
        self._ending = any(entry.until for entry in entries)
        self._governments = Governments(rules, first.start)
        self._dated = any(rule.ends is not None for rule in rules)
        self._decided = any(rule.lead_months for rule in rules)
        named = [rule.name for rule in rules if not rule.office]
        self._under = tuple(
            (row, [above for above, other in enumerate(rules) if other.name == rule.under])
            for row, rule in enumerate(rules)
            if rule.under in named
        )

    def rows_of(self, scenario: int) -> tuple[int, ...]:
        """Return the row of each rule of a scenario, in its own order. scenario: its number among those side by side."""
        return tuple(int(row) for row in np.flatnonzero(self._owners[:, scenario]))

    @property
    def identity(self) -> tuple[object, ...]:
        """What a compiled program of these rules depends on."""
        return (self._start, *(entry.rule.same_in_all_worlds for entry in self.entries)) if self.entries else ()

    def begun(self) -> RuleState:
        """Return the state in which nothing has been seen yet."""
        zeros = np.zeros((len(self.entries), self._width), dtype=REAL)
        start = _column([NOTHING_SEEN.get(measure.how, 0) for measure in self._so_far])
        return RuleState(zeros, zeros, zeros, start + np.zeros((len(self._so_far), self._width), dtype=REAL))

    def in_force(self, state: RuleState, known: bool = True) -> RulesInForce:
        """Return which rules are in force in a month. known: whether the state is, so that rules at rest can be told."""
        moving = np.flatnonzero((state.now != state.before).any(axis=1)) if known else range(len(self.entries))
        return RulesInForce(self._names, self._actors, state.now, state.before, tuple(int(row) for row in moving))

    def applied(
        self, intended: Mapping[str, Levers], state: RuleState, assume: Mapping[str, Array], number: int
    ) -> Mapping[str, Levers]:
        """Return the levers that actors want in a month, with those that rules set in the worlds where they are in force."""
        if not self.entries:
            return intended
        levers = {actor: dict(own) for actor, own in intended.items()}
        for row, entry in enumerate(self.entries):
            if not state.now[row].any():
                continue
            acts, own = state.now[row] > 0, levers[entry.rule.actor]
            for lever, varied, value in self._sets[row]:
                name = varied if varied in assume else value
                own[lever] = np.where(acts, assume[name] if isinstance(name, str) else _in_month(name, number), own[lever])
        return levers

    def circumstances(self, conditions: Mapping[str, Mapping[str, Array]], state: RuleState) -> Mapping[str, Mapping[str, Array]]:
        """Return the conditions of a month with what changes of government make of them."""
        return self._governments.circumstances(conditions, state.now, state.before) if self._governments else conditions

    def observed(self, month: Month, state: RuleState) -> RuleState:
        """Return the rules that are in force in the next month, after what this one has brought."""
        if not self.entries:
            return state
        with np.errstate(all="ignore"):
            return self._observed(month, state)

    def _observed(self, month: Month, state: RuleState) -> RuleState:
        so_far = self._seen(month, state.so_far)
        read: dict[object, Array] = {measure: self._outcomes[measure.of].read(month) for measure in self._last}
        read |= {measure: so_far[row] for row, measure in enumerate(self._so_far)}
        acting = state.now > 0
        never = acting[0] & ~acting[0]
        holds, ends = [], []
        for row, when in enumerate(self._when):
            known = read | {parameter: month.assume[drawn] for parameter, drawn in self._parameters[row]}
            until = self._until[row]
            holds.append(when(known) | never if when else never)
            ends.append(until(known) | never if until else never)
        following = month.number + 1
        counts, needed = np.stack(holds), self._months_needed(month.assume)
        if self._decided:
            counts = counts | ((self._lead > 0) & (state.months >= needed) & (following > self._first - self._lead))
        months = np.where(counts, state.months + 1, REAL(0))
        begins = (months >= needed + self._lead) & ((following >= self._first) & (following <= self._final) & self.applies)
        if self._chancy:
            lucky = [~never] * len(self.entries)
            for row in self._chancy:
                rule = self.entries[row].rule
                lucky[row] = month.uniform(f"rule/{rule.name}")[0] < REAL(rule.prob)
            begins = begins & np.stack(lucky)
        now = begins | acting
        if self._ending:
            ended = np.stack(ends)
            now = now & ~ended
            months = np.where(acting & ended, REAL(0), months)
        if self._dated:
            now = now & (following <= self._last_month)
        if self._governments:
            now = self._governments.following(month, state.now, now, self.applies)
        if self._under:
            now = self._with_those_above(now)
        return RuleState(np.where(now, REAL(1), REAL(0)), state.now, months, so_far)

    def _with_those_above(self, now: NDArray[np.bool]) -> NDArray[np.bool]:
        """Return which rules are in force, shape (rule, world), where those under another wait for it."""
        rows = list(now)
        for row, above in self._under:
            rows[row] = rows[row] & reduce(np.logical_or, [rows[each] for each in above])
        return np.stack(rows)

    def _months_needed(self, assume: Mapping[str, Array]) -> Array:
        """Return the months that each condition must have held, shape (rule, 1 or world)."""
        if not any(name in assume for name in self._waits):
            return self._needed
        own = np.broadcast_to(self._needed, self.applies.shape)
        return np.stack([assume[name] if name in assume else own[row] for row, name in enumerate(self._waits)])

    def _seen(self, month: Month, so_far: Array) -> Array:
        """Return what conditions look back on, this month included."""
        if not self._so_far:
            return so_far
        now = zip(self._so_far, so_far, seen(month, self._so_far, self._outcomes), strict=True)
        return np.stack([so_far_with(measure.how, before, values, month.number) for measure, before, values in now])


def so_far_with(how: How, before: Array, seen: Array, number: Array | int) -> Array:
    """Return what has been so far once a month is added, (world,).

    how: the function. before: what had been until then. seen: the outcome in the month, or the number of events.
    number: of months before it.
    """
    if how == "count":
        return before + seen
    if how == "mean":
        return before + (seen - before) / (number + 1)
    return np.maximum(before, seen) if how == "max" else np.minimum(before, seen)


def _column(numbers: Sequence[float]) -> Array:
    return np.array(numbers, dtype=REAL).reshape(-1, 1)


def _sets(entry: BoundRule, scenario: Scenario) -> tuple[tuple[str, str, Array | str], ...]:
    """Return the levers that a rule sets, by the names that equations use, each with the name under which points bring its value,
    and with its own value or the name it is drawn under.

    A value is of shape (), or (month,) where it is dated.
    """
    rule = entry.rule
    named = scenario.theatre.actor(rule.actor).rule_names

    def value(written: float | str | Schedule) -> Array | str:
        if isinstance(written, str):
            return rule.drawn_as(written)
        if isinstance(written, Schedule):
            return written.values(scenario.start, scenario.months)
        return np.array(written, dtype=REAL)

    return tuple((named[lever], rule.drawn_as(f"set.{lever}"), value(written)) for lever, written in rule.sets.items())


def _in_month(value: Array, number: int) -> Array:
    """Return a value, dated or not, in a month by its number; a sum of one term, since a traced number is no index."""
    return (value * (np.arange(len(value)) == number)).sum(axis=0) if value.ndim else value


def _merged(books: Sequence[Sequence[BoundRule]]) -> tuple[tuple[BoundRule, ...], NDArray[np.bool]]:
    """Return all rules of some scenarios, each once where their order allows it, and which scenario has which, (rule, scenario).

    The rules of every scenario stay in their order, since the later one wins.
    """
    entries: list[BoundRule] = []
    owners: list[set[int]] = []
    for number, book in enumerate(books):
        next_row = 0
        for bound in book:
            same = bound.rule.same_in_all_worlds
            row = next((r for r in range(next_row, len(entries)) if entries[r].rule.same_in_all_worlds == same), None)
            if row is None:
                row = next_row
                entries.insert(row, bound)
                owners.insert(row, set())
            owners[row].add(number)
            next_row = row + 1
    table = np.array([[number in own for number in range(len(books))] for own in owners], dtype=bool)
    return tuple(entries), table.reshape(len(entries), len(books))
