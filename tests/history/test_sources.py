"""Folders of observations: which are read, and how they are merged."""

from pathlib import Path

import pytest

from sim.cli.entry import main
from sim.foundations.errors import PeninsulaError
from sim.history.sources import folders, observe, require, sources


def test_later_folders_add_months_and_win(tmp_path: Path) -> None:
    for name, text in (("old", "month,GPRC_KOR\n2018-11,1\n2018-12,2\n"), ("new", "month,GPRC_KOR\n2018-12,3\n2019-01,4\n")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "data_gpr_export.csv").write_text(text, encoding="utf-8")
    found = observe([tmp_path / "old", tmp_path / "new"]).series["gprc_kor"]
    assert found.values == {"2018-11": 1, "2018-12": 3, "2019-01": 4}


def test_folders_are_given_or_named_by_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PENINSULA_DATA", raising=False)
    with pytest.raises(PeninsulaError, match="give --data DIR, or set PENINSULA_DATA"):
        folders([])
    monkeypatch.setenv("PENINSULA_DATA", str(tmp_path))
    assert folders([]) == [tmp_path]
    with pytest.raises(PeninsulaError, match="is not a folder"):
        folders([tmp_path / "none"])
    (tmp_path / "gpr.zip").touch()
    (tmp_path / "notes.csv").write_text("who,what\nme,this\n", encoding="utf-8")
    with pytest.raises(PeninsulaError) as caught:
        observe([tmp_path])
    assert str(caught.value) == (
        f"no known file in {tmp_path}: expected the publishers' files, such as data_gpr_export* of Caldara & Iacoviello "
        "(Geopolitical Risk index); not read: gpr.zip (expected text or a workbook, .csv, .txt, .tsv, .xls, .xlsx, .xlsm), "
        "notes.csv (no known table has its headings)"
    )


def test_a_missing_series_is_told_by_its_publishers_file(tmp_path: Path) -> None:
    (tmp_path / "data_gpr_export.csv").write_text("month,GPRC_KOR\n2018-12,2\n", encoding="utf-8")
    require(observe([tmp_path]), "gprc_kor")
    with pytest.raises(PeninsulaError, match=r"missile is missing: expected dprk_provocations_monthly\*\.csv of CSIS Beyond"):
        require(observe([tmp_path]), "missile")


def test_files_are_known_by_their_content_and_others_are_listed(tmp_path: Path) -> None:
    for name, text in {
        "download(2).txt": "month;GPRC_KOR\n2018-11;1,5\n2018-12;2,5\n",
        "notes.csv": "who,what\nme,this\n",
        "._data_gpr_export.csv": "rubbish",
        "~$data.xlsx": "rubbish",
        "readme.md": "month,GPRC_KOR",
    }.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    found = sources(tmp_path)
    assert [path.name for path, _ in found.read] == ["download(2).txt"]
    assert [path.name for path, _ in found.unrecognised] == ["notes.csv"]
    assert observe([tmp_path]).series["gprc_kor"].values == {"2018-11": 1.5, "2018-12": 2.5}


def test_two_files_of_one_folder_that_disagree_are_refused(tmp_path: Path) -> None:
    (tmp_path / "data_gpr_export.csv").write_text("month,GPRC_KOR\n2018-12,2\n", encoding="utf-8")
    (tmp_path / "data_gpr_export (1).csv").write_text("month,GPRC_KOR\n2018-12,3\n", encoding="utf-8")
    with pytest.raises(PeninsulaError, match="disagree on gprc_kor of 2018-12, 3 and 2: keep one of them"):
        observe([tmp_path])


def test_events_stand_aside_for_counts_of_the_same_publisher(tmp_path: Path) -> None:
    (tmp_path / "counts.csv").write_text("month,missile,nuclear_test,other\n2018-12,2,0,1\n", encoding="utf-8")
    (tmp_path / "events.csv").write_text("date,type,event\n2018-12-01,Missile Provocation,Launch\n", encoding="utf-8")
    assert observe([tmp_path]).series["missile"].values == {"2018-12": 2}


def test_a_series_without_a_value_is_kept_apart_and_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "gpr.csv").write_text("month,GPRC_KOR\n2018-11,2\n2018-12,3\n", encoding="utf-8")
    (tmp_path / "counts.csv").write_text("month,missile,nuclear_test,other\n2018-11,,0,\n2018-12,,1,\n", encoding="utf-8")
    found = observe([tmp_path])
    assert (sorted(found.series), sorted(found.empty)) == (["gprc_kor", "nuclear_test"], ["missile", "other"])
    assert main(["observed", "--data", str(tmp_path)]) == 0
    assert "counts.csv: missile (Missile provocations) has no value in counts.csv" in capsys.readouterr().out
    for needs in (["nowcast", "--out", str(tmp_path / "n.npz")], ["hindcast"], ["calibrate", "--worlds", "2"]):
        assert main([*needs, "--data", str(tmp_path), "--quiet"]) == 2
        said = capsys.readouterr().err
        assert "the series missile has no value in" in said, needs
        assert "expected dprk_provocations_monthly*.csv" in said


def test_a_series_without_a_value_in_one_file_is_read_from_another(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("month,missile,nuclear_test,other\n2018-11,,0,1\n", encoding="utf-8")
    (tmp_path / "b.csv").write_text("month,missile,nuclear_test,other\n2018-12,3,0,1\n", encoding="utf-8")
    found = observe([tmp_path])
    assert found.series["missile"].values == {"2018-12": 3}
    assert found.series["missile"].notes == ("missile (Missile provocations) has no value in a.csv",)
    assert not found.empty


def test_of_counts_and_events_the_table_that_reaches_further_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "counts.csv").write_text("month,missile,nuclear_test,other\n2014-12,2,0,1\n", encoding="utf-8")
    (tmp_path / "events.csv").write_text("date,type,event\n2017-09-15,Missile Provocation,Launch\n", encoding="utf-8")
    assert observe([tmp_path]).last("missile") == "2017-09"
    assert main(["observed", "--data", str(tmp_path)]) == 0
    said = "counts.csv: not read: events.csv has the same series up to 2017-09, this one to 2014-12"
    assert said in capsys.readouterr().out


def test_a_broken_table_of_counts_is_told_and_not_passed_over_for_events(tmp_path: Path) -> None:
    (tmp_path / "counts.csv").write_text("month,missile,nuclear_test,other\n2014-12,many,0,1\n", encoding="utf-8")
    (tmp_path / "events.csv").write_text("date,type,event\n2017-09-15,Missile Provocation,Launch\n", encoding="utf-8")
    with pytest.raises(PeninsulaError, match=r"counts\.csv.*many"):
        observe([tmp_path])
