"""One rule as a file writes it, checked key by key as far as a file alone can tell."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sim.foundations.errors import PeninsulaError, nearest, shown
from sim.foundations.months import format_month, parse_month
from sim.scenario.quantity import Quantity
from sim.scenario.rules.rule import Rule, refuse_rule
from sim.scenario.schedule import Schedule
from sim.scenario.schedule_syntax import Horizon, schedule_of
from sim.scenario.theatre import Actor, Theatre

type Source = Path | str

KEYS: Mapping[str, str] = {
    "name": "under which it is found in messages, in the chronicle and in rules.NAME.PARAMETER; also names its chance",
    "actor": "whose levers it sets",
    "when": "condition over last month's outcomes of a world, or over its months so far",
    "set": "levers of the actor, and the values they have in that world from the month after, dated as under [policy] or not; a "
    "number may be a parameter's name",
    "for_months": "months in a row that the condition must have held; 1 unless given",
    "lead_months": "months from then until it comes into force, whatever holds meanwhile; 0 unless given",
    "prob": "probability with which it comes into force, a month, once the condition has held so long; 1 unless given",
    "until": 'condition that ends it; the schedule, or an earlier rule, holds again. Without it, or with "", the change stays',
    "within": "month, or first and last month, in which it may come into force: 2027-01..2032-12",
    "ends": "month from which on it is in force no more, whatever holds; without it, no such month",
    "under": "an earlier rule while which is in force it acts alone; without it, it acts by itself",
    "parameters": "numbers that conditions and levers name: a value, or a range that worlds draw from",
    "survives": "whether it stays when turnover brings another government; false unless given",
    "enabled": "false drops a rule of the scenario that this one extends",
}
"""Every key of a rule, and what it says."""

NAME = r"[A-Za-z][A-Za-z0-9 _-]{0,59}"
PARAMETER = r"[a-z][a-z0-9_]{0,39}"


class WrittenRule:
    """A rule as it is written: its keys and the file that gives each. horizon: that the files speak of."""

    def __init__(self, table: Mapping[str, Any], sources: Mapping[str, Source], theatre: Theatre, horizon: Horizon) -> None:
        self.table, self.sources, self.theatre, self.horizon = table, sources, theatre, horizon
        self.name: str = table["name"]

    def rule(self) -> Rule:
        """Return the rule; raises PeninsulaError with file, rule, key and what was expected."""
        actor = self.actor()
        parameters = self.parameters()
        for_months, lead_months = self.for_months(), self.lead_months()
        waits = for_months + lead_months
        return Rule(
            name=self.name,
            actor=actor.name,
            when=self.condition("when"),
            sets=self.sets(actor, parameters),
            for_months=for_months,
            prob=self.prob(),
            until=self.condition("until") if self.table.get("until", "") != "" else "",
            within=self.within(waits),
            parameters=parameters,
            lead_months=lead_months,
            ends=self.ends(waits),
            survives=self.survives(),
            under=self.under(),
            sources=self.sources,
        )

    def refuse(self, key: str, what: str) -> Any:
        first = next(iter(self.sources.values()))
        refuse_rule(self.sources.get(key.partition(".")[0], first), self.name, key, what)

    def actor(self) -> Actor:
        known = self.theatre.by_name
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

    def lead_months(self) -> int:
        written = self.table.get("lead_months", 0)
        most = self.horizon[1] - self.horizon[0] - 1 - self.for_months()
        if isinstance(written, float) and written.is_integer():
            written = int(written)
        if isinstance(written, bool) or not isinstance(written, int) or written < 0:
            self.refuse("lead_months", f"{shown(written)}: expected a whole number of months, 0 or more")
        if written > most:
            self.refuse("lead_months", f"{written} months: the rule could never come into force: expected at most {most}")
        return int(written)

    def under(self) -> str:
        written = self.table.get("under", "")
        if not isinstance(written, str) or written == self.name:
            self.refuse("under", f"{shown(written)}: expected the name of an earlier rule")
        return str(written)

    def prob(self) -> float:
        written = self.table.get("prob", 1.0)
        if isinstance(written, bool) or not isinstance(written, int | float) or not 0 < written <= 1:
            self.refuse("prob", f"{shown(written)}: expected a probability a month above 0, up to 1")
        return float(written)

    def within(self, waits: int) -> tuple[int, int]:
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
        if last < start + waits:
            self.refuse("within", f"'{written}' ends before {format_month(start + waits)}, the first month in which it can act")
        return first, last

    def ends(self, waits: int) -> int | None:
        if "ends" not in self.table:
            return None
        written = self.table["ends"]
        first = self.horizon[0] + waits
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

    def sets(self, actor: Actor, parameters: Mapping[str, tuple[float, float]]) -> dict[str, float | str | Schedule]:
        written = self.table.get("set")
        if not isinstance(written, dict) or not written:
            self.refuse("set", f"{shown(written)}: expected levers of {actor.name} and their values, such as {{ lever = 0.5 }}")
        found: dict[str, float | str | Schedule] = {}
        for name, value in dict(written or {}).items():
            if name not in actor.levers:
                self.refuse(f"set.{name}", f"{actor.name} has no such lever{nearest(name, actor.levers)}")
            lever = actor.levers[name]
            try:
                if lever.kind == "real" and isinstance(value, str) and value in parameters:
                    for end in parameters[value]:
                        lever.code(end)
                    found[name] = value
                elif isinstance(value, dict):
                    found[name] = self.dated(lever, value)
                else:
                    found[name] = lever.code(value)
            except PeninsulaError as error:
                self.refuse(f"set.{name}", str(error))
        return found

    def dated(self, lever: Quantity, written: dict[str, Any]) -> Schedule:
        """Return a dated value, which must say what holds in the first month of the horizon."""
        laid = schedule_of(lever, written, Schedule(0), self.horizon)
        first = laid.changes[0]
        if first.first > self.horizon[0] or first.last > first.first:
            raise PeninsulaError(f"expected what holds in {format_month(self.horizon[0])} as its first entry, then the changes")
        return Schedule(first.value, laid.changes[1:])
