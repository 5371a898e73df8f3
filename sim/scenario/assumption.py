"""Assumptions: behavioural parameters that no actor controls and that are not known exactly."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Assumption:
    """A behavioural parameter with its prior range; each world draws one value, uniform over the range in force.

    low, high: the prior range.
    floor, ceiling: bounds outside which the equations make no sense; a scenario may narrow or move the range within them.
    mechanism: the mechanism that reads it.
    """

    name: str
    title: str
    unit: str
    low: float
    high: float
    floor: float = 0.0
    ceiling: float = float("inf")
    mechanism: str
    source: str
