"""North Korean provocations by category and severity, after CSIS Beyond Parallel: limited attacks by month."""

import re
from pathlib import Path

from sim.foundations.errors import PeninsulaError, nearest, shown
from sim.history.observations import Series
from sim.history.readers.monthly import first_month, monthly_counts
from sim.history.readers.provocations import FOUNDED
from sim.history.readers.reader import Reader
from sim.history.readers.sheets import text_of
from sim.history.readers.tables import heading_of, months_of, numbers_of, place, read_table

ATTACK_SEVERITY = 3
"""Severity of a conventional provocation from which it counts as a limited attack: fire that hits, or forces that clash; below it
stand shots without effect, intrusions and threats."""

COUNTED_SINCE = "1984-01"
"""As for the other provocations: the month from which the database has missile tests."""

CONVENTIONAL = "conventional"
CATEGORIES = (CONVENTIONAL, "cyber", "hybrid", "missile", "nuclear_program", "nuclear_test", "other", "terror")


def read_categorised(path: Path) -> list[Series]:
    """Return limited attacks a month, conventional provocations of severity 3 and more, from the table's first event on.

    Raises PeninsulaError when the file is not that table, has no conventional provocation, or a category outside CATEGORIES.
    """
    what = "the table of provocations by category"
    frame = read_table(path, what, ("date", "cat", "sev"), {"cat": ("category",), "sev": ("severity",)})
    months, severities = months_of(frame, "date", path, FOUNDED), numbers_of(frame, "sev", path)
    kinds = [
        _category(text_of(cell), place(frame, row, "cat", path)) for row, cell in zip(frame.index, frame["cat"], strict=True)
    ]
    rows = zip(months, kinds, severities, strict=True)
    attacks = [month for month, kind, severity in rows if kind == CONVENTIONAL and severity >= ATTACK_SEVERITY]
    if CONVENTIONAL not in kinds:
        where = f"{path}, column {heading_of(frame, 'cat')}"
        raise PeninsulaError(f"{where}: no row is {CONVENTIONAL}: expected the whole table, not one without attacks")
    first = first_month(months, COUNTED_SINCE, path)
    counts = monthly_counts([month for month in attacks if month >= first], first, max(months))
    return [Series("attacks", "Limited attacks", "events a month", counts, str(path))]


def _category(text: str, where: str) -> str:
    category = re.sub(r"[\s_-]+", "_", text.casefold())
    if category not in CATEGORIES:
        expected = f"expected one of {', '.join(CATEGORIES)}{nearest(category, CATEGORIES)}"
        raise PeninsulaError(f"{where}: {shown(text)} is no category: {expected}")
    return category


READER = Reader(
    publisher="CSIS Beyond Parallel, categorised",
    title="North Korean provocations by category and severity",
    citation="After CSIS Beyond Parallel, Database of North Korean Provocations",
    patterns=("*provocations_categorised*.csv", "*provocations_categorized*.csv"),
    headings=(frozenset({"date", "cat", "sev"}), frozenset({"date", "category", "severity"})),
    series=("attacks",),
    read=read_categorised,
)
