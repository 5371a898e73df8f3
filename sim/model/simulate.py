"""Run the model for a chunk of worlds and record what is reported."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.foundations.axes import REAL, Array
from sim.model.causes import CAUSES
from sim.model.events import Chronicler, Events
from sim.model.month import Month
from sim.model.outcomes import outcomes_of
from sim.model.theatre_model import TheatreModel
from sim.scenario.scenario import Scenario


@dataclass(frozen=True)
class Record:
    """What a chunk of worlds leaves behind.

    outcomes: (outcome, month, world), in the order of `outcomes_of`. causes: (cause, month, world), contributions to the
    month's change of hostility in the headline dyads, both sides averaged. events: the chronicle.
    """

    outcomes: Array
    causes: Array
    events: Events


def simulate(scenario: Scenario, worlds: NDArray[np.integer], progress: Callable[[int], None] | None = None) -> Record:
    """Simulate the given worlds of a scenario over its whole horizon.

    worlds: identities, shape (world,); the same identity is the same world in any chunk.
    progress: called with 1 after each month.
    """
    model = TheatreModel(scenario, worlds)
    reported = outcomes_of(scenario.theatre)
    outcomes = np.empty((len(reported), scenario.months, len(worlds)), dtype=REAL)
    causes = np.empty((len(CAUSES), scenario.months, len(worlds)), dtype=REAL)
    chronicler = Chronicler(worlds, model.cast.names)
    for number in range(scenario.months):
        model.step()
        month = model.month
        for row, outcome in enumerate(reported):
            outcomes[row, number] = outcome.read(month)
        causes[:, number] = headline_causes(month)
        chronicler.note(month)
        if progress is not None:
            progress(1)
    return Record(outcomes, causes, chronicler.events())


def headline_causes(month: Month) -> Array:
    """Return the contributions of every cause to hostility in the headline dyads this month, shape (cause, world)."""
    total = np.zeros((len(CAUSES), month.next.warheads.size), dtype=REAL)
    for row, weight in enumerate(month.cast.weights("headline")):
        if weight:
            causes = month.acts.hostility_causes
            total += REAL(weight / 2) * (causes[:, row] + causes[:, row + month.cast.rivalries])
    return total
