"""Values of levers and conditions as a reader wants to see them."""

from sim.foundations.months import format_month
from sim.foundations.wording import number_text
from sim.scenario.quantity import Quantity, Value
from sim.scenario.schedule import Schedule


def value_text(value: Value) -> str:
    """Return a value of a lever or condition: 28500, rok_led, true."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else number_text(value)


def schedule_text(quantity: Quantity, schedule: Schedule) -> str:
    """Return a dated value: ``28500; 2028-02 to 2030-01: 0``."""
    parts = [value_text(quantity.decode(schedule.initial))]
    for change in schedule.apart.changes:
        span = "" if change.first == change.last else f" to {format_month(change.last)}"
        parts.append(f"{format_month(change.first)}{span}: {value_text(quantity.decode(change.value))}")
    return "; ".join(parts)
