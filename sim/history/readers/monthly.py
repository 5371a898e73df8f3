"""Monthly counts from dated events."""

from collections import Counter
from collections.abc import Iterable

from sim.foundations.months import format_month, parse_month


def monthly_counts(months: Iterable[str], first: str = "", last: str = "") -> dict[str, float]:
    """Return how many events fall into each month, zero included, from the first to the last month.

    months: of the events, YYYY-MM. first, last: empty: those of the first and the last event.
    """
    counts = Counter(months)
    span = range(parse_month(first or min(counts)), parse_month(last or max(counts)) + 1)
    return {month: float(counts[month]) for month in map(format_month, span)}
