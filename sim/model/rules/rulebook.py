"""The rules of a batch of scenarios, evaluated in all of its worlds at once.

At the end of a month, in each world and for each rule:

    n' = h (n + 1)
    r' = r (1 - e) + (1 - r) (1 - e) b w [n' >= N] [u < p]

condition, h; months that it has held in a row, n; what ends the rule, e; in force, r; months needed, N; window, w, and whether
the scenario of the world has the rule, b; probability, p; chance, u, of the stream "rule/<name>". h, e, r, w and b are 0 or 1.
A government is a rule that chance and the calendar bring into force, see `sim.model.rules.governments`.
From the month in which a rule ends by its date on, r' = 0.
A rule that ends begins to count anew (n' = 0). A rule in force sets its levers in the month that follows; of two rules that set
the same lever the later wins. Points of an experiment may bring what a rule sets, as rules.<name>.set.<lever>, and the months
that it needs, as rules.<name>.for_months; these then stand in for its own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.foundations.axes import REAL, Array
from sim.model.cast import Cast
from sim.model.events import possible_events
from sim.model.expression import Parameter, evaluator
from sim.model.month import Levers, Month
from sim.model.outcomes import outcomes_of
from sim.model.rules.bound import BoundRule, bound_rules
from sim.model.rules.governments import Governments
from sim.model.rules.in_force import RulesInForce
from sim.scenario.scenario import Scenario


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
        self._needed = _column([rule.for_months for rule in rules])
        self._waits = tuple(rule.drawn_as("for_months") for rule in rules)
        self._first, self._final = (_column([rule.within[end] - first.start for rule in rules]) for end in (0, 1))
        self._last_month = _column([np.inf if rule.ends is None else rule.ends - 1 - first.start for rule in rules])
        self._chancy = tuple(row for row, rule in enumerate(rules) if rule.prob < 1)
        self._ending = any(entry.until for entry in entries)
        self._governments = Governments(rules, first.start)
        self._dated = any(rule.ends is not None for rule in rules)

    @property
    def identity(self) -> tuple[object, ...]:
        """What a compiled program of these rules depends on."""
        return (self._start, *(entry.rule.same_in_all_worlds for entry in self.entries)) if self.entries else ()

    def begun(self) -> RuleState:
        """Return the state in which nothing has been seen yet."""
        zeros = np.zeros((len(self.entries), self._width), dtype=REAL)
        first = {"max": -np.inf, "min": np.inf}
        start = _column([first.get(measure.how, 0) for measure in self._so_far])
        return RuleState(zeros, zeros, zeros, start + np.zeros((len(self._so_far), self._width), dtype=REAL))

    def in_force(self, state: RuleState, known: bool = True) -> RulesInForce:
        """Return which rules are in force in a month. known: whether the state is, so that rules at rest can be told."""
        moving = np.flatnonzero((state.now != state.before).any(axis=1)) if known else range(len(self.entries))
        return RulesInForce(self._names, self._actors, state.now, state.before, tuple(int(row) for row in moving))

    def applied(self, intended: Mapping[str, Levers], state: RuleState, assume: Mapping[str, Array]) -> Mapping[str, Levers]:
        """Return the levers that actors want, with those that rules set in the worlds where they are in force."""
        if not self.entries:
            return intended
        levers = {actor: dict(own) for actor, own in intended.items()}
        for row, entry in enumerate(self.entries):
            if not state.now[row].any():
                continue
            acts, own = state.now[row] > 0, levers[entry.rule.actor]
            for lever, varied, value in self._sets[row]:
                name = varied if varied in assume else value
                own[lever] = np.where(acts, assume[name] if isinstance(name, str) else REAL(name), own[lever])
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
        months = np.where(np.stack(holds), state.months + 1, REAL(0))
        following = month.number + 1
        begins = (months >= self._months_needed(month.assume)) & (
            (following >= self._first) & (following <= self._final) & self.applies
        )
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
        return RuleState(np.where(now, REAL(1), REAL(0)), state.now, months, so_far)

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
        rows = []
        happened = list(possible_events(month)) if any(measure.how == "count" for measure in self._so_far) else []
        for row, measure in enumerate(self._so_far):
            before = so_far[row]
            if measure.how == "count":
                for kind, _, _, severity in happened:
                    if kind == measure.of:
                        before = before + np.where(severity > 0, REAL(1), REAL(0))
                rows.append(before)
                continue
            seen = self._outcomes[measure.of].read(month)
            if measure.how == "mean":
                rows.append(before + (seen - before) / (month.number + 1))
            else:
                rows.append(np.maximum(before, seen) if measure.how == "max" else np.minimum(before, seen))
        return np.stack(rows)


def _column(numbers: Sequence[float]) -> Array:
    return np.array(numbers, dtype=REAL).reshape(-1, 1)


def _sets(entry: BoundRule, scenario: Scenario) -> tuple[tuple[str, str, float | str], ...]:
    """Return the levers that a rule sets, by the names that equations use, each with the name under which points bring its value,
    and with its own value or the name it is drawn under.
    """
    rule = entry.rule
    named = {own: equation for equation, own in scenario.theatre.actor(rule.actor).lever_names.items()}
    return tuple(
        (named[lever], rule.drawn_as(f"set.{lever}"), rule.drawn_as(value) if isinstance(value, str) else value)
        for lever, value in rule.sets.items()
    )


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
