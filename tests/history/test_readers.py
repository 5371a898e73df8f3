"""Readers of the publishers' files, and one clear sentence for everything else."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sim.foundations.errors import PeninsulaError
from sim.foundations.months import parse_month
from sim.history.observations import Observations
from sim.history.readers import yearly
from sim.history.readers.gpr import read_gpr
from sim.history.readers.provocations import read_counts, read_events
from sim.history.sources import folders, observe

EVENTS = """date,type,event,description,resources
2006-07-05,Missile Provocation,"Launch, several",text,link
2006-10-09,Nuclear Provocation,Nuclear Test,text,link
2006-10-10,Other Provocation,Exchange of fire,text,link
2006-07-05,Missile Provocation,Launch,text,link
"""


def test_the_gpr_export_is_read_as_published(data: Path) -> None:
    series = read_gpr(data / "gpr_monthly.csv")
    assert (series.values["2017-08"], series.values["2017-09"]) == pytest.approx((1.816, 1.613), abs=1e-3)
    assert (series.months[0], series.months[-1], series.gaps) == ("1985-01", "2018-12", [])


@pytest.mark.parametrize("name", ["data_gpr_export.xlsx", "data_gpr_export.csv"])
def test_a_workbook_and_a_table_say_the_same(name: str, tmp_path: Path) -> None:
    frame = pd.DataFrame({"month": pd.to_datetime(["2017-08-01", "2017-09-01"]), "GPR": [1, 2], "GPRC_KOR": [1.8, None]})
    path = tmp_path / name
    frame.to_excel(path, index=False) if path.suffix == ".xlsx" else frame.to_csv(path, index=False)
    assert read_gpr(path).values == {"2017-08": 1.8}


def test_events_become_counts_by_month_and_kind(tmp_path: Path) -> None:
    path = tmp_path / "provocations.csv"
    path.write_text(EVENTS, encoding="utf-8")
    found = read_events(path)
    assert found["missile"].values["2006-07"] == 2
    assert found["nuclear_test"].values["2006-10"] == 1
    assert found["missile"].values["2006-08"] == 0
    assert found["missile"].months[-1] == "2006-10"


def test_events_and_counts_of_the_cut_copies_agree(data: Path) -> None:
    events, counts = (
        read_events(data / "dprk_provocations_events.csv", until="2018-12"),
        read_counts(data / "dprk_provocations_monthly.csv"),
    )
    assert events["nuclear_test"].values == counts["nuclear_test"].values
    yearly = {year: sum(counts["missile"].values[f"{year}-{month:02d}"] for month in range(1, 13)) for year in (2009, 2016, 2018)}
    assert yearly == {2009: 7, 2016: 20, 2018: 0}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("month,GPR\n2017-08,1\n", "column 'GPRC_KOR' is missing"),
        ("month,GPRC_KOR\n", "it has no rows"),
        ("month,GPRC_KOR\nAugust,1\n", "row 2: 'August' is not a date"),
        ("month,GPRC_KOR\n2017-08,much\n", "row 2, column GPRC_KOR: 'much' cannot be"),
        ("month,GPRC_KOR\n2017-08,-1\n", "expected a number from 0 up"),
        ("month,GPRC_KOR\n2017-08,1000\n", "a share of articles, in percent"),
        ("", "cannot be read as"),
    ],
)
def test_a_wrong_gpr_file_is_one_sentence(content: str, sentence: str, tmp_path: Path) -> None:
    path = tmp_path / "data_gpr_export.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(PeninsulaError, match=sentence) as caught:
        read_gpr(path)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["data_gpr_export.xls", "data_gpr_export.xlsx"])
def test_a_workbook_that_is_none_is_one_sentence(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"not a workbook")
    with pytest.raises(PeninsulaError, match="cannot be read as the GPR export"):
        read_gpr(tmp_path / name)


def test_an_unknown_kind_of_provocation_is_named_with_its_row(tmp_path: Path) -> None:
    path = tmp_path / "provocations.csv"
    path.write_text(EVENTS + "2007-01-01,Leaflets,x,y,z\n", encoding="utf-8")
    with pytest.raises(PeninsulaError, match="row 6, column type: 'Leaflets'"):
        read_events(path)


def test_later_folders_add_months_and_win(tmp_path: Path) -> None:
    for name, text in (("old", "month,GPRC_KOR\n2018-11,1\n2018-12,2\n"), ("new", "month,GPRC_KOR\n2018-12,3\n2019-01,4\n")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "data_gpr_export.csv").write_text(text, encoding="utf-8")
    found = observe([tmp_path / "old", tmp_path / "new"]).series["gprc_kor"]
    assert found.values == {"2018-11": 1, "2018-12": 3, "2019-01": 4}


def test_folders_are_given_or_named_by_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PENINSULA_DATA", raising=False)
    with pytest.raises(PeninsulaError, match="give --data DIR, or set PENINSULA_DATA"):
        folders([])
    monkeypatch.setenv("PENINSULA_DATA", str(tmp_path))
    assert folders([]) == [tmp_path]
    with pytest.raises(PeninsulaError, match="is not a folder"):
        folders([tmp_path / "none"])
    with pytest.raises(PeninsulaError, match="no known file"):
        observe([tmp_path])


def test_what_is_unknown_is_no_number() -> None:
    values = Observations().by_month("missile", parse_month("2017-01"), 3)
    assert np.isnan(values).all()


def sipri_workbook(path: Path) -> Path:
    """Write a workbook in SIPRI's form: some rows of words, then headings, then countries by year."""
    rows = [
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


def test_the_cut_copies_agree_with_the_history_file(observations: Observations) -> None:
    assert observations.series["us_troops_south_korea"].values["1992"] == 35743
    assert observations.series["milex_share_south_korea"].values["1990"] == pytest.approx(4.0)
    assert observations.series["cinc_china"].gaps == []


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("NMC-60-abridged.csv", "year,milper,cinc\n2015,1,1\n", "column 'stateabb' is missing"),
        ("troopdata.csv", "year,troops\n2015,1\n", "columns for the host"),
        ("sipri_milex_share_gdp_percent.csv", "country,year\nJapan,2015\n", "'milex_share_gdp_percent' is missing"),
        ("SIPRI-Milex-data.xlsx", "no workbook", "cannot be read as SIPRI's"),
    ],
)
def test_a_wrong_yearly_file_is_one_sentence(name: str, content: str, sentence: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(PeninsulaError, match=sentence):
        observe([tmp_path])
