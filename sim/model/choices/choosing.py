"""Choices: every month each government holds to its plan or takes an option, by quantal response (McKelvey & Palfrey 1995)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sim.foundations.axes import REAL, Array
from sim.model.cast import Cast
from sim.model.choices.bound import BoundDecision, BoundOption, bound_decision
from sim.model.choices.in_force import ChoicesInForce
from sim.model.month import Levers, Month
from sim.scenario.scenario import Scenario


@dataclass(frozen=True)
class ChoiceState:
    """What worlds remember of choices: the option in force in this month and the last, shape (decision, world); 0: the plan."""

    now: Array
    before: Array


def option_utility(terms: Sequence[tuple[Array, Array]], departure_cost: Array) -> Array:
    """What an option serves a government beyond holding to its plan.

    u = sum of w x - c

    weight, w [utility per unit of x]; x: last month's outcome, or what another government did, mostly as departure from the
    starting posture; departure_cost, c [utility]. The plan itself has u = 0.

    Source: utilities of outcomes, one step ahead, as the schools weigh them; the weights are contested.
    """
    total = -departure_cost
    for weight, value in terms:
        total = total + weight * value
    return total


def choice_probs(utilities: Array, last: Array, inertia: Array, precision: Array) -> Array:
    """Probability of each option, the plan first, shape (option, world).

    P_k = e^(q v_k) / sum of e^(q v_j),   v_k = u_k + i [k is the option of last month]

    utilities, u: shape (option, world); policy_inertia, i [utility]; last: option of last month [0, 1, ...]; choice_precision, q:
    with 0 all options are alike, without bound the best is taken.

    Each within [0, 1]; they add up to one. Source: quantal response equilibrium, McKelvey & Palfrey (1995).
    """
    codes = np.arange(len(utilities), dtype=REAL)[:, None]
    scores = precision * (utilities + inertia * (codes == last))
    weights = np.exp(scores - scores.max(axis=0))
    return weights / weights.sum(axis=0)


def chosen(probs: Array, chance: Array) -> Array:
    """Option that is chosen: the first at which the probabilities so far exceed a uniform number.

    k = number of j < n with P_0 + ... + P_j <= u

    probabilities, P_0 to P_n, shape (option, world); chance, u: uniform (0, 1), of the stream "choice/<actor>".

    A whole number from 0 to n.
    """
    below = probs[0]
    code = (chance >= below) * REAL(1)
    for row in range(1, len(probs) - 1):
        below = below + probs[row]
        code = code + (chance >= below)
    return code


class Choices:
    """The choices of scenarios that are stepped side by side.

    applies: whether the scenario of a world has the decision, shape (decision, world) [0 or 1].
    """

    def __init__(self, scenarios: Sequence[Scenario], cast: Cast, width: int) -> None:
        owners = [name for name in cast.names if any(name in scenario.choices for scenario in scenarios)]
        self.decisions: tuple[BoundDecision, ...] = tuple(bound_decision(name, cast) for name in owners)
        table = np.array([[name in scenario.choices for scenario in scenarios] for name in owners], dtype=bool)
        shape = table.reshape(len(owners), len(scenarios))
        self.applies: Array = np.repeat(shape, width // len(scenarios), axis=1).astype(REAL)
        self._width = width

    @property
    def identity(self) -> tuple[str, ...]:
        """What a compiled program of these choices depends on."""
        return tuple(decision.owner for decision in self.decisions)

    def begun(self) -> ChoiceState:
        """Return the state in which everyone holds to the plan."""
        plan = np.zeros((len(self.decisions), self._width), dtype=REAL)
        return ChoiceState(plan, plan)

    def in_force(self, state: ChoiceState, known: bool = True) -> ChoicesInForce:
        """Return the options of a month. known: whether the state is, so that decisions at rest can be told."""
        moving = np.flatnonzero((state.now != state.before).any(axis=1)) if known else range(len(self.decisions))
        actors, names = (tuple(getattr(each, of) for each in self.decisions) for of in ("actor", "names"))
        return ChoicesInForce(actors, names, self.applies, state.now, state.before, tuple(int(row) for row in moving))

    def applied(self, planned: Mapping[str, Levers], state: ChoiceState) -> Mapping[str, Levers]:
        """Return the levers that actors want: as planned, moved by the options that they have chosen."""
        if not self.decisions:
            return planned
        levers = {actor: dict(own) for actor, own in planned.items()}
        for row, decision in enumerate(self.decisions):
            own = levers[decision.owner]
            for code, option in enumerate(decision.options, 1):
                acts = state.now[row] == code
                if acts.any():
                    for lever, moved in option.moves:
                        own[lever] = np.where(acts, moved(own[lever]), own[lever])
        return levers


def choose(month: Month, decisions: Sequence[BoundDecision], index: int) -> None:
    """Let a government choose for the next month, from what this one has brought: see `option_utility` and `choice_probs`."""
    choices = month.choices
    for row, decision in enumerate(decisions):
        if decision.actor == index:
            probs = probs_of(month, decision, choices.now[row])
            option = chosen(probs, month.uniform(f"choice/{decision.owner}")[0])
            choices.following[row] = choices.applies[row] * option


def probs_of(month: Month, decision: BoundDecision, last: Array) -> Array:
    """Return the probability of each option at the end of a month, the plan first, shape (option, world)."""
    assume = month.assume
    plan = np.zeros_like(assume["departure_cost"])
    utilities = np.stack([plan, *(_utility(month, option) for option in decision.options)])
    return choice_probs(utilities, last, assume["policy_inertia"], assume["choice_precision"])


def after(month: Month) -> ChoiceState:
    """Return what governments have chosen for the next month."""
    choices = month.choices
    if not choices.actors:
        return ChoiceState(choices.now, choices.before)
    return ChoiceState(np.stack([choices.following[row] for row in range(len(choices.actors))]), choices.now)


def _utility(month: Month, option: BoundOption) -> Array:
    terms = [(month.assume[weight], read(month)) for weight, read in option.terms]
    return option_utility(terms, month.assume["departure_cost"])
