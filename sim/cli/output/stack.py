"""What each package of a stack changes: shown before the stack is run."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from rich.text import Text

from sim.cli.output.terminal import console
from sim.scenario.stacks.changes import stack_changes
from sim.scenario.stacks.parts import is_stack


def print_stacks(sources: Iterable[object], quiet: bool = False, **ensemble: Any) -> None:
    """Print what the packages of each stack among some sources change.

    quiet: print nothing. ensemble: as in `load`.
    """
    screen = console()
    for source in sources if not quiet else ():
        if not is_stack(source):
            continue
        screen.print()
        screen.print(Text(f"{source} changes", style="bold"), soft_wrap=True)
        for package in stack_changes(str(source), **ensemble):
            screen.print(Text(f"  {package.name}, {package.title}"), soft_wrap=True)
            for sentence in package.sentences:
                screen.print(Text(f"    {sentence}", style="dim"), soft_wrap=True)


def stack_document(source: object, **ensemble: Any) -> dict[str, Any]:
    """Return what the packages of a stack change, ready for JSON; empty for a single scenario."""
    if not is_stack(source):
        return {}
    changes = stack_changes(str(source), **ensemble)
    return {"packages": [asdict(package) for package in changes]}
