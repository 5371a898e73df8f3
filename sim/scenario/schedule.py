"""A dated value: constant, set in a month, or ramped over a span."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Change:
    """From `first` on the value moves in a straight line to `value`, reached in `last`; both months are one for a step."""

    first: int
    last: int
    value: float

    def value_in(self, month: int, before: float) -> float:
        """Return the value in a month from `first` on, where `before` held until then.

        x = x0 + (x1 - x0) (t - first + 1) / (last - first + 1) within the ramp
        """
        if month >= self.last:
            return self.value
        return before + (month - self.first + 1) / (self.last - self.first + 1) * (self.value - before)


@dataclass(frozen=True)
class Schedule:
    """A value for every month, as coded by its quantity: `initial`, then each change in turn, holding in between."""

    initial: float
    changes: tuple[Change, ...] = ()

    def value(self, month: int) -> float:
        """Return the value in force in a month."""
        found = self.initial
        for change, before in self._in_turn():
            if change.first > month:
                break
            found = change.value_in(month, before)
        return found

    def values(self, start: int, months: int) -> NDArray[np.float32]:
        """Return the value in force in each month, shape (months,)."""
        found = np.full(months, self.initial, dtype=np.float32)
        for change, before in self._in_turn():
            found[max(0, change.first - start) :] = change.value
            for month in range(max(start, change.first), min(start + months, change.last)):
                found[month - start] = change.value_in(month, before)
        return found

    def _in_turn(self) -> Iterator[tuple[Change, float]]:
        """Yield each change with the value that held in the month before it."""
        before = self.initial
        for change, following in zip_longest(self.changes, self.changes[1:]):
            yield change, before
            if following:
                before = change.value_in(following.first - 1, before)

    def begun_by(self, month: int) -> "Schedule":
        """Return a schedule of the same values from a month on, in which no change begins before it."""
        begun = [change for change in self.changes if change.first <= month]
        if all(change.first == month for change in begun):
            return self
        later = self.changes[len(begun) :]
        under_way = begun[-1].last > month and not (later and later[0].first == month + 1)
        rest = (Change(month + 1, begun[-1].last, begun[-1].value),) if under_way else ()
        return Schedule(self.value(month), rest + later)

    @property
    def apart(self) -> "Schedule":
        """A schedule of the same values in which every ramp ends before the next change begins, as a file must write them."""
        ends = [change.first - 1 for change in self.changes[1:]]
        pairs = zip_longest(self._in_turn(), ends)
        cut = (
            change if end is None or change.last <= end else Change(change.first, end, change.value_in(end, before))
            for (change, before), end in pairs
        )
        return Schedule(self.initial, tuple(cut))

    def followed_by(self, changes: tuple[Change, ...]) -> "Schedule":
        """Return this schedule with everything from the first of the new changes on replaced by them."""
        kept = tuple(change for change in self.changes if change.first < changes[0].first)
        return Schedule(self.initial, kept + changes)
