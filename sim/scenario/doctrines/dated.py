"""Doctrines as files give them to an actor: a name, or dated names; and the levers and rules that they stand for."""

from collections.abc import Mapping
from typing import Any

from sim.foundations.errors import PeninsulaError, shown
from sim.foundations.months import format_month, parse_month
from sim.scenario.doctrines.doctrine import load_doctrine
from sim.scenario.quantity import Value
from sim.scenario.schedule_syntax import Horizon
from sim.scenario.theatre import Actor

type Dated = tuple[tuple[int, str], ...]
"""First month and name of each doctrine of an actor, in turn; none: its levers are all its own."""

KEY = "doctrine"
"""What stands beside the levers of an actor."""


def dated_doctrines(actor: Actor, written: Any, before: Dated, horizon: Horizon) -> Dated:
    """Return the doctrines of an actor after what a file says of them.

    written: a name, or a table of months and names, which replaces what was before from its first month on.
    Raises PeninsulaError (without file and key) for an unknown name, a bad month, or one outside the horizon.
    """
    if not isinstance(written, Mapping):
        return ((horizon[0], _known(actor, written)),)
    if not written:
        raise PeninsulaError('an empty table: expected dated doctrines such as { "2030-06" = "pressure" }')
    found: list[tuple[int, str]] = []
    for when, name in written.items():
        month = parse_month(when)
        if not horizon[0] <= month < horizon[1]:
            expected = f"expected {format_month(horizon[0])} to {format_month(horizon[1] - 1)}"
            raise PeninsulaError(f"{when} is outside the horizon: {expected}")
        found.append((month, _known(actor, name)))
    found.sort()
    return (*(each for each in before if each[0] < found[0][0]), *found)


def levers_of(actor: Actor, written: Any, dated: Dated) -> dict[str, Value | dict[str, Value]]:
    """Return the levers that doctrines give an actor: plain values or dated ones, as they are written in `written`."""
    held = [(month, load_doctrine(actor.role, name).levers_of(actor)) for month, name in dated]
    if not isinstance(written, Mapping):
        return dict(held[-1][1])
    first = min(parse_month(when) for when in written)
    laid = [(format_month(month), levers) for month, levers in held if month >= first]
    return {lever: {when: levers[lever] for when, levers in laid} for lever in laid[0][1]}


def rules_of(actor: Actor, dated: Dated, horizon: Horizon) -> list[dict[str, Any]]:
    """Return the rules that doctrines give an actor, each for the months in which its doctrine holds.

    A rule that those months leave no time for is left out.
    """
    found: list[dict[str, Any]] = []
    for place, (first, name) in enumerate(dated):
        end = dated[place + 1][0] if place + 1 < len(dated) else None
        again = any(earlier == name for _, earlier in dated[:place])
        for rule in load_doctrine(actor.role, name).rules_of(actor):
            opens = max(first, horizon[0] + rule.get("for_months", 1) + rule.get("lead_months", 0))
            closes = (end or horizon[1]) - 1
            if opens > closes:
                continue
            if again:
                rule["name"] += f" {format_month(first)}"
            if first > horizon[0] or end is not None:
                rule["within"] = f"{format_month(max(first, horizon[0]))}..{format_month(closes)}"
            if end is not None:
                rule["ends"] = format_month(end)
            found.append(rule)
    return found


def dated_text(dated: Dated, start: int) -> str:
    """Return doctrines as a reader wants to see them: ``engagement; 2030-06: pressure``."""
    return "; ".join(name if month <= start else f"{format_month(month)}: {name}" for month, name in dated)


def _known(actor: Actor, name: Any) -> str:
    if not isinstance(name, str):
        raise PeninsulaError(f"{shown(name)}: expected the name of a doctrine in quotes")
    return load_doctrine(actor.role, name).name
