"""A game of four players with three doctrines each under six worldviews, beside the same worlds one at a time through Mesa."""

from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from time import perf_counter
from typing import NamedTuple

from sim.analysis.worldviews import named_worldviews
from sim.studies.game import game

PROFILES, MONTHS = 81, 120


class Played(NamedTuple):
    """wall, processor: seconds, all processes together. world_months: that were simulated."""

    wall: float
    processor: float
    world_months: int


def four_players(worlds: int = 500) -> Played:
    """Return what a game of patron, main protege, challenger and main backer takes. Raises ImportError without pygambit."""
    import pygambit

    assert pygambit.__version__
    before, began = _processor_seconds(), perf_counter()
    game("scenarios/baseline.toml", worlds=worlds, months=MONTHS)
    wall = perf_counter() - began
    return Played(wall, _processor_seconds() - before, PROFILES * len(named_worldviews("all")) * worlds * MONTHS)


def _processor_seconds() -> float:
    used = (getrusage(whose) for whose in (RUSAGE_SELF, RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in used)
