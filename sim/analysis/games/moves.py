"""Players and their strategies: the doctrines of a role, or what the scenario gives the player."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from sim.foundations.errors import PeninsulaError, nearest
from sim.scenario.doctrines import known_doctrines, load_doctrine
from sim.scenario.doctrines.dated import KEY
from sim.scenario.rules import Rule
from sim.scenario.scenario import Scenario
from sim.scenario.theatre import Actor, Theatre

OWN = "own"
"""The strategy of a player that keeps to what the scenario gives it."""


@dataclass(frozen=True)
class Move:
    """A player and its strategies: names of doctrines, or `OWN`."""

    actor: Actor
    strategies: tuple[str, ...]

    def title(self, strategy: str, theatre: Theatre) -> str:
        """Return what a strategy is, in words."""
        if strategy == OWN:
            return f"the policy that the scenario gives {self.actor.label}"
        return load_doctrine(self.actor.role, strategy).title_for(theatre, self.actor)


def move(actor: Actor, doctrines: Sequence[str] = ()) -> Move:
    """Return a player and its strategies, all doctrines of its role unless some are named.

    Raises PeninsulaError when a doctrine is unknown or named twice, or fewer than two are named.
    """
    known = (*known_doctrines(actor.role), OWN)
    if unknown := [name for name in doctrines if name not in known]:
        expected = f"expected some of {', '.join(known)}{nearest(unknown[0], known)}"
        raise PeninsulaError(f"--doctrines {actor.name}: '{unknown[0]}' is no doctrine of {actor.label}: {expected}")
    if twice := [name for place, name in enumerate(doctrines) if name in doctrines[:place]]:
        raise PeninsulaError(f"--doctrines {actor.name}: '{twice[0]}' is named twice: expected each once")
    found = tuple(doctrines) or known_doctrines(actor.role)
    if len(found) < 2:
        held = f"--set {actor.name}.doctrine={found[0]} instead" if found and found[0] != OWN else "it out of --players instead"
        raise PeninsulaError(f"--doctrines {actor.name}: {actor.label} has no choice between {len(found)} doctrine: leave {held}")
    return Move(actor, found)


def settings(moves: Sequence[Move], base: Scenario, given: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the overrides of every profile; the last player's strategy varies fastest.

    A doctrine replaces what the scenario gives a player: levers that the doctrine sets, and all rules of the player.
    base: the scenario with the overrides that a caller gives.
    """
    laid = [{strategy: _laid(each.actor, strategy, base, given) for strategy in each.strategies} for each in moves]
    profiles = product(*(each.strategies for each in moves))
    return [
        {key: value for own, strategy in zip(laid, profile, strict=True) for key, value in own[strategy].items()}
        for profile in profiles
    ]


def _laid(actor: Actor, strategy: str, base: Scenario, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the overrides of a player with a strategy: its own, or a doctrine that takes the place of its levers and rules."""
    own = {key: value for key, value in given.items() if owner_of(key) in actor.names}
    if strategy == OWN:
        return own
    doctrine = load_doctrine(actor.role, strategy)
    replaced = {*doctrine.levers_of(actor)} | {KEY}
    held = tuple(f"{actor.name} {name} " for _, name in base.doctrines.get(actor.name, ()))
    rules = [rule.name for rule in base.rules if rule.actor == actor.name and _written(rule, held)]
    kept = {key: value for key, value in own.items() if key.rpartition(".")[2] not in replaced}
    return {**kept, **{f"rules.{name}": False for name in rules}, f"{actor.name}.{KEY}": strategy}


def _written(rule: Rule, held: tuple[str, ...]) -> bool:
    """Return whether a rule stands in the scenario's files; held: how the names of rules begin that come with doctrines."""
    return not (rule.office or rule.under or rule.name.startswith(held))


def owner_of(key: str) -> str:
    """Return the actor that an override is of, as it is written there, or nothing."""
    return key.removeprefix("policy.").rpartition(".")[0]
