"""The least change with which a target is reached, or still kept, on a grid of values of one lever or two.

The size of a change is its distance from what is in force, in shares of the levers' ranges; another word is as far as a whole
range. Between two neighbours of which one reaches the target the crossing is interpolated in a straight line.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sim.analysis.factors import Coordinates, Factor
from sim.analysis.targets import Numbers, Target
from sim.scenario.scenario import Scenario


@dataclass(frozen=True)
class Axis:
    """The values of a lever that are tried.

    coordinates: see `Factor`. numbers: the values, the indices of words, or months. usual: the number in force at the start; of
    a month the last one, since a later change is the lesser; None where it is none of the words.
    """

    factor: Factor
    coordinates: Numbers
    numbers: Numbers
    usual: float | None

    @property
    def continuous(self) -> bool:
        """Whether there are values between those that are tried."""
        return not self.factor.options and self.factor.dated is None

    def coordinate(self, number: float) -> float:
        """Return the coordinate of a number; see `Factor`."""
        if self.continuous:
            return (number - self.factor.low) / (self.factor.high - self.factor.low)
        return float(self.coordinates[int(np.argmin(np.abs(self.numbers - number)))])

    def distance(self, numbers: Numbers) -> Numbers:
        """Return how far numbers are from what is in force, in shares of the range."""
        if self.factor.options:
            return np.asarray(numbers != self.usual, dtype=np.float64)
        usual = self.numbers[-1] if self.usual is None else self.usual
        return np.asarray((numbers - usual) / (self.factor.high - self.factor.low))


def axis_of(factor: Factor, base: Scenario, points: int) -> Axis:
    """Return the values of a lever that are tried: all words, up to `points` months or numbers, and the number in force."""
    if factor.options:
        assert factor.quantity is not None
        codes = [factor.quantity.code(option) for option in factor.options]
        usual = _usual(factor, base)
        indices = np.arange(len(codes), dtype=np.float64)
        return Axis(factor, (indices + 0.5) / len(codes), indices, float(codes.index(usual)) if usual in codes else None)
    if factor.dated is not None:
        months = np.unique(np.round(np.linspace(factor.low, factor.high, points)))
        return Axis(factor, (months - factor.low + 0.5) / (factor.high - factor.low + 1), months, float(months[-1]))
    usual = (factor.low + factor.high) / 2 if factor.parameter else _usual(factor, base)
    inside = [usual] if factor.low <= usual <= factor.high else []
    numbers = np.unique([*np.linspace(factor.low, factor.high, points), *inside])
    return Axis(factor, (numbers - factor.low) / (factor.high - factor.low), numbers, usual)


def _usual(factor: Factor, base: Scenario) -> float:
    """Return the coded value that is in force at the start, or that a rule sets."""
    if not factor.rule:
        return base.policy[factor.actor][factor.lever].value(base.start)
    value = next(rule for rule in base.rules if rule.name == factor.rule).sets[factor.lever]
    assert isinstance(value, float | int), "what a parameter holds is varied as that parameter, and dates are not varied"
    return value


@dataclass(frozen=True)
class Change:
    """Where a target is just reached.

    numbers: of the levers there. beside: at the point of the grid beside it that reaches it; surplus: by how much.
    kept: whether what is in force reaches it already, so that here it would be lost.
    """

    numbers: tuple[float, ...]
    beside: tuple[float, ...]
    surplus: float
    kept: bool


@dataclass(frozen=True)
class Grid:
    """All combinations of values of one lever or two, in the order of their product."""

    axes: tuple[Axis, ...]

    @property
    def shape(self) -> tuple[int, ...]:
        """How many values of each lever there are."""
        return tuple(len(axis.numbers) for axis in self.axes)

    @property
    def coordinates(self) -> Coordinates:
        """Shape (point, lever)."""
        return self._product([axis.coordinates for axis in self.axes])

    @cached_property
    def numbers(self) -> Numbers:
        """Shape (point, lever)."""
        return self._product([axis.numbers for axis in self.axes])

    @cached_property
    def edges(self) -> NDArray[np.int64]:
        """Pairs of neighbours along levers that have values in between, shape (edge, 2)."""
        points = np.arange(len(self.numbers)).reshape(self.shape)
        pairs = [np.empty((0, 2), dtype=np.int64)]
        for number, axis in enumerate(self.axes):
            if axis.continuous:
                along = np.moveaxis(points, number, -1)
                pairs.append(np.column_stack([along[..., :-1].ravel(), along[..., 1:].ravel()]))
        return np.concatenate(pairs)

    def crossings(self, target: Target, over_worlds: Numbers) -> tuple[Numbers, NDArray[np.int64]]:
        """Return where the target is just reached on edges, shape (crossing, lever), and the end of each that reaches it.

        x = x_a + m_a / (m_a - m_b) (x_b - x_a), m: by how much the target is surpassed
        """
        holds, margin = target.holds(over_worlds), target.margin(over_worlds)
        first, second = self.edges[holds[self.edges[:, 0]] != holds[self.edges[:, 1]]].T
        share = margin[first] / (margin[first] - margin[second])
        where = self.numbers[first] + share[:, None] * (self.numbers[second] - self.numbers[first])
        return where, np.where(holds[first], first, second)

    def least_change(self, target: Target, over_worlds: Numbers) -> Change | None:
        """Return the least change that reaches a target, or None; of equal ones that which surpasses it most.

        Where what is in force reaches it already, the nearest crossing, or else what is in force.
        over_worlds: the number over worlds at each point.
        """
        holding = np.flatnonzero(target.holds(over_worlds))
        if not holding.size:
            return None
        crossings, ends = self.crossings(target, over_worlds)
        kept = bool((self.distance(self.numbers[holding]) == 0).any())
        if kept and len(ends):
            holding = holding[:0]
        where = np.concatenate([self.numbers[holding], crossings])
        beside = np.concatenate([holding, ends])
        margin = target.margin(over_worlds)
        surplus = np.concatenate([margin[holding], np.zeros(len(ends))])
        best = np.lexsort((-surplus, self.distance(where)))[0]
        end = int(beside[best])
        return Change(tuple(where[best].tolist()), tuple(self.numbers[end].tolist()), float(margin[end]), kept)

    def distance(self, numbers: Numbers) -> Numbers:
        """Return the size of changes to numbers of shape (change, lever)."""
        shares = [axis.distance(column) for axis, column in zip(self.axes, numbers.T, strict=True)]
        return np.asarray(np.sqrt(np.square(shares).sum(axis=0)))

    def _product(self, columns: Sequence[Numbers]) -> Numbers:
        return np.column_stack([each.ravel() for each in np.meshgrid(*columns, indexing="ij")])
