"""Theatre files: reading a cast, its stage and its starting values from TOML."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from sim.foundations.errors import PeninsulaError, nearest, shown
from sim.scenario import figures
from sim.scenario.anchors import speaks_of_nobody
from sim.scenario.assumptions import DECLARED
from sim.scenario.assumptions.ranges import range_of
from sim.scenario.conditions import OF_ACTORS, OF_CHALLENGER, OF_THEATRE, of_channel
from sim.scenario.figures import Bounds, figure
from sim.scenario.levers import DECLARED_FOR, LEVERS
from sim.scenario.quantity import Quantity
from sim.scenario.theatre import ROLES, SEATS, Actor, Alliance, Channel, Figure, OwnRange, Rivalry, Theatre
from sim.scenario.theatre_checks import checked_theatre
from sim.scenario.toml_file import parse_toml, read_text, refuse, refuse_unknown, table
from sim.scenario.worldviews import load_worldview

FOLDER = Path(__file__).parent / "theatres"


class CannotJoinError(PeninsulaError):
    """An actor is to join a theatre that does not know it. actor: its name; optional: those who could."""

    def __init__(self, actor: str, theatre: str, optional: Sequence[str]) -> None:
        could = f"expected {', '.join(optional)}{nearest(actor, optional)}" if optional else "nobody can"
        super().__init__(f"{shown(actor)} cannot join the theatre {theatre}: {could}")
        self.actor = actor


def known_theatres() -> tuple[str, ...]:
    """Return the names of the theatres that come with Peninsula."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


def load_theatre(source: str | Path, joins: tuple[str, ...] = ()) -> Theatre:
    """Return a theatre by name, or from a file of one's own; `joins` names the optional actors who take part.

    Raises PeninsulaError when the theatre is unknown or its file is at fault.
    """
    path = _file(source)
    if path.suffix != ".toml":
        known = known_theatres()
        raise PeninsulaError(
            f"unknown theatre '{source}': expected {', '.join(known)}, or a .toml file{nearest(str(source), known)}"
        )
    return _in_force(path, read_text(path), joins)


def optional_actors(source: str | Path) -> tuple[str, ...]:
    """Return the names of the actors who may join a theatre; raises PeninsulaError as `load_theatre` does."""
    load_theatre(source)
    path = _file(source)
    return tuple(name for name, entry in parse_toml(read_text(path), str(path))["actors"].items() if entry.get("optional"))


def _file(source: str | Path) -> Path:
    return FOLDER / f"{source}.toml" if str(source) in known_theatres() else Path(source)


@lru_cache(maxsize=32)
def _in_force(path: Path, written: str, joins: tuple[str, ...]) -> Theatre:
    """Return the theatre of a text, read once as long as it stays what it was."""
    try:
        return checked_theatre(_theatre(path, parse_toml(written, str(path)), joins), path)
    except (KeyError, TypeError, AttributeError, IndexError, ValueError, OverflowError) as error:
        raise PeninsulaError(f"{path}: incomplete or ill-formed near {error}: expected the form of theatres/korea.toml") from None


