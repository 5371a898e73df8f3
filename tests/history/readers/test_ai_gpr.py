"""The bilateral AI-GPR index is read by its publisher's columns."""

from pathlib import Path

import pytest

from sim.foundations.errors import PeninsulaError
from sim.history.readers.ai_gpr import read_ai_gpr


@pytest.mark.parametrize("month", ["month", "Date"])
def test_pairs_are_read_with_their_direction(month: str, tmp_path: Path) -> None:
    path = tmp_path / "ai_gpr_bilateral_monthly.csv"
    path.write_text(f"{month},GPR_AI,USA|North Korea,North Korea|USA\n2001-01,99,1.5,0\n2001-02,98,0,\n")
    ours, theirs = read_ai_gpr(path)
    assert (ours.name, ours.values) == ("us_dprk", {"2001-01": 1.5, "2001-02": 0})
    assert (theirs.name, theirs.values) == ("dprk_us", {"2001-01": 0})


def test_another_table_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "ai_gpr_bilateral_monthly.csv"
    path.write_text("month,GPR\n2001-01,99\n")
    with pytest.raises(PeninsulaError, match=r"column 'USA\|North Korea' is missing"):
        read_ai_gpr(path)
