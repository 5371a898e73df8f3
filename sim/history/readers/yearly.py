"""Yearly series by country: SIPRI's military expenditure, COW's national capabilities, and US troops abroad (troopdata)."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from sim.foundations.errors import PeninsulaError, shown
from sim.history.observations import Series
from sim.history.readers.countries import by_country, country_of, name_of, yearly_series
from sim.history.readers.reader import Reader
from sim.history.readers.rows import HEADER_ROWS, refuse_contradicting_columns
from sim.history.readers.sheets import sheets_of, text_of
from sim.history.readers.tables import amounts_of, counts_of, headings_of, numbers_of, read_table

if TYPE_CHECKING:
    from pandas import DataFrame

SHARE = "% of GDP"
SIPRI_CUT = {
    "milex_constant_2023_musd": ("milex", "million constant 2023 US$"),
    "milex_share_gdp_percent": ("milex_share", SHARE),
}
"""Column of a table by country and year -> series, unit."""

GAPS = ("-9", ". .", "..", "...", "xxx")
"""How publishers write that a value is not known."""

HOSTS = ("south_korea", "japan")
"""Countries whose US troops are read."""

HIGHEST_SHARE = 50.0
"""Percent of GDP that no country of the theatre spends on its military: estimates for North Korea reach a third."""

LOWEST_PEAK = 0.1
"""Percent of GDP that the highest share of a table exceeds (Japan's lowest is 0.9), and a table of fractions does not."""

_SHEETS = {"Constant": ("milex", "million constant US$", 1.0), "Share of GDP": ("milex_share", SHARE, 100.0)}


def read_sipri(path: Path) -> list[Series]:
    """Return military expenditure of each country from SIPRI's workbook; "..." and "xxx" are gaps.

    Raises PeninsulaError when the file is not that workbook.
    """
    what = "SIPRI's military expenditure workbook"
    sheets = sheets_of(path, what)
    found: list[Series] = []
    for begins, (name, unit, factor) in _SHEETS.items():
        named = {title: cells for title, cells in sheets.items() if title.casefold().startswith(begins.casefold())}
        if not named:
            raise PeninsulaError(f"{path}: not {what}: it has no sheet '{begins} ...'")
        column = f"of sheet '{begins} ...'"
        tables = {
            title: table for title, cells in named.items() if (table := _by_country_and_year(cells, column, path)) is not None
        }
        if not tables:
            raise PeninsulaError(f"{path}, sheet '{begins} ...': not {what}: no row of headings with 'Country'")
        if len(tables) > 1:
            raise PeninsulaError(
                f"{path}: sheets {', '.join(map(shown, tables))} have the same headings: expected one '{begins} ...'"
            )
        [frame] = tables.values()
        read = numbers_of if unit == SHARE else amounts_of
        values = [value * factor for value in read(frame, column, path, gaps=GAPS)]
        known, notes = by_country(frame, "country", values, path)
        if unit == SHARE:
            _require_plausible_shares(known, f"{path}, sheet '{begins} ...'", "fractions of GDP, as SIPRI's workbook has them")
        found += yearly_series(known, name, "Military expenditure, {}", unit, path, notes)
    return found


def read_sipri_cut(path: Path) -> list[Series]:
    """Return military expenditure of each country from a table with country, year and one of the columns of SIPRI_CUT.

    Raises PeninsulaError when the file is not such a table.
    """
    what = "a table of SIPRI's military expenditure"
    column = next((each for each in SIPRI_CUT if each in headings_of(path)), next(iter(SIPRI_CUT)))
    name, unit = SIPRI_CUT[column]
    frame = read_table(path, what, ("country", "year", column))
    values = (numbers_of if unit == SHARE else amounts_of)(frame, column, path, gaps=GAPS)
    known, notes = by_country(frame, "country", values, path)
    if unit == SHARE:
        _require_plausible_shares(known, f"{path}, column {column}", "percent of GDP")
    return yearly_series(known, name, "Military expenditure, {}", unit, path, notes)


def read_cow(path: Path) -> list[Series]:
    """Return CINC and military personnel of each country from COW's National Material Capabilities; -9 is a gap.

    Raises PeninsulaError when the file is not that table.
    """
    what = "COW's National Material Capabilities"
    frame = read_table(path, what, ("stateabb", "year", "milper", "cinc"), {"stateabb": ("iso3",)})
    personnel, shares = amounts_of(frame, "milper", path, gaps=GAPS), numbers_of(frame, "cinc", path, gaps=GAPS)
    for row, share in zip(frame.index, shares, strict=True):
        if share > 1:
            raise PeninsulaError(f"{path}, row {row}, column cinc: {share:g} is implausible: expected at most 1")
    (by_personnel, notes), (by_share, _) = (by_country(frame, "stateabb", values, path) for values in (personnel, shares))
    return [
        *yearly_series(by_personnel, "personnel", "Military personnel, {}", "thousand", path, notes),
        *yearly_series(by_share, "cinc", "Share of world capability, {}", "0-1", path, notes),
    ]


def read_troops(path: Path) -> list[Series]:
    """Return US active-duty military in South Korea and Japan from troopdata.

    Raises PeninsulaError when the file is not that table.
    """
    aliases = {"iso3c": ("host",), "troops_ad": ("us_active_duty", "troops")}
    frame = read_table(path, "the yearly table of US troops of troopdata", ("iso3c", "year", "troops_ad"), aliases)
    known, notes = by_country(frame, "iso3c", counts_of(frame, "troops_ad", path), path, HOSTS)
    return yearly_series(known, "us_troops", "US active-duty military in {}", "persons", path, notes)


def _require_plausible_shares(known: Mapping[str, Mapping[str, float]], where: str, expected: str) -> None:
    """Raise PeninsulaError when shares [% of GDP] by country and year are 100 times too large or too small."""
    highest, country, year = max(
        ((share, country, year) for country, shares in known.items() for year, share in shares.items()), default=(1.0, "", "")
    )
    if not LOWEST_PEAK <= highest <= HIGHEST_SHARE:
        most = f"the highest share, of {name_of(country)} in {year}, is {highest:g} % of GDP"
        raise PeninsulaError(f"{where}: {most}, which is implausible: expected {expected}")


def _by_country_and_year(cells: "DataFrame", column: str, path: Path) -> "DataFrame | None":
    """Return the theatre's countries of a sheet with a column a year, as rows of country, year and value; None without headings.

    column: name of the values. The index counts the sheet's rows from 1.
    """
    for row in range(min(len(cells), HEADER_ROWS)):
        headings = [text_of(cell).casefold() for cell in cells.iloc[row]]
        if "country" in headings:
            frame = cells.iloc[row + 1 :].set_axis(headings, axis=1)
            frame = frame.set_axis([number + 1 for number in frame.index], axis=0)
            refuse_contradicting_columns(frame, headings, {"country": "country"}, path)
            frame = frame.loc[
                :, [heading != "country" or headings.index(heading) == each for each, heading in enumerate(headings)]
            ]
            years = [heading for heading in headings if re.fullmatch(r"\d{4}", heading)]
            own = frame[[country_of(cell) is not None for cell in frame["country"]]]
            return own.melt("country", years, "year", column, ignore_index=False)
    return None


SIPRI_CITATION = "SIPRI Military Expenditure Database"
READERS = (
    Reader(
        publisher="SIPRI",
        title="Military Expenditure Database, workbook",
        citation=SIPRI_CITATION,
        patterns=("sipri-milex*.xls*", "sipri_milex*.xls*"),
        headings=(frozenset({"country", "share of gdp"}),),
        series=("milex_<country>", "milex_share_<country>"),
        read=read_sipri,
    ),
    Reader(
        publisher="SIPRI",
        title="Military expenditure by country and year",
        citation=SIPRI_CITATION,
        patterns=("sipri_milex_*.csv",),
        headings=tuple(frozenset({"country", "year", column}) for column in SIPRI_CUT),
        series=("milex_<country>", "milex_share_<country>"),
        read=read_sipri_cut,
    ),
    Reader(
        publisher="Correlates of War",
        title="National Material Capabilities",
        citation="Singer, J. D. (1987), Reconstructing the COW Dataset on Material Capabilities of States; version 6",
        patterns=("nmc*.csv", "cow_nmc*.csv"),
        headings=(frozenset({"year", "milper", "cinc"}),),
        series=("personnel_<country>", "cinc_<country>"),
        read=read_cow,
    ),
    Reader(
        publisher="Allen, Flynn & Machain, troopdata",
        title="US active-duty troops by year",
        citation="Allen, M., Flynn, M. and Machain, C. (2022), US global military deployments, 1950-2020, CMPS 39(3); troopdata",
        patterns=("troopdata.csv", "troopdata_[0-9]*.csv", "us_troops_yearly*.csv"),
        headings=(frozenset({"iso3c", "year", "troops_ad"}), frozenset({"host", "year", "us_active_duty"})),
        series=("us_troops_south_korea", "us_troops_japan"),
        read=read_troops,
    ),
)
