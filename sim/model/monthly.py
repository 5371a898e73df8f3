"""Run the model for what some measures see month by month, and keep nothing else: what is judged month by month needs no more."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from sim.foundations.axes import REAL, Array
from sim.model.measure import Measure
from sim.model.outcomes import outcomes_of
from sim.model.seen import seen
from sim.scenario.scenario import Scenario


def monthly(
    scenarios: Sequence[Scenario],
    worlds: NDArray[np.integer],
    measures: Sequence[Measure],
    progress: Callable[[int], None] | None = None,
) -> Array:
    """Return what measures see in each month, shape (measure, scenario, month, world).

    That is the outcome, or for "count" the number of events of the kind in that month.
    scenarios: that can share worlds, side by side. worlds: identities, (world,). progress: called with 1 after each month.
    """
    from sim.model.replay.months import months_of  # imports Mesa, which only a process that simulates needs
    from sim.model.theatre_model import TheatreModel

    model = TheatreModel(scenarios, worlds)
    outcomes = {outcome.name: outcome for outcome in outcomes_of(scenarios[0].theatre)}
    found = np.empty((len(measures), scenarios[0].months, model.width), dtype=REAL)
    months = months_of(model, scenarios[0].months, lambda month: seen(month, measures, outcomes))
    for number, values_now in enumerate(months):
        for row, values in enumerate(values_now):
            found[row, number] = values
        if progress is not None:
            progress(1)
    by_scenario = found.reshape(len(measures), scenarios[0].months, len(scenarios), len(worlds))
    return np.ascontiguousarray(by_scenario.swapaxes(1, 2))
