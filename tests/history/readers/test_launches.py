"""Launches are counted by month and range class; a missile of no known class is noted, and counted in the total."""

from pathlib import Path

import pytest

from sim.history.readers.launches import class_of, read_launches

LAUNCHES = """Date,Missile Name,Facility Name,Outcome
2017-07-04,Hwasong-14,Panghyon,success
2017-07-28,Hwasong-14,Mupyong-ni,success
2017-09-15,Hwasong-12,Sunan,success
2017-09-15,Mystery,Sunan,failure
"""


def test_launches_are_counted_by_class(tmp_path: Path) -> None:
    path = tmp_path / "north_korea_missile_test_database.csv"
    path.write_text(LAUNCHES, encoding="utf-8")
    found = {series.name: series for series in read_launches(path)}
    assert found["launches"].values == {"2017-07": 2, "2017-08": 0, "2017-09": 2}
    assert found["launches_intercontinental"].values == {"2017-07": 2, "2017-08": 0, "2017-09": 0}
    assert found["launches_intermediate"].values["2017-09"] == 1
    assert found["launches"].notes == ("Mystery: of no known range class, counted in launches alone",)


def test_rows_without_a_name_or_given_twice_are_noted(tmp_path: Path) -> None:
    path = tmp_path / "north_korea_missile_test_database.csv"
    rows = LAUNCHES.replace("Mystery", "").splitlines(keepends=True)
    path.write_text(rows[0] + "".join(row * 2 for row in rows[1:]), encoding="utf-8")
    [launches, *_] = read_launches(path)
    assert launches.notes == (
        "no name of a missile in row 8, 9: counted in launches alone",
        "rows given twice in succession, word for word, and counted twice: 4",
    )


@pytest.mark.parametrize(
    ("missile", "kind"),
    [
        ("scud-b", "short"),
        ("ER Scud", "short"),
        ("Nodong", "medium"),
        ("Pukguksong-2", "medium"),
        ("Musudan", "intermediate"),
        ("Hwasong-12", "intermediate"),
        ("hwasong-15", "intercontinental"),
        ("Unha-3", "space"),
        ("Taepodong-1", "space"),
        ("unknown", None),
    ],
)
def test_a_missile_has_the_range_class_of_its_family(missile: str, kind: str | None) -> None:
    assert class_of(missile) == kind
