"""Run the model for a chunk of worlds and record what is reported."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from sim.foundations.axes import REAL, Array
from sim.model.events import Event, EventRecorder, Events, kinds_of, possible_events
from sim.model.in_force import Followed, Following, LeverKey, Waiting
from sim.model.ledger import ENTRIES, Ledger
from sim.model.month import Month
from sim.model.outcomes import outcomes_of
from sim.model.replay.months import months_of
from sim.model.theatre_model import TheatreModel
from sim.scenario.scenario import Scenario

type Progress = Callable[[int], None]


@dataclass(frozen=True)
class Record:
    """What a chunk of worlds leaves behind.

    outcomes: (outcome, month, world), in the order of `outcomes_of`. entries: (entry, month, world), the ledger at the end of
    each month in the order of `ENTRIES`. events: the chronicle. followed: the levers that were to be followed.
    """

    outcomes: Array
    entries: Array
    events: Events
    followed: Mapping[LeverKey, Followed] = field(default_factory=dict)


def simulate(scenario: Scenario, worlds: NDArray[np.integer], progress: Progress | None = None) -> Record:
    """Simulate the given worlds of a scenario over its whole horizon.

    worlds: identities, shape (world,); the same identity is the same world in any chunk.
    progress: called with 1 after each month.
    """
    return simulate_side_by_side([scenario], worlds, progress)[0]


def simulate_side_by_side(
    scenarios: Sequence[Scenario],
    worlds: NDArray[np.integer],
    progress: Progress | None = None,
    levers: Sequence[Mapping[LeverKey, Waiting]] | None = None,
) -> tuple[Record, ...]:
    """Simulate the same worlds of several scenarios in one batch, where they share draws and chance; a record for each.

    levers: to follow of each scenario, as `waiting_levers` names them (None: no lever).
    Raises ValueError when the scenarios cannot share worlds; see `sim.model.batch`.
    """
    model = TheatreModel(scenarios, worlds)
    months, theatre = scenarios[0].months, scenarios[0].theatre
    reported = outcomes_of(theatre)
    outcomes = np.empty((len(reported), months, model.width), dtype=REAL)
    entries = np.empty((len(ENTRIES), months, model.width), dtype=REAL)
    ledger = Ledger(model.cast, model.state)
    followings = [
        Following(model, scenario, levers[number] if levers else {}, number, len(scenarios))
        for number, scenario in enumerate(scenarios)
    ]
    recorder = EventRecorder(worlds, model.cast.names, [kinds_of(scenario) for scenario in scenarios])

    def read(month: Month) -> tuple[list[Array], list[Array], list[Event], list[list[list[Array]]]]:
        ledger.note(month)
        seen, happened = [outcome.read(month) for outcome in reported], list(possible_events(month))
        return seen, ledger.read(month), happened, [following.read(month) for following in followings]

    for number, (seen, held, happened, followed) in enumerate(months_of(model, months, read, ledger.stocks)):
        for row, values in enumerate(seen):
            outcomes[row, number] = values
        for row, values in enumerate(held):
            entries[row, number] = values
        recorder.write(number, happened)
        for following, levers_now in zip(followings, followed, strict=True):
            following.write(number, levers_now)
        if progress is not None:
            progress(1)
    columns = [slice(index * len(worlds), (index + 1) * len(worlds)) for index in range(len(scenarios))]
    return tuple(
        Record(outcomes[:, :, own], entries[:, :, own], events, following.followed)
        for own, events, following in zip(columns, recorder.events(), followings, strict=True)
    )


def outcomes_of_worlds(scenario: Scenario, worlds: NDArray[np.integer], progress: Progress | None = None) -> Array:
    """Return the outcomes alone, shape (outcome, month, world): what `simulate` records, without ledger and chronicle."""
    model = TheatreModel([scenario], worlds)
    reported = outcomes_of(scenario.theatre)
    outcomes = np.empty((len(reported), scenario.months, model.width), dtype=REAL)
    for number, seen in enumerate(months_of(model, scenario.months, lambda month: [outcome.read(month) for outcome in reported])):
        for row, values in enumerate(seen):
            outcomes[row, number] = values
        if progress is not None:
            progress(1)
    return outcomes
