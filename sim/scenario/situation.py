"""The situation at the start: figures and policies other than those of the theatre file, as in a run that begins in another year.

Responses are still measured as departures from the posture of the theatre file; only where a world begins is moved. A policy of
the situation is what a government already does: it holds until [policy] changes it, and a divided country falls back to it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from sim.foundations.errors import PeninsulaError
from sim.scenario import figures
from sim.scenario.figures import Bounds, check_burden, figure
from sim.scenario.quantity import Quantity, Value
from sim.scenario.theatre import Actor, Alliance, Figure, Rivalry, Theatre
from sim.scenario.toml_file import refuse, refuse_unknown, table


def _movable(known: Bounds, *fixed: str) -> Bounds:
    return {key: bounds for key, bounds in known.items() if key not in fixed}


OF_THEATRE = _movable(figures.OF_THEATRE, "index_mean", "index_peak", "gpr_level")
"""What a scenario may move: not what an index is anchored to, nor what memory drifts back to."""

KINDS: Mapping[str, Bounds] = {
    "actors": _movable(figures.OF_ACTORS, "reach", "consensus_rest"),
    "rivalries": _movable(figures.OF_RIVALRIES, "first_rest", "second_rest", "first_trust_rest", "second_trust_rest"),
    "alliances": figures.OF_ALLIANCES,
}


def apply_situation(theatre: Theatre, written: Mapping[str, Any], path: Path | str) -> Theatre:
    """Return a theatre with other figures and policies at the start.

    written: a table such as {"warheads": 0, "actors": {"south_korea": {"strength": 15.9}}, "source": "..."}, with policies by
    actor and lever under "policy". A value may have a source of its own, {"value": 0, "source": "..."}, and so may the figures of
    an actor, a rivalry or an alliance; others have that of the whole.
    Raises PeninsulaError for an unknown name or a value out of bounds.
    """
    source = str(written.get("source", path))
    plain = {key: value for key, value in written.items() if key not in ("source", "policy", *KINDS)}
    refuse_unknown(plain, OF_THEATRE, path, "situation", "figure")
    changed = replace(theatre, start={**theatre.start, **_figures(plain, OF_THEATRE, source, path, "situation")})
    own: dict[str, Any] = {}
    for kind, known in KINDS.items():
        entries = table(written, kind, path)
        usual = getattr(theatre, kind)
        refuse_unknown(entries, [each.name for each in usual], path, f"situation.{kind}", "name")
        own[kind] = tuple(_one(each, table(entries, each.name, path), known, source, path, kind) for each in usual)
    policies = table(written, "policy", path)
    refuse_unknown(policies, [actor.name for actor in theatre.actors], path, "situation.policy", "actor")
    own["actors"] = tuple(_carrying_out(actor, table(policies, actor.name, path), source, path) for actor in own["actors"])
    return replace(changed, **own)


def situation_table(theatre: Theatre, situation: Theatre, sources: bool = False) -> dict[str, Any]:
    """Return the table that `apply_situation` would need, empty where both are the same; sources: whether each is written."""

    def told(value: Value, source: str) -> Any:
        return {"value": value, "source": source} if sources else value

    def moved(usual: Mapping[str, Figure], own: Mapping[str, Figure]) -> dict[str, Any]:
        return {key: told(own[key].value, own[key].source) for key in _moved(usual, own)}

    found = moved(theatre.start, situation.start)
    for kind in KINDS:
        pairs = zip(getattr(theatre, kind), getattr(situation, kind), strict=True)
        found[kind] = {own.name: moved(usual.start, own.start) for usual, own in pairs}
    found["policy"] = {
        own.name: {
            name: told(lever.default, lever.source)
            for name, lever in own.levers.items()
            if lever.default != usual.levers[name].default
        }
        for usual, own in zip(theatre.actors, situation.actors, strict=True)
    }
    for kind in ("policy", *KINDS):
        found[kind] = {name: values for name, values in found[kind].items() if values}
    return {key: value for key, value in found.items() if value != {}}


def figures_of(written: Mapping[str, Any]) -> Iterable[str]:
    """Yield the dotted key of every figure of a table as `apply_situation` reads it."""
    yield from (key for key in written if key in OF_THEATRE)
    for kind in KINDS:
        yield from (f"{kind}.{name}.{key}" for name, entry in written.get(kind, {}).items() for key in entry if key != "source")


def moved_figures(theatre: Theatre, situation: Theatre) -> dict[str, tuple[float, float]]:
    """Return the figures that a situation moves, by dotted key below `situation`: its own, and that of the theatre."""
    found = {key: (situation.start[key].value, theatre.start[key].value) for key in _moved(theatre.start, situation.start)}
    for kind in KINDS:
        for usual, own in zip(getattr(theatre, kind), getattr(situation, kind), strict=True):
            for key in _moved(usual.start, own.start):
                found[f"{kind}.{own.name}.{key}"] = own.start[key].value, usual.start[key].value
    return found


def sources_at_start(theatre: Theatre, situation: Theatre) -> dict[str, str]:
    """Return the source of every lever's default, and of every figure that a situation moves, by dotted key."""
    found = {f"policy.{actor.name}.{name}": lever.source for actor in situation.actors for name, lever in actor.levers.items()}
    for key in moved_figures(theatre, situation):
        kind, _, rest = key.partition(".")
        name, _, own = rest.partition(".")
        start = next(each.start for each in getattr(situation, kind) if each.name == name) if rest else situation.start
        found[f"situation.{key}"] = start[own or kind].source
    return found


