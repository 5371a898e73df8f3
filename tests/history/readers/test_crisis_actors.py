"""Crises are counted in the month in which they are triggered for a country."""

from pathlib import Path

from sim.history.readers.crisis_actors import read_crisis_actors


def test_crises_are_counted_by_country_and_month(tmp_path: Path) -> None:
    path = tmp_path / "icb2v15.csv"
    path.write_text(
        "crisno,actor,yrtrig,motrig\n1,ROK,1993,3\n1,USA,1993,3\n2,USA,1993,3\n3,PRK,1994,5\n4,USA,1962,10\n", encoding="utf-8"
    )
    found = {series.name: series.values for series in read_crisis_actors(path)}
    assert found["crises_united_states"]["1993-03"] == 2
    assert found["crises_south_korea"]["1993-03"] == 1
    assert found["crises_north_korea"]["1994-05"] == 1
    assert sum(found["crises_united_states"].values()) == 2, "what precedes 1985 is not counted"


def test_a_series_begins_with_the_first_crisis_of_the_table(tmp_path: Path) -> None:
    path = tmp_path / "icb2v15.csv"
    path.write_text("crisno,actor,yrtrig,motrig\n1,ROK,1993,3\n5,USA,1994,5\n", encoding="utf-8")
    assert {series.name: series.months[0] for series in read_crisis_actors(path)} == {
        "crises_south_korea": "1993-03",
        "crises_united_states": "1993-03",
    }
