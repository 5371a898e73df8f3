"""The JSON Schema of scenario files, for editors: derived from the declared levers, conditions and assumptions."""

from collections.abc import Mapping
from typing import Any

from sim.scenario.assumption import Assumption
from sim.scenario.assumptions import ASSUMPTIONS, WEIGHTS
from sim.scenario.claims import EXPECTED
from sim.scenario.doctrines import known_doctrines
from sim.scenario.doctrines.dated import KEY
from sim.scenario.figures import Bounds
from sim.scenario.layers import KEYS
from sim.scenario.loading import MOST_WORLDS
from sim.scenario.quantity import Quantity
from sim.scenario.rules.keys import KEYS as KEYS_OF_RULES
from sim.scenario.rules.keys import NAME, PARAMETER
from sim.scenario.rules.rule import MOST_RULES
from sim.scenario.situation import KINDS, OF_THEATRE
from sim.scenario.stacks.heads import MOST_MONTHS
from sim.scenario.theatre import Actor, Theatre
from sim.scenario.theatre_file import known_theatres
from sim.scenario.turnover.pinned import SURVIVES
from sim.scenario.turnover.reading import KEYS as KEYS_OF_TURNOVER
from sim.scenario.worldviews import known_worldviews

MONTH = r"\d{4}-(0[1-9]|1[0-2])"


