"""Yearly series by country are read as published, with their gaps."""

from pathlib import Path

import pandas as pd
import pytest

from sim.foundations.errors import PeninsulaError
from sim.history.readers import yearly
from sim.history.sources import observe


def sipri_workbook(path: Path, korea: str = "Korea, South", first: object = 45.0, second: object = "...") -> Path:
    """Write a workbook in SIPRI's form: some rows of words, then headings, then countries by year."""
    rows: list[list[object]] = [
        ["Military expenditure by country", "", "", ""],
        ["Country", "Notes", 2022, 2023],
        [korea, "", first, second],
        ["Japan", "", "xxx", 50.0],
    ]
    shares = [[20.0 if isinstance(cell, str) and cell.strip("[]")[:1].isdigit() else cell for cell in row] for row in rows]
    with pd.ExcelWriter(path) as book:
        for sheet, cells, factor in (("Constant (2023) US$", rows, 1000), ("Share of GDP", shares, 0.0005)):
            scaled = [[cell * factor if isinstance(cell, float) else cell for cell in row] for row in cells]
            pd.DataFrame(scaled).to_excel(book, sheet_name=sheet, header=False, index=False)
    return path


def test_the_sipri_workbook_is_read_with_its_gaps(tmp_path: Path) -> None:
    found = {series.name: series for series in yearly.read_sipri(sipri_workbook(tmp_path / "SIPRI-Milex-data.xlsx"))}
    assert found["milex_south_korea"].values == {"2022": 45_000}
    assert found["milex_japan"].values == {"2023": 50_000}
    assert found["milex_share_south_korea"].values == pytest.approx({"2022": 2.25})


