"""The JSON Schema of `sim/scenario/schema.py` accepts the rules that are read, and refuses those that are not."""

import tomllib
from typing import Any

import pytest

from sim.scenario.catalogue import SHIPPED
from sim.scenario.schema import json_schema
from sim.scenario.theatre_file import load_theatre

jsonschema = pytest.importorskip("jsonschema")

RULE: dict[str, Any] = {
    "name": "a",
    "actor": "us",
    "when": "talks > p",
    "set": {"exercise_tempo": "p"},
    "parameters": {"p": [0.1, 0.5]},
}


@pytest.fixture(scope="module")
def validator() -> Any:
    return jsonschema.Draft202012Validator(json_schema(load_theatre("korea")))


@pytest.mark.parametrize("name", ["action_for_action", "hedge_when_abandoned"])
def test_shipped_rules_are_valid(validator: Any, name: str) -> None:
    content = tomllib.loads((SHIPPED / f"{name}.toml").read_text(encoding="utf-8"))
    assert content["rules"]
    assert list(validator.iter_errors(content)) == []


@pytest.mark.parametrize(
    ("change", "valid"),
    [
        ({}, True),
        ({"enabled": False, "prob": 0.5, "for_months": 3, "within": "2027-01..2028-01", "until": "talks < 1"}, True),
        ({"set": {"extended_deterrence": "declaratory"}}, True),
        ({"set": {"extended_deterrence": "p"}}, False),
        ({"set": {"nuclear_option": "hedge"}}, False),
        ({"set": {"exercise_tempo": 2}}, False),
        ({"actor": "uk"}, False),
        ({"prob": 0}, False),
        ({"lead_months": 6, "under": "b", "set": {"exercise_tempo": {"2025-02": 1, "2026-01..2027-01": 0.2}}}, True),
        ({"set": {"extended_deterrence": {"2025-02": "declaratory"}}}, True),
        ({"set": {"extended_deterrence": {"2026-01..2027-01": "declaratory"}}}, False),
        ({"lead_months": -1}, False),
        ({"within": "2027-13"}, False),
        ({"untill": "talks > 0"}, False),
    ],
)
def test_the_schema_knows_levers_by_actor(validator: Any, change: dict[str, Any], valid: bool) -> None:
    assert validator.is_valid({"rules": [RULE | change]}) == valid
