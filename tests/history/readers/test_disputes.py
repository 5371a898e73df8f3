"""Disputes count once in the year in which they begin, in the publisher's codes as in ISO's."""

from pathlib import Path

import pytest

from sim.history.readers.disputes import read_disputes

ISO = "dispnum,iso1,iso2,styear\n10,PRK,USA,1993\n10,USA,PRK,1993\n11,KOR,PRK,1995\n"
COW = "disno,statea,stateb,namea,nameb,strtyr\n10,731,2,PRK,USA,1993\n10,2,731,USA,PRK,1993\n11,732,731,ROK,PRK,1995\n"


@pytest.mark.parametrize("content", [ISO, COW], ids=["iso", "cow"])
def test_a_dispute_counts_once(content: str, tmp_path: Path) -> None:
    path = tmp_path / "dyadic_mid_4.03.csv"
    path.write_text(content, encoding="utf-8")
    found = {series.name: series.values for series in read_disputes(path)}
    assert found["disputes_us_dprk"] == {"1993": 1, "1994": 0, "1995": 0}
    assert found["disputes_rok_dprk"] == {"1993": 0, "1994": 0, "1995": 1}
