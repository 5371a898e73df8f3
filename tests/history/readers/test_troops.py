"""Double and triple counts of the quarterly report are noticed; real changes are left alone."""

from pathlib import Path

import pytest

from sim.foundations.errors import PeninsulaError
from sim.history.readers.troops import read_troops, without_multiples

TRUE = [28270, 28271, 27723, 27724, 30250, 30252, 29683, 30052, 29256, 29074, 29021, 29113]


def by_quarter(counts: list[int]) -> dict[str, float]:
    return {f"{2012 + index // 4}-{3 * (index % 4) + 3:02d}": float(count) for index, count in enumerate(counts)}


@pytest.mark.parametrize("doubled", [[3], [0, 1], [1, 2, 3, 5, 6, 7, 8, 9, 10]], ids=["one", "the first", "most"])
def test_double_and_triple_counts_are_divided_and_noted(doubled: list[int]) -> None:
    counts = [count * (1 if index not in doubled else 3 if index == 3 else 2) for index, count in enumerate(TRUE)]
    corrected, notes = without_multiples(by_quarter(counts))
    assert list(corrected.values()) == pytest.approx(TRUE)
    assert notes == (f"double or triple counts divided: {', '.join(list(corrected)[index] for index in doubled)}",)


def test_a_withdrawal_is_no_double_count() -> None:
    counts = by_quarter([41145, 40840, 30983, 30983, 29486])
    assert without_multiples(counts) == (counts, ())


def test_zeros_are_missing_and_quarters_end_in_their_last_month(tmp_path: Path) -> None:
    path = tmp_path / "troopdata_quarterly.csv"
    path.write_text(
        "iso3c,year,quarter,troops_ad\nKOR,2014,1,30052\nKOR,2014,2,0\nKOR,2014,3,29074\nDEU,2014,1,9\n", encoding="utf-8"
    )
    korea = read_troops(path)[0]
    assert (korea.values, korea.gaps) == ({"2014-03": 30052, "2014-09": 29074}, [])
    path.write_text("iso3c,year,quarter,troops_ad\nKOR,2014,7,30052\n", encoding="utf-8")
    with pytest.raises(PeninsulaError, match="row 2, column quarter: '7' is invalid: expected a whole number, 1 to 4"):
        read_troops(path)


def test_the_corrected_copy_needs_no_division(data: Path) -> None:
    assert [series.notes for series in read_troops(data / "us_troops_quarterly.csv")] == [(), ()]
