"""The table of provocations, as events and as monthly counts."""

from pathlib import Path

import pytest

from sim.foundations.errors import PeninsulaError
from sim.history.readers.provocations import read_counts, read_events

EVENTS = """date,type,event,description,resources
2006-07-05,Missile Provocation,"Launch, several",text,link
2006-10-09,Nuclear Provocation,Nuclear Test,text,link
2006-10-10,Other Provocation,Exchange of fire,text,link
2006-07-05,Missile Provocation,Launch,text,link
"""


def test_events_become_counts_by_month_and_kind(tmp_path: Path) -> None:
    path = tmp_path / "provocations.csv"
    path.write_text(EVENTS, encoding="utf-8")
    found = {series.name: series for series in read_events(path)}
    assert found["missile"].values["2006-07"] == 2
    assert found["nuclear_test"].values["2006-10"] == 1
    assert found["missile"].values["2006-08"] == 0
    assert found["missile"].months[-1] == "2006-10"


def test_events_and_counts_of_the_cut_copies_agree(data: Path) -> None:
    read = (
        read_events(data / "dprk_provocations_events.csv", until="2018-12"),
        read_counts(data / "dprk_provocations_monthly.csv"),
    )
    events, counts = ({series.name: series for series in each} for each in read)
    assert events["nuclear_test"].values == counts["nuclear_test"].values
    yearly = {year: sum(counts["missile"].values[f"{year}-{month:02d}"] for month in range(1, 13)) for year in (2009, 2016, 2018)}
    assert yearly == {2009: 7, 2016: 20, 2018: 0}


def test_what_a_filter_left_out_is_no_zero(tmp_path: Path) -> None:
    path = tmp_path / "provocations.csv"
    path.write_text("".join(line for line in EVENTS.splitlines(keepends=True) if "Nuclear" not in line), encoding="utf-8")
    found = {series.name: series for series in read_events(path)}
    assert (set(found), found["missile"].months[0]) == ({"missile", "other"}, "2006-07")
    assert found["missile"].notes == found["other"].notes == ("no row of nuclear tests",)
    path.write_text(EVENTS + "1958-02-16,Other Provocation,Hijacking,text,link\n", encoding="utf-8")
    assert {series.months[0] for series in read_events(path)} == {"1984-01"}


def test_an_unknown_kind_of_provocation_is_named_with_its_row(tmp_path: Path) -> None:
    path = tmp_path / "provocations.csv"
    path.write_text(EVENTS + "2007-01-01,Leaflets,x,y,z\n", encoding="utf-8")
    with pytest.raises(PeninsulaError, match="row 6, column type: 'Leaflets'"):
        read_events(path)


def test_rows_given_twice_in_succession_are_noted(tmp_path: Path) -> None:
    path = tmp_path / "provocations.csv"
    path.write_text(EVENTS + EVENTS.splitlines()[-1] + "\n", encoding="utf-8")
    assert {series.notes for series in read_events(path)} == {
        ("rows given twice in succession, word for word, and counted twice: 1",)
    }


def test_a_table_appended_to_itself_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "provocations.csv"
    path.write_text(EVENTS + EVENTS.partition("\n")[2], encoding="utf-8")
    with pytest.raises(PeninsulaError, match="row 6 repeats row 2, below others: expected every row once"):
        read_events(path)


def test_an_event_before_there_was_a_north_korea_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "provocations.csv"
    path.write_text(EVENTS.replace("2006-10-09", "1906-10-09"), encoding="utf-8")
    with pytest.raises(PeninsulaError, match="row 3, column date: 1906-10-09 is implausible: expected a date from 1948 on"):
        read_events(path)


def test_a_month_without_a_count_is_a_gap_and_a_fraction_is_no_count(tmp_path: Path) -> None:
    path = tmp_path / "dprk_provocations_monthly.csv"
    path.write_text("month,missile,nuclear_test,other\n2017-01,2,0,1\n2017-02,,0,1\n2017-03,1,0,1\n", encoding="utf-8")
    assert read_counts(path)[0].values == {"2017-01": 2, "2017-03": 1}
    path.write_text("month,missile,nuclear_test,other\n2017-01,0.5,0,1\n", encoding="utf-8")
    with pytest.raises(PeninsulaError, match=r"column missile: '0\.5' is invalid: expected a whole number"):
        read_counts(path)


def test_a_table_that_ends_before_it_is_complete_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "provocations.csv"
    path.write_text("date,type,event\n1958-02-16,Other Provocation,Hijacking\n", encoding="utf-8")
    with pytest.raises(PeninsulaError, match="the last row is of 1958-02: expected a table that goes beyond 1984-01"):
        read_events(path)
