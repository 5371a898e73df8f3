"""One world, lived month by month under plans that may change on the way, and continued into many possible futures."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.analysis.key_outcomes import key_outcomes
from sim.analysis.seat.learning import REPLAYED, learned
from sim.foundations.axes import REAL, Array
from sim.model.events import Event, EventRecorder, Events, kinds_of, possible_events
from sim.model.in_force import Waiting
from sim.model.month import Month
from sim.model.outcomes import outcomes_of
from sim.model.points import ONE, Points
from sim.scenario.scenario import Scenario

if TYPE_CHECKING:
    from sim.model.theatre_model import Standpoint, TheatreModel

type Lever = tuple[str, str]
"""An actor and a lever, by the theatre's names."""


@dataclass(frozen=True)
class Futures:
    """Possible futures of a world under each of some plans: outcomes, shape (outcome, month, world), and events of each plan."""

    outcomes: tuple[Array, ...]
    events: tuple[Events, ...]


class LiveWorld:
    """A world of some scenarios that can share worlds, which share its chance as well.

    followed: levers whose values are noted, and how each waits (see `sim.model.in_force`).
    set_values, in_force: what the first scenario sets of each lever and what is in force, as codes, by month.
    """

    def __init__(self, scenarios: Sequence[Scenario], world: int, followed: Mapping[Lever, Waiting]) -> None:
        self.scenarios, self.world, self.followed = tuple(scenarios), world, followed
        self._model = _model(scenarios, [world])
        self._past: list[Standpoint] = []
        self._outcomes: list[Array] = []
        names = self._model.cast.names
        self._recorder = EventRecorder(np.array([world]), names, [kinds_of(scenario) for scenario in scenarios])
        self.set_values: dict[Lever, list[float]] = {key: [] for key in followed}
        self.in_force: dict[Lever, list[float]] = {key: [] for key in followed}

    @property
    def elapsed(self) -> int:
        """Months that have been lived."""
        return self._model.elapsed

    def outcomes(self) -> Array:
        """Return all outcomes so far, shape (outcome, month, scenario), in the order of `outcomes_of`."""
        if not self._outcomes:
            return np.empty((len(outcomes_of(self.scenarios[0].theatre)), 0, len(self.scenarios)), dtype=REAL)
        return np.stack(self._outcomes, axis=1)

    def events(self) -> Events:
        """Return what has happened so far in the first scenario."""
        return self._recorder.events()[0]

    def replan(self, scenarios: Sequence[Scenario]) -> None:
        """Let the world go on under other plans; they may differ from those before in schedules alone."""
        model = _model(scenarios, [self.world])
        if self.elapsed:
            model.go_on_from(self._model.standpoint, np.arange(model.width))
        self.scenarios, self._model = tuple(scenarios), model

    def live(self, months: int) -> None:
        """Let some months pass."""
        for _ in range(months):
            self._past.append(self._model.standpoint)
            self._model.step()
            self._note()

    def futures(
        self, plans: Sequence[Scenario], worlds: int, months: int, progress: Callable[[int], None] | None = None
    ) -> Futures:
        """Return possible futures of the first scenario's world, from the next month on, the same for all plans.

        They share what has happened, and nothing of what is to come: a future has the chance of another world of the ensemble,
        and its assumptions, moved as far as what was seen tells of them (`sim.analysis.seat.learning`), since nobody at the
        table knows those of the real world. Before the first month they are worlds of the ensemble.

        plans: first that of the first scenario, then others that differ from it in the schedules of months to come alone.
        progress: called with the number of world-months completed.
        """
        from sim.model.replay.months import months_of  # imports Mesa, which only a process that simulates needs

        others = [number for number in range(worlds + 1) if number != self.world][:worlds]
        if self.elapsed:
            model = _model(plans, others, self.learned(plans[0], others))
            model.go_on_from(self._model.standpoint, np.zeros(model.width, dtype=np.intp))
        else:
            model = _model(plans, others)
        reported, begun = outcomes_of(plans[0].theatre), model.elapsed
        outcomes = np.empty((len(reported), months, model.width), dtype=REAL)
        recorder = EventRecorder(np.array(others), model.cast.names, [kinds_of(plan) for plan in plans])

        def read(month: Month) -> tuple[list[Array], list[Event]]:
            return [outcome.read(month) for outcome in reported], list(possible_events(month))

        for number, (reached, happened) in enumerate(months_of(model, months, read)):
            for row, values in enumerate(reached):
                outcomes[row, number] = values
            recorder.write(begun + number, happened)
            if progress is not None:
                progress(model.width)
        own = (slice(number * worlds, (number + 1) * worlds) for number in range(len(plans)))
        return Futures(tuple(outcomes[..., columns] for columns in own), recorder.events())

    def learned(self, plan: Scenario, worlds: Sequence[int]) -> Mapping[str, Array]:
        """Return the assumptions of other worlds after what was seen of this one, each (world,). plan: of the first scenario."""
        model, names = _model([plan], worlds), {outcome.name for outcome in key_outcomes(plan.theatre)}
        rows = {number: each for number, each in enumerate(outcomes_of(plan.theatre)) if each.name in names}
        drawn = {name: model.assume[name] for name in plan.drawn}
        months = range(max(0, self.elapsed - REPLAYED), self.elapsed)
        foretold = np.zeros((len(rows), len(worlds)))
        for month in months:
            if month:
                model.go_on_from(self._past[month], np.zeros(model.width, dtype=np.intp))
            model.step()
            foretold += [np.broadcast_to(outcome.read(model.month), model.width) for outcome in rows.values()]
        seen = np.stack([self._outcomes[month][[*rows], 0] for month in months]).mean(axis=0, dtype=np.float64)
        return learned(drawn, plan.drawn, foretold / len(months), seen)

    def _note(self) -> None:
        model, month = self._model, self._model.month
        read = (np.broadcast_to(outcome.read(month), model.width) for outcome in outcomes_of(self.scenarios[0].theatre))
        self._outcomes.append(np.stack([*read]).astype(REAL))
        self._recorder.note(month)
        for (actor, lever), waiting in self.followed.items():
            rule = self.scenarios[0].theatre.actor(actor).rule_names[lever]
            self.set_values[actor, lever].append(float(month.intended[actor][rule][0]))
            self.in_force[actor, lever].append(float(waiting.read(month, actor)[0]))


def _model(scenarios: Sequence[Scenario], worlds: Sequence[int], assume: Mapping[str, Array] | None = None) -> "TheatreModel":
    """Return a model of some worlds; assume: their assumptions, each (world,), instead of those that they draw."""
    from sim.model.theatre_model import TheatreModel  # imports Mesa, which only a process that simulates needs

    points = ONE if assume is None else Points(len(worlds), assume, worlds=np.array(worlds))
    return TheatreModel(scenarios, np.array(worlds), points)
