"""Months, the step of every world: written YYYY-MM, counted as whole numbers."""

import re
from datetime import date

from sim.foundations.errors import PeninsulaError

_PATTERN = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")


def parse_month(month: str | date) -> int:
    """Return a month, written ``YYYY-MM`` or that of a date, as a count of months since year 0.

    Raises PeninsulaError when it is not a month.
    """
    text = format_month(month.year * 12 + month.month - 1) if isinstance(month, date) else str(month)
    match = _PATTERN.fullmatch(text.strip())
    if match is None:
        raise PeninsulaError(f"'{text}' is not a month: expected YYYY-MM, such as 2027-01")
    return int(match[1]) * 12 + int(match[2]) - 1


def format_month(month: int) -> str:
    """Return a count of months as ``YYYY-MM``."""
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


def month_of_year(month: int) -> int:
    """Return 1 for January up to 12 for December."""
    return month % 12 + 1
