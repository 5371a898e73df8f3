"""Joint military exercises (Bernhardt): months in which the United States and South Korea exercised together."""

from pathlib import Path

from sim.foundations.errors import PeninsulaError
from sim.foundations.months import format_month
from sim.history.observations import Series
from sim.history.readers.reader import Reader
from sim.history.readers.tables import read_table, spans_of

_ENDS = ("s.year", "s.month", "e.year", "e.month")


def read_exercises(path: Path) -> list[Series]:
    """Return how many exercises were under way in each month, zero included.

    Raises PeninsulaError when the file is not that table.
    """
    aliases = {end: (end.replace(".", "_"), end.replace(".", "")) for end in _ENDS}
    frame = read_table(path, "the table of joint military exercises", ("Ex_Name", *_ENDS), aliases)
    spans = [span for span in spans_of(frame, _ENDS, path) if span is not None]
    if not spans:
        raise PeninsulaError(f"{path}: no exercise has a first and a last month")
    months = range(min(span.start for span in spans), max(span.stop for span in spans))
    values = {format_month(month): float(sum(month in span for span in spans)) for month in months}
    undated = len(frame) - len(spans)
    notes = (f"{undated} exercises without a first or last month are left out",) if undated else ()
    return [Series("exercises", "Joint exercises of the US and South Korea under way", "exercises", values, str(path), notes)]


PUBLISHER = "Bernhardt, joint military exercises"
TITLE = "Joint exercises of the United States and South Korea"
PATTERNS = ("us_rok_exercises*.csv", "jme*.csv")
READERS = (
    Reader(
        publisher=PUBLISHER,
        title=f"{TITLE}, version 7",
        citation="Bernhardt, J., Joint Military Exercises, version 7",
        patterns=(),
        headings=(frozenset({"mmeid", "ex_name", "s.year"}), frozenset({"mmeid", "ex_name", "s_year"})),
        series=("exercises",),
        read=read_exercises,
        group="exercises",
    ),
    Reader(
        publisher=PUBLISHER,
        title=TITLE,
        citation="Bernhardt, J. (2020), Joint Military Exercises",
        patterns=PATTERNS,
        headings=(frozenset({"ex_name", "s.year", "e.year"}), frozenset({"ex_name", "s_year", "e_year"})),
        series=("exercises",),
        read=read_exercises,
        group="exercises",
    ),
)
