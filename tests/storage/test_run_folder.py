"""A run's folder holds everything, appears complete or not at all, and every damage is one sentence."""

import errno
import json
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from sim.ensemble import plan as planning
from sim.ensemble.chunk import FileChunk
from sim.ensemble.execute import execute
from sim.ensemble.run import Run
from sim.files import events_parquet
from sim.foundations.errors import PeninsulaError
from sim.scenario.loading import load
from sim.scenario.scenario import Scenario
from sim.storage.run_folder import read, reserve_run_folder, write


@pytest.fixture
def kept(whole: Run, tmp_path: Path) -> Iterator[Path]:
    """The folder of a run, freshly written."""
    yield write(whole, tmp_path / "results")
    whole.folder = None


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_folder_holds_all_of_a_run(kept: Path) -> None:
    assert kept.name.startswith("baseline_2025-")
    assert names(kept.parent) == {kept.name}
    assert names(kept) == {
        "manifest.json", "scenario.toml", "worlds", "events.parquet", "summary.csv", "likelihoods.csv"
    }  # fmt: skip


def test_a_run_that_is_read_equals_the_one_written(kept: Path, whole: Run) -> None:
    again = read(kept)
    np.testing.assert_array_equal(again.outcomes_array, whole.outcomes_array, strict=True)
    np.testing.assert_array_equal(again.account("trust")["diplomacy"], whole.account("trust")["diplomacy"], strict=True)
    assert_frame_equal(again.events, whole.events)
    assert_frame_equal(again.summary(), whole.summary())
    assert_frame_equal(again.to_frame(), whole.to_frame())
    assert again.manifest == whole.manifest
    assert (again.scenario.name, again.folder) == ("baseline_2025", kept)


def test_worlds_have_a_row_for_each_world_and_month(kept: Path, whole: Run) -> None:
    rows = pd.concat([pd.read_parquet(file) for file in sorted((kept / "worlds").iterdir())])
    assert len(rows) == whole.scenario.worlds * whole.scenario.months
    row = rows[(rows["world"] == 4) & (rows["month"] == whole.months[7])].iloc[0]
    assert row["warheads"] == whole.series("warheads")[7, 4]


def test_the_summary_opens_in_a_spreadsheet(kept: Path, whole: Run) -> None:
    table = pd.read_csv(kept / "summary.csv")
    assert list(table.columns) == ["month", "outcome", "unit", "mean", "q05", "q25", "q50", "q75", "q95"]
    assert len(table) == len(whole.outcome_names) * len(whole.months)


def test_the_scenario_of_a_run_reproduces_it_exactly(kept: Path, whole: Run) -> None:
    again = execute(load(kept / "scenario.toml"), workers=1)
    np.testing.assert_array_equal(again.outcomes_array, whole.outcomes_array)
    assert again.manifest["hash"] == whole.manifest["hash"]


def test_the_same_run_is_not_written_twice(kept: Path, whole: Run) -> None:
    before = (kept / "manifest.json").read_text()
    with pytest.raises(PeninsulaError, match="already holds this run; use --overwrite"):
        write(whole, kept.parent)
    assert (kept / "manifest.json").read_text() == before
    assert names(kept.parent) == {kept.name}


def test_a_different_run_of_that_name_is_not_replaced_either(kept: Path, scenario: Scenario) -> None:
    with pytest.raises(PeninsulaError, match="already holds a different run"):
        reserve_run_folder(replace(scenario, seed=99), kept.parent, name=kept.name)


def test_a_run_is_replaced_when_asked(kept: Path, whole: Run) -> None:
    (kept / "old").touch()
    assert write(whole, kept.parent, overwrite=True) == kept
    assert "old" not in names(kept)
    assert names(kept.parent) == {kept.name}


def test_a_folder_that_is_not_a_run_is_never_replaced(whole: Run, tmp_path: Path) -> None:
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "chapter").touch()
    with pytest.raises(PeninsulaError, match="thesis is not a run and is left alone"):
        write(whole, tmp_path, name="thesis", overwrite=True)
    assert names(tmp_path / "thesis") == {"chapter"}


