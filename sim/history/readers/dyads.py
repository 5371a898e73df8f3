"""Pairs of countries in tables of crises and disputes, by whichever names a table gives its states."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from sim.foundations.errors import PeninsulaError
from sim.history.readers.countries import absence_noted, absent_from, state_of

if TYPE_CHECKING:
    from pandas import DataFrame

type Pair = frozenset[str | None]


def pairs_of(frame: "DataFrame", one: str, other: str) -> list[Pair]:
    """Return the two countries of each row, None for a state outside the theatre. one, other: columns of the two sides."""
    return [frozenset(map(state_of, sides)) for sides in zip(frame[one], frame[other], strict=True)]


def named_dyads(
    dyads: Mapping[str, frozenset[str]], pairs: Iterable[Pair], path: Path
) -> tuple[dict[str, frozenset[str]], tuple[str, ...]]:
    """Return those dyads whose countries a table names, as pairs of countries, and a note on countries that it never names.

    dyads: series -> two codes. A country that no row names has no series of zeros: the table may call it something else.
    Raises PeninsulaError when the table has no row of a country of the theatre, or names no two of one dyad.
    """
    wanted = {name: frozenset(country for code in codes if (country := state_of(code))) for name, codes in dyads.items()}
    absent = absent_from(frozenset().union(*pairs), sorted(frozenset().union(*wanted.values()), reverse=True), path)
    named = {name: pair for name, pair in wanted.items() if pair.isdisjoint(absent)}
    if not named:
        raise PeninsulaError(f"{path}: {absence_noted(absent)[0]}: expected two countries of the theatre, such as USA and PRK")
    return named, absence_noted(absent)
