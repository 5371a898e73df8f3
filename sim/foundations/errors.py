"""One clear sentence for everything a user can get wrong."""

from collections.abc import Iterable
from difflib import get_close_matches


class PeninsulaError(Exception):
    """A fault in what the user gave: its message is one sentence that says what, where and what was expected."""


def nearest(name: str, known: Iterable[str]) -> str:
    """Return ``; did you mean 'x'?`` for the known name closest to ``name``, or nothing when none is close."""
    matches = get_close_matches(name, list(known), n=1, cutoff=0.5)
    return f"; did you mean '{matches[0]}'?" if matches else ""
