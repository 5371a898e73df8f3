"""`peninsula branch` and the listing of what lies in a results folder."""

import json
from pathlib import Path

import numpy as np
import pytest

from sim.cli.entry import main
from sim.storage.run_folder import read

pytestmark = [pytest.mark.usefixtures("root"), pytest.mark.slow]

SMALL = ["--worlds", "10", "--months", "18", "--workers", "1"]


@pytest.fixture
def run(tmp_path: Path) -> Path:
    assert main(["run", "baseline_2025", *SMALL, "--out", str(tmp_path), "--quiet"]) == 0
    return next(tmp_path.iterdir())


def test_a_branch_is_kept_beside_its_run_with_the_same_past(run: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = ["--out", str(run.parent)]
    assert main(["branch", str(run), "--at", "2025-12", "--set", "us.troops_korea=0", *out]) == 0
    assert "changed from 2025-12" in capsys.readouterr().out
    folder = next(path for path in run.parent.iterdir() if path.name.startswith("baseline_2025-from-2025-12"))
    was, becomes = read(run), read(folder)
    np.testing.assert_array_equal(was.outcomes_array[:, :10], becomes.outcomes_array[:, :10])
    assert (was.series("autonomy")[-1] < becomes.series("autonomy")[-1]).all()
    again = [str(folder / "scenario.toml"), "--out", str(run.parent / "again"), "--quiet"]
    assert main(["run", *again]) == 0


def test_a_branch_outside_the_horizon_leaves_nothing(run: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["branch", str(run), "--at", "2050-01", "--out", str(run.parent)]) == 2
    assert "cannot branch at 2050-01" in capsys.readouterr().err
    assert [path.name for path in run.parent.iterdir()] == [run.name]


def test_only_a_run_can_be_branched(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["branch", "baseline", "--at", "2026-01"]) == 2
    assert "baseline is not a run" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["results", "open"])
def test_what_there_is_is_listed_with_its_result(command: str, run: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command, "--out", str(run.parent)]) == 0
    page = capsys.readouterr().out
    for part in (run.name, "Status quo of early 2025", "10 worlds", "Peninsula Tension Index "):
        assert part in page
    assert main([command, "--out", str(run.parent), "--json"]) == 0
    (entry,) = json.loads(capsys.readouterr().out)
    assert (entry["kind"], entry["worlds"]) == ("run", 10)


def test_a_damaged_folder_is_listed_as_such(run: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (run / "manifest.json").write_text("{", encoding="utf-8")
    assert main(["results", "--out", str(run.parent)]) == 0
    assert "its manifest cannot be read" in capsys.readouterr().out


def test_an_empty_folder_says_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["results", "--out", str(tmp_path)]) == 0
    assert "peninsula run baseline" in capsys.readouterr().out
    assert main(["results", "--out", str(tmp_path / "none")]) == 2
    assert "make a first run" in capsys.readouterr().err


def test_open_finds_a_run_by_the_beginning_of_its_name(run: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["open", "basel", "--out", str(run.parent)]) == 0
    assert capsys.readouterr().out.strip() == str(run)
    assert main(["open", "nothing", "--out", str(run.parent)]) == 2
    assert "nothing in" in capsys.readouterr().err
