"""A game of four players with three doctrines each under six worldviews, beside the same worlds one at a time through Mesa."""

from time import perf_counter, process_time
from typing import NamedTuple

from sim.analysis.worldviews import named_worldviews
from sim.studies.game import game

PROFILES, MONTHS = 81, 120


class Played(NamedTuple):
    """wall: seconds with a process for each core. world_months: that were simulated."""

    wall: float
    world_months: int


def four_players(worlds: int = 500) -> Played:
    """Return what a game of patron, main protege, challenger and main backer takes; raises PeninsulaError without pygambit."""
    began = perf_counter()
    game("scenarios/baseline_2025.toml", worlds=worlds, months=MONTHS)
    return Played(perf_counter() - began, PROFILES * len(named_worldviews("all")) * worlds * MONTHS)


def processor_seconds(worlds: int = 500) -> float:
    """Return seconds of processor time of the same game in one process: six times those of one worldview."""
    began = process_time()
    game("scenarios/baseline_2025.toml", worldviews="spiral", worlds=worlds, months=MONTHS, workers=1)
    return (process_time() - began) * len(named_worldviews("all"))
