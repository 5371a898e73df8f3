"""What a change of government does not move: levers that a scenario says survive."""

from pathlib import Path
from typing import Any

from sim.foundations.errors import nearest, shown
from sim.scenario.theatre import Actor
from sim.scenario.toml_file import refuse

SURVIVES = "survives"
"""What stands beside the levers of an actor: true, or the names of those that survive."""


def pinned(actor: Actor, written: Any, path: Path | str) -> tuple[str, ...]:
    """Return the levers of an actor that no change of government moves.

    written: true (all of them), false (none) or their names. Raises PeninsulaError with file, key and what was expected.
    """
    key = f"policy.{actor.name}.{SURVIVES}"
    if isinstance(written, bool):
        return tuple(sorted(actor.levers)) if written else ()
    if not isinstance(written, list):
        refuse(path, key, f"{shown(written)}: expected true, false or a list of levers, such as ['defence_share']")
    for name in written:
        if not isinstance(name, str) or name not in actor.levers:
            refuse(path, key, f"{shown(name)}: {actor.label} has no such lever{nearest(str(name), actor.levers)}")
    return tuple(sorted(set(written)))
