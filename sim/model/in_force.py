"""What is set of levers, by schedule or rule, and what is in force: some wait for readiness, agreement at home, a deal, years."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.foundations.axes import REAL, Array
from sim.model.mechanisms.fears import LATENCY_TARGET
from sim.model.month import Month
from sim.model.stages import DEAL, EXPAND, FREEZE_FOR_DEAL, MAINTAIN, ROLLBACK_FOR_DEAL
from sim.model.state import State
from sim.scenario.levers import levers_offered
from sim.scenario.scenario import Scenario

if TYPE_CHECKING:
    from sim.model.theatre_model import TheatreModel


type LeverKey = tuple[str, str]
"""An actor and its lever, by the names that both have in the theatre."""


@dataclass(frozen=True)
class Waiting:
    """How a lever waits.

    reason: what for, to follow "waits for"; "" for a lever that acts at once. read: the value in force in a month, in the codes
    of the lever, shape (world,) or (1,), from the month and the name of its actor. before: the value in force before the first
    month, (world,), from the state in which worlds begin and the actor's index (None: where the lever stands at the start).
    gradual: whether an option is approached by degrees, its code as a fraction.
    """

    reason: str
    read: Callable[[Month, str], Array]
    before: Callable[[State, int], Array] | None = None
    gradual: bool = False


SCHEDULE = 0
"""The setter of a lever where no rule sets it; rules are counted from 1, in their order."""


@dataclass(frozen=True)
class Followed:
    """One lever in every world.

    before: the value in force before the first month, (world,). setter: SCHEDULE or the number of the rule that sets the lever in
    a month; intended: the value that is set; in_force: the value in force; all of shape (month, world), values as codes.
    """

    before: Array
    setter: NDArray[np.int8]
    intended: Array
    in_force: Array

    def first(self, worlds: int) -> "Followed":
        """Return the lever in the first worlds, at most so many."""
        return Followed(self.before[:worlds], self.setter[:, :worlds], self.intended[:, :worlds], self.in_force[:, :worlds])

    @classmethod
    def joined(cls, parts: "Sequence[Followed]") -> "Followed":
        """Return the lever in neighbouring worlds together."""
        return cls(
            np.concatenate([each.before for each in parts]),
            np.concatenate([each.setter for each in parts], axis=1),
            np.concatenate([each.intended for each in parts], axis=1),
            np.concatenate([each.in_force for each in parts], axis=1),
        )


def joined(parts: Sequence[Mapping[LeverKey, Followed]]) -> dict[LeverKey, Followed]:
    """Return levers that were followed in neighbouring worlds as in all of these."""
    return {key: Followed.joined([part[key] for part in parts]) for key in parts[0]}


def waiting_levers(scenario: Scenario) -> Mapping[LeverKey, Waiting]:
    """Return how each lever waits that does, by the names that its actor and it have in the theatre."""
    found = {}
    for actor in scenario.theatre.actors:
        for lever in levers_offered(actor):
            waiting = _WAITING.get((actor.role, lever.name)) or _WAITING.get(("", lever.name))
            if waiting is None and lever.contested:
                # see `sim.model.mechanisms.levers_in_force`
                waiting = Waiting("agreement at home", _by_levers(lever.name))
            if waiting is not None:
                found[actor.name, actor.lever_names[lever.name]] = waiting
    return found


def at_once(scenario: Scenario, actor: str, lever: str) -> Waiting:
    """Return how a lever of the theatre acts that waits for nothing."""
    return Waiting("", _by_levers(scenario.theatre.actor(actor).rule_names[lever]))


class Following:
    """Levers of a scenario that are followed while its model is stepped: what is set of each, and what is in force."""

    def __init__(
        self, model: "TheatreModel", scenario: Scenario, levers: Mapping[LeverKey, Waiting], number: int = 0, of: int = 1
    ) -> None:
        """Begin before the first month.

        levers: as `waiting_levers` names them. number: of the scenario among those that the model steps side by side. of: how
        many these are.
        """
        worlds = model.width // of
        shape = scenario.months, worlds
        self.scenario = scenario
        self.levers = levers
        self._columns = slice(number * worlds, (number + 1) * worlds)
        rows = model.rules.rows_of(number)
        self.followed: dict[LeverKey, Followed] = {
            key: Followed(
                np.broadcast_to(self._own(_before(model, scenario, key, waiting)), (worlds,)).copy(),
                np.full(shape, SCHEDULE, dtype=np.int8),
                np.empty(shape, dtype=REAL),
                np.empty(shape, dtype=REAL),
            )
            for key, waiting in levers.items()
        }
        self._setting = {key: [(rule, rows[rule - 1]) for rule in rules_that_set(scenario, *key)] for key in levers}

    def read(self, month: Month) -> list[list[Array]]:
        """Return of each lever what is set, what is in force, and which of the rules that may set it are in force."""
        return [
            [
                month.intended[actor][self.scenario.theatre.actor(actor).rule_names[lever]],
                waiting.read(month, actor),
                *(month.rules.now[row] for _, row in self._setting[actor, lever]),
            ]
            for (actor, lever), waiting in self.levers.items()
        ]

    def write(self, number: int, found: Sequence[Sequence[Array]]) -> None:
        """Note what was read of a month, by its number."""
        for key, (intended, in_force, *setting) in zip(self.levers, found, strict=True):
            one = self.followed[key]
            one.intended[number], one.in_force[number] = self._own(intended), self._own(in_force)
            for (rule, _), now in zip(self._setting[key], setting, strict=True):  # of two rules the later wins
                one.setter[number][self._own(now) > 0] = rule

    def _own(self, values: Array) -> Array:
        """Return the values of the scenario's own worlds, from one for each world of the model, or one for all."""
        return values if values.shape[-1] == 1 else values[self._columns]


