"""North Korean provocations by category and severity, after CSIS Beyond Parallel: limited attacks by month."""

from pathlib import Path

from sim.history.observations import Series
from sim.history.readers.monthly import monthly_counts
from sim.history.readers.provocations import FOUNDED
from sim.history.readers.reader import Reader
from sim.history.readers.tables import months_of, numbers_of, read_table

ATTACK_SEVERITY = 3
"""Severity of a conventional provocation from which it counts as a limited attack: fire that hits, or forces that clash; below it
stand shots without effect, intrusions and threats."""

COUNTED_SINCE = "1984-01"
"""As for the other provocations: the month from which the database has missile tests."""


def read_categorised(path: Path) -> list[Series]:
    """Return limited attacks a month: conventional provocations of severity 3 and more.

    Raises PeninsulaError when the file is not that table.
    """
    what = "the table of provocations by category"
    frame = read_table(path, what, ("date", "cat", "sev"), {"cat": ("category",), "sev": ("severity",)})
    months, severities = months_of(frame, "date", path, FOUNDED), numbers_of(frame, "sev", path)
    kinds = [str(kind).strip().casefold() for kind in frame["cat"]]
    rows = zip(months, kinds, severities, strict=True)
    attacks = [month for month, kind, severity in rows if kind == "conventional" and severity >= ATTACK_SEVERITY]
    counts = monthly_counts([month for month in attacks if month >= COUNTED_SINCE], COUNTED_SINCE, max(months))
    return [Series("attacks", "Limited attacks", "events a month", counts, str(path))]


READER = Reader(
    publisher="CSIS Beyond Parallel, categorised",
    title="North Korean provocations by category and severity",
    citation="After CSIS Beyond Parallel, Database of North Korean Provocations",
    patterns=("*provocations_categorised*.csv", "*provocations_categorized*.csv"),
    headings=(frozenset({"date", "cat", "sev"}), frozenset({"date", "category", "severity"})),
    series=("attacks",),
    read=read_categorised,
)
