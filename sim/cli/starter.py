"""The text of a new scenario file: an extension of another one with every quantity as a commented line."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from sim.foundations.months import format_month
from sim.scenario.assumptions import ASSUMPTIONS
from sim.scenario.quantity import Quantity, Value
from sim.scenario.scenario import Scenario
from sim.scenario.schedule import Schedule


def starter(file: Path, parent: Path, scenario: Scenario) -> str:
    """Return the text of a scenario `file` that extends the file `parent`, which holds `scenario`."""
    return "\n".join(_lines(file, parent, scenario)) + "\n"


def _lines(file: Path, parent: Path, scenario: Scenario) -> Iterator[str]:
    extends = Path(os.path.relpath(parent.resolve(), file.parent.resolve())).as_posix()
    dated = format_month(scenario.start + scenario.months // 4)
    later = format_month(scenario.start + scenario.months // 2)
    yield "# Only differences from the file it extends are needed: remove the # before a line and change its value."
    yield "# A value may be dated: a month sets it, a span of months leads to it in a straight line, such as"
    yield f'#     troops_korea = {{ "{dated}" = 20000, "{dated}..{later}" = 0 }}'
    yield ""
    yield f"title = {quoted(file.stem.replace('_', ' ').capitalize())}"
    yield f"extends = {quoted(extends)}"
    yield 'description = "What changes, and why."'
    yield 'hypothesis = "What you expect to see."'
    yield "references = []"
    yield f"# months = {scenario.months}"
    yield f"# worlds = {scenario.worlds}"
    yield f"# seed = {scenario.seed}"
    for actor in scenario.theatre.actors:
        yield from _section(f"policy.{actor.name}", actor.levers, scenario.policy[actor.name])
    for actor in scenario.theatre.actors:
        yield from _section(f"conditions.{actor.name}", actor.conditions, scenario.conditions.get(actor.name, {}))
    yield from _section("conditions.theatre", scenario.theatre.conditions, scenario.conditions.get("theatre", {}))
    yield from ("", "[assumptions]", f"# worldview = {quoted(scenario.worldview)}")
    for assumption in ASSUMPTIONS:
        low, high = scenario.assumptions[assumption.name]
        yield from (f"# {assumption.title} [{assumption.unit}]", f"# {assumption.name} = [{low:g}, {high:g}]")


def _section(heading: str, quantities: Mapping[str, Quantity], schedules: Mapping[str, Schedule]) -> Iterator[str]:
    if quantities:
        yield from ("", f"[{heading}]")
    for name, quantity in quantities.items():
        schedule = schedules.get(name)
        value = quantity.decode(schedule.initial) if schedule else quantity.default
        yield from (f"# {quantity.title}: {quantity.range_text}", f"# {name} = {toml(value)}")


def toml(value: Value) -> str:
    """Return a value as TOML writes it."""
    if isinstance(value, bool):
        return str(value).lower()
    return quoted(value) if isinstance(value, str) else f"{value:g}"


def quoted(text: str) -> str:
    """Return a TOML string."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
