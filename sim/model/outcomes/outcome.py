"""What an outcome is: a reported quantity with a unit, a direction and how it is read from a month."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from sim.foundations.axes import Array
from sim.model.month import Month

type Better = Literal["lower", "higher", ""]


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """A reported quantity with a unit and a direction.

    low, high: bounds that it never leaves. better: which direction is better, empty for neither.
    read: returns its value at the end of a month, shape (world,) or (1,).
    """

    name: str
    title: str
    unit: str
    low: float
    high: float
    better: Better
    group: str
    definition: str
    read: Callable[[Month], Array]


def state(name: str, row: int | None = None) -> Callable[[Month], Array]:
    """Return how to read a field of the state, or one row of it, at the end of a month."""

    def read(month: Month) -> Array:
        values: Array = getattr(month.next, name)
        return values if row is None else values[row]

    return read
