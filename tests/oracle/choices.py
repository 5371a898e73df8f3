"""Choices by the scalar reference: one world at a time, in plain Python, by running the kernel again whenever an option changes.

As with rules, what a month brings depends on no later lever: a world is lived with the options known so far, the first month
after which a government chooses something else is looked for in what the kernel reports, and so on until nothing changes.
"""

from collections.abc import Mapping
from dataclasses import replace
from math import exp

import numpy as np
from numpy.typing import NDArray

from sim.foundations.chance import Chance
from sim.model.outcomes import outcomes_of
from sim.scenario.assumptions import ASSUMPTIONS
from sim.scenario.choices import Option, Setting, Term, decision_of
from sim.scenario.levers import LEVERS
from sim.scenario.scenario import Scenario
from sim.scenario.schedule import Change, Schedule
from sim.scenario.theatre import Actor
from tests.oracle.cases import by_name
from tests.oracle.given import given
from tests.oracle.month import run
from tests.oracle.rules import Outcomes

type Options = Mapping[str, list[int]]
"""Actor -> the option of every month: 0 is the plan."""
type Wanted = Mapping[str, Mapping[str, list[float]]]
"""Actor -> lever, by its rule name -> what is wanted in every month."""


def by_the_reference(scenario: Scenario) -> NDArray[np.float64]:
    """Return the outcomes of all worlds of a scenario with choices, shape (outcome, month, world)."""
    names = [outcome.name for outcome in outcomes_of(scenario.theatre)]
    worlds = [_world(scenario, world) for world in range(scenario.worlds)]
    return np.stack([[np.asarray(world[name], dtype=float) for name in names] for world in worlds], axis=-1)


def _world(scenario: Scenario, world: int) -> Outcomes:
    options: Options = {actor: [0] * scenario.months for actor in scenario.choices}
    while True:
        wanted = _wanted(scenario, options)
        lived = replace(
            scenario,
            choices=(),
            policy=_schedules(scenario, wanted),
            assumptions={each.name: scenario.assumptions[each.name] for each in ASSUMPTIONS},
        )
        work = given(lived, np.array([world]))
        run(work)
        outcomes = {name: values[0] for name, values in by_name(lived, work.report).items()}
        follows = _chosen(scenario, world, outcomes, _at_start(scenario, work.states[0]), wanted)
        if follows == options:
            return outcomes
        first = next(m for m in range(scenario.months) if any(follows[actor][m] != options[actor][m] for actor in options))
        options = {actor: own[: first + 1] + [own[first]] * (scenario.months - first - 1) for actor, own in follows.items()}


def _wanted(scenario: Scenario, options: Options) -> Wanted:
    """Return what every actor wants in every month: its plan, moved by its options."""
    found: dict[str, dict[str, list[float]]] = {}
    for actor in scenario.theatre.actors:
        own = found[actor.name] = {
            rule: scenario.policy[actor.name][name].values(scenario.start, scenario.months).tolist()
            for rule, name in actor.lever_names.items()
        }
        for month, code in enumerate(options.get(actor.name, ())):
            for setting in decision_of(actor.role).options[code - 1].settings if code else ():
                own[setting.lever][month] = _moved(own[setting.lever][month], setting, actor)
    return found


def _moved(planned: float, setting: Setting, actor: Actor) -> float:
    quantity = actor.levers[actor.lever_names[setting.lever]]
    if setting.how == "times":
        return min(max(planned * float(setting.value), quantity.low), quantity.high)
    value = next(lever for lever in LEVERS[actor.role] if lever.name == setting.lever).code(setting.value)
    return max(planned, value) if setting.how == "at least" else min(planned, value)


def _schedules(scenario: Scenario, wanted: Wanted) -> Mapping[str, Mapping[str, Schedule]]:
    def dated(values: list[float]) -> Schedule:
        months = range(scenario.start, scenario.start + scenario.months)
        return Schedule(values[0], tuple(Change(month, month, value) for month, value in zip(months, values, strict=True)))

    return {
        actor.name: {name: dated(wanted[actor.name][rule]) for rule, name in actor.lever_names.items()}
        for actor in scenario.theatre.actors
    }


def _at_start(scenario: Scenario, start: np.void) -> Mapping[str, float]:
    """Return the outcomes of the starting posture that options measure from."""
    t = scenario.theatre
    found = {"abandonment": float(start["abandonment"]), "entrapment": float(start["entrapment"])}
    found["burden"] = float(start["burden"][t.actors.index(t.main_protege)])
    for row, alliance in enumerate(t.alliances):
        found[f"credibility_in_{t.actor(alliance.protege).capital}"] = float(start["credibility"][row])
    for row, pair in enumerate(t.rivalries):
        sides = start["hostility"][row], start["hostility"][len(t.rivalries) + row]
        found[f"{pair.name}_hostility"] = float(sum(sides)) / 2
    return found


def _chosen(
    scenario: Scenario, world: int, outcomes: Outcomes, start: Mapping[str, float], wanted: Wanted
) -> dict[str, list[int]]:
    """Return the options of every month in a world in which outcomes have come about and levers were wanted."""
    chance = Chance(scenario.seed, np.array([world]))
    weights = {
        name: low + float(chance.uniform(f"assumption/{name}", 0)[0, 0]) * (high - low)
        for name, (low, high) in scenario.assumptions.items()
    }
    found: dict[str, list[int]] = {}
    for name in scenario.choices:
        actor = scenario.theatre.actor(name)
        codes = found[name] = [0]
        for month in range(scenario.months - 1):
            options = decision_of(actor.role).options
            utilities = [0.0, *(_utility(scenario, actor, each, month, weights, outcomes, start, wanted) for each in options)]
            utilities[codes[-1]] += weights["policy_inertia"]
            share = [exp(weights["choice_precision"] * utility) for utility in utilities]
            drawn, below = float(chance.uniform(f"choice/{name}", month)[0, 0]) * sum(share), 0.0
            for code, part in enumerate(share):
                below += part
                if drawn < below:
                    codes.append(code)
                    break
    return found


def _utility(
    scenario: Scenario,
    actor: Actor,
    option: Option,
    month: int,
    weights: Mapping[str, float],
    outcomes: Outcomes,
    start: Mapping[str, float],
    wanted: Wanted,
) -> float:
    def seen(term: Term) -> float:
        if term.lever:
            role, lever = term.lever
            holders = scenario.theatre.having(role)
            return wanted[holders[0].name][lever][month] - holders[0].default(lever) if holders else 0.0
        if not term.outcome:
            return 1.0
        t = scenario.theatre
        backers = {each.name for each in t.having("main_backer")}
        powers = [pair.name for pair in t.rivalries if {pair.first, pair.second} == {t.patron.name, *backers}]
        name = term.outcome.format(partner=actor.capital, powers=powers[0] if powers else "none")
        if name not in outcomes:
            return 0.0
        return float(outcomes[name][month]) - (start[name] if term.since else 0.0)

    return sum(term.sign * weights[term.weight] * seen(term) for term in option.terms) - weights["departure_cost"]
