"""Exercises are counted in every month in which they are under way."""

from pathlib import Path

from sim.history.readers.exercises import read_exercises


def test_exercises_under_way_are_counted_by_month(tmp_path: Path) -> None:
    path = tmp_path / "jme.csv"
    path.write_text(
        "Ex_Name,s_year,s_month,e_year,e_month\nTeam Spirit,1990,12,1991,2\nFoal Eagle,1991,2,1991,2\nUndated,1991,,1991,\n",
        encoding="utf-8",
    )
    [exercises] = read_exercises(path)
    assert exercises.values == {"1990-12": 1, "1991-01": 1, "1991-02": 2}
    assert exercises.notes == ("1 exercises without a first or last month are left out",)
