"""Factors: the quantities that an experiment varies, each mapped to a coordinate from 0 to 1.

us.troops_korea                              the whole range of a lever
us.troops_korea=0:20000                      a part of it
us.dialogue_precondition=none,freeze_first   some of its options
south_korea.opcon=rok_led@2026-01:2032-01    one value, from a date in this span on
trust_decay                                  an assumption, over the range in force
rules.hedge.floor=0.2:0.5                    a parameter of a rule; without a range over that in force
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from math import ceil, floor
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from sim.foundations.axes import REAL, Array
from sim.foundations.errors import PeninsulaError, decimal_point, nearest
from sim.foundations.months import format_month, parse_month
from sim.model.points import Points
from sim.scenario.assumptions import DECLARED
from sim.scenario.quantity import Quantity
from sim.scenario.rules import Rule
from sim.scenario.rules.rule import rule_named
from sim.scenario.scenario import Scenario
from sim.scenario.stakes import unused_weight

type Coordinates = NDArray[np.float64]
"""Coordinates of points in the unit cube, one dimension a factor, shape (point, factor)."""

type Over = Literal["assumptions", "levers", "both"]


@dataclass(frozen=True)
class Factor:
    """A quantity that varies.

    key: "actor.lever" or an assumption. low, high: ends of its range; of options their indices, of dates months.
    options: the values it may take, if it is not a number. dated: the value it takes from a month on, if the month varies.
    quantity, actor, lever: of a lever; unset for an assumption and for a parameter of a rule.
    rule, parameter: of a parameter of a rule.
    """

    key: str
    title: str
    unit: str
    low: float
    high: float
    options: tuple[Any, ...] = ()
    dated: Any = None
    quantity: Quantity | None = None
    actor: str = ""
    lever: str = ""
    rule: str = ""
    parameter: str = ""

    def numbers(self, coordinates: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return coordinates as numbers: the value itself, the index of an option, or a month."""
        if self.options:
            return np.minimum(np.floor(coordinates * len(self.options)), len(self.options) - 1)
        if self.dated is not None:
            return np.minimum(np.floor(self.low + coordinates * (self.high - self.low + 1)), self.high)
        return self.low + coordinates * (self.high - self.low)

    def value(self, coordinate: float) -> Any:
        """Return the value at a coordinate, as in a scenario file."""
        number = float(self.numbers(np.array(coordinate)))
        if self.options:
            return self.options[int(number)]
        if self.dated is not None:
            return {format_month(int(number)): self.dated}
        return number

    def columns(self, coordinates: NDArray[np.float64], base: Scenario) -> Array:
        """Return values as the model takes them: of an assumption shape (point,), of a lever (month or 1, point)."""
        numbers = self.numbers(coordinates)
        if self.quantity is None:
            return numbers.astype(REAL)
        if self.dated is not None:
            months = np.arange(base.start, base.start + base.months)
            usual = base.policy[self.actor][self.lever].values(base.start, base.months)
            return np.where(months[:, None] >= numbers, self.quantity.code(self.dated), usual[:, None]).astype(REAL)
        if self.options:
            codes = np.array([self.quantity.code(option) for option in self.options])
            return codes[numbers.astype(np.int64)][None].astype(REAL)
        return numbers[None].astype(REAL)


def points_at(
    factors: Sequence[Factor], coordinates: Coordinates, base: Scenario, worlds: NDArray[np.integer] | None = None
) -> Points:
    """Return the points of an experiment.

    worlds: the world of each point, see `sim.model.points` (None: every point in all worlds).
    """
    assumptions: dict[str, Array] = {}
    levers: dict[tuple[str, str], Array] = {}
    for factor, column in zip(factors, coordinates.T, strict=True):
        if factor.quantity is None:
            assumptions[factor.key] = factor.columns(column, base)
        else:
            levers[factor.actor, factor.lever] = factor.columns(column, base)
    return Points(len(coordinates), assumptions, levers, worlds)


