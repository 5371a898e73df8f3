"""Monthly counts from dated events."""

from collections import Counter
from collections.abc import Collection, Iterable
from pathlib import Path

from sim.foundations.errors import PeninsulaError
from sim.foundations.months import format_month, parse_month


def monthly_counts(months: Iterable[str], first: str = "", last: str = "") -> dict[str, float]:
    """Return how many events fall into each month, zero included, from the first to the last month.

    months: of the events, YYYY-MM. first, last: empty: those of the first and the last event.
    """
    counts = Counter(months)
    span = range(parse_month(first or min(counts)), parse_month(last or max(counts)) + 1)
    return {month: float(counts[month]) for month in map(format_month, span)}


def first_month(months: Collection[str], since: str, path: Path) -> str:
    """Return the month from which a table is counted: that of its first event, or a later one since which it is complete.

    Raises PeninsulaError when the table ends before that.
    """
    if max(months) < since:
        raise PeninsulaError(f"{path}: the last row is of {max(months)}: expected a table that goes beyond {since}")
    return max(since, min(months))
