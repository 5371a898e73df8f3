"""Rules as files write them: laid over those of the files before, then checked as far as a file alone can tell.

Whether a condition names outcomes that exist, and can ever hold, is known to the model: see `sim.model.rules.bound`.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sim.foundations.errors import PeninsulaError, nearest, shown
from sim.foundations.months import format_month, parse_month
from sim.scenario.rules.rule import MOST_RULES, Rule, refuse_rule, rule_named
from sim.scenario.schedule_syntax import Horizon
from sim.scenario.theatre import Actor, Theatre
from sim.scenario.toml_file import refuse

KEYS: Mapping[str, str] = {
    "name": "under which it is found in messages, in the chronicle and in rules.NAME.PARAMETER; also names its chance",
    "actor": "whose levers it sets",
    "when": "condition over last month's outcomes of a world, or over its months so far",
    "set": "levers of the actor, and the values they have in that world from the month after; a number may be a parameter's name",
    "for_months": "months in a row that the condition must have held; 1 unless given",
    "prob": "probability with which it comes into force, a month, once the condition has held so long; 1 unless given",
    "until": 'condition that ends it; the schedule, or an earlier rule, holds again. Without it, or with "", the change stays',
    "within": "month, or first and last month, in which it may come into force: 2027-01..2032-12",
    "ends": "month from which on it is in force no more, whatever holds; without it, no such month",
    "parameters": "numbers that conditions and levers name: a value, or a range that worlds draw from",
    "survives": "whether it stays when turnover brings another government; false unless given",
    "enabled": "false drops a rule of the scenario that this one extends",
}
"""Every key of a rule, and what it says."""

NAME = r"[A-Za-z][A-Za-z0-9 _-]{0,59}"
PARAMETER = r"[a-z][a-z0-9_]{0,39}"

type Source = Path | str


@dataclass
class WrittenRules:
    """The rules of a chain of files while it is read, oldest first: name -> the keys in force, and name -> key -> source."""

    tables: dict[str, dict[str, Any]] = field(default_factory=dict)
    sources: dict[str, dict[str, Source]] = field(default_factory=dict)

    def lay(self, source: Source, written: Any) -> None:
        """Lay the rules of one file over those before: a rule of a known name keeps its place and the keys that are not given.

        Raises PeninsulaError when what is written is no list of rules, or a rule has no name or an unknown key.
        """
        if not isinstance(written, list) or not all(isinstance(rule, dict) for rule in written):
            refuse(source, "rules", f"{shown(written)}: expected tables under [[rules]]")
        seen: set[str] = set()
        for rule in written:
            name = rule.get("name")
            if not isinstance(name, str) or not re.fullmatch(NAME, name):
                expected = "a name of up to 60 letters, digits, blanks, - and _ that begins with a letter"
                refuse(source, "rules.name", f"{shown(name)}: expected {expected}")
            if name in seen:
                refuse_rule(source, name, "name", "two rules have this name: expected each once")
            seen.add(name)
            for key in rule:
                if key not in KEYS:
                    refuse_rule(source, name, key, f"unknown key: expected one of {', '.join(KEYS)}{nearest(key, KEYS)}")
            self._lay_one(source, name, rule)

    def withdraw(self, names: Iterable[str]) -> None:
        """Drop rules that files before have laid, as if they had never been."""
        for name in names:
            del self.tables[name], self.sources[name]

    def adjust(self, source: str, changes: Mapping[str, Any]) -> None:
        """Lay single values over the rules of files.

        changes: "<rule>.<key or parameter>" -> value, or "<rule>.set.<lever>"; "<rule>" -> false drops the rule, a table is laid
        over it, or is a new one.
        """
        for where, value in changes.items():
            if isinstance(value, dict) and (where in self.tables or "." not in where):
                self.lay(source, [{**value, "name": where}])
                continue
            named, is_set, lever = where.rpartition(".set.")
            if is_set:
                name = rule_named(named, self.tables, f"{source} rules.{where}")
                own = self.tables[name].get("set")
                self._lay_one(source, name, {"set": {**(own if isinstance(own, dict) else {}), lever: value}})
                continue
            name, dot, key = where.rpartition(".")
            if not dot:
                name, key = where, "enabled"
            name = rule_named(name, self.tables, f"{source} rules.{where}")
            parameters = self.tables[name].get("parameters", {})
            if isinstance(parameters, dict) and key in parameters:
                self._lay_one(source, name, {"parameters": {key: value}})
            elif key in KEYS and key not in ("name", "parameters"):
                self._lay_one(source, name, {key: value})
            else:
                known = [*parameters, "prob", "for_months", "within", "ends", "when", "until", "set", "survives", "enabled"]
                refuse_rule(source, name, key, f"unknown key: expected one of {', '.join(known)}{nearest(key, known)}")

    def _lay_one(self, source: Source, name: str, rule: Mapping[str, Any]) -> None:
        table, sources = self.tables.setdefault(name, {"name": name}), self.sources.setdefault(name, {})
        for key, value in rule.items():
            both = key == "parameters" and isinstance(value, dict) and isinstance(table.get(key), dict)
            table[key] = {**table[key], **value} if both else value
            sources[key] = source

    def rules(self, theatre: Theatre, written: Horizon, lived: Horizon) -> tuple[Rule, ...]:
        """Return the rules in force, in order.

        written: the horizon that the files speak of. lived: that of the run, to which windows are cut; a rule whose window lies
        beyond it is left out. Raises PeninsulaError with file, rule, key and what was expected.
        """
        found = [
            _Reading(table, self.sources[name], theatre, written).rule()
            for name, table in self.tables.items()
            if self._enabled(name, table)
        ]
        if len(found) > MOST_RULES:
            last = found[-1]
            last.refuse("name", f"{len(found)} rules are too many: expected at most {MOST_RULES}")
        return tuple(cut for rule in found if (cut := _cut(rule, lived)))

    def _enabled(self, name: str, table: Mapping[str, Any]) -> bool:
        enabled = table.get("enabled", True)
        if not isinstance(enabled, bool):
            refuse_rule(self.sources[name]["enabled"], name, "enabled", f"{shown(enabled)}: expected true or false")
        return enabled


def _cut(rule: Rule, lived: Horizon) -> Rule | None:
    """Return a rule whose window is cut to the months in which it can come into force, or None when there are none."""
    first, last = max(rule.within[0], lived[0] + rule.for_months), min(rule.within[1], lived[1] - 1)
    if rule.ends is not None:
        last = min(last, rule.ends - 1)
    return Rule(**{**vars(rule), "within": (first, last)}) if first <= last else None


class _Reading:
    """The checks of one rule, key by key."""

    def __init__(self, table: Mapping[str, Any], sources: Mapping[str, Source], theatre: Theatre, horizon: Horizon) -> None:
        self.table, self.sources, self.theatre, self.horizon = table, sources, theatre, horizon
        self.name: str = table["name"]

    def rule(self) -> Rule:
        """Return the rule; raises PeninsulaError with file, rule, key and what was expected."""
        actor = self.actor()
        parameters = self.parameters()
        for_months = self.for_months()
        return Rule(
            name=self.name,
            actor=actor.name,
            when=self.condition("when"),
            sets=self.sets(actor, parameters),
            for_months=for_months,
            prob=self.prob(),
            until=self.condition("until") if self.table.get("until", "") != "" else "",
            within=self.within(for_months),
            parameters=parameters,
            ends=self.ends(for_months),
            survives=self.survives(),
            sources=self.sources,
        )

    def refuse(self, key: str, what: str) -> Any:
        first = next(iter(self.sources.values()))
        refuse_rule(self.sources.get(key.partition(".")[0], first), self.name, key, what)

    def actor(self) -> Actor:
        known = {alias: actor for actor in self.theatre.actors for alias in (actor.name, *actor.aliases)}
        named = self.table.get("actor", "")
        if not isinstance(named, str) or named not in known:
            names = ", ".join(actor.name for actor in self.theatre.actors)
            hint = nearest(named, known) if isinstance(named, str) else ""
            self.refuse("actor", f"{shown(named)} is not an actor of this scenario: expected one of {names}{hint}")
        return known[str(named)]

    def condition(self, key: str) -> str:
        written = self.table.get(key)
        if key not in self.table:
            self.refuse(key, "it is missing: expected a condition in quotes, such as 'peninsula_tension > 60'")
        if not isinstance(written, str) or not written.strip() or not written.isprintable():
            self.refuse(key, f"{shown(written)}: expected a condition in quotes, such as 'peninsula_tension > 60'")
        return str(written).strip()

    def for_months(self) -> int:
        written = self.table.get("for_months", 1)
        most = self.horizon[1] - self.horizon[0] - 1
        if isinstance(written, float) and written.is_integer():
            written = int(written)  # as a sweep from 1 to 12 gives it
        if isinstance(written, bool) or not isinstance(written, int) or written < 1:
            self.refuse("for_months", f"{shown(written)}: expected a whole number of months, 1 or more")
        if written > most:
            self.refuse("for_months", f"{written} months: the rule could never come into force: expected at most {most}")
        return int(written)

    def prob(self) -> float:
        written = self.table.get("prob", 1.0)
        if isinstance(written, bool) or not isinstance(written, int | float) or not 0 < written <= 1:
            self.refuse("prob", f"{shown(written)}: expected a probability a month above 0, up to 1")
        return float(written)

    def within(self, for_months: int) -> tuple[int, int]:
        start, end = self.horizon
        if "within" not in self.table:
            return start, end - 1
        written = self.table["within"]
        first_text, dots, last_text = written.partition("..") if isinstance(written, str) else ("", "", "")
        try:
            first, last = parse_month(first_text), parse_month(last_text if dots else first_text)
        except PeninsulaError:
            self.refuse("within", f"{shown(written)}: expected a span of months, such as '2027-01..2032-12'")
        if last < first:
            self.refuse("within", f"'{written}' ends before it begins: expected an earlier and a later month")
        span = f"expected months from {format_month(start)} to {format_month(end - 1)}"
        if not start <= first <= last < end:
            self.refuse("within", f"'{written}' lies outside the horizon: {span}")
        if last < start + for_months:
            self.refuse(
                "within", f"'{written}' ends before {format_month(start + for_months)}, the first month in which it can act"
            )
        return first, last

    def ends(self, for_months: int) -> int | None:
        if "ends" not in self.table:
            return None
        written = self.table["ends"]
        first = self.horizon[0] + for_months
        try:
            month = parse_month(written if isinstance(written, str) else "")
        except PeninsulaError:
            self.refuse("ends", f"{shown(written)}: expected a month, such as '2030-06'")
        if month <= first:
            self.refuse("ends", f"'{written}': expected a month after {format_month(first)}, the first in which the rule can act")
        return month

    def survives(self) -> bool:
        written = self.table.get("survives", False)
        if not isinstance(written, bool):
            self.refuse("survives", f"{shown(written)}: expected true or false")
        return bool(written)

    def parameters(self) -> dict[str, tuple[float, float]]:
        written = self.table.get("parameters", {})
        if not isinstance(written, dict):
            self.refuse("parameters", f"{shown(written)}: expected a table such as {{ floor = [0.3, 0.5] }}")
        return {name: self.range(name, value) for name, value in written.items()}

    def range(self, name: str, written: Any) -> tuple[float, float]:
        key = f"parameters.{name}"
        if not re.fullmatch(PARAMETER, name) or name in (*KEYS, "and", "or", "not", "count", "mean", "max", "min"):
            self.refuse(key, "this cannot be the name of a parameter: expected small letters, digits and _, such as floor")
        pair = written if isinstance(written, list) else [written, written]
        if len(pair) != 2 or any(isinstance(x, bool) or not isinstance(x, int | float) or not abs(x) < 1e30 for x in pair):
            self.refuse(key, f"{shown(written)}: expected a number or [low, high]")
        if not pair[0] <= pair[1]:
            self.refuse(key, f"{shown(written)}: expected low <= high")
        return float(pair[0]), float(pair[1])

    def sets(self, actor: Actor, parameters: Mapping[str, tuple[float, float]]) -> dict[str, float | str]:
        written = self.table.get("set")
        if not isinstance(written, dict) or not written:
            self.refuse("set", f"{shown(written)}: expected levers of {actor.name} and their values, such as {{ lever = 0.5 }}")
        found: dict[str, float | str] = {}
        for name, value in dict(written or {}).items():
            if name not in actor.levers:
                self.refuse(f"set.{name}", f"{actor.name} has no such lever{nearest(name, actor.levers)}")
            lever = actor.levers[name]
            try:
                if lever.kind == "real" and isinstance(value, str) and value in parameters:
                    for end in parameters[value]:
                        lever.code(end)
                    found[name] = value
                else:
                    found[name] = lever.code(value)
            except PeninsulaError as error:
                self.refuse(f"set.{name}", str(error))
        return found
