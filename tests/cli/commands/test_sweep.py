"""`peninsula sweep`: a table of every point and a plot."""

import json
from pathlib import Path

import pandas as pd
import pytest

from sim.cli.entry import main

pytestmark = pytest.mark.usefixtures("root")

MANY_MAPS = [
    *("--vary", "us.troops_korea=0:28500:49"),
    *("--vary", "south_korea.defence_share=2,4"),
    *("--vary", "worldview=spiral,deterrence"),
]
SMALL = ["--worlds", "8", "--months", "12", "--workers", "1"]


@pytest.mark.parametrize(
    ("vary", "points"),
    [
        (["us.troops_korea=0:28500:3"], 3),
        (["us.dialogue_precondition=none,freeze_first,cvid_first"], 3),
        (["south_korea.opcon=rok_led@2025-06:2025-12:4"], 4),
        (["us.troops_korea=0:28500:3", "south_korea.defence_share=2:4:4"], 12),
        (["us.troops_korea=0,28500", "worldview=spiral,deterrence"], 4),
    ],
)
def test_a_sweep_leaves_a_row_for_each_point_and_a_plot(vary: list[str], points: int, tmp_path: Path) -> None:
    options = [part for text in vary for part in ("--vary", text)]
    assert main(["sweep", "baseline_2025", *options, *SMALL, "--out", str(tmp_path), "--quiet"]) == 0
    (folder,) = tmp_path.iterdir()
    table = pd.read_csv(folder / "sweep.csv")
    assert len(table[(table["outcome"] == "warheads") & (table["measure"] == "end")]) == points
    assert (folder / "plots" / "sweep.png").stat().st_size > 10_000


def test_three_quantities_leave_a_row_for_each_point_and_small_multiples(tmp_path: Path) -> None:
    vary = ("us.troops_korea=0:28500:3", "south_korea.opcon=rok_led@2025-06,2025-12", "worldview=spiral,deterrence")
    options = [part for text in vary for part in ("--vary", text)]
    chosen = ("--outcome", "autonomy", "--outcome", "warheads")
    assert main(["sweep", "baseline_2025", *options, *chosen, *SMALL, "--out", str(tmp_path), "--quiet"]) == 0
    (folder,) = tmp_path.iterdir()
    table = pd.read_csv(folder / "sweep.csv")
    assert len(table[(table["outcome"] == "warheads") & (table["measure"] == "end")]) == 12
    assert {path.name for path in (folder / "plots").glob("*.png")} == {"sweep_autonomy.png", "sweep_warheads.png"}


def test_the_page_shows_points_with_bands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sweep", "baseline_2025", "--vary", "us.troops_korea=0:28500:3", *SMALL, "--out", str(tmp_path)]) == 0
    page = capsys.readouterr().out
    for part in ("us.troops_korea", "14250", " to ", "not a forecast", str(tmp_path)):
        assert part in page


def test_json_holds_the_drawn_outcomes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    chosen = ["--outcome", "autonomy", "--vary", "us.troops_korea=0:28500:3"]
    assert main(["sweep", "baseline_2025", *chosen, *SMALL, "--out", str(tmp_path), "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert {row["outcome"] for row in document["rows"]} == {"autonomy"}
    assert document["vary"] == {"us.troops_korea": ["0", "14250", "28500"]}


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--vary", "us.dialogue_precondition=0:2:3"], "expected one of none, freeze_first, cvid_first"),
        (["--vary", "us.troop_korea=0:2:3"], "did you mean 'troops_korea'"),
        (["--vary", "us.troops_korea=0:99999:3"], "out of bounds"),
        (["--vary", "us.troops_korea=0:28500:1000", "--vary", "south_korea.defence_share=2:4:900"], "GiB"),
        (["--vary", "us.troops_korea=0,1", "--outcome", "tensio"], "is not an outcome"),
        (["--vary", "us.troops_korea=0,1"] * 2, "given twice"),
        (MANY_MAPS, "49 combinations of values of us.troops_korea"),
        ([], "--vary"),
    ],
)
def test_what_cannot_be_swept_is_one_sentence_and_leaves_nothing(
    options: list[str], sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["sweep", "baseline_2025", *options, *SMALL, "--out", str(tmp_path / "out")]) == 2
    said = capsys.readouterr().err
    assert sentence in said
    assert said.count("\n") == 1
    assert not (tmp_path / "out").exists()
