"""The GPR export is read as published; errors, also those of `tables.py`, are one sentence."""

from collections.abc import Iterable
from pathlib import Path

import pandas as pd
import pytest

from sim.foundations.errors import PeninsulaError
from sim.history.readers.gpr import read_gpr


def test_the_gpr_export_is_read_as_published(data: Path) -> None:
    [series] = read_gpr(data / "gpr_monthly.csv")
    assert (series.values["2017-08"], series.values["2017-09"]) == pytest.approx((1.816, 1.613), abs=1e-3)
    assert (series.months[0], series.months[-1], series.gaps) == ("1985-01", "2018-12", [])


@pytest.mark.parametrize("name", ["data_gpr_export.xlsx", "data_gpr_export.csv"])
def test_a_workbook_and_a_table_say_the_same(name: str, tmp_path: Path) -> None:
    frame = pd.DataFrame({"month": pd.to_datetime(["2017-08-01", "2017-09-01"]), "GPR": [1, 2], "GPRC_KOR": [1.8, None]})
    path = tmp_path / name
    frame.to_excel(path, index=False) if path.suffix == ".xlsx" else frame.to_csv(path, index=False)
    assert [series.values for series in read_gpr(path)] == [{"2017-08": 1.8}]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("month,GPR\n2017-08,1\n", "column 'GPRC_KOR' is missing"),
        ("month,GPRC_KOR\n", "it has no rows"),
        ("month,GPRC_KOR\nAugust,1\n", "row 2, column month: 'August' is not a date"),
        ("month,GPRC_KOR\n2017-08,much\n", "row 2, column GPRC_KOR: 'much' is invalid"),
        ("month,GPRC_KOR\n2017-08,-1\n", "expected a number, 0 or more"),
        ("month,GPRC_KOR\n2017-08,1000\n", "a share of articles, in percent"),
        ("month,GPR,GPRC_KOR\n2017-08,1,\n2017-09,1,\n", "column GPRC_KOR is empty: expected a share of articles"),
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


@pytest.mark.parametrize("years", [range(2010, 2016), [2010]], ids=["six years", "one year"])
def test_fractions_are_no_percent(years: Iterable[int], tmp_path: Path) -> None:
    path = tmp_path / "data_gpr_export.csv"
    rows = [f"{year}-{month:02d},{month / 1000}" for year in years for month in range(1, 13)]
    path.write_text("\n".join(["month,GPRC_KOR", *rows]), encoding="utf-8")
    with pytest.raises(PeninsulaError, match=r"never exceeds 0\.012: expected percent"):
        read_gpr(path)
