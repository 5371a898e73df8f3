"""The Mesa model: all worlds of a chunk at once, a month a step."""

import copy
from collections.abc import Mapping

import mesa
import numpy as np
from numpy.typing import NDArray

from sim.foundations.axes import REAL, Array
from sim.foundations.chance import Chance
from sim.foundations.months import month_of_year
from sim.model.agents import AGENTS
from sim.model.cast import Cast
from sim.model.draws import draw
from sim.model.month import Month
from sim.model.schedule import LAW_OF_MOTION
from sim.model.start import blank, reference_posture
from sim.model.state import Acts, State
from sim.scenario.levers import LEVERS
from sim.scenario.scenario import Scenario


class TheatreModel(mesa.Model):  # type: ignore[misc]
    """A theatre of countries in many worlds.

    scenario: resolved; worlds: identities of the worlds of this chunk, shape (world,).
    After each step `month` holds last month's state, this month's acts and the state reached.
    """

    def __init__(self, scenario: Scenario, worlds: NDArray[np.integer]) -> None:
        super().__init__(rng=scenario.seed % 2**32)
        self.situation = scenario
        self.cast = Cast(scenario.theatre)
        self.chance = Chance(scenario.seed, worlds)
        self.assume: Mapping[str, Array] = draw(scenario, self.chance)
        self.width = len(worlds)
        self.reference = reference_posture(self.cast, self.assume, self.width)
        self.state: State = copy.copy(self.reference.state)
        self.elapsed = 0
        self._conditions = _dated_conditions(scenario)
        for place, actor in enumerate(scenario.theatre.actors):
            plan = {
                rule: scenario.policy[actor.name][name].values(scenario.start, scenario.months)[:, None]
                for rule, name in actor.lever_names.items()
            }
            contested = frozenset(lever.name for lever in LEVERS[actor.role] if lever.contested)
            AGENTS[actor.role](self, actor.name, place, plan, contested)
        self.month = self._next_month()

    def step(self) -> None:
        """Let a month pass: every country observes and decides, then the law of motion applies, mechanism by mechanism."""
        self.month = self._next_month()
        self.agents.do("observe")
        self.agents.do("decide")
        for _, advance in LAW_OF_MOTION:
            advance(self.month)
        self.state = self.month.next
        self.elapsed += 1

    def _next_month(self) -> Month:
        number = self.elapsed
        return Month(
            cast=self.cast,
            chance=self.chance,
            assume=self.assume,
            reference=self.reference,
            number=number,
            calendar=month_of_year(self.situation.start + number),
            last=self.state,
            next=copy.copy(self.state),
            acts=blank(Acts, self.cast, self.width),
            threat=np.zeros((2 * self.cast.rivalries, self.width), dtype=REAL),
            conditions={
                owner: {name: float(values[min(number, len(values) - 1)]) for name, values in dated.items()}
                for owner, dated in self._conditions.items()
            },
        )


def _dated_conditions(scenario: Scenario) -> dict[str, dict[str, Array]]:
    """Return every condition by owner and rule name, one value a month."""
    theatre = scenario.theatre
    names = {actor.name: {rule: rule for rule in actor.conditions} for actor in theatre.actors}
    names["theatre"] = dict(theatre.condition_names)
    return {
        owner: {rule: scenario.conditions[owner][own].values(scenario.start, scenario.months) for rule, own in rules.items()}
        for owner, rules in names.items()
    }
