"""Overrides given one by one ("us.troops_korea" -> 0), sorted into the form of a scenario file."""

from collections.abc import Mapping
from typing import Any

from sim.foundations.errors import PeninsulaError, nearest
from sim.scenario.assumptions import DECLARED
from sim.scenario.doctrines.dated import KEY
from sim.scenario.theatre import Theatre
from sim.scenario.turnover.pinned import SURVIVES


def sorted_overrides(overrides: Mapping[str, Any], theatre: Theatre) -> dict[str, Any]:
    """Return tweaks as the content of a file; those of its rules under "adjusted rules".

    Keys: "actor.lever", "actor.doctrine" or "actor.condition" (aliases of actors allowed), a condition of the theatre, an
    assumption (with or without "assumptions."), "worldview", "rules.<rule>.<parameter or key>", "rules.<rule>" to drop one with
    false, or to change or add one by a table of its keys, "rules" for further ones as in a file, "choices", "turnover" to turn it
    on, or "turnover.<actor>.<key or doctrine>". Raises PeninsulaError for any other key.
    """
    content: dict[str, Any] = {"policy": {}, "conditions": {}, "assumptions": {}, "rules": [], "adjusted rules": {}}
    assumptions = {assumption.name for assumption in DECLARED} | {"worldview"}
    for key, value in overrides.items():
        if key in ("rules", "choices"):
            content[key] = value
            continue
        if key.startswith("rules."):
            content["adjusted rules"][key.removeprefix("rules.")] = value
            continue
        if key == "turnover" or key.startswith("turnover."):
            _set_turnover(content, key, value, theatre)
            continue
        plain = key.removeprefix("policy.").removeprefix("assumptions.").removeprefix("conditions.")
        owner, dot, name = plain.rpartition(".")
        if not dot and plain in assumptions:
            content["assumptions"][plain] = value
        elif not dot and plain in theatre.conditions:
            content["conditions"][plain] = value
        elif not dot:
            known = [
                *assumptions,
                "choices",
                *theatre.conditions,
                *(f"{a.name}.{lever}" for a in theatre.actors for lever in a.levers),
            ]
            raise PeninsulaError(f"--set {key}: expected actor.lever or an assumption{nearest(plain, known)}")
        elif owner not in theatre.by_name:
            raise PeninsulaError(f"--set {key}: unknown actor '{owner}'{nearest(owner, theatre.by_name)}")
        else:
            actor = theatre.by_name[owner]
            if name not in (*actor.levers, *actor.conditions, KEY, SURVIVES):
                hint = nearest(name, [*actor.levers, *actor.conditions, KEY, SURVIVES])
                raise PeninsulaError(f"--set {key}: {actor.label} has no lever '{name}'{hint}")
            kind = "conditions" if name in actor.conditions else "policy"
            content[kind].setdefault(actor.name, {})[name] = value
    return content


def _set_turnover(content: dict[str, Any], key: str, value: Any, theatre: Theatre) -> None:
    """Lay "turnover", which turns it on or off, or "turnover.<actor>.<key>" over the content of a file."""
    turnover = content.setdefault("turnover", {})
    _, _, where = key.partition(".")
    owner, _, name = where.partition(".")
    owner = theatre.by_name[owner].name if owner in theatre.by_name else owner
    if not where and isinstance(value, dict):
        turnover.update(value)
    elif not name:
        turnover[owner or "enabled"] = value
    else:
        turnover.setdefault(owner, {})[name] = value
