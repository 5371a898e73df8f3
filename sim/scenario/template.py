"""A commented starter file for a scenario of one's own."""

import os
from pathlib import Path

from sim.scenario.catalogue import find
from sim.scenario.loading import load
from sim.scenario.schedule_syntax import written_form
from sim.scenario.worldviews import known_worldviews


def new_scenario(source: str | Path, file: Path | None = None) -> str:
    """Return a file that extends a scenario and lists, commented out, every lever with its unit, bounds and value in force.

    source: path or name of the scenario to extend; file: where the new one will lie, to which `extends` is relative.
    """
    scenario = load(source)
    parent = find(source)
    extends = os.path.relpath(parent, file.parent) if file is not None else parent.name
    lines = [
        f'title = "A variation of: {_quoted(scenario.title)}"',
        f'extends = "{_quoted(extends)}"',
        'description = """',
        "Say in a sentence or two what changes and why.",
        '"""',
        'hypothesis = "Say what you expect."',
        "references = []",
        "",
        "# Take the # away from a line to change a policy. A value may be dated: a month sets it, a span ramps it, as in",
        '#   troops = { "2027-01" = 20000, "2028-01..2029-12" = 0 }',
        "",
    ]
    for actor in scenario.theatre.actors:
        lines += [f"[policy.{actor.name}]"]
        for name, quantity in actor.levers.items():
            value = _toml(written_form(quantity, scenario.policy[actor.name][name]))
            lines.append(f"# {name} = {value}  # {quantity.title}; {quantity.range_text}")
        lines.append("")
    lines += [
        "[assumptions]",
        f'# worldview = "{scenario.worldview}"  # one of {", ".join(known_worldviews())}',
        "# See `peninsula assumptions` for the ranges that may be narrowed, such as:",
        "# exercise_provocation = [0.0, 0.2]",
        "",
        "[conditions]",
    ]
    for name, quantity in scenario.theatre.conditions.items():
        value = _toml(written_form(quantity, scenario.conditions["theatre"][name]))
        lines.append(f"# {name} = {value}  # {quantity.title}; {quantity.range_text}")
    return "\n".join(lines) + "\n"


def _toml(value: object) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f'"{when}" = {_toml(item)}' for when, item in value.items()) + " }"
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else f"{value:g}"


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