def _theatre(path: Path, content: Mapping[str, Any], joins: tuple[str, ...]) -> Theatre:
    known_keys = (
        "name",
        "label",
        "headline",
        "headline_label",
        "conditions",
        "actors",
        "rivalries",
        "alliances",
        "channels",
        "start",
    )
    refuse_unknown(content, (*known_keys, "worldview", "assumptions"), path, "", "key")
    for key in known_keys:
        if key not in content:
            refuse(path, key, "missing: a theatre needs it")
    optional = [name for name, entry in content["actors"].items() if entry.get("optional")]
    for name in joins:
        if name not in optional:
            raise CannotJoinError(name, content["name"], optional)
    absent = [name for name in optional if name not in joins]
    labels = _labels(content["actors"])
    actors = tuple(
        _actor(name, entry, labels, content["name"], path) for name, entry in content["actors"].items() if name not in absent
    )
    _check_roles(actors, path)
    names = [actor.name for actor in actors]
    alliances = sorted(
        (_entry(Alliance, item, figures.OF_ALLIANCES, path) for item in content["alliances"]),
        key=lambda ally: _main_last(ally, actors),
    )
    conditions = {}
    condition_names = {}
    for condition in OF_THEATRE:
        own = _adapted(condition, content["conditions"].get(condition.name, {}), labels, content["name"], path)
        conditions[own.name], condition_names[condition.name] = own, own.name
    theatre = Theatre(
        name=content["name"],
        label=content["label"],
        headline=content["headline"],
        headline_label=content["headline_label"],
        actors=actors,
        rivalries=tuple(
            rivalry for item in content["rivalries"] for rivalry in [_entry(Rivalry, item, figures.OF_RIVALRIES, path)]
            if _present(path, rivalry.name, (rivalry.first, rivalry.second), names, absent)
        ),
        alliances=tuple(ally for ally in alliances if _present(path, ally.name, (ally.patron, ally.protege), names, absent)),
        channels=tuple(
            Channel(item["name"], item["label"], (item["parties"][0], item["parties"][1])) for item in content["channels"]
            if _present(path, item["name"], item["parties"], names, absent)
        ),
        start=_figures(content["start"], figures.OF_THEATRE, path, "start"),
        conditions=conditions,
        condition_names=condition_names,
        seats=labels,
        worldview=_worldview(content, path),
        assumptions=_own_ranges(table(content, "assumptions", path), path),
        file="" if path.parent == FOLDER else str(path.resolve()),
    )  # fmt: skip
    held = {condition.name: condition for channel in theatre.channels for condition in [of_channel(channel.name, channel.label)]}
    return replace(theatre, conditions=conditions | held, condition_names=condition_names | {name: name for name in held})


def _worldview(content: Mapping[str, Any], path: Path) -> str:
    """Return the worldview of scenarios that name none."""
    try:
        return load_worldview(str(content.get("worldview", "agnostic"))).name
    except PeninsulaError as error:
        refuse(path, "worldview", str(error))


def _own_ranges(entries: Mapping[str, Any], path: Path) -> dict[str, OwnRange]:
    """Return the assumptions that a theatre has of its own, each a range and its source."""
    refuse_unknown(entries, [assumption.name for assumption in DECLARED], path, "assumptions", "assumption")
    found = {}
    for name, entry in entries.items():
        if not isinstance(entry, dict) or set(entry) != {"range", "source"} or not entry["source"]:
            refuse(path, f"assumptions.{name}", 'expected a range and its source, such as { range = [0, 1], source = "..." }')
        found[name] = OwnRange(range_of(name, entry["range"], path), str(entry["source"]))
    return found


def _labels(entries: Mapping[str, Any]) -> dict[str, str]:
    """Return who sits where, for titles: seat -> label."""
    return {
        SEATS[entry["role"]]: entry.get("label", "") for entry in reversed(list(entries.values())) if entry.get("role") in SEATS
    }


def _actor(name: str, entry: Mapping[str, Any], labels: Mapping[str, str], theatre: str, path: Path) -> Actor:
    where = f"actors.{name}"
    known = ("label", "short", "capital", "role", "colour", "aliases", "optional", "start", "levers")
    refuse_unknown(entry, known, path, where, "key")
    role = entry.get("role")
    if role not in ROLES:
        refuse(path, f"{where}.role", f"{shown(role)}: expected one of {', '.join(ROLES)}{nearest(str(role), ROLES)}")
    adapt = entry.get("levers", {})
    declared = {lever.name: lever for lever in LEVERS[role]}
    refuse_unknown(adapt, declared, path, f"{where}.levers", "lever")
    lacking = {rule: speaks_of_nobody(adapt.get(rule, {}).get("title", lever.title), labels) for rule, lever in declared.items()}
    for rule in adapt:
        if lacking[rule]:
            role_of = next(role for role, seat in SEATS.items() if seat == lacking[rule])
            refuse(path, f"{where}.levers.{rule}", f"speaks of a {lacking[rule]}, and no actor has the role {role_of}")
    levers = {
        rule: _adapted(lever, adapt.get(rule, {}), labels, theatre, path) for rule, lever in declared.items() if not lacking[rule]
    }
    happening = OF_ACTORS + (OF_CHALLENGER if role == "challenger" else ())
    return Actor(
        name=name,
        label=entry["label"],
        short=entry["short"],
        capital=entry["capital"],
        role=role,
        colour=entry["colour"],
        aliases=tuple(entry.get("aliases", ())),
        optional=bool(entry.get("optional", False)),
        start=_figures(entry["start"], figures.OF_ACTORS, path, f"{where}.start"),
        levers={lever.name: lever for lever in levers.values()},
        lever_names={rule: lever.name for rule, lever in levers.items()},
        conditions={condition.name: condition for condition in happening},
    )


