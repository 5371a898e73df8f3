"""What an experiment can vary of a rule: a parameter, what it sets, and how long its condition must have held.

rules.hedge.floor=0.2:0.5                 a parameter; without a range over that in force
rules.hedge.set.defence_share=2.6:4       a number that it sets; without a range over that of the lever
rules.hedge.set.nuclear_option=hedge,arm  an option that it sets
rules.hedge.for_months=1:24               months in a row that its condition must have held; for a search alone
"""

import re
from typing import Any

from sim.analysis.factors.factor import Factor
from sim.analysis.factors.ranges import lever_factor, options_of, range_of
from sim.foundations.errors import PeninsulaError, nearest
from sim.scenario.rules import Rule
from sim.scenario.rules.rule import rule_named
from sim.scenario.scenario import Scenario
from sim.scenario.schedule import Schedule

SET, WAIT = "set", "for_months"


def rule_factor(text: str, scenario: Scenario, waits: bool) -> Factor:
    """Parse `--vary rules.NAME...`; its forms are listed at the head of this file.

    waits: whether the months that a rule waits may vary, too. Raises PeninsulaError when it cannot be parsed.
    """
    key, equals, values = (part.strip() for part in text.partition("="))
    named, is_set, name = key.removeprefix("rules.").rpartition(f".{SET}.")
    if not is_set:
        named, _, name = key.removeprefix("rules.").rpartition(".")
    found = rule_named(named, [rule.name for rule in scenario.rules], f"--vary {key}")
    rule = next(rule for rule in scenario.rules if rule.name == found)
    if is_set:
        whole = _set(rule, name, key, scenario)
        if whole.options or ("," in values and ":" not in values):
            return options_of(whole, values) if equals else whole
    elif name == WAIT and waits:
        return _wait(rule, key, values, scenario)
    else:
        whole = _parameter_named(rule, name, key)
    bounds = _parameter_bounds(rule, name, scenario) if whole.parameter else (whole.low, whole.high)
    return range_of(whole, values, text, bounds) if equals else whole


def parameter_factor(rule: Rule, name: str) -> Factor:
    """Return a parameter over the range in force."""
    title = f"{name} of the rule {rule.name}"
    return Factor(rule.drawn_as(name), title, "", *rule.parameters[name], rule=rule.name, parameter=name)


def _parameter_bounds(rule: Rule, name: str, scenario: Scenario) -> tuple[float, float]:
    """Return how far the range of a parameter may reach: without end, unless levers are set to it."""
    levers = scenario.theatre.actor(rule.actor).levers
    held = [levers[lever] for lever, value in rule.sets.items() if value == name]
    return max((lever.low for lever in held), default=-1e30), min((lever.high for lever in held), default=1e30)


def _parameter_named(rule: Rule, name: str, key: str) -> Factor:
    if name not in rule.parameters:
        known = f"expected one of {', '.join(rule.parameters)}" if rule.parameters else "it has none"
        sets = f", or {SET}.LEVER of what it sets: {', '.join(rule.sets)}"
        hint = nearest(name, rule.parameters)
        raise PeninsulaError(f"--vary {key}: '{name}' is not a parameter of this rule: {known}{sets}{hint}")
    return parameter_factor(rule, name)


def _set(rule: Rule, lever: str, key: str, scenario: Scenario) -> Factor:
    if lever not in rule.sets:
        raise PeninsulaError(
            f"--vary {key}: this rule does not set '{lever}': expected one of {', '.join(rule.sets)}{nearest(lever, rule.sets)}"
        )
    held = rule.sets[lever]
    if isinstance(held, str):
        raise PeninsulaError(f"--vary {key}: the rule sets it to its parameter '{held}': vary {rule.drawn_as(held)} instead")
    if isinstance(held, Schedule):
        raise PeninsulaError(f"--vary {key}: the rule gives it dated values: expected a lever that it sets to one")
    whole = lever_factor(scenario, rule.actor, lever)
    changes: dict[str, Any] = {
        "key": rule.drawn_as(f"{SET}.{lever}"),
        "title": f"{whole.title}, as the rule {rule.name} sets it",
        "actor": "",
        "rule": rule.name,
    }
    return Factor(**(vars(whole) | changes))


def _wait(rule: Rule, key: str, values: str, scenario: Scenario) -> Factor:
    ends = re.fullmatch(r"(\d{1,4}):(\d{1,4})", values)
    low, high = (int(end) for end in ends.groups()) if ends else (0, 0)
    if not 1 <= low < high < scenario.months:
        raise PeninsulaError(f"--vary {key}: '{values}': expected whole numbers of months such as 1:24, within the horizon")
    title, options = f"Months that the rule {rule.name} waits", tuple(range(low, high + 1))
    return Factor(rule.drawn_as(WAIT), title, "months", 0.0, float(len(options)), options, rule=rule.name)
