"""Run the model for numbers that sum up a world, and keep nothing else: what experiments of many points need."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from sim.foundations.axes import REAL, Array
from sim.model.measure import Measure
from sim.model.month import Month
from sim.model.outcomes import outcomes_of
from sim.model.points import ONE, Points
from sim.model.seen import events_of
from sim.scenario.scenario import Scenario


def measure(
    scenarios: Sequence[Scenario],
    worlds: NDArray[np.integer],
    measures: Sequence[Measure],
    points: Points = ONE,
    progress: Callable[[int], None] | None = None,
) -> Array:
    """Return measures of shape (measure, scenario, point, world); with worlds of their own for each point, one world each.

    scenarios: that can share worlds, side by side. worlds: identities, shape (world,). progress: called with 1 after each month.
    """
    from sim.model.replay.months import months_of  # imports Mesa, which only a process that simulates needs
    from sim.model.theatre_model import TheatreModel

    model = TheatreModel(scenarios, worlds, points)
    months = scenarios[0].months
    gauges = [_Accumulator(each, months, model.width) for each in measures]
    outcomes = {outcome.name: outcome.read for outcome in outcomes_of(scenarios[0].theatre)}
    readers = {each.of: outcomes.get(each.of) or _lever(each.of) for each in measures if each.how != "count"}
    counted = {each.of for each in measures if each.how == "count"}

    def read(month: Month) -> list[Array]:
        seen = events_of(month, counted) | {of: reader(month) for of, reader in readers.items()}
        return [seen[gauge.of] for gauge in gauges]

    for number, found in enumerate(months_of(model, months, read)):
        for gauge, values in zip(gauges, found, strict=True):
            gauge.note(number, values)
        if progress is not None:
            progress(1)
    shape = (len(measures), len(scenarios), points.number, 1 if points.worlds is not None else len(worlds))
    return np.stack([gauge.result() for gauge in gauges]).reshape(shape)


def _lever(of: str) -> Callable[[Month], Array]:
    """Return how to read a lever in force, named actor.lever."""
    actor, _, lever = of.partition(".")
    return lambda month: month.levers[actor][lever]


class _Accumulator:
    """What becomes of one measure while the months pass."""

    def __init__(self, measure: Measure, months: int, width: int) -> None:
        self.of, self.how = measure.of, measure.how
        self.month = measure.month % months
        self.months = months
        # sums are kept in double precision
        first = {"max": -np.inf, "min": np.inf}.get(self.how, 0.0)
        self.value = np.full(width, first, dtype=np.float64)

    def note(self, number: int, seen: Array) -> None:
        if self.how == "at":
            if number == self.month:
                self.value[:] = seen
        elif self.how in ("mean", "count"):
            self.value += seen
        else:
            (np.maximum if self.how == "max" else np.minimum)(self.value, seen, out=self.value)

    def result(self) -> Array:
        return (self.value / self.months if self.how == "mean" else self.value).astype(REAL)
