"""Values as a reader wants to see them."""

from typing import TYPE_CHECKING

from sim.foundations.months import format_month

if TYPE_CHECKING:
    from sim.scenario.quantity import Quantity, Value
    from sim.scenario.schedule import Schedule


def value_text(value: "Value") -> str:
    """Return a value of a lever or condition: 28500, rok_led, true."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else number_text(value)


def number_text(number: float) -> str:
    """Return a number without the digits nobody needs: 28500, 0.35, 2.6e-05, inf."""
    return f"{number:.0f}" if float(number).is_integer() and abs(number) < 1e15 else f"{number:.4g}"


def figure_text(value: float, decimals: int | None = None) -> str:
    """Return a result with as many digits as it bears: 58.3, 0.41, 0.007; decimals: those of its neighbours in a row."""
    return f"{value:.{decimals_of(value) if decimals is None else decimals}f}"


def signed_text(value: float, decimals: int | None = None) -> str:
    """Return a difference with its sign; a difference of nothing is 0."""
    return "0" if abs(value) < 0.0005 else ("+" if value > 0 else "") + figure_text(value, decimals)


def decimals_of(*values: float) -> int:
    """Return how many decimals the largest of some values bears."""
    size = max(map(abs, values))
    return 1 if size >= 10 else 2 if size >= 0.1 or size < 0.0005 else 3


def schedule_text(quantity: "Quantity", schedule: "Schedule") -> str:
    """Return a dated value: ``28500; 2028-02 to 2030-01: 0``."""
    parts = [value_text(quantity.decode(schedule.initial))]
    for change in schedule.changes:
        span = "" if change.first == change.last else f" to {format_month(change.last)}"
        parts.append(f"{format_month(change.first)}{span}: {value_text(quantity.decode(change.value))}")
    return "; ".join(parts)


def range_text(low: float, high: float) -> str:
    """Return a range, or one number when it has no width."""
    return number_text(low) if low == high else f"{number_text(low)} to {number_text(high)}"
