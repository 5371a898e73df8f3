"""Values as users write them: a plain value, or a table of months and spans."""

from itertools import pairwise
from typing import Any

from sim.foundations.errors import PeninsulaError
from sim.foundations.months import format_month, parse_month
from sim.scenario.quantity import Quantity
from sim.scenario.schedule import Change, Schedule

type Horizon = tuple[int, int]
"""First month and the month after the last."""

CERTAIN = 1000.0
"""Hazard per year that makes an event certain in a month."""


def schedule_of(quantity: Quantity, written: Any, before: Schedule, horizon: Horizon) -> Schedule:
    """Return the schedule that a written value makes of the one before it.

    A plain value replaces the schedule; a table replaces it from its first date on. Dates outside the horizon are refused.
    Raises PeninsulaError (without file and key, which the caller adds).
    """
    if isinstance(written, str) and quantity.hazard:
        month = _within(parse_month(written), written, horizon)
        after = Change(month + 1, month + 1, before.value(month + 1))
        return before.followed_by((Change(month, month, CERTAIN), after))
    if not isinstance(written, dict):
        return Schedule(quantity.code(written))
    if not written:
        raise PeninsulaError('an empty table: expected dated values such as { "2027-01" = ... }')
    changes = sorted((_change(quantity, when, value, horizon) for when, value in written.items()), key=lambda c: c.first)
    for earlier, later in pairwise(changes):
        if later.first <= earlier.last:
            raise PeninsulaError(f"{format_month(later.first)} lies within an earlier entry: expected dates that do not overlap")
    return before.followed_by(tuple(changes))


def written_form(quantity: Quantity, schedule: Schedule) -> Any:
    """Return a schedule as a user would write it, with its initial value under the first month where needed."""
    if not schedule.changes:
        return quantity.decode(schedule.initial)
    dated: dict[str, Any] = {}
    for change in schedule.changes:
        span = format_month(change.first)
        if change.last != change.first:
            span += f"..{format_month(change.last)}"
        dated[span] = quantity.decode(change.value)
    return dated


def whole_form(quantity: Quantity, schedule: Schedule, horizon: Horizon) -> Any:
    """Return a schedule with what holds at the start spelt out, cut to the horizon where that changes no value."""
    start, end = horizon
    schedule = schedule.apart
    inside = tuple(
        change if change.last < end else Change(change.first, end - 1, schedule.value(end - 1))
        for change in schedule.changes
        if change.first < end
    )
    if not inside:
        return quantity.decode(schedule.initial)
    if inside[0].first == start < inside[0].last:  # what it rises from holds before the start, where a file has no say
        begun = Change(start, start, schedule.value(start)), Change(start + 1, inside[0].last, inside[0].value)
        inside = (*begun, *inside[1:])
    written = written_form(quantity, Schedule(schedule.initial, inside))
    first = format_month(start)
    if inside[0].first > start:
        written = {first: quantity.decode(schedule.initial)} | written
    return written


def _change(quantity: Quantity, when: str, value: Any, horizon: Horizon) -> Change:
    code = quantity.code(value)
    first_text, dots, last_text = str(when).partition("..")
    first = _within(parse_month(first_text), first_text, horizon)
    if not dots:
        return Change(first, first, code)
    if quantity.kind != "real":
        raise PeninsulaError(f"'{when}': a {quantity.kind} cannot ramp: expected single months")
    last = _within(parse_month(last_text), last_text, horizon)
    if last <= first:
        raise PeninsulaError(f"'{when}' ends before it begins: expected an earlier and a later month")
    return Change(first, last, code)


def _within(month: int, text: str, horizon: Horizon) -> int:
    if not horizon[0] <= month < horizon[1]:
        raise PeninsulaError(
            f"{text} is outside the horizon: expected {format_month(horizon[0])} to {format_month(horizon[1] - 1)}"
        )
    return month
