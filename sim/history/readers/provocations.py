"""The Database of North Korean Provocations of CSIS Beyond Parallel: a table of events, or of monthly counts."""

from collections import Counter
from pathlib import Path

from sim.foundations.errors import PeninsulaError
from sim.foundations.months import format_month, parse_month
from sim.history.observations import Series
from sim.history.readers.monthly import first_month
from sim.history.readers.reader import Reader
from sim.history.readers.tables import by_month, counts_of, months_of, read_table, repeats_noted

FOUNDED = 1948
"""Year in which North Korea was founded, before which it cannot have done anything."""

COUNTED_SINCE = "1984-01"
"""Month of the first missile tests; before it, the table has other provocations only."""

_KINDS = {"missile": "missile", "nuclear": "nuclear_test", "other": "other"}
_TITLES = {"missile": "Missile provocations", "nuclear_test": "Nuclear tests", "other": "Other provocations"}


def read_events(path: Path, until: str = "") -> list[Series]:
    """Return monthly counts by kind from the table of events; months without an event count zero, from its first event on.

    A kind without any event has no series: the table may have been filtered. until: YYYY-MM, the last month that the table covers
    (empty: that of its last event).
    Raises PeninsulaError when the file is not that table.
    """
    what = "the CSIS Beyond Parallel table of provocations"
    frame = read_table(path, what, ("date", "type"))
    months = months_of(frame, "date", path, FOUNDED)
    kinds = [_kind(str(text), path, row) for row, text in zip(frame.index, frame["type"], strict=True)]
    counts = Counter(zip(months, kinds, strict=True))
    span = range(parse_month(first_month(months, COUNTED_SINCE, path)), parse_month(until or max(months)) + 1)
    absent = ", ".join(title.lower() for kind, title in _TITLES.items() if kind not in kinds)
    notes = (*repeats_noted(frame), *((f"no row of {absent}",) if absent else ()))
    by_kind = {kind: {text: float(counts[text, kind]) for text in map(format_month, span)} for kind in _TITLES if kind in kinds}
    return [Series(kind, _TITLES[kind], "events a month", values, str(path), notes) for kind, values in by_kind.items()]


def read_counts(path: Path) -> list[Series]:
    """Return monthly counts by kind from a table with columns month, missile, nuclear_test and other.

    Raises PeninsulaError when the file is not such a table.
    """
    frame = read_table(path, "a table of provocations by month", ("month", *_TITLES))
    months = months_of(frame, "month", path)
    by_kind = {kind: by_month(months, counts_of(frame, kind, path), frame, path) for kind in _TITLES}
    return [Series(kind, _TITLES[kind], "events a month", values, str(path)) for kind, values in by_kind.items()]


def _kind(text: str, path: Path, row: int) -> str:
    for word, kind in _KINDS.items():
        if text.strip().lower().startswith(word):
            return kind
    raise PeninsulaError(f"{path}, row {row}, column type: '{text}': expected Missile, Nuclear or Other Provocation")


PUBLISHER = "CSIS Beyond Parallel"
CITATION = "CSIS Beyond Parallel, Database of North Korean Provocations"
READERS = (
    Reader(
        publisher=PUBLISHER,
        title="North Korean provocations, counts a month",
        citation=CITATION,
        patterns=("dprk_provocations_monthly*.csv",),
        headings=(frozenset({"month", *_TITLES}),),
        series=tuple(_TITLES),
        read=read_counts,
        group="provocations",
    ),
    Reader(
        publisher=PUBLISHER,
        title="North Korean provocations, events",
        citation=CITATION,
        patterns=("dprk_provocations_events*.csv", "provocations*.csv", "provocations*.xls*"),
        headings=(frozenset({"date", "type", "event"}),),
        series=tuple(_TITLES),
        read=read_events,
        group="provocations",
    ),
)
