"""What an outcome is: a reported quantity with a unit, a direction and how it is read from a month."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from sim.foundations.axes import Array
from sim.model.month import Month

type Better = Literal["lower", "higher", ""]


@dataclass(frozen=True)
class Outcome:
    """A reported quantity with a unit and a direction.

    better: which way is better, or neither. low, high: the bounds it never leaves.
    read: its value at the end of a month, shape (world,) or (1,).
    """

    name: str
    title: str
    unit: str
    better: Better
    low: float
    high: float
    group: str
    definition: str
    read: Callable[[Month], Array]


def state(name: str) -> Callable[[Month], Array]:
    return lambda month: getattr(month.next, name)
