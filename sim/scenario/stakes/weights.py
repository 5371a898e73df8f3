"""Ranges of the weights of stakes: prior, then worldview, then what the theatre says of itself, then what a caller says."""

from collections.abc import Mapping
from typing import Any

from sim.scenario.assumptions import STAKES as WEIGHTS
from sim.scenario.assumptions.ranges import range_of
from sim.scenario.choices import UNUSED_WEIGHT
from sim.scenario.theatre import Theatre
from sim.scenario.worldviews import load_worldview

type Range = tuple[float, float]

OF_STAKES = frozenset(weight.name for weight in WEIGHTS)
"""The names of the assumptions that games alone draw from."""

UNUSED_STAKE = "a weight of what governments value, which counts in games alone: give it to 'peninsula game' by --set"


def stake_ranges(theatre: Theatre, worldview: str, given: Mapping[str, Any]) -> dict[str, Range]:
    """Return the range of every weight of a stake.

    given: name -> value or [low, high], as `--set` has it. Raises PeninsulaError when one is out of bounds.
    """
    ranges = {weight.name: (weight.low, weight.high) for weight in WEIGHTS}
    view = load_worldview(worldview).assumptions
    ranges |= {name: range_of(name, view[name], f"worldview {worldview}") for name in ranges.keys() & view.keys()}
    ranges |= {name: own.range for name, own in theatre.assumptions.items() if name in ranges}
    return ranges | {name: range_of(name, written, "--set") for name, written in given.items()}


def unused_weight(name: str) -> str:
    """Return why an assumption, which a scenario does not draw, cannot be set there."""
    return UNUSED_STAKE if name in OF_STAKES else UNUSED_WEIGHT
