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
from sim.scenario.levers import LEVERS
from sim.scenario.scenario import Scenario

if TYPE_CHECKING:
    from sim.model.theatre_model import TheatreModel


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


def waiting_levers(scenario: Scenario) -> Mapping[tuple[str, str], Waiting]:
    """Return how each lever waits that does, by the names that its actor and it have in the theatre."""
    found = {}
    for actor in scenario.theatre.actors:
        for lever in LEVERS[actor.role]:
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


def follow(
    scenario: Scenario, levers: Mapping[tuple[str, str], Waiting], worlds: int, progress: Callable[[int], None] | None = None
) -> dict[tuple[str, str], Followed]:
    """Return what is set of levers and what is in force, month by month.

    levers: as `waiting_levers` names them. worlds: how many, the first ones. progress: called with 1 after each month.
    """
    from sim.model.theatre_model import TheatreModel  # imports Mesa, which only a process that simulates needs

    model = TheatreModel([scenario], np.arange(worlds))
    shape = scenario.months, worlds
    found = {
        key: Followed(
            _before(model, scenario, key, waiting),
            np.full(shape, SCHEDULE, dtype=np.int8),
            np.empty(shape, dtype=REAL),
            np.empty(shape, dtype=REAL),
        )
        for key, waiting in levers.items()
    }
    setting = {key: rules_that_set(scenario, *key) for key in levers}
    for number in range(scenario.months):
        model.step()
        month = model.month
        for (actor, lever), waiting in levers.items():
            one = found[actor, lever]
            one.intended[number] = month.intended[actor][scenario.theatre.actor(actor).rule_names[lever]]
            one.in_force[number] = waiting.read(month, actor)
            for rule in setting[actor, lever]:  # of two rules the later wins
                one.setter[number][month.rules.now[rule - 1] > 0] = rule
        if progress is not None:
            progress(1)
    return found


def rules_that_set(scenario: Scenario, actor: str, lever: str) -> Sequence[int]:
    """Return the numbers, from 1, of the rules that may set a lever."""
    return [number for number, rule in enumerate(scenario.rules, start=1) if rule.actor == actor and lever in rule.sets]


def _before(model: "TheatreModel", scenario: Scenario, key: tuple[str, str], waiting: Waiting) -> Array:
    """Return the value in force of a lever before the first month, (world,)."""
    actor, lever = key
    default = np.array([scenario.situation.actor(actor).levers[lever].coded_default], dtype=REAL)
    value = waiting.before(model.state, model.cast.names.index(actor)) if waiting.before else default
    return np.broadcast_to(value, (model.width,)).copy()


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
    ("main_protege", "command"): Waiting("readiness of its own command", lambda month, _: month.acts.command),
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
