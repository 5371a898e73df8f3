"""Yearly series by country are read as published, with their gaps."""

from pathlib import Path

import pandas as pd
import pytest

from sim.foundations.errors import PeninsulaError
from sim.history.readers import yearly
from sim.history.sources import observe


def sipri_workbook(path: Path) -> Path:
    """Write a workbook in SIPRI's form: some rows of words, then headings, then countries by year."""
    rows: list[list[object]] = [
        ["Military expenditure by country", "", "", ""],
        ["Country", "Notes", 2022, 2023],
        ["Korea, South", "", 45.0, "..."],
        ["Japan", "", "xxx", 50.0],
    ]
    with pd.ExcelWriter(path) as book:
        for sheet, factor in (("Constant (2023) US$", 1000), ("Share of GDP", 0.0005)):
            scaled = [[cell * factor if isinstance(cell, float) else cell for cell in row] for row in rows]
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