def factors_of(scenario: Scenario, over: Over, only: Iterable[str] = ()) -> tuple[Factor, ...]:
    """Return all assumptions and parameters of rules whose range is open, all levers over their whole range, or both.

    only: names or patterns such as "troops_*" (empty: all). Raises PeninsulaError when one of them matches nothing.
    """
    found: list[Factor] = []
    if over != "levers":
        found += [_assumption(scenario, name) for name, ends in scenario.assumptions.items() if len(set(ends)) == 2]
        found += [
            _parameter(rule, name) for rule in scenario.rules for name, ends in rule.parameters.items() if len(set(ends)) == 2
        ]
    if over != "assumptions":
        found += [
            _lever(scenario, actor.name, name)
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


def factor(text: str, scenario: Scenario) -> Factor:
    """Parse `--vary`; its forms are listed at the head of this file.

    Raises PeninsulaError when it cannot be parsed, or the quantity cannot take such a value.
    """
    key, equals, values = (part.strip() for part in text.partition("="))
    if key.startswith("rules."):
        whole = _parameter_named(key, scenario)
        return _range_of(whole, values, text, scenario) if equals else whole
    owner, dot, name = key.removeprefix("policy.").removeprefix("assumptions.").rpartition(".")
    if not dot:
        return _range_of(_assumption(scenario, name), values, text, scenario) if equals else _assumption(scenario, name)
    aliases = {alias: actor.name for actor in scenario.theatre.actors for alias in (actor.name, *actor.aliases)}
    if owner not in aliases:
        raise PeninsulaError(f"--vary {key}: unknown actor '{owner}'{nearest(owner, aliases)}")
    actor = scenario.theatre.actor(aliases[owner])
    if name not in actor.levers:
        raise PeninsulaError(f"--vary {key}: {actor.label} has no lever '{name}'{nearest(name, actor.levers)}")
    whole = _lever(scenario, actor.name, name)
    if not equals:
        return whole
    if "@" in values:
        return _dated(whole, values, scenario)
    if whole.options or ("," in values and ":" not in values):
        return _options(whole, values)
    return _range_of(whole, values, text, scenario)


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


def _parameter_named(key: str, scenario: Scenario) -> Factor:
    """Return the parameter of a rule that a user means; raises PeninsulaError when there is none."""
    named, _, name = key.removeprefix("rules.").rpartition(".")
    found = rule_named(named, [rule.name for rule in scenario.rules], f"--vary {key}")
    rule = next(rule for rule in scenario.rules if rule.name == found)
    if name not in rule.parameters:
        known = f"expected one of {', '.join(rule.parameters)}" if rule.parameters else "it has none"
        raise PeninsulaError(f"--vary {key}: '{name}' is not a parameter of this rule: {known}{nearest(name, rule.parameters)}")
    return _parameter(rule, name)


def _parameter(rule: Rule, name: str) -> Factor:
    title = f"{name} of the rule {rule.name}"
    return Factor(rule.drawn_as(name), title, "", *rule.parameters[name], rule=rule.name, parameter=name)


def _bounds(whole: Factor, scenario: Scenario) -> tuple[float, float]:
    """Return how far a range may reach: of an assumption or a parameter beyond that in force."""
    if whole.rule:
        rule = next(rule for rule in scenario.rules if rule.name == whole.rule)
        levers = scenario.theatre.actor(rule.actor).levers
        held = [levers[lever] for lever, value in rule.sets.items() if value == whole.parameter]
        return max((lever.low for lever in held), default=-1e30), min((lever.high for lever in held), default=1e30)
    if whole.quantity is None:
        known = next(assumption for assumption in DECLARED if assumption.name == whole.key)
        return known.floor, known.ceiling
    return whole.low, whole.high


def _lever(scenario: Scenario, actor: str, name: str) -> Factor:
    lever = scenario.theatre.actor(actor).levers[name]
    options: tuple[Any, ...] = {"choice": lever.options, "flag": (False, True)}.get(lever.kind, ())
    low, high = (0.0, float(len(options))) if options else (lever.low, lever.high)
    return Factor(f"{actor}.{name}", lever.title, lever.unit, low, high, options, quantity=lever, actor=actor, lever=name)


def _range_of(whole: Factor, values: str, text: str, scenario: Scenario) -> Factor:
    ends = re.fullmatch(r"([^:]+):([^:]+)", values)
    try:
        low, high = (float(part) for part in ends.groups()) if ends else (np.nan, np.nan)
    except ValueError:
        low = high = np.nan
    if not low < high:
        such = f"such as {whole.key}={whole.low:g}:{whole.high:g}"
        raise PeninsulaError(f"--vary '{text}': expected KEY=LOW:HIGH, {such}{decimal_point(values)}")
    least, most = _bounds(whole, scenario)
    if not least <= low < high <= most:
        raise PeninsulaError(
            f"--vary {whole.key}: {values} is out of bounds: expected {least:g} to {most:g} {whole.unit}".rstrip()
        )
    return _with(whole, low=low, high=high)


def _options(whole: Factor, values: str) -> Factor:
    assert whole.quantity is not None
    options = tuple(_value(whole, part.strip()) for part in values.split(","))
    if not 2 <= len(options) == len(set(options)):
        raise PeninsulaError(f"--vary {whole.key}: '{values}': expected two or more different values, such as A,B")
    return _with(whole, low=0.0, high=float(len(options)), options=options)


def _dated(whole: Factor, values: str, scenario: Scenario) -> Factor:
    assert whole.quantity is not None
    text, _, span = (part.strip() for part in values.partition("@"))
    first, colon, last = span.partition(":")
    if not colon:
        raise PeninsulaError(f"--vary {whole.key}: '{values}': expected VALUE@YYYY-MM:YYYY-MM")
    low, high = parse_month(first.strip()), parse_month(last.strip())
    bounds = scenario.start, scenario.start + scenario.months - 1
    if not bounds[0] <= low < high <= bounds[1]:
        within = " to ".join(format_month(month) for month in bounds)
        raise PeninsulaError(f"--vary {whole.key}: '{span}': expected an earlier and a later month within {within}")
    return _with(whole, low=ceil(low), high=floor(high), options=(), dated=_value(whole, text))


def _value(whole: Factor, text: str) -> Any:
    """Return a value of a lever as in a scenario file; raises PeninsulaError when the lever cannot take it."""
    quantity = whole.quantity
    assert quantity is not None
    value: Any = text
    if quantity.kind == "flag":
        value = {"true": True, "false": False}.get(text, text)
    elif quantity.kind == "real":
        try:
            value = float(text)
        except ValueError:
            value = text
    try:
        quantity.code(value)
    except PeninsulaError as error:
        raise PeninsulaError(f"--vary {whole.key}: {error}") from None
    return value


def _with(whole: Factor, **changes: Any) -> Factor:
    return Factor(**(vars(whole) | changes))


def cell(value: Any) -> Any:
    """Return a setting as a cell of a table: a dated one as text."""
    return "; ".join(f"{when}: {what}" for when, what in value.items()) if isinstance(value, dict) else value
