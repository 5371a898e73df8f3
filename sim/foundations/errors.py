"""One clear sentence for everything a user can get wrong."""

import re
from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches
from reprlib import Repr

LONGEST = 500
"""Characters of a sentence; what a user gave can be longer than any reader wants to see."""

ASK_FOR_LESS = "ask for fewer worlds with --worlds or fewer processes with --workers"
"""What to do where memory is short."""

DECIMAL_COMMA = re.compile(r"(?<![\w,.])(\d+),(\d+)(?![\w,.])")
"""A number with a decimal comma."""


class _Brief(Repr):
    """Values in brief; dates and times as files write them."""

    def repr_date(self, value: date, _level: int) -> str:
        return value.isoformat()

    repr_datetime = repr_time = repr_date


_SHOWN = _Brief(maxlevel=3, maxtuple=6, maxlist=6, maxdict=6, maxstring=80, maxlong=40, maxother=80)


class PeninsulaError(Exception):
    """A fault in what the user gave: its message is one sentence that says what, where and what was expected.

    Whatever of the user's own text is in it, it stays one line of printable characters and at most `LONGEST` of them.
    """

    def __init__(self, sentence: str) -> None:
        super().__init__(_middle_left_out(printable(" ".join(sentence.split()))))


class PeninsulaWarning(UserWarning):
    """Something that a user should know, and that stops nothing: its message is one sentence."""


def nearest(name: str, known: Iterable[str]) -> str:
    """Return ``; did you mean 'x'?`` for the known name closest to ``name``, or nothing when none is close."""
    matches = get_close_matches(name[:80], [each for each in known if each != name], n=1, cutoff=0.5)
    return f"; did you mean '{matches[0]}'?" if matches else ""


def shown(value: object) -> str:
    """Return a value as it was written, in brief: of a long or deeply nested one only the beginning."""
    return _SHOWN.repr(value)


def decimal_point(text: str) -> str:
    """Return ``; did you mean '2.5'?`` for the first number that is written with a comma, or nothing.

    A comma before three digits can separate thousands as well; so can a point, wherefore no zero ends what is offered.
    """
    match = DECIMAL_COMMA.search(text)
    if match is None:
        return ""
    whole = f"'{match[1]}{match[2]}', or " if len(match[2]) == 3 and match[1][0] != "0" else ""
    return f"; did you mean {whole}'{match[1]}.{match[2].rstrip('0') or 0}', with a decimal point?"


def printable(text: str) -> str:
    """Return a text with what a terminal would obey, or cannot show, written as an escape."""
    return text if text.isprintable() else "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)


def _middle_left_out(text: str) -> str:
    """Return a text that is not too long: how it begins, which says where, and how it ends, which says what was expected."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST // 2]} ... {text[5 - LONGEST // 2 :]}"
