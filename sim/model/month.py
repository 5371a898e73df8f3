"""One month of all worlds: what the mechanisms read and write."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from sim.foundations.axes import REAL, Array
from sim.foundations.chance import Chance
from sim.model.cast import Cast
from sim.model.choices.in_force import NO_CHOICES, ChoicesInForce
from sim.model.indices import anchored, dyadic_tension, regional_tension
from sim.model.rules.in_force import NO_RULES, RulesInForce
from sim.model.state import Acts, State

type Levers = Mapping[str, Array]
"""Levers of one actor in force, by rule name; shapes (world,) or (1,)."""

ABSENT: Levers = defaultdict(lambda: np.zeros(1, dtype=REAL))
"""The levers of a role that is not in the cast: all zero."""


@dataclass
class Reference:
    """The posture that the theatre file describes: responses are measured as departures from it.

    levers: defaults by actor and rule name; hostility: mean over the headline dyads, what rates of crises refer to; the arrays
    are the values that follow from the starting state.
    """

    levers: Mapping[str, Mapping[str, float]]
    presence: Array  # (alliance, world)
    guarantee: float
    quarrel: Array  # (world,)
    paid: Array  # (world,)
    bite: Array  # (world,)
    rivalry_tension: Array  # (world,)
    mutual_threat: Array  # (rivalry, world)
    arsenal: Array  # (world,)
    uncovered_arsenal: Array  # (world,)
    hostility: float
    threat: Array  # (directed, world)
    balance: Array  # (world,)
    abandonment: Array  # (world,)
    entrapment: Array  # (world,)
    state: State

    def lever(self, actor: str | None, name: str) -> float:
        """Return the default of a lever, or zero for a role that is not in the cast."""
        return 0.0 if actor is None else self.levers[actor].get(name, 0.0)


@dataclass(frozen=True)
class Posting:
    """What a mechanism entered in the ledger this month; see `sim.model.ledger`.

    fade: share of the quantity that fades, (world,) or (row, world). added: entry -> amount, of the same shape.
    """

    fade: Array | np.float32
    added: Mapping[str, Array]


@dataclass
class Month:
    """Everything that the mechanisms of one month may look at.

    number: months since the start; calendar: 1 for January to 12, shape (1,). intended: the levers that each actor
    wants, before what its home holds back.
    last: the state at the end of the previous month, only read; next: the state being written; acts: this month's acts.
    assume: assumptions by name, each (world,). conditions: by actor (or "theatre") and rule name.
    threat: perceived threat, (directed, world), filled by the agents as they observe.
    postings: what mechanisms enter in the ledger, by account, worked out of the month when the ledger asks; none holds the month
    itself, which would then outlive its use.
    facts: acts of this month that are a matter of record, by name, which are then not drawn.
    levels: what is known of rates beyond the model, by process [log], (world,). computed: what `once` keeps.
    rules: which of them are in force. choices: the options that governments have chosen, and choose for the next month.
    """

    cast: Cast
    chance: Chance
    assume: Mapping[str, Array]
    reference: Reference
    number: int
    calendar: Array
    intended: Mapping[str, Levers]
    last: State
    next: State
    acts: Acts
    threat: Array
    conditions: Mapping[str, Mapping[str, Array]]
    levers: dict[str, Levers] = field(default_factory=dict)
    postings: dict[str, Callable[["Month"], Posting]] = field(default_factory=dict)
    facts: Mapping[str, float] = field(default_factory=dict)
    levels: Mapping[str, Array] = field(default_factory=dict)
    computed: dict[Callable[["Month"], Array], Array] = field(default_factory=dict)
    rules: RulesInForce = NO_RULES
    choices: ChoicesInForce = NO_CHOICES

    @cached_property
    def tensions(self) -> Array:
        """Tension of every rivalry at the end of the month, (rivalry, world); read it when the month is over."""
        pairs = self.cast.rivalries
        return dyadic_tension((self.next.hostility[:pairs] + self.next.hostility[pairs:]) / 2, self.next.heat)

    @cached_property
    def headline_stage(self) -> Array:
        """Worst rung among the headline rivalries at the end of the month, (world,); read it when the month is over."""
        return self.next.stage[list(self.cast.headline_rows)].max(axis=0)

    @cached_property
    def headline(self) -> Array:
        """Headline tension index at the end of the month, (world,); read it when the month is over."""
        start = self.cast.theatre.start
        tension = regional_tension(self.tensions, self.cast.weights("headline"))
        return anchored(tension, self.headline_stage, start["index_mean"].value, start["index_peak"].value)

    def once(self, compute: Callable[["Month"], Array]) -> Array:
        """Return what a function makes of this month, computed when it is first asked for."""
        if compute not in self.computed:
            self.computed[compute] = compute(self)
        return self.computed[compute]

    def of(self, index: int | None) -> Levers:
        """Return the levers in force of the actor at an index of the actor axis; all zero for a role that is not in the cast."""
        return ABSENT if index is None else self.levers[self.cast.names[index]]

    @property
    def patron(self) -> Levers:
        """Levers of the patron."""
        return self.of(self.cast.patron)

    @property
    def main(self) -> Levers:
        """Levers of the main protege."""
        return self.of(self.cast.main)

    @property
    def challenger(self) -> Levers:
        """Levers of the challenger."""
        return self.of(self.cast.challenger)

    @property
    def main_backer(self) -> Levers:
        """Levers of the main backer."""
        return self.of(self.cast.main_backer)

    @property
    def partners(self) -> list[Levers]:
        """Levers of the other proteges of the patron."""
        return [self.of(partner) for partner in self.cast.partners]

    @property
    def supplier(self) -> Levers:
        """Levers of the further backer that arms the challenger."""
        return self.of(self.cast.supplier)

    def since_reference(self, index: int | None, lever: str) -> Array:
        """Return how far a lever departs from its default, or zero for a role that is not in the cast."""
        name = None if index is None else self.cast.names[index]
        return self.of(index)[lever] - REAL(self.reference.lever(name, lever))

    def fact(self, act: str, drawn: Array) -> Array:
        """Return what is on record of an act, the same in every world, or what was drawn."""
        return np.full_like(drawn, self.facts[act]) if act in self.facts else drawn

    def uniform(self, stream: str, slots: int = 1) -> Array:
        """Return this month's uniform numbers of a stream, (slots, world)."""
        return self.chance.uniform(stream, self.number, slots)

    def normal(self, stream: str, slots: int = 1) -> Array:
        """Return this month's standard normal numbers of a stream, (slots, world)."""
        return self.chance.normal(stream, self.number, slots)
