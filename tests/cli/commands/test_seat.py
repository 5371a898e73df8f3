"""`peninsula seat`: played at the keyboard or from a file, kept when it ends early, and refused in one sentence."""

import io
import json
import re
import shlex
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sim.cli.entry import main
from sim.model.simulate import simulate
from sim.scenario.loading import load

pytestmark = pytest.mark.usefixtures("root")
SMALL = ["--months", "12", "--choices", "--world", "3"]
PLAY = ["seat", "baseline_2025", "--as", "dprk", *SMALL, "--worlds", "30", "--ahead", "6"]

MOVES = """
["2025-05"]
testing_tempo = 0.1
nuclear_policy = "freeze_for_deal"

["2025-11"]
provocation_doctrine = 0.9
"""


@pytest.fixture
def moves(tmp_path: Path) -> Path:
    file = tmp_path / "mine.toml"
    file.write_text(MOVES, encoding="utf-8")
    return file


def type_lines(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


def words(capsys: pytest.CaptureFixture[str]) -> str:
    return " ".join(capsys.readouterr().out.split())


def test_a_file_of_moves_is_played_to_the_end(moves: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "results"
    given = ["seat", "baseline_2025", "--as", "dprk", *SMALL, "--moves", str(moves), "--out", str(out)]
    assert main([*given, "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert [turn["first"] for turn in document["turns"]] == ["2025-02", "2025-05", "2025-08", "2025-11"]
    assert document["turns"][1]["sets"] == {"testing_tempo": 0.1, "nuclear_policy": "freeze_for_deal"}
    assert document["verdict"]["month"] == "2026-01"
    folder = Path(document["folder"])
    assert (folder / "plots" / "seat.png").stat().st_size > 20_000
    assert set(pd.read_csv(folder / "verdict.csv")["way"]) >= {"played", "no moves", "brinkmanship"}
    played = load(folder / "scenarios" / "played.toml")
    path = simulate(played, np.array([3])).outcomes[0, :, 0]
    np.testing.assert_allclose(document["verdict"]["paths"][0], path, rtol=1e-3)
    assert main([*given[:-4], "--moves", str(folder / "moves.toml"), "--out", str(out), "--quiet"]) == 0  # the same play


def test_a_play_at_the_keyboard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    exported = tmp_path / "as_played.toml"
    type_lines(
        monkeypatch, "?", "levers", "testing_tempo=0.1", "", "nonsense", "testing_tempo=7", "doctrine bargaining", "clear",
        "next", "undo", f"export {exported}", "story", "end",
    )  # fmt: skip
    assert main([*PLAY, "--out", str(tmp_path)]) == 0
    page = words(capsys)
    for part in (
        "North Korea, in Status quo of early 2025",
        "(rules, choices, elections) is yours to decide now",
        "LEVER=VALUE ... consider a move",
        "provocation_doctrine 0.5 0 to 1 Readiness for limited attacks",
        "If you set testing_tempo 0.1:",
        "2025-02 to 2025-04 you set testing_tempo 0.1",
        "'nonsense' is no word of this dialogue: type ? for help",
        "testing_tempo: 7 is out of bounds: expected 0 to 1",
        "2025-08, turn 3 of 4 (? for help)",
        "without your moves",
    ):
        assert part in page, part
    assert load(exported).policy["north_korea"]["testing_tempo"].value(load(exported).start) == 0.1


def test_what_was_played_is_kept_and_can_be_gone_on_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    type_lines(monkeypatch, "testing_tempo=0.1", "", "", "quit")
    assert main([*PLAY, "--out", str(tmp_path)]) == 0
    match = re.search(r"What was played to 2025-07 is kept; go on with 'peninsula (.+)'\.$", words(capsys))
    assert match is not None
    type_lines(monkeypatch, "end")
    assert main([*shlex.split(match[1]), "--worlds", "30", "--out", str(tmp_path)]) == 0
    assert "Peninsula Tension Index in 2025-07" in words(capsys)


def test_ctrl_c_keeps_what_was_played(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed = iter(["", "testing_tempo=0.9"])

    def interrupted(*_: object, **__: object) -> str:
        for line in typed:
            return line
        raise KeyboardInterrupt

    monkeypatch.setattr("rich.console.Console.input", interrupted)
    assert main([*PLAY, "--out", str(tmp_path)]) == 130
    captured = capsys.readouterr().err
    assert captured.startswith(
        "Interrupted: what was played to 2025-04 is kept; go on with 'peninsula seat baseline_2025 --as dprk"
    )
    (file,) = tmp_path.glob("*.moves.toml")
    assert str(file) in captured
    assert "[2025-02]" in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('["2025-06"]\ntesting_tempo = 1', "no turn begins in 2025-06, since a turn has 3 months: expected 2025-05 or 2025-08"),
        ('["2027-02"]\ntesting_tempo = 1', "2027-02 cannot be played: expected a month from 2025-02 to 2026-01"),
        ('["spring"]\ntesting_tempo = 1', "'spring' is not a month"),
        ('["2025-05"]\ntempo = 1', "2025-05: tempo: North Korea has no lever of that name; did you mean 'testing_tempo'?"),
        ('["2025-05"]\ntesting_tempo = "high"', "2025-05: testing_tempo: 'high' is not a number: expected 0 to 1"),
        ("testing_tempo = 1", 'testing_tempo = 1: expected a month and levers, such as ["2027-01"]'),
        ("[2025-05", "mine.toml"),
    ],
)
def test_a_file_that_cannot_be_played_is_one_sentence(
    text: str, sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(text, encoding="utf-8")
    out = tmp_path / "results"
    assert main(["seat", "baseline_2025", "--as", "dprk", *SMALL, "--moves", str(file), "--out", str(out)]) == 2
    error = capsys.readouterr().err
    assert sentence in error
    assert "mine.toml" in error
    assert error.count("\n") == 1
    assert not out.exists()


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (["--as", "korea"], "nobody at this table is called 'korea'"),
        (["--as", "dprk", "--world", "9999999"], "world 9999999 is not in the ensemble"),
        (["--as", "dprk", "--every", "0"], "a turn of 0 months"),
        (["--as", "dprk", "--json"], "--json asks nothing: expected --moves FILE with it"),
        (["--as", "dprk", "--moves", "a", "--go-on", "b"], "expected one of the two"),
        (["--as", "dprk", "--moves", "absent.toml"], "absent.toml"),
        (["--as", "dprk", "--out", "README.md"], "cannot write to README.md"),
    ],
)
def test_a_seat_that_cannot_be_taken_is_one_sentence(given: list[str], sentence: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["seat", "baseline_2025", *given]) == 2
    assert sentence in capsys.readouterr().err
