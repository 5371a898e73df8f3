"""Factors: the quantities that an experiment varies, each mapped to a coordinate from 0 to 1.

us.troops_korea                              the whole range of a lever
us.troops_korea=0:20000                      a part of it
us.dialogue_precondition=none,freeze_first   some of its options
south_korea.opcon=rok_led@2026-01:2032-01    one value, from a date in this span on
trust_decay                                  an assumption, over the range in force
rules.hedge.floor=0.2:0.5                    a parameter of a rule, or what it sets: see `sim.analysis.factors.of_rules`
"""

from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase
from typing import Literal

from sim.analysis.factors.factor import Factor
from sim.analysis.factors.of_rules import parameter_factor, rule_factor
from sim.analysis.factors.ranges import dates_of, lever_factor, options_of, range_of
from sim.foundations.errors import PeninsulaError, nearest
from sim.scenario.assumptions import DECLARED
from sim.scenario.scenario import Scenario
from sim.scenario.stakes import unused_weight

type Over = Literal["assumptions", "levers", "both"]


def factors_of(scenario: Scenario, over: Over, only: Iterable[str] = ()) -> tuple[Factor, ...]:
    """Return all assumptions and parameters of rules whose range is open, all levers over their whole range, or both.

    only: names or patterns such as "troops_*" (empty: all). Raises PeninsulaError when one of them matches nothing.
    """
    found: list[Factor] = []
    if over != "levers":
        found += [_assumption(scenario, name) for name, ends in scenario.assumptions.items() if len(set(ends)) == 2]
        found += [
            parameter_factor(rule, name)
            for rule in scenario.rules
            for name, ends in rule.parameters.items()
            if len(set(ends)) == 2
        ]
    if over != "assumptions":
        found += [
            lever_factor(scenario, actor.name, name)
            for actor in scenario.theatre.actors
            for name, lever in actor.levers.items()
            if lever.kind != "choice" or len(lever.options) > 1
        ]
    patterns = tuple(only)
    for pattern in patterns:
        if not any(_matches(factor, pattern) for factor in found):
            raise PeninsulaError(f"'{pattern}' is none of the {len(found)} {over}{nearest(pattern, [f.key for f in found])}")
    factors = tuple(factor for factor in found if not patterns or any(_matches(factor, pattern) for pattern in patterns))
    if not factors:
        raise PeninsulaError(f"nothing varies: all {over} of {scenario.name} are fixed")
    return factors


def factor(text: str, scenario: Scenario, waits: bool = False) -> Factor:
    """Parse `--vary`; its forms are listed at the head of this file.

    waits: whether the months that a rule waits may vary, too.
    Raises PeninsulaError when it cannot be parsed, or the quantity cannot take such a value.
    """
    key, equals, values = (part.strip() for part in text.partition("="))
    if key.startswith("rules."):
        return rule_factor(text, scenario, waits)
    owner, dot, name = key.removeprefix("policy.").removeprefix("assumptions.").rpartition(".")
    if not dot:
        whole = _assumption(scenario, name)
        known = next(assumption for assumption in DECLARED if assumption.name == name)
        return range_of(whole, values, text, (known.floor, known.ceiling)) if equals else whole
    known_actors = scenario.theatre.by_name
    if owner not in known_actors:
        raise PeninsulaError(f"--vary {key}: unknown actor '{owner}'{nearest(owner, known_actors)}")
    actor = known_actors[owner]
    if name not in actor.levers:
        raise PeninsulaError(f"--vary {key}: {actor.label} has no lever '{name}'{nearest(name, actor.levers)}")
    whole = lever_factor(scenario, actor.name, name)
    if not equals:
        return whole
    if "@" in values:
        return dates_of(whole, values, scenario)
    if whole.options or ("," in values and ":" not in values):
        return options_of(whole, values)
    return range_of(whole, values, text, (whole.low, whole.high))


def distinct(factors: Sequence[Factor]) -> tuple[Factor, ...]:
    """Return the factors; raises PeninsulaError when a quantity is given twice."""
    keys = [each.key for each in factors]
    if twice := {key for key in keys if keys.count(key) > 1}:
        raise PeninsulaError(f"--vary {min(twice)}: it is given twice: expected each quantity once")
    return tuple(factors)


def _matches(factor: Factor, pattern: str) -> bool:
    return fnmatchcase(factor.key, pattern) or fnmatchcase(factor.lever, pattern)


def _assumption(scenario: Scenario, name: str) -> Factor:
    known = {assumption.name: assumption for assumption in DECLARED}
    if name not in known:
        raise PeninsulaError(f"--vary {name}: expected actor.lever or an assumption{nearest(name, known)}")
    if name not in scenario.assumptions:
        raise PeninsulaError(f"--vary {name}: {unused_weight(name)}")
    return Factor(name, known[name].title, known[name].unit, *scenario.assumptions[name])
