"""A seat at the table: a scenario in which a player decides for one actor, and what the moves make of its policy."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sim.foundations.errors import PeninsulaError, nearest
from sim.foundations.plain_values import plain_value
from sim.scenario.difference import taken
from sim.scenario.doctrines.dated import KEY, rules_of
from sim.scenario.doctrines.doctrine import load_doctrine
from sim.scenario.quantity import Value
from sim.scenario.rules.reading import WrittenRules
from sim.scenario.scenario import Scenario
from sim.scenario.schedule import Change, Schedule
from sim.scenario.theatre import Actor, Theatre


@dataclass(frozen=True)
class Move:
    """What a player sets at the beginning of a turn: month, a count of months; sets: lever (the theatre's name) -> value."""

    month: int
    sets: Mapping[str, Value]


def player_named(name: str, theatre: Theatre) -> Actor:
    """Return the actor that a name or an alias stands for; raises PeninsulaError when nobody has it."""
    if name not in theatre.by_name:
        expected = ", ".join(actor.name for actor in theatre.actors)
        raise PeninsulaError(
            f"nobody at this table is called '{name}': expected one of {expected}{nearest(name, theatre.by_name)}"
        )
    return theatre.by_name[name]


def seated(scenario: Scenario, player: str) -> Scenario:
    """Return a scenario in which an actor is played: its policy stands, but it has no rules, choices or elections of its own.

    What would act for it without being asked would take decisions from the player. All others stay as they are.
    """
    if player in scenario.choices:
        scenario = taken(scenario, scenario, f"choices.{player}")
    return replace(
        scenario,
        rules=tuple(rule for rule in scenario.rules if rule.actor != player),
        survives={name: levers for name, levers in scenario.survives.items() if name != player},
    )


def acts_unasked(scenario: Scenario, player: str) -> bool:
    """Return whether an actor has rules, choices or elections that `seated` takes away."""
    return player in scenario.choices or any(rule.actor == player for rule in scenario.rules)


def move_of(player: Actor, month: int, written: Mapping[str, object], where: str = "") -> Move:
    """Return what a player sets, checked: lever -> value, or a doctrine, which stands for its levers.

    Keys may have the name of the actor or an alias in front. where: what messages begin with.
    Raises PeninsulaError for a lever that the actor does not have, or a value of the wrong type or out of bounds.
    """
    sets: dict[str, Value] = {}
    for key, value in plain_value(written).items():
        owner, dot, lever = key.rpartition(".")
        if dot and owner not in player.names:
            raise PeninsulaError(f"{where}{key}: you sit for {player.label}: expected one of its levers, such as {_any(player)}")
        try:
            sets |= doctrine_levers(player, value) if lever == KEY else {lever: _value(player, lever, value)}
        except PeninsulaError as error:
            raise PeninsulaError(f"{where}{key}: {error}") from None
    return Move(month, sets)


def doctrine_levers(player: Actor, name: object) -> dict[str, Value]:
    """Return the levers that a doctrine stands for; what it would do under conditions is left to the player."""
    return load_doctrine(player.role, str(name)).levers_of(player)


def played(plan: Scenario, player: str, moves: Sequence[Move]) -> Scenario:
    """Return a scenario after moves, in turn: what is set holds from its month on, in place of what the plan had in store."""
    levers, schedules = plan.theatre.actor(player).levers, dict(plan.policy[player])
    for move in moves:
        for lever, value in move.sets.items():
            change = Change(move.month, move.month, levers[lever].code(value))
            schedules[lever] = schedules[lever].followed_by((change,))
    return replace(plan, policy={**plan.policy, player: schedules})


def under_doctrine(plan: Scenario, player: str, name: str) -> Scenario:
    """Return a scenario in which an actor has held to a doctrine from the first month on, with the rules that belong to it."""
    actor, horizon = plan.theatre.actor(player), (plan.start, plan.start + plan.months)
    held, book = ((plan.start, name),), WrittenRules()
    book.lay(KEY, rules_of(actor, held, horizon))
    laid = {lever: Schedule(actor.levers[lever].code(value)) for lever, value in doctrine_levers(actor, name).items()}
    return replace(
        plan,
        policy={**plan.policy, player: {**plan.policy[player], **laid}},
        rules=(*plan.rules, *book.rules(plan.theatre, horizon, horizon)),
        doctrines={**plan.doctrines, player: held},
    )


def _value(player: Actor, lever: str, value: object) -> Value:
    if lever not in player.levers:
        raise PeninsulaError(f"{player.label} has no lever of that name{nearest(lever, player.levers)}")
    quantity = player.levers[lever]
    checked: Value = value  # type: ignore[assignment]
    return quantity.decode(quantity.code(checked))


def _any(player: Actor) -> str:
    return next(iter(player.levers))