def json_schema(theatre: Theatre) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of the scenario files of a theatre."""
    words = {"type": "string"}
    policy = {actor.name: _policy(actor) for actor in theatre.actors}
    conditions: dict[str, Any] = {actor.name: _table(actor.conditions) for actor in theatre.actors}
    properties: dict[str, Any] = {
        "title": words,
        "description": words,
        "hypothesis": words,
        "references": {"type": "array", "items": words},
        "extends": {"type": "string", "description": "scenario that this one differs from: a .toml file or a name"},
        "theatre": {"type": "string", "examples": list(known_theatres())},
        "joins": {"type": "array", "items": {"enum": [actor.name for actor in theatre.actors if actor.optional]}},
        "start": {"type": "string", "pattern": f"^{MONTH}$", "description": "first simulated month"},
        "months": {"type": "integer", "minimum": 1, "maximum": MOST_MONTHS},
        "ensemble": {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                "worlds": {"type": "integer", "minimum": 1, "maximum": MOST_WORLDS},
                "seed": {"type": "integer", "minimum": 0},
            },
        },
        "policy": {"type": "object", "additionalProperties": False, "properties": policy},
        "choices": {
            "description": "governments that choose each month between their plan and the options of their role",
            "anyOf": [
                {"type": "boolean"},
                {
                    "type": "array",
                    "items": {"enum": list(theatre.by_name)},
                },
            ],
        },
        "rules": {
            "type": "array",
            "maxItems": MOST_RULES,
            "description": "policies with conditions; the later rule wins over the earlier, and both over the schedule",
            "items": _rule(theatre),
        },
        "turnover": _turnover(theatre),
        "assumptions": {
            "type": "object",
            "additionalProperties": False,
            "properties": {"worldview": {"enum": list(known_worldviews())}}
            | {a.name: _range(a) for a in (*ASSUMPTIONS, *WEIGHTS)},
        },
        "conditions": {
            "type": "object",
            "additionalProperties": False,
            "properties": conditions | {name: _dated(quantity) for name, quantity in theatre.conditions.items()},
        },
        "situation": _situation(theatre),
        "claims": {
            "type": "object",
            "description": "what the hypothesis says of outcomes, against the file that this one extends",
            "properties": {"against": words},
            "additionalProperties": {"enum": list(EXPECTED)},
        },
        "nowcast": {
            "type": "object",
            "additionalProperties": False,
            "required": ["file", "digest"],
            "properties": {"file": {"type": "string"}, "digest": {"type": "string"}},
        },
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"Peninsula scenario, theatre {theatre.label}",
        "type": "object",
        "additionalProperties": False,
        "properties": {key: properties[key] for key in KEYS},
    }


def _situation(theatre: Theatre) -> dict[str, Any]:
    """Return the schema of the figures and policies at the start."""
    words = {"type": "string", "minLength": 1}

    def told(value: dict[str, Any]) -> dict[str, Any]:
        both = {"value": value, "source": words}
        alone = {"type": "object", "additionalProperties": False, "required": list(both), "properties": both}
        return {"anyOf": [value, alone]}

    def numbers(known: Bounds) -> dict[str, Any]:
        return {name: told({"type": "number", "minimum": low, "maximum": high}) for name, (low, high) in known.items()}

    def by_name(kind: str, known: Bounds) -> dict[str, Any]:
        one = {"type": "object", "additionalProperties": False, "properties": {"source": words} | numbers(known)}
        names = {each.name: one for each in getattr(theatre, kind)}
        return {"type": "object", "additionalProperties": False, "properties": names}

    levers = {actor.name: {name: told(_plain(lever)) for name, lever in actor.levers.items()} for actor in theatre.actors}
    policies = {name: {"type": "object", "additionalProperties": False, "properties": found} for name, found in levers.items()}
    properties = {
        "source": words,
        "policy": {
            "type": "object",
            "description": "what governments already carry out at the start; a divided country falls back to it",
            "additionalProperties": False,
            "properties": policies,
        },
    }
    properties |= numbers(OF_THEATRE) | {k: by_name(k, known) for k, known in KINDS.items()}
    return {"type": "object", "additionalProperties": False, "properties": properties}


def _rule(theatre: Theatre) -> dict[str, Any]:
    """Return the schema of one rule: which levers it may set goes by its actor."""
    condition = {"type": "string", "examples": [f"{theatre.headline} > 60"]}
    number = {"type": "number"}
    values = {
        actor.name: {
            "type": "object",
            "minProperties": 1,
            "additionalProperties": False,
            "properties": {name: _set_by_rule(lever) for name, lever in actor.levers.items()},
        }
        for actor in theatre.actors
    }
    pair = {"type": "array", "items": number, "minItems": 2, "maxItems": 2}
    kinds: dict[str, dict[str, Any]] = {
        "name": {"type": "string", "pattern": f"^{NAME}$"},
        "actor": {"enum": list(theatre.by_name)},
        "when": condition,
        "set": {"type": "object"},
        "for_months": {"type": "integer", "minimum": 1},
        "lead_months": {"type": "integer", "minimum": 0},
        "prob": {"type": "number", "exclusiveMinimum": 0, "maximum": 1},
        "until": condition,
        "within": {"type": "string", "pattern": rf"^{MONTH}(\.\.{MONTH})?$"},
        "ends": {"type": "string", "pattern": f"^{MONTH}$"},
        "parameters": {
            "type": "object",
            "additionalProperties": False,
            "patternProperties": {f"^{PARAMETER}$": {"anyOf": [number, pair]}},
        },
        "survives": {"type": "boolean"},
        "under": {"type": "string", "pattern": f"^{NAME}$"},
        "enabled": {"type": "boolean"},
    }
    return {
        "type": "object",
        "required": ["name"],
        "additionalProperties": False,
        "properties": {key: {"description": said} | kinds[key] for key, said in KEYS_OF_RULES.items()},
        "allOf": [
            {
                "if": {"properties": {"actor": {"enum": list(actor.names)}}, "required": ["actor"]},
                "then": {"properties": {"set": values[actor.name]}},
            }
            for actor in theatre.actors
        ],
    }


def _turnover(theatre: Theatre) -> dict[str, Any]:
    """Return the schema of changes of government: true or false, or what is said of each actor."""
    flag = {"type": "boolean"}
    number = {"type": "number", "minimum": 0}
    amount = {"anyOf": [number, {"type": "array", "items": number, "minItems": 2, "maxItems": 2}]}

    def office(actor: Actor) -> dict[str, Any]:
        names = {"enum": list(known_doctrines(actor.role))}
        dated = {"type": "object", "minProperties": 1, "patternProperties": {f"^{MONTH}$": names}, "additionalProperties": False}
        weights = dict.fromkeys(known_doctrines(actor.role), amount)
        kinds: dict[str, dict[str, Any]] = {
            "doctrine": {"anyOf": [names, dated]},
            "first": {"type": "string", "pattern": f"^{MONTH}$"},
            "every": {"type": "integer", "minimum": 1},
            "hazard": amount,
            "next": {"type": "object", "minProperties": 1, "additionalProperties": False, "properties": weights},
            "source": {"type": "string"},
            "enabled": flag,
        }
        properties = {key: {"description": said} | kinds[key] for key, said in KEYS_OF_TURNOVER.items()}
        return {"type": "object", "additionalProperties": False, "properties": properties}

    actors = {actor.name: office(actor) for actor in theatre.actors}
    table = {"type": "object", "additionalProperties": False, "properties": {"enabled": flag} | actors}
    return {"description": "changes of government that bring another doctrine, world by world", "anyOf": [flag, table]}


def _set_by_rule(lever: Quantity) -> dict[str, Any]:
    """Return the schema of a value that a rule sets, dated or not: of a number also the name of a parameter."""
    named = [{"type": "string", "pattern": f"^{PARAMETER}$"}] if lever.kind == "real" else []
    return {"anyOf": [_plain(lever), *named, _by_month(lever)]}


def _policy(actor: Actor) -> dict[str, Any]:
    """Return the schema of what an actor does: its doctrine, and its levers."""
    names = {"enum": list(known_doctrines(actor.role))}
    dated = {"type": "object", "minProperties": 1, "patternProperties": {f"^{MONTH}$": names}, "additionalProperties": False}
    said = "named bundle of levers and rules, which the levers beside it overrule; see 'peninsula doctrines'"
    levers = {"type": "array", "items": {"enum": list(actor.levers)}}
    beside = {
        KEY: {"description": said, "anyOf": [names, dated]},
        SURVIVES: {"description": "levers that no change of government moves", "anyOf": [{"type": "boolean"}, levers]},
    }
    table = _table(actor.levers)
    return {**table, "properties": beside | table["properties"]}


def _table(quantities: Mapping[str, Quantity]) -> dict[str, Any]:
    known = {name: _dated(quantity) for name, quantity in quantities.items()}
    return {"type": "object", "additionalProperties": False, "properties": known}


def _dated(quantity: Quantity) -> dict[str, Any]:
    """Return the schema of a value or of a table of dated values."""
    plain = _plain(quantity)
    unit = f" [{quantity.unit}]" if quantity.unit else ""
    text = f"{quantity.title}{unit}. Default {quantity.default} ({quantity.source})."
    options = [plain, _by_month(quantity)]
    if quantity.hazard:
        options.append({"type": "string", "pattern": f"^{MONTH}$"})
    return {"description": text, "default": quantity.default, "anyOf": options}


def _by_month(quantity: Quantity) -> dict[str, Any]:
    pattern = rf"^{MONTH}(\.\.{MONTH})?$" if quantity.kind == "real" else f"^{MONTH}$"
    plain = {pattern: _plain(quantity)}
    return {"type": "object", "minProperties": 1, "patternProperties": plain, "additionalProperties": False}


def _plain(quantity: Quantity) -> dict[str, Any]:
    if quantity.kind == "flag":
        return {"type": "boolean"}
    if quantity.kind == "choice":
        return {"enum": list(quantity.options)}
    return {"type": "number", "minimum": quantity.low, "maximum": quantity.high}


def _range(assumption: Assumption) -> dict[str, Any]:
    number: dict[str, Any] = {"type": "number", "minimum": assumption.floor}
    if assumption.ceiling != float("inf"):
        number["maximum"] = assumption.ceiling
    prior = f"{assumption.low:g} to {assumption.high:g}"
    return {
        "description": f"{assumption.title} [{assumption.unit}]. Prior {prior} ({assumption.source}).",
        "anyOf": [number, {"type": "array", "items": number, "minItems": 2, "maxItems": 2}],
    }
