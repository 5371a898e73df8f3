"""The values that a factor may take, as `--vary` gives them: a range, some options, or the dates of a change."""

import re
from math import ceil, floor
from typing import Any

import numpy as np

from sim.analysis.factors.factor import Factor
from sim.foundations.errors import PeninsulaError, decimal_point
from sim.foundations.months import format_month, parse_month
from sim.scenario.scenario import Scenario


def lever_factor(scenario: Scenario, actor: str, name: str) -> Factor:
    """Return a lever over its whole range."""
    lever = scenario.theatre.actor(actor).levers[name]
    options: tuple[Any, ...] = {"choice": lever.options, "flag": (False, True)}.get(lever.kind, ())
    low, high = (0.0, float(len(options))) if options else (lever.low, lever.high)
    return Factor(f"{actor}.{name}", lever.title, lever.unit, low, high, options, quantity=lever, actor=actor, lever=name)


def range_of(whole: Factor, values: str, text: str, bounds: tuple[float, float]) -> Factor:
    """Return a factor over LOW:HIGH; bounds: how far it may reach. text: what the user wrote, for the sentence."""
    ends = re.fullmatch(r"([^:]+):([^:]+)", values)
    try:
        low, high = (float(part) for part in ends.groups()) if ends else (np.nan, np.nan)
    except ValueError:
        low = high = np.nan
    if not low < high:
        such = f"such as {whole.key}={whole.low:g}:{whole.high:g}"
        raise PeninsulaError(f"--vary '{text}': expected KEY=LOW:HIGH, {such}{decimal_point(values)}")
    least, most = bounds
    if not least <= low < high <= most:
        raise PeninsulaError(
            f"--vary {whole.key}: {values} is out of bounds: expected {least:g} to {most:g} {whole.unit}".rstrip()
        )
    return _with(whole, low=low, high=high)


def options_of(whole: Factor, values: str) -> Factor:
    """Return a factor over A,B,C."""
    assert whole.quantity is not None
    options = tuple(_value(whole, part.strip()) for part in values.split(","))
    if not 2 <= len(options) == len(set(options)):
        raise PeninsulaError(f"--vary {whole.key}: '{values}': expected two or more different values, such as A,B")
    return _with(whole, low=0.0, high=float(len(options)), options=options)


def dates_of(whole: Factor, values: str, scenario: Scenario) -> Factor:
    """Return a factor over VALUE@YYYY-MM:YYYY-MM."""
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
