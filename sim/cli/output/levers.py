"""What `peninsula levers --effects` prints: what more of each lever makes better and worse, and which levers fail."""

from sim.analysis.lever_effects import LeverEffects
from sim.cli.output.terminal import console, table
from sim.report.levers import NAMED_AT_MOST
from sim.studies.lever_effects import LeverTable


def print_effects(found: LeverTable) -> None:
    """Print a row for each lever, under the first worldview, and the failures under all."""
    screen = console()
    first = found.worldviews[0]
    rows = [(each.name, *(_text(each, first, side) for side in (1, -1))) for each in found.effects]
    screen.print(table(("Lever", "More of it makes better", "More of it makes worse"), rows))
    screen.print(f"Largest first, in the same worlds, under the worldview {first}.")
    for failure in found.failures:
        screen.print(f"Failure: {failure}.")
    if found.page:
        screen.print(f"Written: {found.page}")


def _text(each: LeverEffects, worldview: str, side: int) -> str:
    effects = [effect for effect in each.gets(side) if effect.worldview == worldview]
    return ", ".join(effect.tracked.name for effect in effects[:NAMED_AT_MOST])
