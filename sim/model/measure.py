"""A measure: what is asked of a world, by name."""

from dataclasses import dataclass
from typing import Literal

type How = Literal["at", "mean", "max", "min", "count"]


@dataclass(frozen=True, order=True)
class Measure:
    """A number of a world.

    of: an outcome, the kind of event for "count", or a lever in force, as "actor.lever" by its declared name. how: the outcome in
    a month, its mean, maximum or minimum over the horizon, or how many events of the kind the chronicle holds. month: for "at",
    counted from the start; -1 is the last.
    """

    of: str
    how: How = "at"
    month: int = -1
