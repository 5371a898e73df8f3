"""The Mesa model: all worlds of a chunk at once, a month a step."""

import copy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import mesa
import numpy as np
from numpy.typing import NDArray

from sim.foundations.axes import REAL, Array
from sim.foundations.chance import Chance
from sim.foundations.months import month_of_year
from sim.model.agents import AGENTS
from sim.model.batch import can_share_worlds, side_by_side
from sim.model.begun import LEVEL, refuse_unfit
from sim.model.cast import Cast
from sim.model.choices import choosing
from sim.model.choices.choosing import Choices, ChoiceState
from sim.model.draws import draw
from sim.model.law_of_motion import LAW_OF_MOTION
from sim.model.month import Month
from sim.model.points import ONE, Points
from sim.model.rules.rulebook import Rulebook, RuleState
from sim.model.start import reference_posture
from sim.model.state import Acts, State, blank
from sim.scenario.levers import LEVERS
from sim.scenario.nowcast_file import Nowcast
from sim.scenario.scenario import Scenario
from sim.scenario.schedule import Schedule

_COUNTED = ("war_so_far", "talks_months", "agreements_reached", "agreements_kept", "agreements_broken")
"""What a world counts from its own first month on, whatever was before."""


@dataclass(frozen=True)
class Standpoint:
    """Where the worlds of a model stand between two months: all that the next month depends on, but for plans and chance.

    elapsed: months that have passed; the rest as in `TheatreModel`.
    """

    elapsed: int
    state: State
    ruled: RuleState
    chosen: ChoiceState
    levels: Mapping[str, Array]
    memory: float


