"""The kept scores are read as they were written, with the digits of the page."""

import tomllib
from pathlib import Path

import pytest

from sim.history import scored as kept
from sim.history.scores import OWN, Score

SCORES = (
    Score("missile", ("1998-01", "2018-12"), OWN, 252, 0.24649, 0.20251, 0.9567),
    Score("us_dprk", ("2009-01", "2018-12"), "persistence", 120, 0.2955, -0.0444, 0.785),
)


def test_scores_come_back_with_the_digits_of_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "scored.toml"
    file.write_text(kept.scored_toml(SCORES), encoding="utf-8")
    monkeypatch.setattr(kept, "SCORED", file)
    first, second = kept.scored()
    assert first == {
        "variable": "missile", "first": "1998-01", "last": "2018-12", "forecaster": "Peninsula",
        "months": 252, "crps": 0.246, "skill": 0.203, "coverage": 0.96,
    }  # fmt: skip
    assert (second["forecaster"], second["crps"], second["skill"], second["coverage"]) == ("persistence", 0.295, -0.044, 0.79)


def test_the_kept_file_is_what_the_command_writes() -> None:
    text = kept.SCORED.read_text(encoding="utf-8")
    rows = tomllib.loads(text)["score"]
    again = [
        Score(each["variable"], (each["first"], each["last"]), each["forecaster"], *(each[name] for name in NUMBERS))
        for each in rows
    ]
    assert kept.scored_toml(again) == text


NUMBERS = ("months", "crps", "skill", "coverage")
