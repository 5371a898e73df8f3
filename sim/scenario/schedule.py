"""A dated value: constant, set in a month, or ramped over a span."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Change:
    """From `first` on the value moves in a straight line to `value`, reached in `last`; both months are one for a step."""

    first: int
    last: int
    value: float


@dataclass(frozen=True)
class Schedule:
    """A value for every month, as coded by its quantity: `initial`, then each change in turn, holding in between."""

    initial: float
    changes: tuple[Change, ...] = ()

    def value(self, month: int) -> float:
        """Return the value in force in a month.

        x = x0 + (x1 - x0) (t - first + 1) / (last - first + 1) within a ramp, where x0 is what held the month before it
        """
        begun = [change for change in self.changes if change.first <= month]
        if not begun:
            return self.initial
        change = begun[-1]
        if month >= change.last:
            return change.value
        before = Schedule(self.initial, tuple(begun[:-1])).value(change.first - 1)
        share = (month - change.first + 1) / (change.last - change.first + 1)
        return before + share * (change.value - before)

    def values(self, start: int, months: int) -> NDArray[np.float32]:
        """Return the value in force in each month, shape (months,)."""
        return np.array([self.value(month) for month in range(start, start + months)], dtype=np.float32)

    def followed_by(self, changes: tuple[Change, ...]) -> "Schedule":
        """Return this schedule with everything from the first of the new changes on replaced by them."""
        kept = tuple(change for change in self.changes if change.first < changes[0].first)
        return Schedule(self.initial, kept + changes)
