"""Countries of the theatre in the tables of publishers, and yearly series by country."""

import re
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sim.foundations.errors import PeninsulaError
from sim.history.observations import Series
from sim.history.readers.sheets import text_of
from sim.history.readers.tables import by_month, years_of

if TYPE_CHECKING:
    from pandas import DataFrame

COUNTRIES: Mapping[str, tuple[str, ...]] = {
    "united_states": ("USA", "United States", "United States of America", "US", "U.S.", "U.S.A."),
    "south_korea": (
        "KOR",
        "ROK",
        "Korea, South",
        "South Korea",
        "Republic of Korea",
        "Korea, Republic of",
        "Korea, Rep.",
        "S. Korea",
    ),
    "north_korea": (
        "PRK",
        "DPRK",
        "Korea, North",
        "North Korea",
        "Democratic People's Republic of Korea",
        "Korea, Democratic People's Republic of",
        "Korea, Dem. People's Rep.",
        "N. Korea",
    ),
    "china": ("CHN", "PRC", "China", "People's Republic of China", "China, People's Republic of"),
    "japan": ("JPN", "Japan"),
    "russia": ("RUS", "Russia", "Russian Federation"),
}
"""Country -> its names in the tables of publishers and in copies of them; they are compared without regard to case."""

STATES: Mapping[str, str] = {
    "2": "united_states",
    "365": "russia",
    "710": "china",
    "731": "north_korea",
    "732": "south_korea",
    "740": "japan",
    "USR": "russia",
    "USSR": "russia",
    "Soviet Union": "russia",
}
"""Codes of the Correlates of War, and names of the Soviet Union, which is one state with Russia to tables of crises and disputes
and another one to tables of money -> country."""

_BY_NAME = {name.casefold(): country for country, names in COUNTRIES.items() for name in names}
_ANY_NAME = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(_BY_NAME, key=len, reverse=True)))})(?!\w)")
_STATES = {name.casefold(): country for name, country in STATES.items()}


def country_of(cell: object) -> str | None:
    """Return the country of the theatre that a cell names, or None."""
    return _BY_NAME.get(" ".join(text_of(cell).replace("’", "'").split()).casefold())


def countries_in(cell: object) -> set[str]:
    """Return the countries of the theatre that a list of names contains, whatever separates them."""
    text = " ".join(text_of(cell).replace("’", "'").split()).casefold()
    return {_BY_NAME[match[0]] for match in _ANY_NAME.finditer(text)}


def state_of(cell: object) -> str | None:
    """Return the country of the theatre that a cell of a table of crises or disputes names, or None."""
    return country_of(cell) or _STATES.get(" ".join(text_of(cell).split()).removesuffix(".0").casefold())


def absent_from(countries: Collection[str | None], expected: Sequence[str], path: Path) -> list[str]:
    """Return which expected countries a table never names; raises PeninsulaError when it names none of them."""
    absent = [country for country in expected if country not in countries]
    if len(absent) == len(expected):
        names = ", ".join(COUNTRIES[expected[0]])
        raise PeninsulaError(f"{path}: no row of a country of the theatre: expected names such as {names}")
    return absent


def absence_noted(absent: Sequence[str]) -> tuple[str, ...]:
    """Return a note on countries that a table never names, if there are any."""
    return (f"no row of {', '.join(map(name_of, absent))}",) if absent else ()


def by_country(
    frame: "DataFrame", column: str, values: Sequence[float], path: Path, expected: Sequence[str] = tuple(COUNTRIES)
) -> tuple[dict[str, dict[str, float]], tuple[str, ...]]:
    """Return year -> value of each expected country, and a note on those that have no row.

    column: that names the countries; the years are in "year". Raises PeninsulaError when a year of a country has two values, or
    the table has no row of any expected country.
    """
    years, countries = years_of(frame, "year", path), [country_of(cell) for cell in frame[column]]
    absent = absent_from(countries, expected, path)
    series = {}
    for country in expected:
        own = [position for position, each in enumerate(countries) if each == country]
        chosen = [values[position] for position in own]
        series[country] = by_month([str(years[position]) for position in own], chosen, frame.iloc[own], path)
    return {country: known for country, known in series.items() if known}, absence_noted(absent)


def yearly_series(
    known: Mapping[str, Mapping[str, float]], name: str, title: str, unit: str, path: Path, notes: tuple[str, ...]
) -> list[Series]:
    """Return a series, named `<name>_<country>`, for each country, which stands for {} in the title."""
    return [
        Series(f"{name}_{country}", title.format(name_of(country)), unit, dict(values), str(path), notes)
        for country, values in known.items()
    ]


def name_of(country: str) -> str:
    """Return a country's name for titles: South Korea."""
    return country.replace("_", " ").title()
