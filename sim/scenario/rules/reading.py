"""Rules as files write them: laid over those of the files before, then checked as far as a file alone can tell.

Whether a condition names outcomes that exist, and can ever hold, is known to the model: see `sim.model.rules.bound`.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sim.foundations.errors import nearest, shown
from sim.scenario.rules.keys import KEYS, NAME, Source, WrittenRule
from sim.scenario.rules.rule import MOST_RULES, Rule, refuse_rule, rule_named
from sim.scenario.schedule_syntax import Horizon
from sim.scenario.theatre import Theatre
from sim.scenario.toml_file import refuse


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
                known = [
                    *parameters,
                    "prob",
                    "for_months",
                    "lead_months",
                    "under",
                    "within",
                    "ends",
                    "when",
                    "until",
                    "set",
                    "survives",
                    "enabled",
                ]
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
        beyond it is left out, and with it those under it. Raises PeninsulaError with file, rule, key and what was expected.
        """
        found = [
            WrittenRule(table, self.sources[name], theatre, written).rule()
            for name, table in self.tables.items()
            if self._enabled(name, table)
        ]
        for place, rule in enumerate(found):
            if rule.under and rule.under not in (names := [earlier.name for earlier in found[:place]]):
                expected = f"expected one of {', '.join(names)}" if names else "it is the first"
                rule.refuse("under", f"no rule before it is named '{rule.under}': {expected}{nearest(rule.under, names)}")
        if len(found) > MOST_RULES:
            last = found[-1]
            last.refuse("name", f"{len(found)} rules are too many: expected at most {MOST_RULES}")
        kept: dict[str, Rule] = {}
        for rule in found:
            if (cut := _cut(rule, lived)) and (not rule.under or rule.under in kept):
                kept[rule.name] = cut
        return tuple(kept.values())

    def _enabled(self, name: str, table: Mapping[str, Any]) -> bool:
        enabled = table.get("enabled", True)
        if not isinstance(enabled, bool):
            refuse_rule(self.sources[name]["enabled"], name, "enabled", f"{shown(enabled)}: expected true or false")
        return enabled


def _cut(rule: Rule, lived: Horizon) -> Rule | None:
    """Return a rule whose window is cut to the months in which it can come into force, or None when there are none."""
    first, last = max(rule.within[0], lived[0] + rule.waits), min(rule.within[1], lived[1] - 1)
    if rule.ends is not None:
        last = min(last, rule.ends - 1)
    return Rule(**{**vars(rule), "within": (first, last)}) if first <= last else None
