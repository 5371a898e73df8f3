"""Numbers as publishers and spreadsheets write them: decided for a whole column, and refused where they are ambiguous."""

import re
from collections.abc import Collection, Sequence
from math import inf, isfinite, nan

from sim.foundations.errors import shown

_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?")
_DECIMAL_COMMA = re.compile(r"[+-]?\d*,\d+")
_DOTTED_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?")
_GROUPED = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")


class NumeralError(ValueError):
    """A column of numbers that cannot be read in one way only. row: index of the cell that shows it; the message says why."""

    def __init__(self, row: int, message: str) -> None:
        super().__init__(message)
        self.row = row


def numbers_from(texts: Sequence[str], unknown: Collection[str], delimiter: str = "") -> list[float]:
    """Return a column of texts as numbers, infinity for what is none, NaN where a text is one of the unknown, in lower case.

    Thousands separators and decimal signs are decided for the whole column; square brackets mark estimates.
    Raises NumeralError when a number could be either of two, or the column has decimal points and decimal commas.
    """
    comma = _comma_is_decimal(texts, delimiter)
    if comma:
        _refuse_decimal_points(texts)
    values = []
    for row, text in enumerate(texts):
        plain = text.strip("[] ")
        if text.casefold() in unknown:
            values.append(nan)
            continue
        if comma is None and _THOUSANDS.fullmatch(plain):
            raise NumeralError(row, ambiguous(text, plain.replace(",", ".")))
        if comma and _DOTTED_THOUSANDS.fullmatch(plain):
            plain = plain.replace(".", "")
        if comma:
            plain = plain.replace(",", ".")
        elif _THOUSANDS.fullmatch(plain):
            plain = plain.replace(",", "")
        values.append(_number(plain))
    return values


def refuse_grouped(texts: Sequence[str], values: Sequence[float]) -> None:
    """Raise NumeralError when "1.347" was read as a fraction and no number of the column shows that its sign is a decimal one."""
    marked = [row for row, text in enumerate(texts) if re.search(r"\d[.,]", text)]
    if marked and all(is_grouped(texts[row], values[row]) for row in marked):
        raise NumeralError(marked[0], ambiguous(texts[marked[0]], f"{values[marked[0]]:g}"))


def is_grouped(text: str, value: float) -> bool:
    """Return whether a text such as "24.870", read as a number below 1000, has what separates thousands in other locales."""
    return bool(_GROUPED.fullmatch(text.strip("[] "))) and value < 1000


def ambiguous(text: str, fraction: str) -> str:
    """Return why a text can be a fraction or a number with thousands separators, and what is expected."""
    either = f"{fraction} or {re.sub('[.,]', '', text.strip('[] '))}"
    return f"{shown(text)} is ambiguous, {either}: expected numbers without thousands separators"


def _number(plain: str) -> float:
    try:
        value = float(plain)
    except ValueError:
        return inf
    return value if isfinite(value) else inf


def _refuse_decimal_points(texts: Sequence[str]) -> None:
    """Raise NumeralError, about a sign of the rarer kind, when some numbers have a decimal point and others a decimal comma.

    "1.816" has thousands, unless such numbers are more than those with a comma, and no number shows that dots separate thousands.
    """
    plain = {row: text.strip("[] ") for row, text in enumerate(texts) if re.search(r"\d[.,]|[.,]\d", text)}
    commas = [row for row, text in plain.items() if "," in text and ("." not in text or _DOTTED_THOUSANDS.fullmatch(text))]
    dotted = [row for row, text in plain.items() if "." in text]
    points = [row for row in dotted if not _DOTTED_THOUSANDS.fullmatch(plain[row])]
    if not points and len(dotted) > len(commas) and all(_GROUPED.fullmatch(plain[row]) for row in dotted):
        points = dotted
    if points and commas:
        row, (one, others) = (points[0], ("point", "comma")) if len(points) <= len(commas) else (commas[0], ("comma", "point"))
        raise NumeralError(row, f"{shown(texts[row])} has a decimal {one}, others a decimal {others}: expected one decimal sign")


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
