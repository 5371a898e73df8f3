"""An event ahead: a condition on the months of a window, and whether it is under way already.

Read at month t, with a lead of L months and a window of W: the event happens when its condition holds over the months
t + L + 1 to t + L + W, where count, mean, max and min are over these months, and a plain outcome is that of the last of them.
It is under way at t when the condition holds over the C months up to t, or over as many as there have been.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.foundations.axes import Array
from sim.foundations.errors import PeninsulaError
from sim.model.expression import Expression, expression
from sim.model.measure import Measure
from sim.scenario.scenario import Scenario

type Flags = NDArray[np.bool_]

CALM = 12
"""Months C without the event before a sign counts: most crises of the model are over within a year, and what is seen in the
midst of one warns of nothing."""

WITHIN = 24
"""Months W of the window, unless they are given: about what it takes to change a policy, and rare events need a long one."""

LEADS = (0, 6, 12)
"""Leads L, unless they are given, in months: none, half a year, as between two rounds of combined exercises, and the year of a
budget."""


@dataclass(frozen=True)
class EventAhead:
    """An event to be warned of. condition: W months of a window, within; C months of calm before. leads, L: each 0 or more."""

    condition: Expression
    within: int = WITHIN
    leads: tuple[int, ...] = LEADS
    calm: int = CALM

    @property
    def farthest(self) -> int:
        """Months from a reading to the end of the last window."""
        return max(self.leads) + self.within

    def happens(self, series: Mapping[Measure, Array], month: int, lead: int) -> Flags:
        """Return whether the event happens in the window of a reading, shape (scenario, world).

        series: each measure by month, shape (month, scenario, world): the outcome, or the number of events of the kind.
        """
        return self._over(series, month + lead + 1, month + lead + 1 + self.within)

    def under_way(self, series: Mapping[Measure, Array], month: int) -> Flags:
        """Return whether the event is under way at a reading, shape (scenario, world)."""
        return self._over(series, max(0, month + 1 - self.calm), month + 1)

    def _over(self, series: Mapping[Measure, Array], first: int, end: int) -> Flags:
        """Return whether the condition holds over some months."""
        known = {measure: _summed_up(measure, series[measure][first:end]) for measure in self.condition.measures}
        shape = next(iter(series.values())).shape[1:]
        return np.broadcast_to(np.asarray(self.condition.value(known), dtype=bool), shape)


def event_ahead(text: str, scenario: Scenario, within: int, leads: tuple[int, ...], calm: int) -> EventAhead:
    """Return the event that a user means.

    Raises PeninsulaError when the condition cannot be read or names a date, or a number of months is none.
    """
    condition = expression(text, scenario, "condition")
    if any(measure.how == "at" and measure.month != -1 for measure in condition.measures):
        raise PeninsulaError(f"'{text}': an event is looked for in every window, so that a date has no place in it")
    if within < 1:
        raise PeninsulaError(f"--within {within}: expected a whole number of months, 1 or more")
    if calm < 1:
        raise PeninsulaError(f"--calm {calm}: expected a whole number of months, 1 or more")
    if not leads or min(leads) < 0 or len(set(leads)) != len(leads):
        given = ",".join(map(str, leads))
        raise PeninsulaError(f"--lead {given}: expected different whole numbers of months, 0 or more, such as 0,6,12")
    return EventAhead(condition, within, tuple(sorted(leads)), calm)


def _summed_up(measure: Measure, months: Array) -> Array:
    """Return a measure over the months of a window, shape (scenario, world)."""
    if measure.how == "count":
        return np.asarray(months.sum(axis=0))
    if measure.how == "mean":
        return np.asarray(months.mean(axis=0, dtype=np.float64))
    if measure.how == "at":
        return np.asarray(months[-1])
    return np.asarray(months.max(axis=0) if measure.how == "max" else months.min(axis=0))
