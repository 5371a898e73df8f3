"""Tables from text files and workbooks of any locale, with one clear sentence for every error."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.foundations.errors import PeninsulaError, nearest, shown
from sim.foundations.months import format_month
from sim.history.readers.dates import DateError, days_of

if TYPE_CHECKING:
    from pandas import DataFrame

WORKBOOKS = (".xls", ".xlsx")
HEADER_ROWS = 25
"""Rows at the top of a table among which its headings are searched for, below titles and notes."""

_DELIMITERS = (",", ";", "\t", "|")
_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?")
_DECIMAL_COMMA = re.compile(r"[+-]?\d*,\d+")
_NOTE = re.compile(r"\s*(?:(?:sources?|notes?)\b|\*|©)", re.IGNORECASE)


def read_table(path: Path, what: str, needed: Iterable[str], aliases: Mapping[str, Sequence[str]] | None = None) -> "DataFrame":
    """Return the rows of a table with at least the needed columns, all cells as written; the index counts the file's rows from 1.

    Headings are found in any case, below title rows, on any sheet of a workbook; blank rows and a closing "Source:" line are left
    out. what: name of the table, for messages. aliases: further names of needed columns.
    Raises PeninsulaError when the file is missing, unreadable, empty or lacks a column.
    """
    names = {name.casefold(): name for name in needed}
    names |= {alias.casefold(): name for name, others in (aliases or {}).items() for alias in others}
    sheets = _sheets(path, what)
    for cells in sheets:
        for row in range(min(len(cells), HEADER_ROWS)):
            headings = [names.get(_text(cell).casefold(), _text(cell)) for cell in cells.iloc[row]]
            if set(names.values()) <= set(headings):
                return _body(cells, row, headings, path, what)
    found = [_text(cell) for cells in sheets for cell in (cells.iloc[0] if len(cells) else ())]
    if not found:
        raise PeninsulaError(f"{path}: cannot be read as {what} (it is empty)")
    missing = next(name for name in names.values() if name.casefold() not in {each.casefold() for each in found})
    raise PeninsulaError(f"{path}: not {what}: column '{missing}' is missing{nearest(missing, found)}")


def headings_of(path: Path) -> set[str]:
    """Return every text in the first rows of a file, in lower case, by which a reader recognises it; empty when unreadable."""
    try:
        return {
            _text(cell).casefold() for cells in _sheets(path, "a table") for row in cells.head(HEADER_ROWS).values for cell in row
        }
    except PeninsulaError:
        return set()


def dates_of(frame: "DataFrame", column: str, path: Path) -> list[date]:
    """Return a column of dates; raises PeninsulaError when one is not a date, is ambiguous, or lies in the future."""
    try:
        days = days_of(list(frame[column]))
    except DateError as error:
        raise PeninsulaError(f"{path}, row {frame.index[error.row]}, column {column}: {error}") from None
    for row, day in zip(frame.index, days, strict=True):
        if day > date.today():
            raise PeninsulaError(f"{path}, row {row}, column {column}: {day} lies in the future: expected a date of the past")
    return days


def months_of(frame: "DataFrame", column: str, path: Path) -> list[str]:
    """Return a column of dates as YYYY-MM; see `dates_of`."""
    return [format_month(day.year * 12 + day.month - 1) for day in dates_of(frame, column, path)]


def numbers_of(frame: "DataFrame", column: str, path: Path, low: float = 0.0, gaps: Iterable[str] = ()) -> list[float]:
    """Return a column of numbers, NaN where a cell is blank or one of the gaps.

    Numbers may have thousands separators or a decimal comma, decided for the whole column, and stand in square brackets, as
    estimates do. Raises PeninsulaError when a value is not a number, is ambiguous, or lies below `low`.
    """
    texts = [_text(cell) for cell in frame[column]]
    blanks = {"", "nan", *gaps}
    comma = _comma_is_decimal(texts, str(frame.attrs.get("delimiter", "")))
    values = []
    for row, text in zip(frame.index, texts, strict=True):
        plain = text.strip("[] ")
        where = f"{path}, row {row}, column {column}"
        if comma is None and _THOUSANDS.fullmatch(plain):
            either = f"{plain.replace(',', '.')} or {plain.replace(',', '')}"
            raise PeninsulaError(f"{where}: {shown(text)} is ambiguous, {either}: expected numbers without thousands separators")
        if comma:
            plain = plain.replace(".", "").replace(",", ".")
        elif _THOUSANDS.fullmatch(plain):
            plain = plain.replace(",", "")
        try:
            value = float("nan") if text in blanks else float(plain)
        except ValueError:
            value = low - 1
        if value < low:
            raise PeninsulaError(f"{where}: {shown(text)} is invalid: expected a number, {low:g} or more")
        values.append(value)
    return values


def whole_numbers_of(frame: "DataFrame", column: str, path: Path, low: int, high: int) -> list[int]:
    """Return a column of whole numbers, such as years; raises PeninsulaError when one is missing or not within low to high."""
    values = numbers_of(frame, column, path)
    for row, cell, value in zip(frame.index, frame[column], values, strict=True):
        if not low <= value <= high or value % 1:
            where = f"{path}, row {row}, column {column}"
            raise PeninsulaError(f"{where}: {shown(_text(cell))} is invalid: expected a whole number, {low} to {high}")
    return [int(value) for value in values]


def _comma_is_decimal(texts: Sequence[str], delimiter: str) -> bool | None:
    """Return whether the comma in a column of numbers is a decimal one; None when "1,816" could be either.

    Any number of the column that has only one reading decides; failing that the delimiter does: text with semicolons comes from
    a locale with decimal commas, and text with commas quotes only what has thousands.
    """
    with_comma = [plain for text in texts if "," in (plain := text.strip("[] "))]
    if not with_comma:
        return False
    if any(_DECIMAL_COMMA.fullmatch(text) and not _THOUSANDS.fullmatch(text) for text in with_comma):
        return True
    if any("." in text and text.rindex(".") < text.rindex(",") for text in with_comma):
        return True
    if any("." in text or text.count(",") > 1 for text in with_comma):
        return False
    return {";": True, ",": False}.get(delimiter)


def by_month(months: Sequence[str], values: Sequence[float], frame: "DataFrame", path: Path) -> dict[str, float]:
    """Return month -> value without gaps; raises PeninsulaError when a month is given twice with different values."""
    known: dict[str, float] = {}
    for row, month, value in zip(frame.index, months, values, strict=True):
        if value != value:
            continue
        if known.setdefault(month, value) != value:
            raise PeninsulaError(f"{path}, row {row}: {month} is given twice, as {known[month]:g} and {value:g}: keep one row")
    return known


def _sheets(path: Path, what: str) -> list["DataFrame"]:
    """Return the sheets of a workbook, or a text file as the only one, all cells as they are, without headings."""
    import pandas

    try:
        if path.suffix.lower() in WORKBOOKS:
            return list(pandas.read_excel(path, sheet_name=None, header=None, dtype=object).values())
        return [_text_cells(_decoded(path.read_bytes()))]
    except FileNotFoundError:
        raise PeninsulaError(f"{path}: no such file: expected {what}") from None
    except ImportError as error:
        raise PeninsulaError(f"{path}: cannot be read without a package: {error}") from None
    except Exception as error:  # a damaged workbook: every engine raises exceptions of its own
        raise PeninsulaError(f"{path}: cannot be read as {what} ({type(error).__name__})") from None


def _decoded(content: bytes) -> str:
    """Return text in UTF-8, UTF-16 or, failing both, Windows-1252, without a byte-order mark."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _text_cells(text: str) -> "DataFrame":
    """Return the cells of a delimited text; the delimiter is the one that splits most rows into the same number of cells."""
    import csv

    from pandas import DataFrame

    lines = text.splitlines()
    tables = {delimiter: list(csv.reader(lines, delimiter=delimiter, skipinitialspace=True)) for delimiter in _DELIMITERS}

    def regular(delimiter: str) -> tuple[int, int]:
        widths = [len(row) for row in tables[delimiter] if len(row) > 1]
        common = max(set(widths), key=widths.count) if widths else 0
        return widths.count(common), common

    delimiter = max(_DELIMITERS, key=regular)
    width = max(map(len, tables[delimiter]), default=0)
    cells = DataFrame([[*row, *[""] * (width - len(row))] for row in tables[delimiter]], dtype=object)
    cells.attrs["delimiter"] = delimiter
    return cells


def _body(cells: "DataFrame", header: int, headings: Sequence[str], path: Path, what: str) -> "DataFrame":
    """Return the rows below the headings, without blank ones and closing notes."""
    frame = cells.iloc[header + 1 :].set_axis(list(headings), axis=1)
    frame = frame.loc[:, [bool(heading) for heading in headings]]
    frame = frame.set_axis([row + 1 for row in frame.index], axis=0)
    texts = frame.map(_text)
    filled = (texts != "").sum(axis=1)
    first = texts.iloc[:, 0] if len(texts.columns) else texts
    note = (filled == 1) & first.map(lambda text: bool(_NOTE.match(text)))
    frame = frame[(filled > 0) & ~note]
    if frame.empty:
        raise PeninsulaError(f"{path}: not {what}: it has no rows")
    frame = frame.loc[:, ~frame.columns.duplicated()]
    frame.attrs["delimiter"] = cells.attrs.get("delimiter", "")
    return frame


def _text(cell: Any) -> str:
    """Return a cell as text without surrounding blanks; an empty cell is an empty text."""
    return "" if cell is None or cell != cell else str(cell).strip()
