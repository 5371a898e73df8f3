"""What is in force of levers whose effect waits for something: readiness, agreement at home, a deal, the budgets of years."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from sim.foundations.axes import REAL, Array
from sim.model.month import Month
from sim.model.stages import DEAL, EXPAND, FREEZE_FOR_DEAL, MAINTAIN, ROLLBACK_FOR_DEAL
from sim.model.state import State
from sim.scenario.levers import LEVERS
from sim.scenario.scenario import Scenario


@dataclass(frozen=True)
class Waiting:
    """How a lever waits.

    reason: what for, to follow "waits for". read: the value in force in a month, in the codes of the lever, shape (world,) or
    (1,), from the month and the name of its actor. before: the value in force before the first month, (world,), from the state
    in which worlds begin and the actor's index (None: where the lever stands at the start).
    """

    reason: str
    read: Callable[[Month, str], Array]
    before: Callable[[State, int], Array] | None = None


def waiting_levers(scenario: Scenario) -> Mapping[tuple[str, str], Waiting]:
    """Return how each lever waits that does, by the names that its actor and it have in the theatre."""
    found = {}
    for actor in scenario.theatre.actors:
        for lever in LEVERS[actor.role]:
            waiting = _WAITING.get((actor.role, lever.name)) or _WAITING.get(("", lever.name))
            if waiting is None and lever.contested:
                waiting = _at_home(lever.name)
            if waiting is not None:
                found[actor.name, actor.lever_names[lever.name]] = waiting
    return found


def in_force(
    scenario: Scenario, levers: Mapping[tuple[str, str], Waiting], worlds: int, progress: Callable[[int], None] | None = None
) -> dict[tuple[str, str], tuple[Array, Array]]:
    """Return the value in force of levers before the first month, shape (world,), and in each, shape (month, world).

    levers: as `waiting_levers` names them. worlds: how many, the first ones. progress: called with 1 after each month.
    """
    from sim.model.theatre_model import TheatreModel  # imports Mesa, which only a process that simulates needs

    model = TheatreModel([scenario], np.arange(worlds))
    before = {
        key: np.array([scenario.situation.actor(key[0]).levers[key[1]].coded_default], dtype=REAL)
        if waiting.before is None
        else waiting.before(model.state, model.cast.names.index(key[0]))
        for key, waiting in levers.items()
    }
    values = {key: np.empty((scenario.months, worlds), dtype=REAL) for key in levers}
    for number in range(scenario.months):
        model.step()
        for key, waiting in levers.items():
            values[key][number] = waiting.read(model.month, key[0])
        if progress is not None:
            progress(1)
    return {key: (np.broadcast_to(before[key], (worlds,)), values[key]) for key in levers}


def _at_home(lever: str) -> Waiting:
    """Return how a contested lever waits; see `sim.model.mechanisms.levers_in_force`."""
    return Waiting("agreement at home", lambda month, actor: month.levers[actor][lever])


def _nuclear_policy(month: Month, _: str) -> Array:
    policy = month.challenger["nuclear_policy"]
    by_itself = np.where(policy == MAINTAIN, REAL(MAINTAIN), REAL(EXPAND))
    frozen = np.where(month.next.freeze.max(axis=0, initial=0) > 0, REAL(FREEZE_FOR_DEAL), by_itself)
    return np.where(month.next.rollback.max(axis=0, initial=0) > 0, REAL(ROLLBACK_FOR_DEAL), frozen)


def _peace_regime(month: Month, _: str) -> Array:
    return (month.next.peace_regime * (month.next.channel_stage >= DEAL)).max(axis=0, initial=0)


_WAITING: Mapping[tuple[str, str], Waiting] = {
    ("main_protege", "command"): Waiting("readiness of its own command", lambda month, _: month.acts.command),
    ("challenger", "nuclear_policy"): Waiting("a deal", _nuclear_policy),
    ("main_protege", "peace_regime_link"): Waiting("a deal", _peace_regime),
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
