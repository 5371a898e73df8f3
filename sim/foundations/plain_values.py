"""Numbers, dates and lists of Python and its libraries, as the plain values of a scenario file."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sim.foundations.months import format_month


def plain_value(value: Any) -> Any:
    """Return a value as a scenario file would hold it.

    Numbers and flags of NumPy and pandas become Python's, arrays and tuples lists, dates and timestamps their month YYYY-MM, also
    as keys of a dated schedule; anything else stays as it is.
    """
    if isinstance(value, date):
        return format_month(value.year * 12 + value.month - 1)
    if isinstance(value, Mapping):
        return {plain_value(key): plain_value(each) for key, each in value.items()}
    if isinstance(value, tuple | list):
        return [plain_value(each) for each in value]
    # scalars and arrays of NumPy, without importing it
    return plain_value(value.tolist()) if hasattr(value, "tolist") else value
