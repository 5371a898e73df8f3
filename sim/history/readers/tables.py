"""Tables from text files and workbooks of any locale, with one clear sentence for every error."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from math import isinf
from pathlib import Path
from typing import TYPE_CHECKING

from sim.foundations.errors import PeninsulaError, nearest, shown
from sim.foundations.months import format_month
from sim.history.readers.dates import DateError, days_of
from sim.history.readers.numerals import NumeralError, ambiguous, is_grouped, numbers_from, refuse_grouped
from sim.history.readers.rows import (
    HEADER_ROWS,
    header_row,
    refuse_appended_rows,
    refuse_contradicting_columns,
    refuse_further_rows,
    rows_below,
)
from sim.history.readers.sheets import sheets_of, text_of

if TYPE_CHECKING:
    from pandas import DataFrame

UNKNOWN = ("", "nan", "na", "n/a", "#n/a", ".")
"""How programs write that a value is not known, in lower case."""


def read_table(
    path: Path,
    what: str,
    needed: Iterable[str],
    aliases: Mapping[str, Sequence[str]] | None = None,
    optional: Iterable[str] = (),
) -> "DataFrame":
    """Return the rows of a table with at least the needed columns, all cells as written; the index counts the file's rows from 1.

    Headings are found in any case, below title rows, on any sheet of a workbook; blank rows and a closing "Source:" line are left
    out. what: name of the table, for messages. aliases: further names of needed columns. optional: columns of the same table that
    it can lack. Messages name a column as the file does: see `place`.
    Raises PeninsulaError when the file is missing, unreadable, empty or lacks a column, has one twice with other cells, or has
    further rows on a second sheet.
    """
    names = {name.casefold(): name for name in needed}
    names |= {alias.casefold(): name for name, others in (aliases or {}).items() for alias in others}
    known = {name.casefold(): name for name in optional} | names
    sheets = sheets_of(path, what)
    headers = {title: row for title, cells in sheets.items() if (row := header_row(cells, names)) is not None}
    if headers:
        (first, row), *others = headers.items()
        frame = _body(sheets[first], row, known, path, what)
        for title, row in others:
            refuse_further_rows(frame, rows_below(sheets[title], row, known), set(names.values()), (first, title), path)
        return frame
    found = [text_of(cell) for cells in sheets.values() for cell in (cells.iloc[0] if len(cells) else ())]
    if not found:
        raise PeninsulaError(f"{path}: cannot be read as {what} (it is empty)")
    missing = next(name for name in names.values() if name.casefold() not in {each.casefold() for each in found})
    raise PeninsulaError(f"{path}: not {what}: column '{missing}' is missing{nearest(missing, found)}")


def heading_of(frame: "DataFrame", column: str) -> str:
    """Return a column's heading as the file has it, which can be an alias."""
    return str(frame.attrs.get("headings", {}).get(column, column))


def place(frame: "DataFrame", row: object, column: str, path: Path) -> str:
    """Return where a cell stands, for messages."""
    return f"{path}, row {row}, column {heading_of(frame, column)}"


def headings_of(path: Path) -> set[str]:
    """Return every text in the first rows of a file and the titles of its sheets, in lower case; empty when unreadable.

    A reader recognises its file by them.
    """
    try:
        sheets = sheets_of(path, "a table")
    except PeninsulaError:
        return set()
    texts = {text_of(cell).casefold() for cells in sheets.values() for row in cells.head(HEADER_ROWS).values for cell in row}
    return texts | {title.casefold() for title in sheets}


def dates_of(frame: "DataFrame", column: str, path: Path, since: int = 0) -> list[date]:
    """Return a column of dates; raises PeninsulaError when one is none, is ambiguous, or lies in the future or before a year."""
    try:
        days = days_of(list(frame[column]))
    except DateError as error:
        raise PeninsulaError(f"{place(frame, frame.index[error.row], column, path)}: {error}") from None
    for row, day in zip(frame.index, days, strict=True):
        if day > date.today():
            raise PeninsulaError(f"{place(frame, row, column, path)}: {day} lies in the future: expected a date of the past")
        if day.year < since:
            raise PeninsulaError(f"{place(frame, row, column, path)}: {day} is implausible: expected a date from {since} on")
    return days


def months_of(frame: "DataFrame", column: str, path: Path, since: int = 0) -> list[str]:
    """Return a column of dates as YYYY-MM; see `dates_of`."""
    return [format_month(day.year * 12 + day.month - 1) for day in dates_of(frame, column, path, since)]


def numbered_months_of(frame: "DataFrame", year: str, month: str, path: Path) -> list[int | None]:
    """Return months given by a column of years and one of numbers from 1 to 12, as `parse_month` does; None where one is blank.

    Raises PeninsulaError when a year or month is none, or lies in the future.
    """
    years, months = numbers_of(frame, year, path), numbers_of(frame, month, path)
    today = date.today()
    found: list[int | None] = []
    for row, y, m in zip(frame.index, years, months, strict=True):
        known = y == y and m == m
        if known and (m not in range(1, 13) or y % 1 or not 1800 <= y + (m - 1) / 12 <= today.year + (today.month - 1) / 12):
            raise PeninsulaError(
                f"{path}, row {row}: {heading_of(frame, year)} {y:g}, {heading_of(frame, month)} {m:g} is no month of the past"
            )
        found.append(int(y * 12 + m - 1) if known else None)
    return found