def _moved(usual: Mapping[str, Figure], own: Mapping[str, Figure]) -> Iterable[str]:
    return (key for key in usual if usual[key].value != own[key].value)


def _one[Kind: (Actor, Rivalry, Alliance)](
    each: Kind, written: Mapping[str, Any], known: Bounds, source: str, path: Path | str, kind: str
) -> Kind:
    where = f"situation.{kind}.{each.name}"
    plain = {key: value for key, value in written.items() if key != "source"}
    refuse_unknown(plain, known, path, where, "figure")
    start = {**each.start, **_figures(plain, known, str(written.get("source", source)), path, where)}
    if isinstance(each, Actor):
        check_burden(start["gdp"].value, start["strength"].value, path, where)
    return replace(each, start=start)


def _carrying_out(actor: Actor, written: Mapping[str, Any], source: str, path: Path | str) -> Actor:
    """Return an actor whose levers stand where its government already has them."""
    where = f"situation.policy.{actor.name}"
    refuse_unknown(written, actor.levers, path, where, "lever")
    return replace(
        actor,
        levers={
            **actor.levers,
            **{name: _standing(actor.levers[name], value, source, path, where) for name, value in written.items()},
        },
    )


def _standing(lever: Quantity, value: Any, source: str, path: Path | str, where: str) -> Quantity:
    value, source = _told(value, source, path, f"{where}.{lever.name}")
    try:
        lever.code(value)
    except PeninsulaError as error:
        refuse(path, f"{where}.{lever.name}", str(error))
    return replace(lever, default=value, source=source)


def _figures(written: Mapping[str, Any], known: Bounds, source: str, path: Path | str, where: str) -> dict[str, Figure]:
    told = {key: _told(value, source, path, f"{where}.{key}") for key, value in written.items()}
    return {key: Figure(figure(value, key, known, path, where), source) for key, (value, source) in told.items()}


def _told(written: Any, source: str, path: Path | str, where: str) -> tuple[Any, str]:
    """Return a value and its source: its own, or that of the whole table."""
    if not isinstance(written, dict):
        return written, source
    own = written.get("source")
    if set(written) != {"value", "source"} or not isinstance(own, str) or not own.strip():
        refuse(path, where, 'expected a value, or { value = ..., source = "..." }')
    return written["value"], own