@pytest.mark.parametrize("name", ["", "a/b", "..", ".hidden"])
def test_a_run_cannot_leave_the_results_folder_by_its_name(whole: Run, tmp_path: Path, name: str) -> None:
    with pytest.raises(PeninsulaError, match="cannot name a run"):
        write(whole, tmp_path, name=name)


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "No space left"), KeyboardInterrupt(), ValueError("odd")])
def test_a_failure_in_the_middle_leaves_nothing(
    whole: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    def fails(*_: object) -> NoReturn:
        raise error

    monkeypatch.setattr(events_parquet, "write", fails)
    with pytest.raises(PeninsulaError if isinstance(error, OSError) else type(error)) as raised:
        write(whole, tmp_path / "new" / "results")
    assert names(tmp_path) == set()
    if isinstance(error, OSError):
        assert str(raised.value).endswith("no space left on device; nothing was left behind")
    assert whole.folder is None


def test_a_failure_while_drawing_leaves_nothing(whole: Run, tmp_path: Path) -> None:
    def draw(_: Run, plots: Path) -> None:
        (plots / "half.png").touch()
        raise PermissionError(errno.EACCES, "Permission denied")

    with pytest.raises(PeninsulaError, match="permission denied"):
        write(whole, tmp_path, draw=draw)
    assert names(tmp_path) == set()


def test_plots_are_drawn_before_the_folder_appears(whole: Run, tmp_path: Path) -> None:
    seen: list[tuple[Run, set[str]]] = []

    def draw(run: Run, plots: Path) -> None:
        seen.append((run, names(tmp_path)))
        (plots / "fan.png").touch()

    kept = write(whole, tmp_path, draw=draw)
    whole.folder = None
    assert names(kept / "plots") == {"fan.png"}
    assert seen[0][0] is whole
    assert all(name.startswith(".") for name in seen[0][1])


def test_a_failed_replacement_restores_the_old_run(kept: Path, whole: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    rename = os.rename

    def fails_for_the_new(source: Path, target: Path) -> None:
        if "unfinished" in Path(source).name:
            raise OSError(errno.EIO, "Input/output error")
        rename(source, target)

    monkeypatch.setattr(os, "rename", fails_for_the_new)
    before = (kept / "manifest.json").read_text()
    with pytest.raises(PeninsulaError, match="input/output error"):
        write(whole, kept.parent, overwrite=True)
    assert (kept / "manifest.json").read_text() == before
    assert names(kept.parent) == {kept.name}


def test_a_file_in_place_of_the_results_folder_is_one_sentence(whole: Run, tmp_path: Path) -> None:
    (tmp_path / "results").touch()
    with pytest.raises(PeninsulaError, match="is a file, expected a folder"):
        write(whole, tmp_path / "results" / "deeper")


def test_a_results_folder_without_permission_is_refused_at_once(
    scenario: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(PeninsulaError, match="no permission to write"):
        reserve_run_folder(scenario, tmp_path / "results")
    assert names(tmp_path) == set()


def test_a_large_run_moves_into_its_folder(
    scenario: Scenario, whole: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(planning, "KEPT_IN_MEMORY", 0)
    run = execute(scenario, workers=1, chunk=9, scratch=tmp_path)
    kept = write(run, tmp_path)
    assert names(tmp_path) == {kept.name}
    assert all(isinstance(chunk, FileChunk) and chunk.path.is_relative_to(kept) for chunk in run.chunks)
    np.testing.assert_array_equal(run.outcomes_array, whole.outcomes_array)
    np.testing.assert_array_equal(read(kept).outcomes_array, whole.outcomes_array)


def test_a_large_run_survives_a_failed_write(
    scenario: Scenario, whole: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(planning, "KEPT_IN_MEMORY", 0)
    run = execute(scenario, workers=1, chunk=9, scratch=tmp_path)

    def draw(*_: object) -> NoReturn:
        raise OSError(errno.ENOSPC, "No space left")

    with pytest.raises(PeninsulaError, match="no space left"):
        write(run, tmp_path, draw=draw)
    np.testing.assert_array_equal(run.outcomes_array, whole.outcomes_array)


def spoil_manifest(kept: Path) -> None:
    (kept / "manifest.json").write_text('{"schema": 1, ')


def strip_manifest(kept: Path) -> None:
    (kept / "manifest.json").write_text('{"schema": 1}')


def raise_version(kept: Path) -> None:
    manifest = json.loads((kept / "manifest.json").read_text())
    (kept / "manifest.json").write_text(json.dumps({**manifest, "schema": 999}))


def change_scenario(kept: Path) -> None:
    text = (kept / "scenario.toml").read_text()
    (kept / "scenario.toml").write_text(text.replace("seed = 1", "seed = 2"))


def lose_scenario(kept: Path) -> None:
    (kept / "scenario.toml").unlink()


def truncate_worlds(kept: Path) -> None:
    file = next((kept / "worlds").iterdir())
    file.write_bytes(file.read_bytes()[:-100])


def lose_worlds(kept: Path) -> None:
    next((kept / "worlds").iterdir()).unlink()


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        (spoil_manifest, "manifest.json cannot be read, so the run is damaged"),
        (strip_manifest, "manifest.json cannot be read, so the run is damaged"),
        (raise_version, "has format 999, and this version of Peninsula reads 2: run its scenario again"),
        (change_scenario, "scenario.toml is not the scenario that was run"),
        (lose_scenario, "scenario.toml"),
        (truncate_worlds, "parquet cannot be read, so the run is damaged"),
        (lose_worlds, "does not hold all 30 worlds"),
    ],
)
def test_a_damaged_folder_is_one_sentence(kept: Path, damage: Callable[[Path], None], sentence: str) -> None:
    damage(kept)
    with pytest.raises(PeninsulaError, match=sentence) as raised:
        read(kept)
    assert "\n" not in str(raised.value)


def test_events_that_cannot_be_read_are_one_sentence(kept: Path) -> None:
    (kept / "events.parquet").write_bytes(b"no events")
    run = read(kept)
    with pytest.raises(PeninsulaError, match=r"events.parquet cannot be read, so the run is damaged"):
        _ = run.events


def test_a_folder_that_is_not_a_run_is_refused_with_the_nearest_name(kept: Path) -> None:
    with pytest.raises(PeninsulaError, match=rf"is not a run: .*did you mean '{kept.name}'"):
        read(kept.parent / (kept.name + "x"))
