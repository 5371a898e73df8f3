"""A theatre: a cast of actors with roles, alliances, rivalries, negotiation channels and starting values. Data, not code."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from sim.scenario.quantity import Quantity

type Role = Literal["patron", "main_protege", "protege", "challenger", "main_backer", "backer"]
ROLES: tuple[Role, ...] = ("patron", "main_protege", "protege", "challenger", "main_backer", "backer")
SEATS: Mapping[Role, str] = {
    "patron": "patron", "main_protege": "protege", "protege": "partner", "challenger": "challenger", "main_backer": "backer",
    "backer": "supplier",
}  # fmt: skip
"""How texts speak of who has a role: {patron} stands for the label of the patron."""


@dataclass(frozen=True)
class Figure:
    """A starting value with its source."""

    value: float
    source: str


@dataclass(frozen=True)
class OwnRange:
    """The range of an assumption that a theatre has of its own, with its source; no worldview overrules it."""

    range: tuple[float, float]
    source: str


@dataclass(frozen=True)
class Actor:
    """A country: who it is in the theatre and where it starts.

    start: gdp [bn constant 2023 US$], growth [%/year], reach [0-1], strength [bn US$ a year of steady spending],
    consensus [0-1].
    levers: the levers of its role, without those that speak of somebody whom the theatre lacks, in this theatre's names,
    options, bounds and defaults.
    lever_names: rule name -> the theatre's name, one entry for each of these levers.
    conditions: what may happen to it (domestic crisis and the like).
    """

    name: str
    label: str
    short: str
    capital: str
    role: Role
    colour: str
    aliases: tuple[str, ...]
    optional: bool
    start: Mapping[str, Figure]
    levers: Mapping[str, Quantity]
    lever_names: Mapping[str, str]
    conditions: Mapping[str, Quantity]

    @property
    def names(self) -> tuple[str, ...]:
        """What files may call it: its name, then its aliases."""
        return (self.name, *self.aliases)

    @cached_property
    def rule_names(self) -> Mapping[str, str]:
        """The theatre's name of a lever -> its rule name."""
        return {name: rule for rule, name in self.lever_names.items()}

    def default(self, rule: str) -> float:
        """Return the default of a lever by its rule name, as the number that the model computes with; 0 if it is not offered."""
        return self.levers[self.lever_names[rule]].coded_default if rule in self.lever_names else 0.0


@dataclass(frozen=True)
class Rivalry:
    """A dyad whose hostility moves. `start` holds hostility and trust [0-1] of both sides, and heat."""

    name: str
    label: str
    first: str
    second: str
    start: Mapping[str, Figure]
    headline_weight: float = 0.0
    regional_weight: float = 0.0


@dataclass(frozen=True)
class Alliance:
    """A patron and a protege, with the credibility of the patron as the protege and as the challenger see it."""

    name: str
    patron: str
    protege: str
    troops: str
    start: Mapping[str, Figure]


@dataclass(frozen=True)
class Channel:
    """Two actors who may negotiate: the challenger and one of the other side."""

    name: str
    label: str
    parties: tuple[str, str]


@dataclass(frozen=True)
class Theatre:
    """The cast and the stage on which a scenario plays. `file` is where it was read from, unless it comes with Peninsula.

    seats: who has each seat of `SEATS`, by label, those included who only may join; a seat that nobody can have is missing.
    worldview: that of scenarios which name none. assumptions: base rates and the like that are the theatre's own, by name.
    """

    name: str
    label: str
    headline: str
    headline_label: str
    actors: tuple[Actor, ...]
    rivalries: tuple[Rivalry, ...]
    alliances: tuple[Alliance, ...]
    channels: tuple[Channel, ...]
    start: Mapping[str, Figure]
    conditions: Mapping[str, Quantity]
    condition_names: Mapping[str, str]
    seats: Mapping[str, str]
    worldview: str = "agnostic"
    assumptions: Mapping[str, OwnRange] = field(default_factory=dict)
    file: str = ""

    def actor(self, name: str) -> Actor:
        """Return the actor of that name."""
        return next(actor for actor in self.actors if actor.name == name)

    @cached_property
    def by_name(self) -> Mapping[str, Actor]:
        """The actors by every name that files may use, aliases included."""
        return {name: actor for actor in self.actors for name in actor.names}

    def having(self, *roles: Role) -> tuple[Actor, ...]:
        """Return the actors in any of these roles, in the order of the theatre file."""
        return tuple(actor for actor in self.actors if actor.role in roles)

    @cached_property
    def patron(self) -> Actor:
        """The one patron."""
        return self.having("patron")[0]

    @cached_property
    def main_protege(self) -> Actor:
        """The protege on whose soil the theatre turns."""
        return self.having("main_protege")[0]

    @cached_property
    def challenger(self) -> Actor:
        """The one challenger."""
        return self.having("challenger")[0]
