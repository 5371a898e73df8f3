"""Crisis months of a dyad run from its trigger to its end, whichever side the table names first."""

from pathlib import Path

from sim.history.readers.crises import read_crises, read_crisis_months

CRISES = """crisno,namea,nameb,trgyrdy,trgmody,trmyrdy,trmmody
1,PRK,USA,1993,3,1993,6
2,USA,PRK,1994,5,1994,6
3,ROK,PRK,1996,9,1996,9
"""


def test_months_of_a_crisis_run_from_trigger_to_end(tmp_path: Path) -> None:
    path = tmp_path / "icbdy_v14.csv"
    path.write_text(CRISES, encoding="utf-8")
    found = {series.name: series.values for series in read_crises(path)}
    in_crisis = {name: [month for month, value in values.items() if value] for name, values in found.items()}
    assert in_crisis["crisis_us_dprk"] == ["1993-03", "1993-04", "1993-05", "1993-06", "1994-05", "1994-06"]
    assert in_crisis["crisis_rok_dprk"] == ["1996-09"]
    assert found["crisis_us_dprk"]["1996-09"] == 0
    assert max(found["crisis_us_dprk"]) == "1996-09"


def test_a_series_begins_with_the_first_crisis_of_the_table(tmp_path: Path) -> None:
    path = tmp_path / "icbdy_v14.csv"
    path.write_text(CRISES, encoding="utf-8")
    assert {series.months[0] for series in read_crises(path)} == {"1993-03"}
    path.write_text(CRISES + "4,USA,CHN,1954,8,1955,4\n", encoding="utf-8")
    assert {series.months[0] for series in read_crises(path)} == {"1985-01"}


def test_the_table_by_month_adds_the_crisis_that_the_dyads_lack(data: Path) -> None:
    by_crisis = {series.name: series for series in read_crises(data / "icb_crises_dyadic.csv")}
    for series in read_crisis_months(data / "icb_crisis_months_by_dyad.csv"):
        other = by_crisis[series.name].values
        more = [month for month in series.values.keys() & other.keys() if series.values[month] != other[month]]
        first_nuclear_crisis = series.name in ("crisis_us_dprk", "crisis_rok_dprk")
        assert (min(more), max(more), len(more)) == ("1993-03", "1994-10", 20) if first_nuclear_crisis else more == []
        assert by_crisis[series.name].notes == ("has no dyad of the nuclear crisis of 1993-94",)
