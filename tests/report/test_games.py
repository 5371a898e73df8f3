"""A report takes up a game: what it says, and its figures, from the game's own folder."""

import json
from pathlib import Path

import pytest

import sim
from sim.cli.entry import main
from sim.foundations.errors import PeninsulaError
from sim.report.games import game_section

pytestmark = pytest.mark.usefixtures("root")
SMALL = ["--worlds", "10", "--months", "12", "--workers", "1", "--quiet"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    doctrines = {"us": ["own", "restraint"], "dprk": ["build_up", "bargaining"]}
    results = tmp_path_factory.mktemp("games")
    played = sim.game(
        "baseline_2025", ["us", "dprk"], doctrines, "deterrence,spiral", worlds=6, months=6, workers=1, results=results
    )
    assert played.folder is not None
    return played.folder


def test_a_section_tells_of_the_player_that_goes_first(folder: Path) -> None:
    section = game_section(folder)
    assert [sentence.partition(" with")[0] for sentence in section.sentences[:2]] == ["If Washington goes first"] * 2
    assert len(section.sentences) == 3
    assert section.sentences[2].startswith("Once the others answer")
    assert section.worldviews == ("deterrence", "spiral")
    assert all(picture.address.startswith("data:image/png;base64,iVBOR") for picture in section.pictures)


def test_a_report_has_the_section_only_when_a_game_is_given(folder: Path, tmp_path: Path) -> None:
    with_game, without = tmp_path / "with.html", tmp_path / "without.html"
    assert main(["report", "baseline_2025", *SMALL, "--game", str(folder), "--out", str(with_game)]) == 0
    assert main(["report", "baseline_2025", *SMALL, "--out", str(without)]) == 0
    assert "<h2>What if they answer?</h2>" in with_game.read_text(encoding="utf-8")
    assert "What if they answer?" not in without.read_text(encoding="utf-8")


def test_a_folder_of_anything_else_is_one_sentence(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(PeninsulaError, match="it cannot be read: expected a folder of 'peninsula game'"):
        game_section(tmp_path)
    (tmp_path / "manifest.json").write_text(json.dumps({"kind": "sweep"}), encoding="utf-8")
    assert main(["report", "baseline_2025", *SMALL, "--game", str(tmp_path), "--out", str(tmp_path / "page.html")]) == 2
    assert "it holds a sweep: expected a folder of 'peninsula game'" in capsys.readouterr().err
    assert not (tmp_path / "page.html").exists()
