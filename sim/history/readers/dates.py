"""Dates as publishers and spreadsheets write them: decided for a whole column, and refused where they are ambiguous."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

from sim.foundations.errors import shown

EXCEL_EPOCH = date(1899, 12, 30)
"""The day of serial number 0 in spreadsheets, for dates after February 1900."""

SERIALS = range(10_000, 80_000)
"""Numbers that can be serial dates: 1927 to 2119."""

YEARS = range(1800, 2200)
MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class DateError(ValueError):
    """A column of dates that cannot be read in one way only. row: index of the cell that shows it; the message says why."""

    def __init__(self, row: int, message: str) -> None:
        super().__init__(message)
        self.row = row


@dataclass(frozen=True)
class Form:
    """One way to write a date. read: from the groups of the pattern to a day; raises ValueError when there is no such day."""

    name: str
    pattern: re.Pattern[str]
    read: Callable[[re.Match[str]], date]


def _named(match: re.Match[str]) -> date:
    return date(int(match["y"]), 1 + MONTH_NAMES.index(match["m"].lower()[:3]), int(match.groupdict().get("d") or 1))


def _numbered(match: re.Match[str]) -> date:
    return date(int(match["y"]), int(match["m"]), int(match.groupdict().get("d") or 1))


def _form(name: str, pattern: str, read: Callable[[re.Match[str]], date] = _numbered) -> Form:
    return Form(name, re.compile(pattern, re.IGNORECASE), read)


_Y, _M, _D = r"(?P<y>\d{4})", r"(?P<m>\d{1,2})", r"(?P<d>\d{1,2})"
_NAME = r"(?P<m>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_TIME = r"[T ]\s*\d{1,2}:\d\d(?::\d\d(?:[.,]\d+)?)?(?:\s?[AP]M)?(?:\s?(?:\+09:?(?:00)?|KST))?"
"""A time of day, without a zone or in Korea's, whose day is that of the event."""

_ZONE = r"\s?(?:Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)"
_MIDNIGHT = rf"[T ]\s*0?0:00(?::00(?:[.,]0+)?)?{_ZONE}"
_ELSEWHERE = re.compile(rf"{_Y}[-/]{_M}[-/]{_D}[T ]\s*\d{{1,2}}:\d\d\S*?{_ZONE}", re.IGNORECASE)
"""A time of another zone, where the day can be another one than in Korea."""

FORMS: tuple[Form, ...] = (
    _form("YYYY-MM-DD or YYYY-MM", rf"{_Y}[-/]{_M}(?:[-/]{_D}(?:{_TIME}|{_MIDNIGHT})?)?"),
    _form("YYYY.MM.DD", rf"{_Y}\.{_M}\.{_D}\.?"),
    _form("YYYY.MM", rf"{_Y}\.(?P<m>0[1-9]|1[0-2])"),
    _form("YYYYMM", r"(?P<y>\d{4})(?P<m>\d{2})"),
    _form("YYYYMMDD", r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})"),
    _form("YYYYMmm", rf"{_Y}[ ]?M{_M}"),
    _form("day month year", rf"{_D}[ -.]+{_NAME}[ ,-]+{_Y}", _named),
    _form("month day, year", rf"{_NAME}[ ]+{_D},?[ ]+{_Y}", _named),
    _form("month year", rf"{_NAME}[ ,-]+{_Y}", _named),
    _form("year month", rf"{_Y}[ -]+{_NAME}", _named),
    _form("DD/MM/YYYY", rf"{_D}[-/.]{_M}[-/.]{_Y}"),
    _form("MM/DD/YYYY", rf"{_M}[-/.]{_D}[-/.]{_Y}"),
    _form("serial date of a spreadsheet", r"(?P<n>\d{5})(?:\.0+)?", lambda match: _serial(int(match["n"]))),
)
"""Ways to write a date, tried on a whole column."""


def days_of(cells: Sequence[Any]) -> list[date]:
    """Return a column of cells as days, the first of a month where only that is given.

    Raises DateError when no way of writing dates fits all cells, or when more than one does and they differ.
    """
    texts = [_text(cell) for cell in cells]
    readings = {form.name: days for form in FORMS if (days := _read_all(form, texts)) is not None}
    if not readings:
        raise _misfit(texts)
    distinct = {tuple(days) for days in readings.values()}
    if len(distinct) > 1:
        monthly = {days for days in distinct if _in_monthly_steps(days)}
        if len(monthly) != 1:
            raise _ambiguity(texts, readings)
        distinct = monthly
    return list(distinct.pop())


def _text(cell: Any) -> str:
    """Return a cell as text; cells that hold dates are written YYYY-MM-DD."""
    if isinstance(cell, datetime | date):
        return f"{cell:%Y-%m-%d}"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _serial(number: int) -> date:
    if number not in SERIALS:
        raise ValueError
    return EXCEL_EPOCH + timedelta(days=number)


def _read_all(form: Form, texts: Sequence[str]) -> list[date] | None:
    days = []
    for text in texts:
        match = form.pattern.fullmatch(text)
        if match is None:
            return None
        try:
            day = form.read(match)
        except ValueError:
            return None
        if day.year not in YEARS:
            return None
        days.append(day)
    return days


def _in_monthly_steps(days: Sequence[date]) -> bool:
    """Return whether each day lies in the month after that of the one before it, as in a table with a row a month."""
    months = [day.year * 12 + day.month for day in days]
    return len(months) > 2 and all(later - earlier == 1 for earlier, later in pairwise(months))


def _misfit(texts: Sequence[str]) -> DateError:
    """Return an error about the first cell that the way of writing of most other cells does not fit."""
    for row, text in enumerate(texts):
        if _ELSEWHERE.fullmatch(text) and _read_all(FORMS[0], [text]) is None:
            return DateError(
                row, f"{shown(text)} is a time of another zone, perhaps of another day: expected one such as 2017-09-03"
            )
    fits = {form.name: [_read_all(form, [text]) is not None for text in texts] for form in FORMS}
    name, best = max(fits.items(), key=lambda each: sum(each[1]))
    if not any(best):
        return DateError(0, f"{shown(texts[0])} is not a date: expected one such as 2017-09-03 or 2017-09")
    row = best.index(False)
    return DateError(row, f"{shown(texts[row])} is not a date written {name}, as others are: expected one such as 2017-09-03")


def _ambiguity(texts: Sequence[str], readings: Mapping[str, Sequence[date]]) -> DateError:
    """Return an error about the first cell that two ways of writing read as different days."""
    (first, one), *others = readings.items()
    second, other = next((name, days) for name, days in others if list(days) != list(one))
    row = next(row for row, (a, b) in enumerate(zip(one, other, strict=True)) if a != b)
    either = f"{one[row]} when written {first}, {other[row]} when written {second}"
    return DateError(row, f"{shown(texts[row])} is ambiguous, {either}: expected dates such as 2017-09-03")
