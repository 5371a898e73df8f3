"""Which governments choose, as files write it: `choices = true`, or a list of actors."""

from pathlib import Path
from typing import Any

from sim.foundations.errors import nearest, shown
from sim.scenario.theatre import Theatre
from sim.scenario.toml_file import refuse


def choosers(written: Any, theatre: Theatre, path: Path | str) -> tuple[str, ...]:
    """Return the actors that choose, in the order of the cast: all, none, or those of a list, where aliases may stand.

    Raises PeninsulaError for anything else.
    """
    names = tuple(actor.name for actor in theatre.actors)
    if isinstance(written, bool):
        return names if written else ()
    known = theatre.by_name
    expected = f"true, false, or a list of {', '.join(names)}"
    if not isinstance(written, list) or not all(isinstance(each, str) for each in written):
        refuse(path, "choices", f"{shown(written)}: expected {expected}")
    for each in written:
        if each not in known:
            refuse(path, "choices", f"{shown(each)} is not an actor of this scenario: expected {expected}{nearest(each, known)}")
    chosen = {known[each].name for each in written}
    return tuple(name for name in names if name in chosen)
