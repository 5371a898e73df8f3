"""Goal-seek: the least change of one lever or two that reaches a target, or how far it is kept, in worlds that all values share.

Values on a grid are simulated in one batch. Between two neighbours of which one reaches the target the crossing is interpolated,
then simulated. Sampling is told by a bootstrap over worlds, which all values share (Efron & Tibshirani 1993, chapter 13).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil, floor, log10
from statistics import NormalDist
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.analysis.estimate import BAND, BOOTSTRAPS, Estimate, sampled
from sim.analysis.factors import cell, points_at
from sim.analysis.least_change import Axis, Grid
from sim.analysis.targets import Numbers, Target
from sim.ensemble.experiment import experiment
from sim.ensemble.quantiles import quantiles
from sim.foundations.errors import PeninsulaError
from sim.model.points import ONE, Points
from sim.parallel.job import Progress
from sim.scenario.scenario import Scenario

if TYPE_CHECKING:
    from pandas import DataFrame

POINTS = {1: 41, 2: 15}
"""Values of each of one lever or two, unless a number is given."""

MOST_POINTS = 5000
STEPS = 6
"""Values that are tried between two neighbours on the grid, until one reaches the target."""

FINEST = 1000
"""Found numbers are round to about this part of a lever's range, which is finer than any sampling interval."""


@dataclass(frozen=True)
class Found:
    """The least change that reaches the target; or, where what is in force reaches it already, the nearest where it is lost.

    kept: whether that is so.
    settings: lever -> value, as in a file. numbers: the same as numbers, see `Axis`. there: the number over worlds, in
    the worlds of the grid; fresh: in as many others. intervals: lever -> 90 % interval of the value, None for words.
    """

    settings: Mapping[str, Any]
    numbers: tuple[float, ...]
    there: Estimate
    fresh: Estimate
    intervals: Mapping[str, tuple[float, float] | None]
    kept: bool


@dataclass(frozen=True)
class Reach:
    """What a target needs.

    grid: the values that are tried. as_it_stands: the number over worlds without a change. over_worlds: that at each point,
    shape (point,). middle: bounds of the middle half of worlds at each point, shape (2, point); None for a condition.
    resampled: numbers over bootstrap samples of worlds, shape (sample, point). found: or None where no point reaches the target.
    """

    base: Scenario
    target: Target
    grid: Grid
    as_it_stands: Estimate
    over_worlds: Numbers
    middle: Numbers | None
    resampled: Numbers
    found: Found | None = None

    @property
    def nearest(self) -> int:
        """The point that comes nearest to the target, or surpasses it most."""
        return int(np.argmax(self.target.margin(self.over_worlds)))

    @property
    def reached_in(self) -> float:
        """The share of bootstrap samples in which some value reaches the target."""
        return float(self.target.holds(self.resampled).any(axis=1).mean())

    def settings(self, point: int) -> dict[str, Any]:
        """Return lever -> value of a point, as in a file."""
        return _settings(self.grid.axes, self.grid.coordinates[point].tolist())

    def at(self, point: int) -> Estimate:
        """Return the number over worlds at a point."""
        return sampled(float(self.over_worlds[point]), self.resampled[:, point])

    @property
    def responses(self) -> tuple[str, ...]:
        """How the number over worlds responds to each lever: "rises", "falls", "turns" (not monotone), "flat" or, of words, "".

        A pair of values along a lever counts where its difference is beyond chance in all pairs at once (Bonferroni).
        """
        return tuple("" if axis.factor.options else self._response(number) for number, axis in enumerate(self.grid.axes))

    def _response(self, number: int) -> str:
        along = np.moveaxis(self.over_worlds.reshape(self.grid.shape), number, -1)
        samples = np.moveaxis(self.resampled.reshape(-1, *self.grid.shape), number + 1, -1)
        first, second = np.triu_indices(along.shape[-1], 1)
        change = along[..., second] - along[..., first]
        beyond = NormalDist().inv_cdf(1 - 0.05 / change.size) * (samples[..., second] - samples[..., first]).std(axis=0)
        ups, downs = bool((change > beyond).any()), bool((-change > beyond).any())
        return "turns" if ups and downs else "rises" if ups else "falls" if downs else "flat"

    def spans(self) -> tuple[tuple[float, float], ...]:
        """Return from where to where the only lever reaches the target, in its numbers; nothing for two levers, and for words."""
        axis, *more = self.grid.axes
        if more or axis.factor.options:
            return ()
        holds = self.target.holds(self.over_worlds)
        runs = np.split(np.arange(len(holds)), np.flatnonzero(np.diff(holds)) + 1)
        where, ends = self.grid.crossings(self.target, self.over_worlds)
        edges = [(int(end), float(number)) for end, (number,) in zip(ends, where, strict=True)]
        found = []
        for run in runs:
            low, high = axis.numbers[[run[0], run[-1]]]
            if holds[run[0]]:
                # a crossing lies below the first point that reaches the target, or above the last
                low = min([low, *(number for end, number in edges if end == run[0])])
                high = max([high, *(number for end, number in edges if end == run[-1])])
                found.append((float(low), float(high)))
        return tuple(found)

    def table(self) -> "DataFrame":
        """Return a row per point: each lever, the number over worlds with its 90 % interval, whether it reaches the target.

        reached_in: share of bootstrap samples in which it does.
        """
        from pandas import DataFrame

        low, high = quantiles(self.resampled.T, BAND)
        holds = self.target.holds(self.over_worlds)
        shares = self.target.holds(self.resampled).mean(axis=0)
        rows = [
            {key: cell(value) for key, value in self.settings(point).items()}
            | {
                "value": self.over_worlds[point], "low": low[point], "high": high[point], "reaches": bool(holds[point]),
                "reached_in": shares[point],
            }
            for point in range(len(self.over_worlds))
        ]  # fmt: skip
        return DataFrame(rows)


