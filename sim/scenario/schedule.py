"""A dated value: constant, set in a month, or ramped over a span."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Change:
    """From `first` on the value moves in a straight line to `value`, reached in `last`; a step when both months are one."""

    first: int
    last: int
    value: float


@dataclass(frozen=True)
class Schedule:
    """A value for every month, as coded by its quantity: `initial`, then each change in turn, holding in between."""

    initial: float
    changes: tuple[Change, ...] = ()

    def values(self, start: int, months: int) -> NDArray[np.float32]:
        """Return the value in force in each month, shape (months,)."""
        month = np.arange(start, start + months)
        value = np.full(months, self.initial, dtype=np.float64)
        before = self.initial
        for change in self.changes:
            share = np.clip((month - change.first + 1) / (change.last - change.first + 1), 0.0, 1.0)
            value = np.where(month >= change.first, before + share * (change.value - before), value)
            before = change.value
        return value.astype(np.float32)

    def after(self, changes: tuple[Change, ...]) -> "Schedule":
        """Return this schedule with everything from the first of the new changes on replaced by them."""
        kept = tuple(change for change in self.changes if change.first < changes[0].first)
        return replace(self, changes=kept + changes)
