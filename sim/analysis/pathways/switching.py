"""A pathway as a scenario: a plan with rules that put another one in its place, in each world once the target has been missed."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sim.analysis.contrast import describe_differences, world_key
from sim.analysis.pathways.terms import Terms
from sim.foundations.errors import PeninsulaError
from sim.foundations.months import format_month
from sim.model.batch import can_share_worlds
from sim.scenario.rules import Rule
from sim.scenario.rules.rule import MOST_RULES
from sim.scenario.scenario import Scenario
from sim.scenario.schedule import Schedule

LONGEST_NAME = 28
"""Letters of a plan that the name of a rule holds, which has sixty in all, with an actor and a rule of the plan."""

type Lever = tuple[str, str]


def pathway(plan: Scenario, other: Scenario, terms: Terms) -> Scenario:
    """Return a plan that gives way to another one, in each world once it has stopped meeting the target.

    All levers in which the two differ then are as the other plan has them in that month and in those that follow; its rules
    begin, and those of the first plan act no more. A rule that both have goes on. No world passes to it without time left to
    see whether it meets the target for as long as it was missed.
    """
    first, last = plan.start + terms.after + terms.waits, plan.start + plan.months - terms.for_months
    if first > last:
        raise PeninsulaError(
            f"{terms.after} months before a plan is judged, {terms.waits} until another is in force and {terms.for_months} to "
            f"see what it brings are more than {plan.months}: expected fewer, or --no-transfers"
        )
    own, others = _rules_apart(plan, other, first)
    actors = [actor.name for actor in plan.theatre.actors]
    sets = {actor: _sets(plan, other, actor, own, others, first) for actor in actors}
    if chooser := next((actor for actor in plan.choices if sets[actor]), None):
        told = f"a transfer would set {', '.join(sets[chooser])} of {chooser}, which chooses for itself"
        raise PeninsulaError(f"from {plan.name} to {other.name}: {told}: expected plans for others")
    switches = [
        Rule(
            name=f"to {_short(other.name)} {actor}"[:60],
            actor=actor,
            when=terms.missed,
            sets=found,
            for_months=terms.for_months,
            prob=1.0,
            until="",
            within=(first, last),
            lead_months=terms.lead_months,
            sources={"rules": "--target"},
        )
        for actor, found in sets.items()
        if found
    ]
    if not switches:
        raise PeninsulaError(
            f"{plan.name} and {other.name} are the same policy from {format_month(first)} on, the first month of a transfer: "
            "expected plans that differ"
        )
    taken = {rule.name for rule in plan.rules}
    following = [
        replace(
            rule, name=rule.name if rule.name not in taken else f"{_short(other.name)} {rule.name}"[:60], under=switches[0].name
        )
        for rule in others
    ]
    rules = (*plan.rules, *switches, *following)
    if len(rules) > MOST_RULES:
        told = f"{len(rules)} rules are too many, {len(switches)} for the transfer among them: expected at most {MOST_RULES}"
        raise PeninsulaError(f"from {plan.name} to {other.name}: {told}")
    names = [rule.name for rule in rules]
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise PeninsulaError(f"from {plan.name} to {other.name}: both have a rule '{twice}': expected rules of other names")
    return replace(
        plan,
        name=f"{plan.name}-then-{other.name}",
        title=f"{plan.title}, then {other.title}",
        description=f"{other.title} once '{terms.target.text}' has been missed for {terms.for_months} months in a row.",
        hypothesis="",
        rules=rules,
    )


def changed_levers(plan: Scenario, other: Scenario, first: int) -> list[Lever]:
    """Return the levers, by actor and name, that two plans have otherwise in some month from a month (a count) on."""
    return [
        (actor, lever)
        for actor, levers in plan.policy.items()
        for lever, schedule in levers.items()
        if _values(schedule, plan, first) != _values(other.policy[actor][lever], plan, first)
    ]


def refuse_unlike(plans: Sequence[Scenario]) -> None:
    """Raise PeninsulaError for plans between which no world can pass: they differ in more than levers and rules."""
    first = plans[0]
    names = [plan.name for plan in plans]
    if twice := next((name for index, name in enumerate(names) if name in names[:index]), None):
        raise PeninsulaError(f"{twice} is named twice: expected plans that differ in name")
    for plan in plans:
        if plan.offices:
            raise PeninsulaError(f"{plan.name}: turnover replaces plans by itself: expected a plan without it")
        if told := _differs(first, plan):
            raise PeninsulaError(f"{plan.name} differs from {first.name} in {told}: expected other levers and rules alone")


def _differs(first: Scenario, plan: Scenario) -> str:
    """Return in what besides levers and rules a plan differs from the first; empty where in nothing."""
    if not can_share_worlds(first, plan):
        return describe_differences(world_key(first), world_key(plan)) or "its cast or situation"
    if plan.choices != first.choices:
        return "who chooses"
    if not plan.assumes_as(first):
        return "the assumption " + next(name for name, ends in plan.assumptions.items() if first.assumptions.get(name) != ends)
    for owner, conditions in plan.conditions.items():
        for name, schedule in conditions.items():
            if _values(schedule, plan, plan.start) != _values(first.conditions[owner][name], plan, plan.start):
                return f"the condition {owner}.{name}"
    return ""


def _rules_apart(plan: Scenario, other: Scenario, first: int) -> tuple[list[Rule], list[Rule]]:
    """Return the rules that end and those that begin with a transfer.

    A rule that both have is neither, unless it sets a lever that something else sets as well: then its place matters.
    """
    both = [rule for rule in plan.rules if any(rule == each for each in other.rules)]
    moved = set(changed_levers(plan, other, first))
    while True:
        own = [rule for rule in plan.rules if rule not in both]
        others = [rule for rule in other.rules if rule not in both]
        touched = moved | {(rule.actor, lever) for rule in (*own, *others) for lever in rule.sets}
        kept = [rule for rule in both if not touched & {(rule.actor, lever) for lever in rule.sets}]
        if len(kept) == len(both):
            return own, others
        both = kept


def _sets(
    plan: Scenario, other: Scenario, actor: str, own: Sequence[Rule], others: Sequence[Rule], first: int
) -> Mapping[str, float | str | Schedule]:
    """Return the levers of an actor that a transfer sets, with what they are in the other plan from a month on."""
    moved = [lever for who, lever in changed_levers(plan, other, first) if who == actor]
    ruled = [lever for rule in own if rule.actor == actor for lever in rule.sets]
    begin = [next(iter(rule.sets)) for rule in others[:1] if rule.actor == actor]
    found: dict[str, float | str | Schedule] = {}
    for lever in dict.fromkeys((*moved, *ruled, *begin)):
        schedule = other.policy[actor][lever]
        steady = len(set(_values(schedule, plan, first))) == 1
        found[lever] = schedule.value(first) if steady else schedule
    return found


def _values(schedule: Schedule, plan: Scenario, first: int) -> list[float]:
    return list(schedule.values(first, plan.start + plan.months - first).tolist())


def _short(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9]+", " ", name).strip()[:LONGEST_NAME].strip()
