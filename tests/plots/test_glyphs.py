"""A title in characters that no font has is said once, in one sentence that names them."""

import warnings
from pathlib import Path

import pytest

from sim.cli.entry import main
from sim.foundations.errors import PeninsulaWarning
from sim.plots import glyphs, save
from sim.plots.theme import sheet

CUNEIFORM = "\N{CUNEIFORM SIGN A}\N{CUNEIFORM SIGN AN}"
"""Characters that are in none of the fonts that figures use."""


@pytest.fixture(autouse=True)
def nothing_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(glyphs, "_said", False)


def test_missing_glyphs_of_many_figures_are_said_once_and_named(tmp_path: Path) -> None:
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        for number in range(2):
            save(sheet(f"Title {CUNEIFORM}", "subtitle"), tmp_path, f"figure{number}")
    assert [each.category for each in said] == [PeninsulaWarning]
    assert all(character in str(said[0].message) for character in CUNEIFORM)


def test_a_title_that_a_font_has_is_no_warning_and_other_warnings_stay(tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        save(sheet("Title: α ≥ β", "subtitle"), tmp_path, "figure")
    with pytest.warns(RuntimeWarning, match="something else"), glyphs.missing_glyphs_said_once():
        warnings.warn("something else", RuntimeWarning, stacklevel=1)


@pytest.mark.usefixtures("root")
def test_the_command_line_notes_it_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "signs.toml"
    file.write_text(f'title = "{CUNEIFORM}"\nextends = "baseline"\n', encoding="utf-8")
    small = ("--worlds", "5", "--months", "3", "--workers", "1", "--quiet")
    assert main(["run", str(file), *small, "--out", str(tmp_path / "results")]) == 0
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("Note: no installed font has the characters")
