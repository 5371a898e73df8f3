"""The directed pairs of AI-GPR are read as published."""

from pathlib import Path
from statistics import mean

import pytest

from sim.foundations.errors import PeninsulaError
from sim.history.readers.ai_gpr import read_ai_gpr


def test_pairs_keep_their_direction(tmp_path: Path) -> None:
    path = tmp_path / "ai_gpr_bilateral.csv"
    path.write_text("Date,GPR_AI,USA|North Korea,North Korea|USA\n2017-08-01,100,20,5\n2017-09-01,110,,6\n", encoding="utf-8")
    found = {series.name: series.values for series in read_ai_gpr(path)}
    assert found == {
        "gpr_ai": {"2017-08": 100, "2017-09": 110},
        "us_dprk": {"2017-08": 20},
        "dprk_us": {"2017-08": 5, "2017-09": 6},
    }


def test_yearly_means_are_those_of_the_publisher(data: Path) -> None:
    us_dprk = next(series for series in read_ai_gpr(data / "ai_gpr_bilateral_monthly.csv") if series.name == "us_dprk")
    yearly = {
        year: mean(us_dprk.values[f"{year}-{month:02d}"] for month in range(1, 13)) for year in (1994, 2003, 2010, 2017, 2018)
    }
    assert yearly == pytest.approx({1994: 5.26, 2003: 4.70, 2010: 0.53, 2017: 12.54, 2018: 11.24}, abs=0.005)


def test_a_table_without_a_pair_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "ai_gpr_bilateral.csv"
    path.write_text("month,GPR_AI\n2017-08,100\n", encoding="utf-8")
    with pytest.raises(PeninsulaError, match=r"it has no pair such as 'USA\|North Korea'"):
        read_ai_gpr(path)
