"""The text of a new scenario file: an extension of another one with every quantity as a commented line."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from sim.foundations.months import format_month
from sim.scenario.assumptions import DECLARED
from sim.scenario.catalogue import reference_from
from sim.scenario.quantity import Quantity
from sim.scenario.rules.wording import rule_table
from sim.scenario.scenario import Scenario
from sim.scenario.schedule import Schedule
from sim.scenario.schedule_syntax import written_form


def starter(file: Path, parent: Path, scenario: Scenario) -> str:
    """Return the text of a scenario `file` that extends the file `parent`, which holds `scenario`."""
    return "\n".join(_lines(file, parent, scenario)) + "\n"


def _lines(file: Path, parent: Path, scenario: Scenario) -> Iterator[str]:
    yield "# Only differences from the file it extends are needed: remove the # before a line and change its value."
    yield "# A value may be dated: a month sets it, and a span of months leads to it in a straight line, such as"
    yield f"#     {example(scenario)}"
    yield ""
    yield f"title = {toml(file.stem.replace('_', ' ').capitalize())}"
    yield f"extends = {toml(reference_from(file, parent))}"
    yield 'description = "What changes, and why."'
    yield 'hypothesis = "What you expect to see."'
    yield "references = []"
    yield f"# months = {scenario.months}"
    yield from ("", "[ensemble]", f"# worlds = {scenario.worlds}", f"# seed = {scenario.seed}")
    for actor in scenario.theatre.actors:
        yield from _section(f"policy.{actor.name}", actor.levers, scenario.policy[actor.name])
    yield from _rules(scenario)
    yield from _section("conditions", scenario.theatre.conditions, scenario.conditions["theatre"])
    for actor in scenario.theatre.actors:
        yield from _section(f"conditions.{actor.name}", actor.conditions, scenario.conditions[actor.name])
    yield from ("", "[assumptions]", f"# worldview = {toml(scenario.worldview)}")
    for assumption in DECLARED:
        if assumption.name not in scenario.assumptions:
            continue
        yield f"# {assumption.title} [{assumption.unit}]"
        yield f"# {assumption.name} = {toml(list(scenario.assumptions[assumption.name]))}"


def _rules(scenario: Scenario) -> Iterator[str]:
    """Yield the rules in force, or one to begin with; of a rule that is in force only the keys that change are needed."""
    tables = [rule_table(rule, scenario) for rule in scenario.rules] or [example_rule(scenario)]
    for table in tables:
        yield from ("", "#   [[rules]]", *(f"#   {key} = {toml(value)}" for key, value in table.items()))


def example_rule(scenario: Scenario) -> dict[str, object]:
    """Return a rule of the patron that answers the headline index."""
    patron = scenario.theatre.patron
    lever = next(lever for lever in patron.levers.values() if lever.kind == "real")
    headline = scenario.theatre.headline
    return {
        "name": "answer",
        "actor": patron.name,
        "when": f"{headline} > 60",
        "for_months": 3,
        "set": {lever.name: lever.decode(lever.coded_default)},
        "until": f"{headline} < 50",
    }


def example(scenario: Scenario) -> str:
    """Return a line that dates a lever of the scenario: set in a month, then led down in a straight line."""
    levers = scenario.theatre.patron.levers.values()
    lever = next(lever for lever in levers if lever.kind == "real")
    month = scenario.start + scenario.months // 4
    later = scenario.start + scenario.months // 2
    span = f"{format_month(month + 1)}..{format_month(later)}"
    return f"{lever.name} = {toml({format_month(month): lever.decode(lever.coded_default), span: lever.low})}"


def _section(heading: str, quantities: Mapping[str, Quantity], schedules: Mapping[str, Schedule]) -> Iterator[str]:
    if quantities:
        yield from ("", f"[{heading}]")
    for name, quantity in quantities.items():
        yield f"# {quantity.title}: {quantity.range_text}"
        yield f"# {name} = {toml(written_form(quantity, schedules[name]))}"


def toml(value: object) -> str:
    """Return a value in one line of TOML: true, 0.5, "rok_led", [0.1, 0.4], { "2027-01" = 0 }."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{toml(key)} = {toml(each)}" for key, each in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(toml(each) for each in value) + "]"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return json.dumps(value, ensure_ascii=False)
