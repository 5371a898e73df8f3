"""Yearly series by country: SIPRI's military expenditure, COW's national capabilities, and US troops abroad (troopdata)."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from sim.foundations.errors import PeninsulaError
from sim.history.observations import Series
from sim.history.readers.reader import Reader
from sim.history.readers.tables import headings_of, numbers_of, read_table, whole_numbers_of

if TYPE_CHECKING:
    from pandas import DataFrame

SIPRI_CUT = {
    "milex_constant_2023_musd": ("milex", "million constant 2023 US$"),
    "milex_share_gdp_percent": ("milex_share", "% of GDP"),
}
"""Column of a table by country and year -> series, unit."""

GAPS = ("-9", "-9.0", ". .", "..", "...", "xxx", "NA")
"""How publishers write that a value is not known."""

COUNTRIES: Mapping[str, tuple[str, ...]] = {
    "united_states": ("United States of America", "United States", "USA"),
    "south_korea": ("Korea, South", "South Korea", "ROK", "KOR"),
    "north_korea": ("Korea, North", "North Korea", "PRK"),
    "china": ("China", "CHN"),
    "japan": ("Japan", "JPN"),
    "russia": ("Russia", "RUS"),
}
"""Country -> its names in the tables of publishers."""

_SHEETS = {"Constant": ("milex", "million constant US$", 1.0), "Share of GDP": ("milex_share", "% of GDP", 100.0)}


def read_sipri(path: Path) -> list[Series]:
    """Return military expenditure of each country from SIPRI's workbook; "..." and "xxx" are gaps.

    Raises PeninsulaError when the file is not that workbook.
    """
    import pandas

    what = "SIPRI's military expenditure workbook"
    try:
        sheets = pandas.read_excel(path, sheet_name=None, header=None)
    except Exception as error:  # a damaged workbook: every engine raises exceptions of its own
        raise PeninsulaError(f"{path}: cannot be read as {what} ({type(error).__name__})") from None
    found = []
    for begins, (name, unit, factor) in _SHEETS.items():
        sheet = next((frame for title, frame in sheets.items() if str(title).startswith(begins)), None)
        if sheet is None:
            raise PeninsulaError(f"{path}: not {what}: it has no sheet '{begins} ...'")
        head = next((row for row in range(min(len(sheet), 15)) if "Country" in set(sheet.iloc[row].astype(str))), None)
        if head is None:
            raise PeninsulaError(f"{path}, sheet '{begins} ...': not {what}: no row of headings with 'Country'")
        frame = sheet.iloc[head + 1 :].set_axis([_heading(cell) for cell in sheet.iloc[head]], axis=1)
        years = [column for column in frame.columns if column.isdigit() and len(column) == 4]
        for country, names in COUNTRIES.items():
            row = frame[frame["Country"].isin(names)]
            if len(row):
                values = pandas.to_numeric(row.iloc[0][years], errors="coerce").dropna() * factor
                known = {str(year): float(value) for year, value in values.items()}
                found += [Series(f"{name}_{country}", _title(country), unit, known, str(path))] if known else []
    return found


def read_sipri_cut(path: Path) -> list[Series]:
    """Return military expenditure of each country from a table with country, year and one of the columns of SIPRI_CUT.

    Raises PeninsulaError when the file is not such a table.
    """
    what = "a table of SIPRI's military expenditure"
    column = next((each for each in SIPRI_CUT if each in headings_of(path)), next(iter(SIPRI_CUT)))
    name, unit = SIPRI_CUT[column]
    frame = read_table(path, what, ("country", "year", column))
    return _by_country(frame, "country", column, name, "Military expenditure, {}", unit, path)


def read_cow(path: Path) -> list[Series]:
    """Return CINC and military personnel of each country from COW's National Material Capabilities; -9 is a gap.

    Raises PeninsulaError when the file is not that table.
    """
    what = "COW's National Material Capabilities"
    frame = read_table(path, what, ("stateabb", "year", "milper", "cinc"), {"stateabb": ("iso3",)})
    personnel = _by_country(frame, "stateabb", "milper", "personnel", "Military personnel, {}", "thousand", path)
    return personnel + _by_country(frame, "stateabb", "cinc", "cinc", "Share of world capability, {}", "0-1", path, high=1)


def read_troops(path: Path) -> list[Series]:
    """Return US active-duty military in South Korea and Japan from troopdata.

    Raises PeninsulaError when the file is not that table.
    """
    aliases = {"iso3c": ("host",), "troops_ad": ("us_active_duty", "troops")}
    frame = read_table(path, "the yearly table of US troops of troopdata", ("iso3c", "year", "troops_ad"), aliases)
    found = _by_country(frame, "iso3c", "troops_ad", "us_troops", "US active-duty military in {}", "persons", path)
    return [series for series in found if series.name in ("us_troops_south_korea", "us_troops_japan")]


def _by_country(
    frame: "DataFrame", country: str, column: str, name: str, title: str, unit: str, path: Path, high: float = float("inf")
) -> list[Series]:
    """Return a yearly series for each country of the theatre; raises PeninsulaError when a value lies above `high`."""
    years, values = whole_numbers_of(frame, "year", path, 1800, 2200), numbers_of(frame, column, path, gaps=GAPS)
    for row, value in zip(frame.index, values, strict=True):
        if value > high:
            raise PeninsulaError(f"{path}, row {row}, column {column}: {value:g} is implausible: expected at most {high:g}")
    series = []
    for own, names in COUNTRIES.items():
        known = {
            str(year): value
            for who, year, value in zip(frame[country].astype(str), years, values, strict=True)
            if who.strip() in names and value == value
        }
        if known:
            series.append(Series(f"{name}_{own}", title.format(own.replace("_", " ").title()), unit, known, str(path)))
    return series


def _heading(cell: object) -> str:
    """Return a heading as text; years are numbers in a workbook."""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).strip()


def _title(country: str) -> str:
    return f"Military expenditure, {country.replace('_', ' ').title()}"


SIPRI_CITATION = "SIPRI Military Expenditure Database"
READERS = (
    Reader(
        publisher="SIPRI",
        title="Military Expenditure Database, workbook",
        citation=SIPRI_CITATION,
        patterns=("sipri-milex*.xls*", "sipri_milex*.xls*"),
        headings=(),
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
