"""The ways in which a scenario is told: by the main protege alone, by the allies together, and as a whole.

Each way is a set of parties that change; everyone else keeps the policy of the reference. Ways in which the same parties
change are one simulation.
"""

from collections.abc import Mapping, Set
from dataclasses import dataclass, replace

from sim.scenario.rules import Rule
from sim.scenario.scenario import Scenario
from sim.scenario.schedule import Schedule
from sim.scenario.theatre import Role, Theatre

ALLIES: tuple[Role, ...] = ("patron", "main_protege", "protege")
ALONE, TOGETHER, WHOLE = "alone", "allies", "whole"
CIRCUMSTANCES = "circumstances"
"""What no actor decides: conditions, assumptions, starting figures. Belongs to the scenario as a whole."""


@dataclass(frozen=True)
class Way:
    """name: `ALONE`, `TOGETHER`, `WHOLE`, or "without <party>". parties: those that change something, by name."""

    name: str
    title: str
    parties: frozenset[str]


def ways_of(scenario: Scenario, reference: Scenario) -> tuple[Way, ...]:
    """Return the three ways, then the scenario without each party in turn, where more than one party changes something."""
    theatre, changed = scenario.theatre, parties_of(scenario, reference)
    allies = {actor.name for actor in theatre.having(*ALLIES)}
    main = theatre.main_protege
    told = (
        Way(ALONE, f"{main.label} alone", changed & {main.name}),
        Way(TOGETHER, "Allies together", changed & allies),
        Way(WHOLE, "As a whole", changed),
    )
    without = (
        Way(f"without {party}", f"without the change by {label_of(party, theatre)}", changed - {party})
        for party in sorted(changed, key=_order(scenario, reference).index)
    )
    return (*told, *(without if len(changed) > 1 else ()))


def parties_of(scenario: Scenario, reference: Scenario) -> frozenset[str]:
    """Return the actors whose levers, rules or choices differ within the horizon, or who join, and `CIRCUMSTANCES`."""
    changed = {
        actor
        for actor in _order(scenario, reference)[:-1]
        if actor not in scenario.policy
        or actor not in reference.policy
        or differing(scenario.policy[actor], reference.policy[actor], scenario)
        or _rules_of(scenario, {actor}) != _rules_of(reference, {actor})
        or (actor in scenario.choices) != (actor in reference.choices)
    }
    shared = scenario.conditions.keys() & reference.conditions.keys()
    if (
        any(differing(scenario.conditions[owner], reference.conditions[owner], scenario) for owner in shared)
        or not scenario.assumes_as(reference)
        or (scenario.theatre == reference.theatre and scenario.situation != reference.situation)
        or scenario.nowcast != reference.nowcast
    ):
        changed.add(CIRCUMSTANCES)
    return frozenset(changed)


def differing(one: Mapping[str, Schedule], other: Mapping[str, Schedule], horizon: Scenario) -> tuple[str, ...]:
    """Return the names whose values differ in some month of a horizon."""
    span = horizon.start, horizon.months
    return tuple(name for name in one if name not in other or (one[name].values(*span) != other[name].values(*span)).any())


def told_by(way: Way, scenario: Scenario, reference: Scenario) -> Scenario:
    """Return the scenario in which only the parties of a way change something.

    An actor that only one cast has joins (or leaves) with its party; without it, the cast is that of the reference.
    """
    newcomers = scenario.policy.keys() ^ reference.policy.keys()
    base = scenario if newcomers <= way.parties else reference
    around = scenario if CIRCUMSTANCES in way.parties else reference
    policy = {
        actor: (scenario if actor in way.parties else reference).policy.get(actor, own) for actor, own in base.policy.items()
    }
    same_cast = around.policy.keys() == base.policy.keys()
    return replace(
        base,
        name=scenario.name if way.name == WHOLE else f"{scenario.name} ({way.name})",
        policy=policy,
        conditions={owner: around.conditions.get(owner, own) for owner, own in base.conditions.items()},
        assumptions={**scenario.assumptions, **reference.assumptions, **around.assumptions},
        situation=around.situation if same_cast else base.situation,
        nowcast=around.nowcast,
        choices=tuple(actor for actor in base.policy if actor in (scenario if actor in way.parties else reference).choices),
        rules=_rules_of(scenario, way.parties & base.policy.keys()) + _rules_of(reference, base.policy.keys() - way.parties),
    )


def _rules_of(scenario: Scenario, actors: Set[str]) -> tuple[Rule, ...]:
    """Return the rules of some actors; each sets levers of its own, so that only the order of one actor's rules matters."""
    return tuple(rule for rule in scenario.rules if rule.actor in actors)


def label_of(party: str, theatre: Theatre) -> str:
    """Return a party as a reader knows it."""
    return next((actor.label for actor in theatre.actors if actor.name == party), party)


def _order(scenario: Scenario, reference: Scenario) -> list[str]:
    return [*scenario.policy, *(actor for actor in reference.policy if actor not in scenario.policy), CIRCUMSTANCES]