def spans_of(frame: "DataFrame", ends: tuple[str, str, str, str], path: Path) -> list[range | None]:
    """Return the months from a first to a last one of each row; None where one is blank.

    ends: columns of the first year and month and the last year and month. Raises PeninsulaError as `numbered_months_of`, and when
    the last month comes before the first.
    """
    first, last = numbered_months_of(frame, ends[0], ends[1], path), numbered_months_of(frame, ends[2], ends[3], path)
    spans: list[range | None] = []
    for row, begin, end in zip(frame.index, first, last, strict=True):
        if begin is not None and end is not None and end < begin:
            raise PeninsulaError(f"{path}, row {row}: it ends in {format_month(end)}, before it begins in {format_month(begin)}")
        spans.append(None if begin is None or end is None else range(begin, end + 1))
    return spans


def numbers_of(frame: "DataFrame", column: str, path: Path, low: float = 0.0, gaps: Iterable[str] = ()) -> list[float]:
    """Return a column of numbers, NaN where a cell is blank, "n/a" or one of the gaps.

    Numbers may have thousands separators or a decimal comma, decided for the whole column, and stand in square brackets, as
    estimates do. Raises PeninsulaError when a value is not a number, is ambiguous, or lies below `low`.
    """
    texts = [text_of(cell) for cell in frame[column]]
    unknown = {*UNKNOWN, *(gap.casefold() for gap in gaps)}
    try:
        values = numbers_from(texts, unknown, str(frame.attrs.get("delimiter", "")))
    except NumeralError as error:
        raise PeninsulaError(f"{place(frame, frame.index[error.row], column, path)}: {error}") from None
    for row, text, value in zip(frame.index, texts, values, strict=True):
        if isinf(value) or value < low:
            where = place(frame, row, column, path)
            raise PeninsulaError(f"{where}: {shown(text)} is invalid: expected a number, {low:g} or more")
    return values


def amounts_of(frame: "DataFrame", column: str, path: Path, gaps: Iterable[str] = ()) -> list[float]:
    """Return a column of numbers that reach thousands; raises PeninsulaError as `numbers_of`, and where all are like "1.347".

    What looks like a decimal sign before three digits separates thousands in other locales.
    """
    values = numbers_of(frame, column, path, gaps=gaps)
    try:
        refuse_grouped([cell if isinstance(cell, str) else "" for cell in frame[column]], values)
    except NumeralError as error:
        raise PeninsulaError(f"{place(frame, frame.index[error.row], column, path)}: {error}") from None
    return values


def counts_of(frame: "DataFrame", column: str, path: Path) -> list[float]:
    """Return a column of whole numbers, NaN where a cell is blank; raises PeninsulaError for fractions, and for "24.870".

    What looks like a decimal sign before three digits separates thousands in other locales.
    """
    values = numbers_of(frame, column, path)
    for row, cell, value in zip(frame.index, frame[column], values, strict=True):
        text = text_of(cell)
        where = place(frame, row, column, path)
        if is_grouped(text, value):
            raise PeninsulaError(f"{where}: {ambiguous(text, f'{value:g}')}")
        if value == value and value % 1:
            raise PeninsulaError(f"{where}: {shown(text)} is invalid: expected a whole number")
    return values


def years_of(frame: "DataFrame", column: str, path: Path) -> list[int]:
    """Return a column of years; raises PeninsulaError when one is missing, no year, or lies in the future."""
    return whole_numbers_of(frame, column, path, 1800, date.today().year)


def whole_numbers_of(frame: "DataFrame", column: str, path: Path, low: int, high: int) -> list[int]:
    """Return a column of whole numbers, such as years; raises PeninsulaError when one is missing or not within low to high."""
    values = numbers_of(frame, column, path)
    for row, cell, value in zip(frame.index, frame[column], values, strict=True):
        if not low <= value <= high or value % 1:
            where = place(frame, row, column, path)
            raise PeninsulaError(f"{where}: {shown(text_of(cell))} is invalid: expected a whole number, {low} to {high}")
    return [int(value) for value in values]


def by_month(months: Sequence[str], values: Sequence[float], frame: "DataFrame", path: Path) -> dict[str, float]:
    """Return month, or year -> value without gaps; raises PeninsulaError when one is given twice with different values."""
    known: dict[str, float] = {}
    for row, month, value in zip(frame.index, months, values, strict=True):
        if value != value:
            continue
        if known.setdefault(month, value) != value:
            raise PeninsulaError(f"{path}, row {row}: {month} is given twice, as {known[month]:g} and {value:g}: keep one row")
    return known


def repeats_noted(frame: "DataFrame") -> tuple[str, ...]:
    """Return a note on events that are given twice in succession, if there are any: they can be two events of one day."""
    repeated = int(frame.duplicated().sum())
    return (f"rows given twice in succession, word for word, and counted twice: {repeated}",) if repeated else ()


def _body(cells: "DataFrame", header: int, known: Mapping[str, str], path: Path, what: str) -> "DataFrame":
    """Return the rows of a table, each column once, with its delimiter and its own headings in `attrs`."""
    frame = rows_below(cells, header, known)
    if frame.empty:
        raise PeninsulaError(f"{path}: not {what}: it has no rows")
    refuse_appended_rows(frame, path)
    written = [text for cell in cells.iloc[header] if (text := text_of(cell))]
    refuse_contradicting_columns(frame, written, known, path)
    own = {known.get(text.casefold(), text): text for text in reversed(written)}
    frame = frame.loc[:, ~frame.columns.duplicated()]
    frame.attrs = {"delimiter": cells.attrs.get("delimiter", ""), "headings": own}
    return frame
