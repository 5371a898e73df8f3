"""Factors: the quantities that an experiment varies, each between two ends, as places from 0 to 1.

us.troops_korea                              the whole range of a lever
us.troops_korea=0:20000                      a part of it
us.dialogue_precondition=none,freeze_first   some choices
south_korea.opcon=rok_led@2026-01:2032-01    one value, from a date in this span on
trust_decay                                  an assumption, over the range in force
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from math import ceil, floor
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from sim.foundations.axes import REAL, Array
from sim.foundations.errors import PeninsulaError, nearest
from sim.foundations.months import format_month, parse_month
from sim.model.points import Points
from sim.scenario.assumptions import ASSUMPTIONS
from sim.scenario.quantity import Quantity
from sim.scenario.scenario import Scenario

type Places = NDArray[np.float64]
"""Places of points on the range of each factor, 0 to 1, shape (point, factor)."""

type Over = Literal["assumptions", "levers", "both"]


@dataclass(frozen=True)
class Factor:
    """A quantity that varies.

    key: "actor.lever" or an assumption. low, high: its ends; for options places in `options`, for dates months.
    options: what it may be, one of them each; dated: what it becomes from a month on.
    quantity, actor, lever: of a lever; assumption otherwise.
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

    def numbers(self, places: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return numbers of places: the value itself, the place of an option, or a month."""
        if self.options:
            return np.minimum(np.floor(places * len(self.options)), len(self.options) - 1)
        if self.dated is not None:
            return np.minimum(np.floor(self.low + places * (self.high - self.low + 1)), self.high)
        return self.low + places * (self.high - self.low)

    def value(self, place: float) -> Any:
        """Return what a place stands for, as in a scenario file."""
        number = float(self.numbers(np.array(place)))
        if self.options:
            return self.options[int(number)]
        if self.dated is not None:
            return {format_month(int(number)): self.dated}
        return number

    def columns(self, places: NDArray[np.float64], base: Scenario) -> Array:
        """Return what the model takes: assumptions of shape (point,), levers (month or 1, point)."""
        numbers = self.numbers(places)
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


def points_at(factors: Sequence[Factor], places: Places, base: Scenario, worlds: NDArray[np.integer] | None = None) -> Points:
    """Return the points of an experiment; worlds: one of its own for each, see `sim.model.points`."""
    assumptions: dict[str, Array] = {}
    levers: dict[tuple[str, str], Array] = {}
    for factor, column in zip(factors, places.T, strict=True):
        if factor.quantity is None:
            assumptions[factor.key] = factor.columns(column, base)
        else:
            levers[factor.actor, factor.lever] = factor.columns(column, base)
    return Points(len(places), assumptions, levers, worlds)


def factors_of(scenario: Scenario, over: Over, only: Iterable[str] = ()) -> tuple[Factor, ...]:
    """Return all assumptions whose range is open, all levers over their whole range, or both.

    only: names or patterns such as "troops_*"; none: all. Raises PeninsulaError when one of them fits nothing.
    """
    found: list[Factor] = []
    if over != "levers":
        found += [_assumption(scenario, a.name) for a in ASSUMPTIONS if len(set(scenario.assumptions[a.name])) == 2]
    if over != "assumptions":
        found += [
            _lever(scenario, actor.name, name)
            for actor in scenario.theatre.actors
            for name, lever in actor.levers.items()
            if lever.kind != "choice" or len(lever.options) > 1
        ]
    wanted = tuple(only)
    for pattern in wanted:
        if not any(_fits(factor, pattern) for factor in found):
            raise PeninsulaError(f"'{pattern}' is none of the {len(found)} {over}{nearest(pattern, [f.key for f in found])}")
    chosen = tuple(factor for factor in found if not wanted or any(_fits(factor, pattern) for pattern in wanted))
    if not chosen:
        raise PeninsulaError(f"nothing varies: every one of the {over} of {scenario.name} is fixed")
    return chosen


def factor(text: str, scenario: Scenario) -> Factor:
    """Return what `--vary` says; see the head of this file.

    Raises PeninsulaError when it cannot be read, or the quantity cannot take such a value.
    """
    key, equals, values = (part.strip() for part in text.partition("="))
    owner, dot, name = key.removeprefix("policy.").removeprefix("assumptions.").rpartition(".")
    if not dot:
        return _range_of(_assumption(scenario, name), values, text) if equals else _assumption(scenario, name)
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
    if whole.options or "," in values:
        return _options(whole, values)
    return _range_of(whole, values, text)


def distinct(factors: Sequence[Factor]) -> tuple[Factor, ...]:
    """Return the factors; raises PeninsulaError when one varies twice."""
    keys = [each.key for each in factors]
    if twice := {key for key in keys if keys.count(key) > 1}:
        raise PeninsulaError(f"--vary {min(twice)}: it varies twice, expected each quantity once")
    return tuple(factors)


def table_of(factors: Sequence[Factor], places: Places) -> Mapping[str, list[Any]]:
    """Return the values of every factor at every point, as people read them: dates as YYYY-MM, numbers, words."""

    def shown(factor: Factor, place: float) -> Any:
        value = factor.value(place)
        return next(iter(value)) if isinstance(value, dict) else value

    return {each.key: [shown(each, place) for place in column.tolist()] for each, column in zip(factors, places.T, strict=True)}


def _fits(factor: Factor, pattern: str) -> bool:
    return fnmatchcase(factor.key, pattern) or fnmatchcase(factor.lever, pattern)


def _assumption(scenario: Scenario, name: str) -> Factor:
    known = {assumption.name: assumption for assumption in ASSUMPTIONS}
    if name not in known:
        raise PeninsulaError(f"--vary {name}: expected actor.lever or an assumption{nearest(name, known)}")
    return Factor(name, known[name].title, known[name].unit, *scenario.assumptions[name])


def _lever(scenario: Scenario, actor: str, name: str) -> Factor:
    lever = scenario.theatre.actor(actor).levers[name]
    options: tuple[Any, ...] = {"choice": lever.options, "flag": (False, True)}.get(lever.kind, ())
    low, high = (0.0, float(len(options))) if options else (lever.low, lever.high)
    return Factor(
        f"{actor}.{name}", lever.title, lever.unit, low, high, options, quantity=lever, actor=actor, lever=name
    )  # fmt: skip


def _range_of(whole: Factor, values: str, text: str) -> Factor:
    found = re.fullmatch(r"([^:]+):([^:]+)", values)
    try:
        low, high = (float(part) for part in found.groups()) if found else (np.nan, np.nan)
    except ValueError:
        low = high = np.nan
    if not low < high:
        raise PeninsulaError(f"--vary '{text}': expected KEY=LOW:HIGH, such as {whole.key}={whole.low:g}:{whole.high:g}")
    least, most = whole.low, whole.high
    if whole.quantity is None:
        known = next(assumption for assumption in ASSUMPTIONS if assumption.name == whole.key)
        least, most = known.floor, known.ceiling
    if not least <= low < high <= most:
        raise PeninsulaError(
            f"--vary {whole.key}: {values} is out of bounds: expected {least:g} to {most:g} {whole.unit}".rstrip()
        )
    return _with(whole, low=low, high=high)


def _options(whole: Factor, values: str) -> Factor:
    assert whole.quantity is not None
    options = tuple(_value(whole.quantity, part.strip()) for part in values.split(","))
    if not 2 <= len(options) == len(set(options)):
        raise PeninsulaError(f"--vary {whole.key}: '{values}': expected two values or more that differ, such as A,B")
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
    return _with(whole, low=ceil(low), high=floor(high), options=(), dated=_value(whole.quantity, text))


def _value(quantity: Quantity, text: str) -> Any:
    """Return a value of a lever as in a scenario file, checked."""
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
        raise PeninsulaError(f"--vary {quantity.name}: {error}") from None
    return value


def _with(whole: Factor, **changes: Any) -> Factor:
    return Factor(**(vars(whole) | changes))
