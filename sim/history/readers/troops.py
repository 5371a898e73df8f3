"""US active-duty troops by quarter (troopdata), with the double counts of the publisher's file noticed."""

from collections.abc import Mapping
from math import log
from pathlib import Path

from sim.foundations.errors import PeninsulaError
from sim.history.observations import Series
from sim.history.readers.countries import country_of, name_of
from sim.history.readers.reader import Reader
from sim.history.readers.tables import by_month, counts_of, heading_of, read_table, whole_numbers_of, years_of

HOSTS: Mapping[str, str] = {"south_korea": "us_troops_quarterly_south_korea", "japan": "us_troops_quarterly_japan"}
MONTHS = {1: "03", 2: "06", 3: "09", 4: "12"}
"""Quarter -> its last month, to which the counts of the publisher refer."""

MULTIPLES = (1, 2, 3)
"""How often a report can have counted the same troops."""

PLAUSIBLE = 0.35
"""Change of troops, as |log|, that can happen from one count to the next: 30 % fewer or 42 % more. The withdrawal from South
Korea in 2004-05 was of 24 %."""

RELUCTANCE = 0.005
"""Cost of dividing a count once more, in the same units: up to some hundred double counts in a row are seen."""


def read_troops(path: Path) -> list[Series]:
    """Return troops in South Korea and Japan at the end of each quarter.

    A zero is missing. Double and triple counts of the publisher's file are divided, and noted: see `without_multiples`.
    Raises PeninsulaError when the file is not that table.
    """
    aliases = {"iso3c": ("host",), "us_active_duty": ("troops_ad", "troops")}
    frame = read_table(
        path, "the quarterly table of US troops of troopdata", ("iso3c", "year", "quarter", "us_active_duty"), aliases
    )
    years, quarters = years_of(frame, "year", path), whole_numbers_of(frame, "quarter", path, 1, 4)
    troops = [count or float("nan") for count in counts_of(frame, "us_active_duty", path)]
    hosts = [country_of(cell) for cell in frame["iso3c"]]
    series = []
    for host, name in HOSTS.items():
        own = [row for row, each in enumerate(hosts) if each == host]
        ends = [f"{years[row]}-{MONTHS[quarters[row]]}" for row in own]
        values = by_month(ends, [troops[row] for row in own], frame.iloc[own], path)
        if values:
            corrected, notes = without_multiples(dict(sorted(values.items())))
            title = f"US active-duty military in {name_of(host)}, by quarter"
            series.append(Series(name, title, "persons", corrected, str(path), notes))
    if not series:
        raise PeninsulaError(f"{path}: no row of a host with troops: expected KOR or JPN in column {heading_of(frame, 'iso3c')}")
    return series


def without_multiples(values: Mapping[str, float]) -> tuple[dict[str, float], tuple[str, ...]]:
    """Return counts with double and triple ones divided, and a note that names their months.

    Of all ways to divide each count by 1, 2 or 3 it is the one with the least sum of implausible changes from count to count, and
    of RELUCTANCE: troops do not double in three months, so that a count of twice its neighbours is a double count.
    """
    paths: dict[int, tuple[float, list[int]]] = {multiple: (0.0, []) for multiple in MULTIPLES}
    before: float | None = None
    for count in values.values():
        paths = {multiple: _extended(paths, before, count, multiple) for multiple in MULTIPLES}
        before = count
    _, multiples = min(paths.values())
    corrected = {month: count / multiple for (month, count), multiple in zip(values.items(), multiples, strict=True)}
    divided = [month for month, multiple in zip(values, multiples, strict=True) if multiple > 1]
    return corrected, (f"double or triple counts divided: {', '.join(divided)}",) if divided else ()


def _extended(
    paths: Mapping[int, tuple[float, list[int]]], before: float | None, count: float, multiple: int
) -> tuple[float, list[int]]:
    """Return the most plausible divisors that end with this one, and their cost."""

    def cost(earlier: int) -> float:
        change = abs(log(count / multiple) - log(before / earlier)) if before else 0.0
        return paths[earlier][0] + max(0.0, change - PLAUSIBLE) + RELUCTANCE * (multiple - 1)

    best = min(MULTIPLES, key=cost)
    return cost(best), [*paths[best][1], multiple]


READER = Reader(
    publisher="Allen, Flynn & Machain, troopdata",
    title="US active-duty troops by quarter",
    citation="Allen, M., Flynn, M. and Machain, C. (2022), US global military deployments, 1950-2020, CMPS 39(3); troopdata",
    patterns=("us_troops_quarterly*.csv", "troopdata*quarter*.csv"),
    headings=(frozenset({"iso3c", "year", "quarter", "us_active_duty"}), frozenset({"iso3c", "year", "quarter", "troops_ad"})),
    series=tuple(HOSTS.values()),
    read=read_troops,
)
