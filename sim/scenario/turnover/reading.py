"""Turnover as files write it: the governments of a theatre, laid over by those of scenario files, and checked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from sim.foundations.errors import PeninsulaError, shown
from sim.foundations.months import format_month, parse_month
from sim.scenario.doctrines.dated import Dated, dated_doctrines
from sim.scenario.doctrines.doctrine import known_doctrines, load_doctrine
from sim.scenario.rules.office import Office, Range
from sim.scenario.schedule_syntax import Horizon
from sim.scenario.theatre import Actor, Theatre
from sim.scenario.toml_file import read_toml, refuse, refuse_unknown, table

FOLDER = Path(__file__).parent

KEYS: Mapping[str, str] = {
    "doctrine": "what the scenario's own policy counts as: a name, or dated names; its own `doctrine` unless given",
    "first": "month in which the calendar first brings a change",
    "every": "months from one such change to the next",
    "hazard": "rate of changes besides, a year: a number, or a range that worlds draw from",
    "next": "doctrines that may come next, each with its weight relative to the others: a number, or a range to draw from",
    "source": "where dates and weights come from",
    "enabled": "false keeps the government of this actor",
}
"""Every key of `[turnover.<actor>]`, and what it says."""

MOST_HAZARD = 12.0
"""Rate of changes a year above which a hazard is refused: one a month."""


@dataclass
class WrittenTurnover:
    """What a chain of files says of governments while it is read, oldest first: actor -> key -> value, and its source."""

    theatre: Theatre
    tables: dict[str, dict[str, Any]] = field(default_factory=dict)
    sources: dict[tuple[str, str], Path | str] = field(default_factory=dict)
    enabled: bool = False
    switch: Path | str = ""

    def __post_init__(self) -> None:
        if self.theatre.file:
            return
        shipped = FOLDER / f"{self.theatre.name}.toml"
        written = _governments(shipped)
        self._lay(shipped, {actor.name: written[actor.name] for actor in self.theatre.actors if actor.name in written})

    def lay(self, path: Path | str, written: Any) -> None:
        """Lay what one file says over what was before. written: true or false, or a table.

        Raises PeninsulaError for an unknown key or actor.
        """
        if isinstance(written, bool):
            written = {"enabled": written}
        if not isinstance(written, dict):
            refuse(path, "turnover", f"{shown(written)}: expected true, false or a table such as [turnover.south_korea]")
        refuse_unknown(written, ("enabled", *(actor.name for actor in self.theatre.actors)), path, "turnover", "actor")
        if "enabled" in written:
            self.enabled, self.switch = _flag(written["enabled"], path, "turnover.enabled"), path
        self._lay(path, {name: table(written, name, path) for name in written if name != "enabled"})

    def _lay(self, path: Path | str, tables: Mapping[str, Mapping[str, Any]]) -> None:
        for name, written in tables.items():
            entry, found = self.tables.setdefault(name, {}), dict(written)
            for doctrine in known_doctrines(self.theatre.actor(name).role) if isinstance(path, str) else ():
                if doctrine in found:  # a single weight of the command line
                    found["next"] = {**found.get("next", entry.get("next", {})), doctrine: found.pop(doctrine)}
            refuse_unknown(found, KEYS, path, f"turnover.{name}", "key")
            entry.update(found)
            self.sources.update({(name, key): path for key in found})

    def offices(
        self, held: Mapping[str, Dated], pinned: Mapping[str, tuple[str, ...]], horizon: Horizon, lived: Horizon
    ) -> tuple[Office, ...]:
        """Return the governments that may change, where turnover is on, in the order of the cast.

        held: the doctrines that the scenario gives actors; pinned: levers of theirs that no change moves. horizon: of the files;
        lived: of the run.
        Raises PeninsulaError with file, key and what was expected.
        """
        if not self.enabled:
            return ()
        found = [
            self._office(actor, held.get(actor.name, ()), pinned.get(actor.name, ()), horizon, lived)
            for actor in self.theatre.actors
            if actor.name in self.tables and self._value(actor.name, "enabled", _flag, True)
        ]
        if not found:
            refuse(
                self.switch,
                "turnover",
                "no government is said to change: expected [turnover.ACTOR] with first and every, or hazard",
            )
        return tuple(found)

    def _value(self, actor: str, key: str, read: Any, default: Any) -> Any:
        entry = self.tables[actor]
        return read(entry[key], self.sources[actor, key], f"turnover.{actor}.{key}") if key in entry else default

    def _office(self, actor: Actor, held: Dated, pinned: tuple[str, ...], horizon: Horizon, lived: Horizon) -> Office:
        name, entry = actor.name, self.tables[actor.name]
        first, every = self._value(name, "first", _month, None), self._value(name, "every", _months, None)
        hazard = self._value(name, "hazard", _hazard, None)
        somewhere = next(source for (of, _), source in self.sources.items() if of == name)
        if (first is None) != (every is None):
            key = "first" if first is None else "every"
            refuse(somewhere, f"turnover.{name}.{key}", "it is missing: expected first and every, or neither")
        if first is None and hazard is None:
            refuse(somewhere, f"turnover.{name}", "nothing brings a change: expected first and every, or hazard")

        def dated(written: Any, path: Path | str, key: str) -> Dated:
            try:
                return dated_doctrines(actor, written, (), horizon)
            except PeninsulaError as error:
                refuse(path, key, str(error))

        def weighed(written: Any, path: Path | str, key: str) -> tuple[tuple[str, Range], ...]:
            if not isinstance(written, dict) or not written:
                refuse(path, key, f"{shown(written)}: expected doctrines and their weights, such as {{ pressure = [0.3, 0.6] }}")
            for doctrine in written:
                try:
                    load_doctrine(actor.role, doctrine)
                except PeninsulaError as error:
                    refuse(path, key, str(error))
            found = tuple((each, _range(value, path, f"{key}.{each}", float("inf"))) for each, value in written.items())
            if not any(low > 0 for _, (low, _) in found):
                refuse(path, key, f"{shown(written)}: expected a weight above 0 in every world")
            return found

        if "next" not in entry:
            refuse(somewhere, f"turnover.{name}.next", "it is missing: expected doctrines and their weights")
        return Office(
            actor=name,
            own=_within(held or self._value(name, "doctrine", dated, ()), lived),
            weights=self._value(name, "next", weighed, ()),
            calendar=None if first is None or every is None else (first, every),
            hazard=hazard,
            pinned=pinned,
            source=str(entry.get("source", "")),
        )


@cache
def _governments(shipped: Path) -> Mapping[str, Mapping[str, Any]]:
    """Return what comes with the package on the governments of a theatre, by actor; nothing where there is no such file."""
    return read_toml(shipped) if shipped.exists() else {}


def _within(dated: Dated, lived: Horizon) -> Dated:
    """Return the doctrines of the months that are lived."""
    return tuple({max(month, lived[0]): name for month, name in dated if month < lived[1]}.items())


def _flag(written: Any, path: Path | str, key: str) -> bool:
    if not isinstance(written, bool):
        refuse(path, key, f"{shown(written)}: expected true or false")
    return written


def _month(written: Any, path: Path | str, key: str) -> int:
    try:
        return parse_month(written if isinstance(written, str) else "")
    except PeninsulaError:
        refuse(path, key, f"{shown(written)}: expected a month, such as '2030-06'")


def _months(written: Any, path: Path | str, key: str) -> int:
    if isinstance(written, bool) or not isinstance(written, int) or not 1 <= written <= 1200:
        refuse(path, key, f"{shown(written)}: expected a whole number of months from 1 to 1200")
    return written


def _hazard(written: Any, path: Path | str, key: str) -> Range:
    return _range(written, path, key, MOST_HAZARD)


def _range(written: Any, path: Path | str, key: str, most: float) -> Range:
    pair = written if isinstance(written, list) else [written, written]
    if len(pair) != 2 or any(isinstance(x, bool) or not isinstance(x, int | float) or not 0 <= x < 1e30 for x in pair):
        refuse(path, key, f"{shown(written)}: expected a number of 0 or more, or [low, high]")
    if not pair[0] <= pair[1] <= most:
        refuse(path, key, f"{shown(written)}: expected low <= high" + (f" <= {most:g}" if most < float("inf") else ""))
    return float(pair[0]), float(pair[1])


def offices_table(offices: tuple[Office, ...], theatre: Theatre) -> dict[str, Any]:
    """Return governments as a file writes them; those of other actors stay."""
    kept = {actor.name for actor in theatre.actors} - {office.actor for office in offices}
    content: dict[str, Any] = {"enabled": True} | {name: {"enabled": False} for name in sorted(kept)}
    for office in offices:
        entry: dict[str, Any] = {"next": {name: list(weight) for name, weight in office.weights}, "source": office.source}
        if office.own:
            entry["doctrine"] = {format_month(month): name for month, name in office.own}
        if office.calendar:
            entry["first"], entry["every"] = format_month(office.calendar[0]), office.calendar[1]
        if office.hazard:
            entry["hazard"] = list(office.hazard)
        content[office.actor] = entry
    return content