def test_cow_and_troops_are_read_as_published(tmp_path: Path) -> None:
    cow, troops = tmp_path / "NMC-60-abridged.csv", tmp_path / "troopdata.csv"
    cow.write_text(
        "stateabb,ccode,year,milex,milper,cinc\nROK,732,2015,1,650,0.02\nROK,732,2016,1,-9,0.02\nUKG,200,2016,1,1,0.1\n"
    )
    troops.write_text("ccode,iso3c,countryname,year,troops_ad\n732,KOR,South Korea,2016,25000\n255,DEU,Germany,2016,35000\n")
    found = {series.name: series.values for series in [*yearly.read_cow(cow), *yearly.read_troops(troops)]}
    assert found == {
        "personnel_south_korea": {"2015": 650},
        "cinc_south_korea": {"2015": 0.02, "2016": 0.02},
        "us_troops_south_korea": {"2016": 25_000},
    }


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("NMC-60-abridged.csv", "year,milper,cinc\n2015,1,1\n", "column 'stateabb' is missing"),
        ("troopdata.csv", "year,troops\n2015,1\n", "column 'iso3c' is missing"),
        ("sipri_milex_share_gdp_percent.csv", "country,year\nJapan,2015\n", "column 'milex_\\w+' is missing"),
        ("SIPRI-Milex-data.xlsx", "no workbook", "cannot be read as SIPRI's"),
    ],
)
def test_a_wrong_yearly_file_is_one_sentence(name: str, content: str, sentence: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(PeninsulaError, match=sentence):
        observe([tmp_path])


@pytest.mark.parametrize("name", ["Republic of Korea", "korea, south ", "South  Korea", "KOR"])
def test_a_country_is_known_by_any_of_its_names(name: str, tmp_path: Path) -> None:
    path = sipri_workbook(tmp_path / "SIPRI-Milex-data.xlsx", name)
    found = {series.name: series for series in yearly.read_sipri(path)}
    assert found["milex_south_korea"].values == {"2022": 45_000}
    assert found["milex_south_korea"].notes == ("no row of United States, North Korea, China, Russia",)


def test_a_renamed_workbook_is_known_by_its_sheets(tmp_path: Path) -> None:
    sipri_workbook(tmp_path / "download (3).xlsx")
    assert observe([tmp_path]).series["milex_japan"].values == {"2023": 50_000}


def test_numbers_of_a_workbook_that_are_text_are_read_and_what_is_none_is_refused(tmp_path: Path) -> None:
    path = sipri_workbook(tmp_path / "SIPRI-Milex-data.xlsx", "Korea, South", "45,000.5", "[46000]")
    assert yearly.read_sipri(path)[0].values == {"2022": 45_000.5, "2023": 46_000}
    with pytest.raises(PeninsulaError, match=r"row 3, column of sheet 'Constant \.\.\.': 'n/k' is invalid: expected a number"):
        yearly.read_sipri(sipri_workbook(path, "Korea, South", 1.0, "n/k"))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("USA,2010,1500,13.7\n", "row 2, column cinc: 13.7 is implausible: expected at most 1"),
        ("USA,2010,1500,0.137\nUSA,2010,1500,0.138\n", "row 3: 2010 is given twice, as 0.137 and 0.138"),
        ("USA,2071,1500,0.137\n", "row 2, column year: '2071' is invalid: expected a whole number, 1800 to"),
        ("Ruritania,2010,1500,0.137\n", "no row of a country of the theatre: expected names such as USA"),
        ("USA,2010,inf,0.137\n", "row 2, column milper: 'inf' is invalid"),
    ],
)
def test_an_implausible_table_is_refused(content: str, sentence: str, tmp_path: Path) -> None:
    path = tmp_path / "NMC-70-abridged.csv"
    path.write_text(f"stateabb,year,milper,cinc\n{content}", encoding="utf-8")
    with pytest.raises(PeninsulaError, match=sentence):
        yearly.read_cow(path)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("KOR;2010;24.870\n", r"row 2, column troops_ad: '24\.870' is ambiguous, 24\.87 or 24870: expected numbers without"),
        ("KOR;2010;35.000\n", r"'35\.000' is ambiguous, 35 or 35000"),
        ("KOR;2010;35,000\n", "'35,000' is ambiguous, 35 or 35000"),
        ("KOR;2010;24.87\n", r"'24\.87' is invalid: expected a whole number"),
    ],
)
def test_troops_in_thousands_or_with_points_between_them_are_refused(content: str, sentence: str, tmp_path: Path) -> None:
    path = tmp_path / "troopdata.csv"
    path.write_text(f"iso3c;year;troops_ad\n{content}", encoding="utf-8")
    with pytest.raises(PeninsulaError, match=sentence):
        yearly.read_troops(path)


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("NMC.csv", "stateabb;year;milper;cinc\nUSA;2010;1.347;0,137\nROK;2010;650;0,02\n", "row 2, column milper: '1.347'"),
        ("sipri_milex_1.csv", "country;year;milex_constant_2023_musd\nJapan;1990;45.317\n", "musd: '45.317' is ambiguous"),
    ],
)
def test_points_between_thousands_are_no_decimal_points(name: str, content: str, sentence: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(PeninsulaError, match=sentence):
        observe([tmp_path])


def test_shares_of_gdp_in_other_units_are_refused(tmp_path: Path) -> None:
    path = sipri_workbook(tmp_path / "SIPRI-Milex-data.xlsx", first=4500.0)
    with pytest.raises(
        PeninsulaError, match=r"of South Korea in 2022, is 225 % of GDP, .*: expected fractions of GDP, as SIPRI's"
    ):
        yearly.read_sipri(path)
    cut = tmp_path / "sipri_milex_share.csv"
    cut.write_text("country,year,milex_share_gdp_percent\nUSA,2010,0.033\nJapan,2010,0.0095\n", encoding="utf-8")
    with pytest.raises(PeninsulaError, match=r"of United States in 2010, is 0\.033 % of GDP, .*: expected percent of GDP"):
        yearly.read_sipri_cut(cut)


def test_a_workbook_with_two_sheets_of_one_kind_is_refused(tmp_path: Path) -> None:
    path = sipri_workbook(tmp_path / "SIPRI-Milex-data.xlsx")
    with pd.ExcelWriter(path, mode="a") as book:
        pd.DataFrame([["Words"]]).to_excel(book, sheet_name="Constant, notes", header=False, index=False)
    assert yearly.read_sipri(path)[0].values == {"2022": 45_000}
    with pd.ExcelWriter(path, mode="a") as book:
        pd.DataFrame({"Country": ["Japan"], "1990": [1]}).to_excel(book, sheet_name="Constant 1949-2000", index=False)
    with pytest.raises(PeninsulaError, match="'Constant 1949-2000' have the same headings: expected one"):
        yearly.read_sipri(path)