class TheatreModel(mesa.Model):  # type: ignore[misc]
    """A theatre of countries in many worlds.

    scenarios: resolved, one or several that can share worlds. worlds: identities of the worlds of this chunk, shape (world,).
    points: settings in which each scenario is stepped besides, see `sim.model.points`.
    The world axis of every array holds the worlds of the first scenario, then of the second, and so on; within a scenario
    those of its first point, then of the second.
    facts: by months elapsed, acts that are a matter of record; levels: what is known of rates beyond the model [log], of which
    `memory` is the share that is left after a month.
    plans: the levers that each actor wants, by actor and rule name, 0 for those that the theatre does not offer; conditions: by
    owner and rule name; both dated, shape (month, 1 or world). rules, ruled: policies with conditions, and what worlds remember
    of them; choices, chosen: the same of what governments choose.
    After each step `month` holds last month's state, this month's acts and the state reached.
    """

    def __init__(self, scenarios: Sequence[Scenario], worlds: NDArray[np.integer], points: Points = ONE) -> None:
        first = scenarios[0]
        if not all(can_share_worlds(first, other) for other in scenarios):
            raise ValueError("scenarios of another theatre, horizon, seed or number of worlds cannot be stepped side by side")
        super().__init__(rng=first.seed % 2**32)
        self.start = first.start
        self.cast = Cast(first.theatre, first.situation)
        # one row of worlds for every point of every scenario, unless points bring worlds of their own
        shared = points.worlds is None
        row, each = (worlds, len(worlds)) if points.worlds is None else (points.worlds, 1)
        self.chance = Chance(first.seed, row, copies=len(scenarios) * (points.number if shared else 1))
        self.width = len(scenarios) * points.number * each
        self.assume: Mapping[str, Array] = dict(draw(scenarios, self.chance)) | {
            name: points.columns(values, len(scenarios), each) for name, values in points.assumptions.items()
        }
        self.reference = reference_posture(Cast(first.theatre), self.assume, self.width)
        begun = self.reference
        if first.situation != first.theatre:
            begun = reference_posture(Cast(first.situation), self.assume, self.width)
        self.state: State = copy.copy(begun.state)
        self.elapsed = 0
        self.facts: Mapping[int, Mapping[str, float]] = {}
        self.levels: Mapping[str, Array] = {}
        self.memory = 1.0
        if first.nowcast:
            self._begin(first.nowcast, scenarios, frozenset(points.assumptions))
        within = points.number * each
        self.conditions = _dated_conditions(scenarios, within)
        nothing = np.zeros((first.months, 1), dtype=REAL)
        self.plans = {
            actor.name: {lever.name: nothing for lever in LEVERS[actor.role]}
            | {
                rule: self._held(points.columns(points.levers[actor.name, name], len(scenarios), each), first.months)
                if (actor.name, name) in points.levers
                else _dated([scenario.policy[actor.name][name] for scenario in scenarios], first, within)
                for rule, name in actor.lever_names.items()
            }
            for actor in first.theatre.actors
        }
        self.rules = Rulebook(scenarios, self.cast, self.width)
        self.ruled = self.rules.begun()
        self.choices = Choices(scenarios, self.cast, self.width)
        self.chosen = self.choices.begun()
        for index, actor in enumerate(first.theatre.actors):
            begun_by = first.situation.actor(actor.name)
            contested = {lever.name: begun_by.default(lever.name) for lever in LEVERS[actor.role] if lever.contested}
            AGENTS[actor.role](self, actor.name, index, contested)
        self.month = self._next_month()

    @property
    def identity(self) -> tuple[object, ...]:
        """What a compiled program of these rules and choices depends on."""
        return self.rules.identity, self.choices.identity

    def step(self) -> None:
        """Let a month pass."""
        self.live(self._next_month())
        self.state = self.month.next
        self.ruled = self.rules.observed(self.month, self.ruled)
        self.chosen = choosing.after(self.month)
        self.elapsed += 1

    def live(self, month: Month) -> None:
        """Fill a month: every country observes and decides, the law of motion applies, and every country chooses for the next."""
        self.month = month
        self.agents.do("observe")
        self.agents.do("decide")
        for _, advance in LAW_OF_MOTION:
            advance(month)
        self.agents.do("choose")

    def _begin(self, begun: Nowcast, scenarios: Sequence[Scenario], chosen: frozenset[str]) -> None:
        """Let worlds begin in a nowcast: its worlds in turn, its assumptions where a scenario draws from the same range.

        chosen: assumptions that points bring; they stay. Raises PeninsulaError for a nowcast of worlds of another kind.
        """
        refuse_unfit(begun, self.cast)
        arrays = begun.arrays()
        indices = np.tile(self.chance.worlds.astype(np.int64) % arrays[LEVEL].size, self.chance.copies)
        kept = {name: arrays[f"state/{name}"][..., indices] for name in vars(self.state) if name not in _COUNTED}
        self.state = State(**kept, **{name: np.zeros(self.width, dtype=REAL) for name in _COUNTED})
        assume = {}
        for name, drawn in self.assume.items():
            if f"assume/{name}" not in arrays:  # a parameter of a rule, or a weight of choices that the nowcast did not make
                assume[name] = drawn
                continue
            same = side_by_side(
                [scenario.assumptions[name] == begun.ranges.get(name) for scenario in scenarios], self.width // len(scenarios)
            )
            assume[name] = drawn if name in chosen else np.where(same > 0, arrays[f"assume/{name}"][indices], drawn)
        self.assume = assume
        self.reference = reference_posture(Cast(self.cast.theatre), assume, self.width)
        self.levels, self.memory = {"missile_test": arrays[LEVEL][indices]}, begun.memory

    def _held(self, values: Array, months: int) -> Array:
        """Return values by month, also where one is held from the first month on."""
        return np.broadcast_to(values, (months, self.width))

    @property
    def standpoint(self) -> Standpoint:
        """Where its worlds stand."""
        return Standpoint(self.elapsed, self.state, self.ruled, self.chosen, self.levels, self.memory)

    def choose(self, worlds: NDArray[np.integer], assume: Mapping[str, Array]) -> None:
        """Go on with some worlds, each as often as it is named, under given assumptions; every column keeps its own chance."""
        self.go_on_from(self.standpoint, worlds)
        self.assume = assume
        self.reference = reference_posture(Cast(self.cast.theatre), assume, self.width)

    def go_on_from(self, past: Standpoint, columns: NDArray[np.integer]) -> None:
        """Go on from where columns of a model of the same rules and choices stood, shape (width,).

        Plans, assumptions and the chance to come are this model's own.
        """
        self.state = State(**{name: values[..., columns] for name, values in vars(past.state).items()})
        self.ruled = RuleState(**{name: values[..., columns] for name, values in vars(past.ruled).items()})
        self.chosen = ChoiceState(**{name: values[..., columns] for name, values in vars(past.chosen).items()})
        self.levels, self.memory = {name: level[columns] for name, level in past.levels.items()}, past.memory
        self.elapsed = past.elapsed

    def _next_month(self) -> Month:
        number = self.elapsed
        planned = {actor: {rule: values[number] for rule, values in plan.items()} for actor, plan in self.plans.items()}
        return Month(
            cast=self.cast,
            chance=self.chance,
            assume=self.assume,
            reference=self.reference,
            number=number,
            calendar=np.array([month_of_year(self.start + number)]),
            intended=self.rules.applied(self.choices.applied(planned, self.chosen), self.ruled, self.assume, number),
            last=self.state,
            next=copy.copy(self.state),
            acts=blank(Acts, self.cast, self.width),
            threat=np.zeros((2 * self.cast.rivalries, self.width), dtype=REAL),
            facts=self.facts.get(number, {}),
            levels={process: level * REAL(self.memory**number) for process, level in self.levels.items()},
            conditions=self.rules.circumstances(
                {
                    owner: {name: values[min(number, len(values) - 1)] for name, values in dated.items()}
                    for owner, dated in self.conditions.items()
                },
                self.ruled,
            ),
            rules=self.rules.in_force(self.ruled),
            choices=self.choices.in_force(self.chosen),
        )


def _dated(schedules: Sequence[Schedule], of: Scenario, worlds: int) -> Array:
    """Return the schedules of one quantity in every scenario, month by month, shape (month, 1 or scenario x world)."""
    return side_by_side([schedule.values(of.start, of.months) for schedule in schedules], worlds)


def _dated_conditions(scenarios: Sequence[Scenario], worlds: int) -> dict[str, dict[str, Array]]:
    """Return every condition by owner and rule name, shape (month, 1 or scenario x world)."""
    first = scenarios[0]
    theatre = first.theatre
    names = {actor.name: {rule: rule for rule in actor.conditions} for actor in theatre.actors}
    names["theatre"] = dict(theatre.condition_names)
    return {
        owner: {
            rule: _dated([scenario.conditions[owner][own] for scenario in scenarios], first, worlds)
            for rule, own in rules.items()
        }
        for owner, rules in names.items()
    }
