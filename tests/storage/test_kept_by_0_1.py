"""Folders that version 0.1 wrote before its modules were moved are still listed, verified, read and compared: `sim/storage/`.

`kept_by_0_1` holds two runs of the baseline (28,500 and no US troops), summary tables of a third, and a comparison without plots.
"""

import json
import shutil
from pathlib import Path

import pytest

import sim
from sim.cli.entry import main
from sim.ensemble.reproduce import reproduce
from sim.files.checksums import verify
from sim.storage.catalogue import catalogue

ALL_TROOPS, NO_TROOPS, SUMMARY, COMPARISON = (
    "baseline-8c2c1a31", "baseline-22f3ee59", "baseline-c2a90f10", "compare-baseline-vs-baseline-ff1f0015"
)  # fmt: skip


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A results folder of the former version; a copy, since listing it removes what killed processes left."""
    return Path(shutil.copytree(Path(__file__).with_name("kept_by_0_1"), tmp_path / "results"))


def test_everything_is_listed(kept: Path) -> None:
    entries = catalogue(kept)
    assert {entry.folder.name: entry.kind for entry in entries} == {
        ALL_TROOPS: "run", NO_TROOPS: "run", SUMMARY: "run", COMPARISON: "comparison"
    }  # fmt: skip
    assert all(entry.error == "" and entry.result for entry in entries)


@pytest.mark.parametrize("name", [ALL_TROOPS, NO_TROOPS, SUMMARY])
def test_a_run_is_still_what_was_written(kept: Path, name: str) -> None:
    assert verify(kept / name) == []
    (kept / name / "summary.csv").write_text("month\n")
    assert [fault.file for fault in verify(kept / name)] == ["summary.csv"]


def test_runs_are_read_and_compared(kept: Path) -> None:
    comparison = sim.compare([kept / ALL_TROOPS, kept / NO_TROOPS])
    assert comparison.paired
    assert comparison.contrasts[0].difference("autonomy")[-1].mean() > 0


def test_a_report_is_written_on_them(kept: Path, tmp_path: Path) -> None:
    page = sim.write_report([kept / ALL_TROOPS, kept / NO_TROOPS], tmp_path / "page.html")
    assert "Baseline" in page.read_text(encoding="utf-8")


def test_summary_tables_are_read_and_worlds_are_missed_in_one_sentence(kept: Path) -> None:
    summary = sim.read(kept / SUMMARY)
    assert summary.summary().loc["warheads", "q50"] > 40
    with pytest.raises(sim.PeninsulaError, match="keeps only the summary"):
        summary.series("warheads")


def test_a_rerun_says_that_the_model_and_the_numbers_differ(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    result = reproduce(sim.read(kept / NO_TROOPS), workers=1)
    assert not result.same_model
    assert result.series["deterrence_gap"].worlds
    assert main(["rerun", str(kept / ALL_TROOPS), "--workers", "1", "--json"]) == 1
    printed = json.loads(capsys.readouterr().out)
    assert (printed["identical"], printed["same_model"]) == (False, False)
