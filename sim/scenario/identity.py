"""What makes two scenarios the same: everything that influences the numbers, and nothing else."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from sim.scenario.scenario import Scenario
from sim.scenario.schedule import Schedule
from sim.scenario.situation import situation_table

_WORDS = {"title", "description", "label", "headline_label", "short", "colour", "aliases", "source", "references", "file"}


def scenario_hash(scenario: Scenario) -> str:
    """Return the sha256 of what influences the numbers: not titles, sources, references or origins."""
    content = {
        "theatre": _numbers(asdict(scenario.theatre)),
        "situation": situation_table(scenario.theatre, scenario.situation),
        "nowcast": scenario.nowcast.digest if scenario.nowcast else "",
        "policy": _monthly(scenario, scenario.policy),
        "conditions": _monthly(scenario, scenario.conditions),
        "assumptions": dict(sorted(scenario.assumptions.items())),
        "start": scenario.start,
        "months": scenario.months,
        "worlds": scenario.worlds,
        "seed": scenario.seed,
    }
    if scenario.rules:
        content["rules"] = [_given({**asdict(rule), "sources": ""}) for rule in scenario.rules]
    if scenario.choices:
        content["choices"] = scenario.choices
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def _monthly(scenario: Scenario, owned: Mapping[str, Mapping[str, Schedule]]) -> dict[str, dict[str, list[float]]]:
    """Return every schedule as its values in force, so that two ways of writing the same policy are the same."""
    return {
        owner: {name: schedule.values(scenario.start, scenario.months).tolist() for name, schedule in found.items()}
        for owner, found in owned.items()
    }


def _given(rule: Mapping[str, Any]) -> dict[str, Any]:
    """Return a rule without keys that it does not use, so that they do not change what it is."""
    return {key: value for key, value in rule.items() if value or key not in ("ends", "survives", "under", "office")}


def _numbers(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _numbers(item) for key, item in value.items() if key not in _WORDS}
    return [_numbers(item) for item in value] if isinstance(value, list | tuple) else value
