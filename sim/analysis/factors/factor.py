"""A factor: a quantity that an experiment varies, mapped to a coordinate from 0 to 1."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.foundations.axes import REAL, Array
from sim.foundations.months import format_month
from sim.model.points import Points
from sim.scenario.quantity import Quantity
from sim.scenario.scenario import Scenario

type Coordinates = NDArray[np.float64]
"""Coordinates of points in the unit cube, one dimension a factor, shape (point, factor)."""


@dataclass(frozen=True)
class Factor:
    """A quantity that varies.

    key: "actor.lever" or an assumption. low, high: ends of its range; of options their indices, of dates months.
    options: the values it may take, if it is not a number. dated: the value it takes from a month on, if the month varies.
    quantity, actor, lever: of a lever; unset for an assumption and for a parameter of a rule. rule: whose it is, if of a rule;
    parameter: of it; quantity, lever: that it sets, where the actor stays unset.
    """

    key: str
    title: str
    unit: str
    low: float
    high: float
    options: tuple[Any, ...] = ()
    dated: Any = None
    quantity: Quantity | None = None
    actor: str = ""
    lever: str = ""
    rule: str = ""
    parameter: str = ""

    def numbers(self, coordinates: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return coordinates as numbers: the value itself, the index of an option, or a month."""
        if self.options:
            return np.minimum(np.floor(coordinates * len(self.options)), len(self.options) - 1)
        if self.dated is not None:
            return np.minimum(np.floor(self.low + coordinates * (self.high - self.low + 1)), self.high)
        return self.low + coordinates * (self.high - self.low)

    def value(self, coordinate: float) -> Any:
        """Return the value at a coordinate, as in a scenario file."""
        number = float(self.numbers(np.array(coordinate)))
        if self.options:
            return self.options[int(number)]
        if self.dated is not None:
            return {format_month(int(number)): self.dated}
        return number

    def columns(self, coordinates: NDArray[np.float64], base: Scenario) -> Array:
        """Return values as the model takes them: of a lever shape (month or 1, point), of an assumption or a rule (point,)."""
        numbers = self.numbers(coordinates)
        if self.dated is not None:
            assert self.quantity is not None
            months = np.arange(base.start, base.start + base.months)
            usual = base.policy[self.actor][self.lever].values(base.start, base.months)
            return np.where(months[:, None] >= numbers, self.quantity.code(self.dated), usual[:, None]).astype(REAL)
        if self.options:
            codes = np.array([self.quantity.code(option) if self.quantity else option for option in self.options])
            numbers = codes[numbers.astype(np.int64)]
        return (numbers[None] if self.actor else numbers).astype(REAL)


def points_at(
    factors: Sequence[Factor], coordinates: Coordinates, base: Scenario, worlds: NDArray[np.integer] | None = None
) -> Points:
    """Return the points of an experiment.

    worlds: the world of each point, see `sim.model.points` (None: every point in all worlds).
    """
    assumptions: dict[str, Array] = {}
    levers: dict[tuple[str, str], Array] = {}
    for factor, column in zip(factors, coordinates.T, strict=True):
        if factor.actor:
            levers[factor.actor, factor.lever] = factor.columns(column, base)
        else:
            assumptions[factor.key] = factor.columns(column, base)
    return Points(len(coordinates), assumptions, levers, worlds)


def cell(value: Any) -> Any:
    """Return a setting as a cell of a table: a dated one as text."""
    return "; ".join(f"{when}: {what}" for when, what in value.items()) if isinstance(value, dict) else value
