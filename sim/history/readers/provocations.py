"""The Database of North Korean Provocations of CSIS Beyond Parallel: a table of events, or of monthly counts."""

from collections import Counter
from pathlib import Path

from sim.foundations.errors import PeninsulaError
from sim.foundations.months import format_month, parse_month
from sim.history.observations import Series
from sim.history.readers.tables import months_of, numbers_of, read_table

EVENTS = ("dprk_provocations_events.csv", "provocations.csv", "provocations.xlsx")
COUNTS = ("dprk_provocations_monthly.csv",)
COUNTED_SINCE = "1984-01"
"""Month of the first missile tests; before it, the table has other provocations only."""

_KINDS = {"missile": "missile", "nuclear": "nuclear_test", "other": "other"}
_TITLES = {"missile": "Missile provocations", "nuclear_test": "Nuclear tests", "other": "Other provocations"}


def read_events(path: Path, until: str = "") -> dict[str, Series]:
    """Return monthly counts by kind from the table of events; months without an event count zero.

    until: YYYY-MM, the last month that the table covers (empty: that of its last event).
    Raises PeninsulaError when the file is not that table.
    """
    what = "the CSIS Beyond Parallel table of provocations"
    frame = read_table(path, what, ("date", "type"))
    months = months_of(frame, "date", path)
    kinds = [_kind(str(text), path, row) for row, text in enumerate(frame["type"])]
    counts = Counter(zip(months, kinds, strict=True))
    span = range(parse_month(COUNTED_SINCE), parse_month(until or max(months)) + 1)
    return {kind: _series(kind, {text: float(counts[text, kind]) for text in map(format_month, span)}, path) for kind in _TITLES}


def read_counts(path: Path) -> dict[str, Series]:
    """Return monthly counts by kind from a table with columns month, missile, nuclear_test and other.

    Raises PeninsulaError when the file is not such a table.
    """
    frame = read_table(path, "a table of provocations by month", ("month", *_TITLES))
    months = months_of(frame, "month", path)
    return {kind: _series(kind, dict(zip(months, numbers_of(frame, kind, path), strict=True)), path) for kind in _TITLES}


def _kind(text: str, path: Path, row: int) -> str:
    for word, kind in _KINDS.items():
        if text.strip().lower().startswith(word):
            return kind
    raise PeninsulaError(f"{path}, row {row + 2}, column type: '{text}': expected Missile, Nuclear or Other Provocation")


def _series(kind: str, values: dict[str, float], path: Path) -> Series:
    return Series(kind, _TITLES[kind], "events a month", values, str(path))
