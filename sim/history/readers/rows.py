"""Rows of a table below its headings, without the notes that close it; what is given twice is refused where it differs."""

import re
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sim.foundations.errors import PeninsulaError, shown
from sim.history.readers.dates import DateError, days_of
from sim.history.readers.sheets import text_of

if TYPE_CHECKING:
    from pandas import DataFrame, Series

HEADER_ROWS = 25
"""Rows at the top of a table among which its headings are searched for, below titles and notes."""

_NOTE = re.compile(r"(?:sources?|notes?)\b|[*©†]|\(?[a-z0-9]\)|\S+(?:\s+\S+){2,}", re.IGNORECASE)
"""The first cell of a closing note: a mark or word that begins one, or three words and more."""

_CREDIT = re.compile(r"(?:sources?|notes?)\s*:", re.IGNORECASE)


def header_row(cells: "DataFrame", names: Mapping[str, str]) -> int | None:
    """Return the row of a sheet that has every needed heading, or None. names: in lower case -> the needed ones."""
    for row in range(min(len(cells), HEADER_ROWS)):
        if set(names.values()) <= {names.get(text_of(cell).casefold()) for cell in cells.iloc[row]}:
            return row
    return None


def rows_below(cells: "DataFrame", header: int, known: Mapping[str, str]) -> "DataFrame":
    """Return the rows below the headings, without blank ones and closing notes. known: headings in lower case -> columns."""
    written = [text_of(cell) for cell in cells.iloc[header]]
    frame = cells.iloc[header + 1 :].set_axis([known.get(heading.casefold(), heading) for heading in written], axis=1)
    frame = frame.loc[:, [bool(heading) for heading in written]]
    frame = frame.set_axis([row + 1 for row in frame.index], axis=0)
    return frame[_rows_before_notes(frame.map(text_of))]


def refuse_contradicting_columns(frame: "DataFrame", written: Sequence[str], known: Mapping[str, str], path: Path) -> None:
    """Raise PeninsulaError when a heading of a known column comes twice, in whatever case, above different cells."""
    first: dict[str, int] = {}
    for position, heading in enumerate(written):
        before = first.setdefault(heading.casefold(), position)
        if heading.casefold() not in known or before == position:
            continue
        for row, one, other in zip(frame.index, frame.iloc[:, before], frame.iloc[:, position], strict=True):
            if text_of(one) != text_of(other):
                both = f"'{written[before]}' and '{heading}', with {shown(text_of(one))} and {shown(text_of(other))} in row {row}"
                raise PeninsulaError(f"{path}: a column is given twice, as {both}: keep one of them")


def refuse_further_rows(
    frame: "DataFrame", other: "DataFrame", needed: Collection[str], titles: tuple[str, str], path: Path
) -> None:
    """Raise PeninsulaError when another sheet with the needed columns has rows that the first one lacks."""

    def rows(table: "DataFrame") -> dict[tuple[str, ...], int]:
        columns = [table[name].iloc[:, 0] if table[name].ndim > 1 else table[name] for name in sorted(needed)]
        return {tuple(map(text_of, cells)): row for row, *cells in zip(table.index, *columns, strict=True)}

    read = rows(frame)
    row = next((row for cells, row in rows(other).items() if cells not in read), None)
    if row is not None:
        both = f"sheets '{titles[0]}' and '{titles[1]}' both have the table, and row {row} of the second is not on the first"
        raise PeninsulaError(f"{path}: {both}: expected all rows on one sheet")


def _rows_before_notes(texts: "DataFrame") -> "Series[bool]":
    """Return which rows are neither blank nor one of the notes that close a table.

    A closing row is a note when nothing but its first cell is filled, or the cell begins with "Source" or "Note", whose commas
    text files without quotation marks spread over further cells.
    """
    filled = (texts != "").sum(axis=1)
    kept = filled > 0
    for row in reversed(texts.index[kept]):
        first = texts.loc[row].iloc[0]
        note = _CREDIT.match(first) or (filled[row] == 1 and _NOTE.match(first) and not _is_date(first))
        if not note:
            break
        kept[row] = False
    return kept


def _is_date(text: str) -> bool:
    try:
        return bool(days_of([text]))
    except DateError:
        return False


def refuse_appended_rows(frame: "DataFrame", path: Path) -> None:
    """Raise PeninsulaError when a row comes again below rows with another first cell, as when a table is appended to itself.

    The same row twice in succession can be two events of one day.
    """
    block = (frame.iloc[:, 0] != frame.iloc[:, 0].shift()).cumsum()
    seen: dict[tuple[str, ...], tuple[int, int]] = {}
    for row, number, cells in zip(frame.index, block, frame.map(text_of).itertuples(index=False, name=None), strict=True):
        first, before = seen.setdefault(cells, (row, number))
        if number != before:
            raise PeninsulaError(f"{path}: row {row} repeats row {first}, below others: expected every row once")
