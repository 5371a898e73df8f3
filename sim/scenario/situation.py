"""The situation at the start: figures that differ from those of the theatre file, as in a run that begins in another year.

Responses are still measured as departures from the posture of the theatre file; only where a world begins is moved.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from sim.scenario.theatre import Actor, Alliance, Figure, Rivalry, Theatre
from sim.scenario.toml_file import fault, refuse_unknown, table

OF_THEATRE = (
    "warheads", "fissile", "tech", "readiness", "sanctions", "relief", "missile_tests_a_month", "nuclear_pressure",
    "polarisation",
)  # fmt: skip
OF_ACTORS = ("gdp", "growth", "strength", "consensus")
OF_RIVALRIES = ("first_hostility", "second_hostility", "first_trust", "second_trust", "heat")
OF_ALLIANCES = ("protege_credibility", "challenger_credibility")
_KINDS: Mapping[str, tuple[str, ...]] = {"actors": OF_ACTORS, "rivalries": OF_RIVALRIES, "alliances": OF_ALLIANCES}
_UNBOUNDED = frozenset({"warheads", "fissile", "missile_tests_a_month", "gdp", "growth", "strength", "heat"})


def situated(theatre: Theatre, written: Mapping[str, Any], path: Path | str) -> Theatre:
    """Return a theatre with other figures at the start.

    written: a table such as {"warheads": 0, "actors": {"south_korea": {"strength": 15.9}}, "source": "..."}.
    Raises PeninsulaError for an unknown name or a figure out of bounds.
    """
    source = str(written.get("source", path))
    plain = {key: value for key, value in written.items() if key not in ("source", *_KINDS)}
    refuse_unknown(plain, OF_THEATRE, path, "situation", "figure")
    changed = replace(theatre, start={**theatre.start, **_figures(plain, source, path, "situation")})
    own: dict[str, Any] = {}
    for kind, known in _KINDS.items():
        entries = table(written, kind, path)
        refuse_unknown(entries, [each.name for each in getattr(theatre, kind)], path, f"situation.{kind}", "name")
        own[kind] = tuple(_one(each, entries.get(each.name, {}), known, source, path, kind) for each in getattr(theatre, kind))
    return replace(changed, **own)


def differing(theatre: Theatre, situation: Theatre) -> dict[str, Any]:
    """Return the table that `situated` would need, empty where both are the same."""
    found: dict[str, Any] = {key: situation.start[key].value for key in _moved(theatre.start, situation.start)}
    for kind in _KINDS:
        entries = {
            own.name: {key: own.start[key].value for key in _moved(usual.start, own.start)}
            for usual, own in zip(getattr(theatre, kind), getattr(situation, kind), strict=True)
        }
        if kept := {name: values for name, values in entries.items() if values}:
            found[kind] = kept
    return found


def _moved(usual: Mapping[str, Figure], own: Mapping[str, Figure]) -> Iterable[str]:
    return (key for key in usual if usual[key].value != own[key].value)


def _one[Kind: (Actor, Rivalry, Alliance)](
    each: Kind, written: Mapping[str, Any], known: tuple[str, ...], source: str, path: Path | str, kind: str
) -> Kind:
    where = f"situation.{kind}.{each.name}"
    refuse_unknown(written, known, path, where, "figure")
    return replace(each, start={**each.start, **_figures(written, source, path, where)})


def _figures(written: Mapping[str, Any], source: str, path: Path | str, where: str) -> dict[str, Figure]:
    for key, value in written.items():
        bound = float("inf") if key in _UNBOUNDED else 1.0
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= bound:
            expected = "a number from 0 up" if key in _UNBOUNDED else "a number from 0 to 1"
            fault(path, f"{where}.{key}", f"{value!r}: expected {expected}")
    return {key: Figure(float(value), source) for key, value in written.items()}
