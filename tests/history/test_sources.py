"""Folders of observations: which are read, and how they are merged."""

from pathlib import Path

import pytest

from sim.foundations.errors import PeninsulaError
from sim.history.sources import folders, observe


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
    with pytest.raises(PeninsulaError, match="no known file"):
        observe([tmp_path])
