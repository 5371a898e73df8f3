"""Writes a resolved scenario as a complete file that extends no other."""

from collections.abc import Mapping
from typing import Any

import tomli_w

from sim.foundations.months import format_month
from sim.scenario.quantity import Quantity
from sim.scenario.rules.wording import rule_table
from sim.scenario.scenario import Scenario
from sim.scenario.schedule import Schedule
from sim.scenario.schedule_syntax import whole_form
from sim.scenario.situation import situation_table
from sim.scenario.turnover.pinned import SURVIVES
from sim.scenario.turnover.reading import offices_table


def to_toml(scenario: Scenario) -> str:
    """Return the resolved scenario as TOML; loading it gives the same numbers.

    A schedule is written with its value at the start, so that the file does not depend on defaults that may change.
    """
    theatre = scenario.theatre
    content: dict[str, Any] = {
        "title": scenario.title,
        "description": scenario.description,
        "hypothesis": scenario.hypothesis,
        "references": list(scenario.references),
        "theatre": theatre.file or theatre.name,
        "joins": [actor.name for actor in theatre.actors if actor.optional],
        "start": format_month(scenario.start),
        "months": scenario.months,
        "ensemble": {"worlds": scenario.worlds, "seed": scenario.seed},
        "policy": {actor.name: _written(actor.levers, scenario.policy[actor.name], scenario) for actor in theatre.actors},
        "assumptions": {"worldview": scenario.worldview}
        | {name: [low, high] for name, (low, high) in scenario.assumptions.items()},
        "conditions": _written(theatre.conditions, scenario.conditions["theatre"], scenario)
        | {actor.name: _written(actor.conditions, scenario.conditions[actor.name], scenario) for actor in theatre.actors},
    }
    for name, levers in scenario.survives.items():
        content["policy"][name][SURVIVES] = list(levers)
    if scenario.choices:
        content["choices"] = list(scenario.choices)
    of_doctrines = [rule.name for rule in scenario.rules if rule.office]
    if rules := [rule_table(rule, scenario) for rule in scenario.rules if not {rule.name, rule.under} & {*of_doctrines}]:
        content["rules"] = rules
    if scenario.offices:
        content["turnover"] = offices_table(scenario.offices, theatre)
    if moved := situation_table(theatre, scenario.situation, sources=True):
        content["situation"] = moved
    if scenario.nowcast:
        content["nowcast"] = {"file": scenario.nowcast.file, "digest": scenario.nowcast.digest}
    return tomli_w.dumps(content)


def _written(known: Mapping[str, Quantity], schedules: Mapping[str, Schedule], scenario: Scenario) -> dict[str, Any]:
    horizon = scenario.start, scenario.start + scenario.months
    return {name: whole_form(known[name], schedule, horizon) for name, schedule in schedules.items()}
