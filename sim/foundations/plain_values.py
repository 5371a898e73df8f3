"""Numbers, dates and lists of Python and its libraries, as the plain values of a scenario file."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from sim.foundations.months import format_month, parse_month


def plain_value(value: Any) -> Any:
    """Return a value as a scenario file would hold it.

    Numbers and flags of NumPy and pandas become Python's, arrays, tuples and ranges lists, dates, timestamps and monthly periods
    their month YYYY-MM, also as keys of a dated schedule; anything else stays as it is.
    """
    if getattr(getattr(value, "dtype", None), "kind", "") == "M":  # nanoseconds would become a number
        value = value.astype("datetime64[M]")
    elif getattr(value, "freqstr", "").startswith("M"):
        value = value.to_timestamp()
    if isinstance(value, date):
        return format_month(value.year * 12 + value.month - 1)
    if isinstance(value, Mapping):
        return {plain_value(key): plain_value(each) for key, each in value.items()}
    if isinstance(value, tuple | list | range):
        return [plain_value(each) for each in value]
    # scalars and arrays of NumPy, without importing it
    return plain_value(value.tolist()) if hasattr(value, "tolist") else value


def month_text(month: Any) -> str:
    """Return a month given as text, date, timestamp or period as YYYY-MM; raises PeninsulaError when it is none."""
    return format_month(parse_month(plain_value(month)))


def whole_value(value: Any) -> Any:
    """Return a number as Python's, whole where it has no fraction, as 1e4 has none; see `plain_value`."""
    plain = plain_value(value)
    return int(plain) if isinstance(plain, float) and plain.is_integer() else plain


def listed[T](given: Iterable[T]) -> list[T]:
    """Return what is given as a list; one text, path or other thing alone is a list of one, and no text is one of letters."""
    if isinstance(given, str | Path) or not isinstance(given, Iterable):
        return [given]  # type: ignore[list-item]
    return list(given)
