"""Yearly series by country: SIPRI's military expenditure, COW's national capabilities, and US troops abroad (troopdata)."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from sim.foundations.errors import PeninsulaError
from sim.history.observations import Series
from sim.history.readers.tables import numbers_of, read_table

if TYPE_CHECKING:
    from pandas import DataFrame

SIPRI = ("SIPRI-Milex-data.xlsx", "sipri_milex.xlsx")
SIPRI_CUT = {
    "sipri_milex_constant_2023_musd.csv": ("milex_constant_2023_musd", "million constant 2023 US$"),
    "sipri_milex_share_gdp_percent.csv": ("milex_share_gdp_percent", "% of GDP"),
}
COW = ("NMC-60-abridged.csv", "NMC_v6_0.csv", "NMC-60-wsupplementary.csv", "cow_nmc_yearly.csv")
TROOPS = ("troopdata.csv", "us_troops_yearly.csv")

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
    """Return military expenditure of each country from a table with country, year and the column named in SIPRI_CUT."""
    column, unit = SIPRI_CUT[path.name]
    frame = read_table(path, "a table of SIPRI's military expenditure", ("country", "year", column))
    name = "milex_share" if "share" in column else "milex"
    return _by_country(frame, "country", column, name, "Military expenditure, {}", unit, path)


def read_cow(path: Path) -> list[Series]:
    """Return CINC and military personnel of each country from COW's National Material Capabilities; -9 is a gap.

    Raises PeninsulaError when the file is not that table.
    """
    what = "COW's National Material Capabilities"
    frame = read_table(path, what, ("year", "milper", "cinc"))
    country = next((column for column in ("stateabb", "iso3") if column in frame.columns), None)
    if country is None:
        raise PeninsulaError(f"{path}: not {what}: column 'stateabb' is missing")
    frame = frame.mask(frame == -9)
    personnel = _by_country(frame, country, "milper", "personnel", "Military personnel, {}", "thousand", path)
    return personnel + _by_country(frame, country, "cinc", "cinc", "Share of world capability, {}", "0-1", path)


def read_troops(path: Path) -> list[Series]:
    """Return US active-duty military in South Korea and Japan from troopdata.

    Raises PeninsulaError when the file is not that table.
    """
    what = "the table of US troops of troopdata"
    frame = read_table(path, what, ("year",))
    host = next((column for column in ("host", "iso3c") if column in frame.columns), None)
    troops = next((column for column in ("us_active_duty", "troops_ad", "troops") if column in frame.columns), None)
    if host is None or troops is None:
        raise PeninsulaError(f"{path}: not {what}: columns for the host (iso3c) and for troops (troops_ad) are missing")
    found = _by_country(frame, host, troops, "us_troops", "US active-duty military in {}", "persons", path)
    return [series for series in found if series.name in ("us_troops_south_korea", "us_troops_japan")]


def _by_country(frame: "DataFrame", country: str, column: str, name: str, title: str, unit: str, path: Path) -> list[Series]:
    years, values = numbers_of(frame, "year", path, 1800), numbers_of(frame, column, path)
    found = []
    for own, names in COUNTRIES.items():
        known = {
            str(int(year)): value
            for who, year, value in zip(frame[country].astype(str), years, values, strict=True)
            if who in names and value == value
        }
        if known:
            found.append(Series(f"{name}_{own}", title.format(own.replace("_", " ").title()), unit, known, str(path)))
    return found


def _heading(cell: object) -> str:
    """Return a heading as text; years are numbers in a workbook."""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).strip()


def read_all(folder: Path) -> Iterable[Series]:
    """Read every yearly series in a folder."""
    for name in SIPRI:
        if (folder / name).is_file():
            yield from read_sipri(folder / name)
    for name in SIPRI_CUT:
        if (folder / name).is_file():
            yield from read_sipri_cut(folder / name)
    for names, reader in ((COW, read_cow), (TROOPS, read_troops)):
        for name in names:
            if (folder / name).is_file():
                yield from reader(folder / name)
                break


def _title(country: str) -> str:
    return f"Military expenditure, {country.replace('_', ' ').title()}"