def reach(
    base: Scenario,
    target: Target,
    axes: Sequence[Axis],
    workers: int | None = None,
    progress: Progress | None = None,
) -> Reach:
    """Find the least change of one lever or two with which a scenario reaches a target.

    A number is held from the first month on. workers: number of processes (None: chosen).
    progress: called with the number of world-months completed.
    Raises PeninsulaError when there are too many points, or the expression is NaN or infinite in some world.
    """
    grid = Grid(tuple(axes))
    if (number := int(np.prod(grid.shape))) > MOST_POINTS:
        raise PeninsulaError(f"{number:,} points: expected at most {MOST_POINTS:,}: ask for fewer with --points")
    factors = [axis.factor for axis in axes]

    def values_of(scenario: Scenario, points: Points) -> Numbers:
        measured = experiment([scenario], target.expression.measures, points, workers, progress)
        by_measure = {each: values[0] for each, values in zip(target.expression.measures, measured, strict=True)}
        values = np.asarray(target.expression.value(by_measure), dtype=np.float64)
        if not np.isfinite(values).all():
            raise PeninsulaError(f"'{target.expression.text}' is NaN or infinite in some worlds: no value can be found for it")
        return values

    def estimate(scenario: Scenario, points: Points) -> Estimate:
        values = values_of(scenario, points)
        return sampled(float(target.over_worlds(values)[0]), resample(values, target, base.seed)[:, 0])

    values = values_of(base, points_at(factors, grid.coordinates, base))
    over_worlds, resampled = target.over_worlds(values), resample(values, target, base.seed)
    middle = quantiles(values, (0.25, 0.75)) if target.expression.kind == "number" else None
    result = Reach(base, target, grid, estimate(base, ONE), over_worlds, middle, resampled)
    change = grid.least_change(target, over_worlds)
    if change is None:
        return result
    numbers = _rounded_all(axes, change.numbers, change.beside)
    for attempt in range(STEPS + 1):
        here = np.array([[axis.coordinate(number) for axis, number in zip(axes, numbers, strict=True)]])
        there = estimate(base, points_at(factors, here, base))
        short = -float(target.margin(np.array(there.value)))
        if target.holds(np.array(there.value)):
            break
        # regula falsi, in the end the point of the grid
        share = short / (short + change.surplus) if attempt < STEPS - 1 and short + change.surplus > 0 else 1.0
        moved = [number + share * (end - number) for number, end in zip(numbers, change.beside, strict=True)]
        numbers = _rounded_all(axes, moved, change.beside)
    fresh = replace(base, seed=base.seed + 1)
    found = Found(
        _settings(axes, here[0].tolist()), numbers, there, estimate(fresh, points_at(factors, here, fresh)),
        _intervals(grid, target, resampled), change.kept,
    )  # fmt: skip
    return replace(result, found=found)


def resample(values: Numbers, target: Target, seed: int) -> Numbers:
    """Return the number over worlds in bootstrap samples of worlds, the same for all points, shape (sample, point)."""
    chance = np.random.default_rng(seed)
    worlds = values.shape[1]
    return np.stack([target.over_worlds(values[:, chance.integers(worlds, size=worlds)]) for _ in range(BOOTSTRAPS)])


def _rounded_all(axes: Sequence[Axis], numbers: Sequence[float], ends: Sequence[float]) -> tuple[float, ...]:
    return tuple(_rounded(*each) for each in zip(axes, numbers, ends, strict=True))


def _rounded(axis: Axis, number: float, end: float) -> float:
    """Return a number rounded toward an end, and not beyond it; words and months are what they are."""
    if not axis.continuous or number == end:
        return number
    step = 10.0 ** floor(log10((axis.factor.high - axis.factor.low) / FINEST))
    if number < end:
        return min(round(ceil(number / step) * step, 12), end)
    return max(round(floor(number / step) * step, 12), end)


def _intervals(grid: Grid, target: Target, resampled: Numbers) -> dict[str, tuple[float, float] | None]:
    """Return the 90 % interval of each lever's least change, over the bootstrap samples in which there is one."""
    changes = [change.numbers for sample in resampled if (change := grid.least_change(target, sample))]
    return {
        axis.factor.key: None if axis.factor.options or not changes else tuple(quantiles(np.array([column]), BAND)[:, 0].tolist())
        for axis, column in zip(grid.axes, np.array(changes).T, strict=True)
    }


def _settings(axes: Sequence[Axis], coordinates: Sequence[float]) -> dict[str, Any]:
    return {axis.factor.key: axis.factor.value(each) for axis, each in zip(axes, coordinates, strict=True)}
