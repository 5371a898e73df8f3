"""Stacks of the page: scenarios of the page put together, and what each package changes."""

from pathlib import Path
from typing import Any

from sim.foundations.errors import PeninsulaError, nearest
from sim.scenario.catalogue import known_scenarios
from sim.scenario.stacks.changes import stack_changes
from sim.scenario.stacks.parts import split


def source_of(name: str) -> Path | str:
    """Return the file of a known scenario, or the stack of the files of several; no name leads to any other file.

    Raises PeninsulaError when there is no scenario of that name on the page.
    """
    known = known_scenarios()
    if name in known:
        return known[name]
    stack = split(name)
    for each, _ in stack:
        if each not in known:
            raise PeninsulaError(f"no scenario '{each}' on this page{nearest(each, known)}")
    return " ".join(f"{'then' if decides else '+'} {known[each]}" for each, decides in stack).removeprefix("+ ")


def packages_of(name: str) -> list[dict[str, Any]]:
    """Return name, title and changes, in sentences, of each package of a stack; nothing for a single scenario."""
    source = source_of(name)
    changes = stack_changes(source) if isinstance(source, str) else ()
    return [{"name": package.name, "title": package.title, "changes": list(package.sentences)} for package in changes]