def _adapted(quantity: Quantity, changes: Mapping[str, Any], labels: Mapping[str, str], theatre: str, path: Path) -> Quantity:
    """Return a declared quantity in the theatre's own words, options, bounds, default and source.

    A source that the theatre does not give is said to be that of another theatre.
    """
    refuse_unknown(changes, ("name", "title", "options", "default", "source", "low", "high"), path, quantity.name, "key")
    options = tuple(changes.get("options", quantity.options))
    if len(options) != len(quantity.options):
        refuse(path, quantity.name, f"{len(options)} options: expected {len(quantity.options)}, as in the rules")
    default = changes.get("default", quantity.default)
    if quantity.kind == "choice" and default in quantity.options:
        default = options[quantity.options.index(str(default))]
    borrowed = quantity.source if theatre == DECLARED_FOR else f"taken over from the theatre {DECLARED_FOR}: {quantity.source}"
    own = replace(quantity, **{"source": borrowed, **changes, "options": options, "default": default})
    for seat in SEATS.values():
        own = replace(own, title=own.title.replace(f"{{{seat}}}", labels.get(seat, f"the {seat}")))
    share = own.kind == "real" and quantity.low >= -1 and quantity.high <= 1
    if share and not quantity.low <= own.low <= own.high <= quantity.high:
        refuse(path, quantity.name, f"{own.low} to {own.high}: expected bounds within {quantity.range_text}")
    try:
        own.code(own.default)
    except PeninsulaError as error:
        refuse(path, f"{quantity.name}.default", str(error))
    return own


def _figures(entry: Mapping[str, Any], needed: Bounds, path: Path, where: str) -> dict[str, Figure]:
    """Return starting values with their sources: each its own table, or plain numbers with one source for all."""
    shared = entry.get("source")
    refuse_unknown([key for key in entry if key != "source"], needed, path, where, "starting value")
    found = {}
    for key in needed:
        item = entry.get(key)
        value, source = (item.get("value"), item.get("source")) if isinstance(item, dict) else (item, shared)
        if value is None or not source:
            refuse(path, f"{where}.{key}", "expected a number and its source")
        found[key] = Figure(figure(value, key, needed, path, where), str(source))
    return found


def _entry[Kind: (Rivalry, Alliance)](kind: type[Kind], item: Mapping[str, Any], start: Bounds, path: Path) -> Kind:
    names = [field.name for field in fields(kind)]
    where = str(item.get("name", kind.__name__.lower()))
    refuse_unknown(item, names, path, where, "key")
    try:
        return kind(**{**item, "start": _figures(item.get("start", {}), start, path, f"{where}.start")})
    except TypeError as error:
        refuse(path, where, f"incomplete: {error}")


def _present(path: Path, name: str, parties: Iterable[str], names: list[str], absent: list[str]) -> bool:
    for party in parties:
        if party in absent:
            return False
        if party not in names:
            refuse(path, name, f"unknown actor '{party}'{nearest(party, names)}")
    return True


def _main_last(ally: Alliance, actors: tuple[Actor, ...]) -> int:
    return 0 if next((actor.role for actor in actors if actor.name == ally.protege), "") == "main_protege" else 1


def _check_roles(actors: tuple[Actor, ...], path: Path) -> None:
    for role, least, most in (("patron", 1, 1), ("main_protege", 1, 1), ("challenger", 1, 1), ("main_backer", 0, 1)):
        count = sum(actor.role == role for actor in actors)
        if not least <= count <= most:
            refuse(
                path,
                "actors",
                f"{count} actors have the role {role}: expected {'exactly one' if least else 'at most one'}",
            )
