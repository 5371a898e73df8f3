"""Militarised interstate disputes of the Correlates of War (MID 5): disputes that begin in a year, by dyad."""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from sim.history.observations import Series
from sim.history.readers.dyads import named_dyads, pairs_of
from sim.history.readers.reader import Reader
from sim.history.readers.tables import read_table, years_of

DYADS: Mapping[str, frozenset[str]] = {
    "disputes_us_dprk": frozenset({"USA", "PRK"}),
    "disputes_rok_dprk": frozenset({"KOR", "PRK"}),
    "disputes_us_china": frozenset({"USA", "CHN"}),
    "disputes_japan_dprk": frozenset({"JPN", "PRK"}),
    "disputes_us_russia": frozenset({"USA", "RUS"}),
    "disputes_china_japan": frozenset({"CHN", "JPN"}),
}
"""Series -> the two countries, in ISO's abbreviations."""


def read_disputes(path: Path) -> list[Series]:
    """Return how many disputes began in each year between two countries; a dispute counts once, whatever its sides and years.

    Raises PeninsulaError when the file is not that table, or names no country of the theatre.
    """
    what = "the table of dyadic militarised disputes (MID) of the Correlates of War"
    aliases = {"dispnum": ("disno",), "iso1": ("statea", "namea"), "iso2": ("stateb", "nameb"), "styear": ("strtyr",)}
    frame = read_table(path, what, ("dispnum", "iso1", "iso2", "styear"), aliases)
    years = years_of(frame, "styear", path)
    pairs = pairs_of(frame, "iso1", "iso2")
    dyads, notes = named_dyads(DYADS, pairs, path)
    disputes = set(zip(frame["dispnum"].astype(str), pairs, years, strict=True))
    counts = Counter((pair, year) for _, pair, year in disputes)
    first, last = min(years), max(years)
    return [
        Series(
            name,
            f"Militarised disputes that begin, {' and '.join(sorted(DYADS[name]))}",
            "disputes a year",
            {str(year): float(counts[pair, year]) for year in range(first, last + 1)},
            str(path),
            notes,
        )
        for name, pair in dyads.items()
    ]


READER = Reader(
    publisher="Correlates of War",
    title="Militarised interstate disputes, dyadic (MID 5)",
    citation="Palmer, G. et al. (2022), The MID5 Dataset, 2011-2014, Conflict Management and Peace Science 39(4); dyadic version",
    patterns=("mid_disputes_dyadic*.csv", "dyadic_mid*.csv", "dyadic mid*.csv"),
    headings=(frozenset({"dispnum", "iso1", "iso2", "styear"}), frozenset({"disno", "statea", "stateb", "strtyr"})),
    series=tuple(DYADS),
    read=read_disputes,
)