def follow(
    scenario: Scenario, levers: Mapping[LeverKey, Waiting], worlds: int, progress: Callable[[int], None] | None = None
) -> dict[LeverKey, Followed]:
    """Return what is set of levers and what is in force, month by month.

    levers: as `waiting_levers` names them. worlds: how many, the first ones. progress: called with 1 after each month.
    """
    from sim.model.replay.months import months_of  # imports Mesa, which only a process that simulates needs
    from sim.model.theatre_model import TheatreModel

    model = TheatreModel([scenario], np.arange(worlds))
    following = Following(model, scenario, levers)
    for number, found in enumerate(months_of(model, scenario.months, following.read)):
        following.write(number, found)
        if progress is not None:
            progress(1)
    return following.followed


def rules_that_set(scenario: Scenario, actor: str, lever: str) -> Sequence[int]:
    """Return the numbers, from 1, of the rules that may set a lever."""
    return [number for number, rule in enumerate(scenario.rules, start=1) if rule.actor == actor and lever in rule.sets]


def _before(model: "TheatreModel", scenario: Scenario, key: LeverKey, waiting: Waiting) -> Array:
    """Return the value in force of a lever before the first month, (world,) or (1,)."""
    actor, lever = key
    if waiting.before:
        return waiting.before(model.state, model.cast.names.index(actor))
    return np.array([scenario.situation.actor(actor).levers[lever].coded_default], dtype=REAL)


def _by_levers(lever: str) -> Callable[[Month, str], Array]:
    return lambda month, actor: month.levers[actor][lever]


def _nuclear_policy(month: Month, _: str) -> Array:
    policy = month.challenger["nuclear_policy"]
    by_itself = np.where(policy == MAINTAIN, REAL(MAINTAIN), REAL(EXPAND))
    frozen = np.where(month.next.freeze.max(axis=0, initial=0) > 0, REAL(FREEZE_FOR_DEAL), by_itself)
    return np.where(month.next.rollback.max(axis=0, initial=0) > 0, REAL(ROLLBACK_FOR_DEAL), frozen)


def _peace_regime(month: Month, _: str) -> Array:
    return (month.next.peace_regime * (month.next.channel_stage >= DEAL)).max(axis=0, initial=0)


def _stance(latency: Array) -> Array:
    """Return the stance on nuclear weapons that a latency amounts to, a fraction between two options."""
    return np.interp(latency, LATENCY_TARGET, np.arange(len(LATENCY_TARGET))).astype(REAL)


_WAITING: Mapping[tuple[str, str], Waiting] = {
    ("main_protege", "command"): Waiting(
        "readiness of its own command (the patron leads until then)", lambda month, _: month.acts.command
    ),
    ("challenger", "nuclear_policy"): Waiting("a deal", _nuclear_policy),
    ("main_protege", "peace_regime_link"): Waiting("a deal", _peace_regime),
    ("main_protege", "nuclear_option"): Waiting(
        "years of technical work",
        lambda month, _: _stance(month.next.latency),
        before=lambda state, _: _stance(state.latency),
        gradual=True,
    ),
    ("patron", "relief_offer"): Waiting(
        "a deal that is carried out", lambda month, _: month.next.relief, before=lambda state, _: state.relief
    ),
    ("", "defence_share"): Waiting(
        "budgets, and agreement at home",
        lambda month, actor: month.next.burden[month.cast.names.index(actor)],
        before=lambda state, index: state.burden[index],
    ),
}
"""By role ("" for any) and rule name; contested levers wait for agreement at home besides."""
