"""Rules by the scalar reference: one world at a time, in plain Python, by running the kernel again whenever a rule moves a lever.

What a month brings depends on no later lever. So a world is lived with the levers known so far, its first month after which a
rule moves something is looked for in what the kernel reports, the levers from then on are set, and so on until nothing moves.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from sim.foundations.chance import Chance
from sim.model.outcomes import outcomes_of
from sim.scenario.rules import Rule
from sim.scenario.scenario import Scenario
from sim.scenario.schedule import Change, Schedule
from tests.oracle.cases import by_name
from tests.oracle.given import given
from tests.oracle.month import run

type Outcomes = Mapping[str, NDArray[np.floating]]
"""Outcome -> its value in every month of one world."""


@dataclass
class Remembered:
    """What a world remembers of a rule."""

    months: int = 0
    acts: bool = False


def by_the_reference(scenario: Scenario) -> NDArray[np.float64]:
    """Return the outcomes of all worlds of a scenario with rules, shape (outcome, month, world)."""
    names = [outcome.name for outcome in outcomes_of(scenario.theatre)]
    worlds = [_world(scenario, world) for world in range(scenario.worlds)]
    return np.stack([[np.asarray(world[name], dtype=float) for name in names] for world in worlds], axis=-1)


def _world(scenario: Scenario, world: int) -> Outcomes:
    acting: list[tuple[bool, ...]] = [tuple(False for _ in scenario.rules)] * scenario.months
    while True:
        lived = replace(scenario, rules=(), policy=_policy(scenario, acting, world), conditions=_conditions(scenario, acting))
        work = given(lived, np.array([world]))
        run(work)
        outcomes = {name: values[0] for name, values in by_name(lived, work.report).items()}
        follows = _acting(scenario, world, outcomes)
        if follows == acting:
            return outcomes
        first = next(month for month in range(scenario.months) if follows[month] != acting[month])
        acting = follows[: first + 1] + [follows[first]] * (scenario.months - first - 1)


def _policy(scenario: Scenario, acting: list[tuple[bool, ...]], world: int) -> Mapping[str, Mapping[str, Schedule]]:
    """Return the levers of every month, where later rules lie over earlier ones and all over the schedule."""
    policy = {actor: dict(levers) for actor, levers in scenario.policy.items()}
    for actor, levers in policy.items():
        for lever, schedule in levers.items():
            values = schedule.values(scenario.start, scenario.months).tolist()
            for rule, acts in zip(scenario.rules, zip(*acting, strict=True), strict=True):
                if rule.actor == actor and lever in rule.sets:
                    value = rule.sets[lever]
                    set_to = [_parameters(scenario, rule, world)[value] if isinstance(value, str) else value] * scenario.months
                    if isinstance(value, Schedule):
                        set_to = [value.value(scenario.start + month) for month in range(scenario.months)]
                    values = [number if now else before for number, now, before in zip(set_to, acts, values, strict=True)]
            changes = tuple(Change(scenario.start + month, scenario.start + month, value) for month, value in enumerate(values))
            levers[lever] = Schedule(values[0], changes)
    return policy


def _conditions(scenario: Scenario, acting: list[tuple[bool, ...]]) -> Mapping[str, Mapping[str, Schedule]]:
    """Return the conditions of every month, with a change of leadership where a government begins."""
    conditions = {owner: dict(own) for owner, own in scenario.conditions.items()}
    for place, rule in enumerate(scenario.rules):
        if rule.office:
            before = conditions[rule.actor]["leadership_change"]
            values = before.values(scenario.start, scenario.months).tolist()
            for month in range(1, scenario.months):
                if acting[month][place] and not acting[month - 1][place]:
                    values[month] = 1.0
            changes = tuple(Change(scenario.start + month, scenario.start + month, value) for month, value in enumerate(values))
            conditions[rule.actor]["leadership_change"] = Schedule(values[0], changes)
    return conditions


def _acting(scenario: Scenario, world: int, outcomes: Outcomes) -> list[tuple[bool, ...]]:
    """Return which rules act in each month of a world in which outcomes have come about."""
    state = [Remembered() for _ in scenario.rules]
    chance = Chance(scenario.seed, np.array([world]))
    found = [tuple(False for _ in state)]
    for month in range(scenario.months - 1):
        ruling = _ruling(scenario, world, month + 1, [own.acts for own in state])
        changed = {rule.actor for rule, rules in zip(scenario.rules, ruling, strict=True) if rules}
        in_office = {rule.name for rule, rules in zip(scenario.rules, ruling, strict=True) if rules}
        for place, (rule, own) in enumerate(zip(scenario.rules, state, strict=True)):
            if rule.office:
                own.acts = ruling[place]
                continue
            names = {name: float(values[month]) for name, values in outcomes.items()} | _parameters(scenario, rule, world)
            ends = bool(rule.until) and _holds(rule.until, names, outcomes, month)
            opens, closes = (each - scenario.start for each in rule.within)
            decided = own.months >= rule.for_months and month >= opens - rule.lead_months
            holds = _holds(rule.when, names, outcomes, month) or (rule.lead_months > 0 and decided)
            own.months = own.months + 1 if holds else 0
            lucky = float(chance.uniform(f"rule/{rule.name}", month)[0, 0]) < rule.prob
            if own.acts and ends:
                own.acts, own.months = False, 0
            elif not own.acts:
                own.acts = (
                    own.months >= rule.for_months + rule.lead_months and lucky and not ends and opens <= month + 1 <= closes
                )
            if rule.under:
                above = {other.name for other, other_own in zip(scenario.rules[:place], state, strict=False) if other_own.acts}
                own.acts = own.acts and rule.under in in_office | above
            elif not rule.survives:
                own.acts = own.acts and rule.actor not in changed
            own.acts = own.acts and (rule.ends is None or scenario.start + month + 1 < rule.ends)
        found.append(tuple(own.acts for own in state))
    return found


def _ruling(scenario: Scenario, world: int, month: int, acting: list[bool]) -> list[bool]:
    """Return which rules are governments that rule in a month, by its number; acting: which rules act in the month before."""
    found = [acts and rule.office is not None for rule, acts in zip(scenario.rules, acting, strict=True)]
    chance = Chance(scenario.seed, np.array([world]))
    for office in scenario.offices:
        places = {rule.name.split(" in ")[0]: place for place, rule in enumerate(scenario.rules) if rule.office == office}
        drawn = {name: _parameters(scenario, scenario.rules[place], world) for name, place in places.items()}
        when, which = (float(u) for u in chance.uniform(f"turnover/{office.actor}", month - 1, 2)[:, 0])
        date = scenario.start + month
        due = office.calendar is not None and date >= office.calendar[0] and (date - office.calendar[0]) % office.calendar[1] == 0
        if office.hazard:
            due = due or when < 1 - np.exp(-drawn[office.weights[0][0]]["hazard"] / 12)
        if not due:
            continue
        left = which * sum(each["weight"] for each in drawn.values())
        name = next(name for name, each in drawn.items() if (left := left - each["weight"]) < 0)
        sitting = next((each for each, place in places.items() if found[place]), None)
        counts_as = [own for first, own in office.own if first <= date][-1]
        if name != (sitting or counts_as):
            for each, place in places.items():
                found[place] = each == name
    return found


def _holds(condition: str, names: Mapping[str, float], outcomes: Outcomes, month: int) -> bool:
    """Return whether a condition holds, read by Python itself; functions over the months so far are computed first."""
    over: Mapping[str, Callable[..., float]] = {"max": np.max, "min": np.min, "mean": np.mean}
    plain = re.sub(r"(max|min|mean)\((\w+)\)", lambda m: repr(float(over[m[1]](outcomes[m[2]][: month + 1]))), condition)
    return bool(eval(plain, {"__builtins__": {}}, dict(names)))


def _parameters(scenario: Scenario, rule: Rule, world: int) -> dict[str, float]:
    chance = Chance(scenario.seed, np.array([world]))
    return {
        name: low + float(chance.uniform(f"assumption/rules.{rule.name}.{name}", 0)[0, 0]) * (high - low)
        for name, (low, high) in rule.parameters.items()
    }
