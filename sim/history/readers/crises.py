"""International crises of ICB: months in which two countries of the theatre were in a crisis with each other."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from sim.foundations.errors import PeninsulaError
from sim.foundations.months import format_month, parse_month
from sim.history.observations import Series
from sim.history.readers.dyads import Pair, named_dyads, pairs_of
from sim.history.readers.monthly import first_month
from sim.history.readers.reader import Reader
from sim.history.readers.tables import by_month, months_of, numbers_of, read_table, spans_of

if TYPE_CHECKING:
    from pandas import DataFrame

DYADS: Mapping[str, tuple[frozenset[str], str]] = {
    "crisis_us_dprk": (frozenset({"USA", "PRK"}), "PRK-USA"),
    "crisis_rok_dprk": (frozenset({"ROK", "PRK"}), "KOR-PRK"),
    "crisis_us_china": (frozenset({"USA", "CHN"}), "CHN-USA"),
    "crisis_japan_dprk": (frozenset({"JPN", "PRK"}), "JPN-PRK"),
    "crisis_us_russia": (frozenset({"USA", "RUS"}), "RUS-USA"),
    "crisis_china_japan": (frozenset({"CHN", "JPN"}), "CHN-JPN"),
}
"""Series -> the two countries in ICB's abbreviations, and their column in a table of months."""

_ENDS = ("trgyrdy", "trgmody", "trmyrdy", "trmmody")
COVERED_SINCE = "1985-01"

FIRST_NUCLEAR_CRISIS = 408
"""ICB's number of the crisis of March 1993 to October 1994."""


def read_crises(path: Path) -> list[Series]:
    """Return 1 for each month in which a dyad was in a crisis, else 0, from ICB's table of crises by dyad.

    A series begins with the first crisis of the table, whichever the dyad, but not before COVERED_SINCE.
    ICB enters no dyad for the nuclear crisis of 1993-94, which its table by actor and that of months have: this is noted, and the
    table of months is preferred where it is found.
    Raises PeninsulaError when the file is not that table, or names no country of the theatre.
    """
    what = "the table of crises by dyad of International Crisis Behavior"
    frame = read_table(path, what, ("crisno", "namea", "nameb", *_ENDS))
    spans = _spans(frame, path)
    if not spans:
        raise PeninsulaError(f"{path}: not {what}: no crisis has a first and a last month")
    months = [format_month(month) for _, span in spans for month in span]
    first, last = first_month(months, COVERED_SINCE, path), max(months)
    dyads, absent = named_dyads({name: codes for name, (codes, _) in DYADS.items()}, pairs_of(frame, "namea", "nameb"), path)
    missed = (
        () if FIRST_NUCLEAR_CRISIS in numbers_of(frame, "crisno", path) else ("has no dyad of the nuclear crisis of 1993-94",)
    )
    series = []
    for name, countries in dyads.items():
        inside = {month for pair, span in spans if pair == countries for month in span}
        values = {format_month(month): float(month in inside) for month in range(parse_month(first), parse_month(last) + 1)}
        series.append(Series(name, _title(DYADS[name][0]), "0 or 1", values, str(path), (*missed, *absent)))
    return series


def read_crisis_months(path: Path) -> list[Series]:
    """Return the same from a table with a row a month and a column for each dyad.

    Raises PeninsulaError when the file is not such a table.
    """
    what = "a table of crisis months by dyad"
    frame = read_table(path, what, ("month",), optional=[column for _, column in DYADS.values()])
    months = months_of(frame, "month", path)
    found = {name: (countries, column) for name, (countries, column) in DYADS.items() if column in frame.columns}
    if not found:
        raise PeninsulaError(f"{path}: not {what}: it has no dyad such as PRK-USA")
    return [
        Series(name, _title(countries), "0 or 1", by_month(months, numbers_of(frame, column, path), frame, path), str(path))
        for name, (countries, column) in found.items()
    ]


def _spans(frame: "DataFrame", path: Path) -> list[tuple[Pair, range]]:
    """Return the two countries and the months of each crisis that has ended."""
    pairs = pairs_of(frame, "namea", "nameb")
    return [(pair, span) for pair, span in zip(pairs, spans_of(frame, _ENDS, path), strict=True) if span is not None]


def _title(countries: frozenset[str]) -> str:
    return f"Months of an international crisis, {' and '.join(sorted(countries))}"


CITATION = "Brecher, M., Wilkenfeld, J., Beardsley, K., James, P. and Quinn, D., International Crisis Behavior Data, version 15"
READERS = (
    Reader(
        publisher="International Crisis Behavior",
        title="Months of crisis by dyad",
        citation=CITATION,
        patterns=("icb_crisis_months*.csv",),
        headings=(frozenset({"month", "prk-usa", "kor-prk"}),),
        series=tuple(DYADS),
        read=read_crisis_months,
        group="crises",
    ),
    Reader(
        publisher="International Crisis Behavior",
        title="Crises by dyad",
        citation=CITATION,
        patterns=("icb_crises_dyadic*.csv", "icbdy*.csv"),
        headings=(frozenset({"namea", "nameb", "trgyrdy"}),),
        series=tuple(DYADS),
        read=read_crises,
        group="crises",
    ),
)
