"""A large run that ends early keeps its finished chunks, and the same command resumes it."""

import errno
import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pandas.testing import assert_frame_equal

from sim.ensemble import file_job, memory_job
from sim.ensemble.chunk import MemoryChunk, column_names
from sim.ensemble.memory_job import Simulated
from sim.ensemble.plan import Plan, split
from sim.ensemble.run import Run
from sim.ensemble.streaming import stream
from sim.foundations.errors import PeninsulaError
from sim.parallel.executor import run_jobs
from sim.parallel.interrupts import StoppedError
from sim.parallel.job import Progress
from sim.scenario.scenario import Scenario
from sim.storage import partial_run
from sim.storage.partial_run import PartialRun, partial_run_hash
from sim.storage.run_folder import write

CHUNKS = split(30, 5)
PLAN = Plan(CHUNKS, 1, True)


def partial_of(scenario: Scenario, results: Path) -> AbstractContextManager[PartialRun]:
    return partial_run.partial_run(scenario, results, CHUNKS, column_names(scenario.theatre))


def run_in(scenario: Scenario, folder: Path, steps: list[int] | None = None) -> Run:
    progress = None if steps is None else steps.append
    return stream((scenario,), PLAN, [folder], lambda jobs: run_jobs(jobs, 1, progress), progress)[0]


type FailBy = Callable[[BaseException], None]


@pytest.fixture
def third_fails(monkeypatch: pytest.MonkeyPatch) -> FailBy:
    """A function that makes the third chunk of the next run fail with an error."""
    simulate = memory_job.simulate_chunk

    def fail_by(error: BaseException) -> None:
        def fails(scenarios: Sequence[Scenario], worlds: range, progress: Progress) -> list[Simulated[MemoryChunk]]:
            if worlds == CHUNKS[2]:
                raise error
            return simulate(scenarios, worlds, progress)

        monkeypatch.setattr(file_job, "simulate_chunk", fails)

    return fail_by


def test_a_run_that_was_stopped_is_resumed(
    scenario: Scenario, whole: Run, tmp_path: Path, third_fails: FailBy, monkeypatch: pytest.MonkeyPatch
) -> None:
    third_fails(KeyboardInterrupt())
    message = "^2 of 5 chunks of baseline_2025 are kept; rerun the same command to resume$"
    with pytest.raises(StoppedError, match=message), partial_of(scenario, tmp_path) as partial:
        run_in(scenario, partial.folder)
    monkeypatch.undo()
    steps: list[int] = []
    with partial_of(scenario, tmp_path) as partial:
        assert partial.finished == 2
        run = run_in(scenario, partial.folder, steps)
        np.testing.assert_array_equal(run.outcomes_array, whole.outcomes_array, strict=True)
        assert_frame_equal(run.events, whole.events)
    assert steps[0] == 12 * scenario.months
    assert sum(steps) == scenario.worlds * scenario.months
    assert list(tmp_path.iterdir()) == []


def test_a_run_that_finished_no_chunk_leaves_nothing(scenario: Scenario, tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), partial_of(scenario, tmp_path):
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_one_sentence_and_keeps_what_is_finished(
    scenario: Scenario, whole: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace_file = os.replace

    def full(source: Path, target: Path) -> None:
        if target.name == "00000012.parquet":
            raise OSError(errno.ENOSPC, "No space left on device")
        replace_file(source, target)

    monkeypatch.setattr(os, "replace", full)
    message = r"12.parquet: no space left on device; 2 of 5 chunks .* rerun the same command to resume"
    with pytest.raises(PeninsulaError, match=message), partial_of(scenario, tmp_path) as partial:
        run_in(scenario, partial.folder)
    monkeypatch.undo()
    assert not list(tmp_path.rglob(".0*")), "a half-written chunk stayed"
    with partial_of(scenario, tmp_path) as partial:
        np.testing.assert_array_equal(run_in(scenario, partial.folder).outcomes_array, whole.outcomes_array)


def flipped(content: bytes) -> bytes:
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]


def truncated(content: bytes) -> bytes:
    return content[:-9]


def emptied(_: bytes) -> bytes:
    return b""


def zeroed(content: bytes) -> bytes:
    return bytes(len(content))


@pytest.mark.slow
@pytest.mark.parametrize("name", ["00000006.parquet", "00000006.events.npy", "00000006.sha256"])
@pytest.mark.parametrize("damage", [truncated, flipped, emptied, zeroed])
def test_a_damaged_chunk_is_run_again(
    scenario: Scenario, whole: Run, tmp_path: Path, name: str, damage: Callable[[bytes], bytes]
) -> None:
    with partial_of(scenario, tmp_path) as partial:
        run_in(scenario, partial.folder)
        file = partial.folder / name
        content = file.read_bytes()
        file.write_bytes(damage(content))
        if len(damage(content)) != len(content):
            assert partial.finished == 4
        steps: list[int] = []
        again = run_in(scenario, partial.folder, steps)
        assert steps[0] == 24 * scenario.months, "undamaged chunks were not reused"
        np.testing.assert_array_equal(again.outcomes_array, whole.outcomes_array)
        assert_frame_equal(again.events, whole.events)


def test_chunks_of_a_run_that_another_process_finished_are_removed(scenario: Scenario, whole: Run, tmp_path: Path) -> None:
    def run_meanwhile() -> None:
        with partial_of(scenario, tmp_path) as partial:
            run = run_in(scenario, partial.folder)
            write(whole, tmp_path)
            write(run, tmp_path)

    with pytest.raises(PeninsulaError, match="already holds this run; use --overwrite") as raised:
        run_meanwhile()
    assert "resume" not in str(raised.value)
    assert [path.name[0] for path in tmp_path.iterdir()] == ["b"], "chunks stayed beside the run"


def test_chunks_that_have_more_than_the_run_of_another_process_stay(scenario: Scenario, whole: Run, tmp_path: Path) -> None:
    def run_meanwhile() -> None:
        with partial_of(scenario, tmp_path) as partial:
            run = run_in(scenario, partial.folder)
            write(whole, tmp_path, keep_worlds=False)
            write(run, tmp_path)

    told = r"use --overwrite .*; 5 of 5 chunks of baseline_2025 are kept; rerun the same command with --overwrite to use"
    with pytest.raises(PeninsulaError, match=told):
        run_meanwhile()
    with partial_of(scenario, tmp_path) as partial:
        assert partial.finished == 5


def test_two_processes_at_once_work_in_different_folders(scenario: Scenario, tmp_path: Path) -> None:
    with partial_of(scenario, tmp_path) as one, partial_of(scenario, tmp_path) as other:
        assert one.folder != other.folder
        run_in(scenario, one.folder)
        assert other.finished == 0
    assert list(tmp_path.iterdir()) == []


DIES = """
    import os, signal, sys
    from pathlib import Path
    from sim.ensemble.chunk import column_names
    from sim.ensemble.plan import split
    from sim.storage.partial_run import partial_run
    from sim.scenario.loading import load

    scenario = load("scenarios/baseline_2025.toml", worlds=30, months=18)
    with partial_run(scenario, Path(sys.argv[1]), split(30, 5), column_names(scenario.theatre)) as partial:
        (partial.folder / ".00000000.parquet.half").touch()
        os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs signals")
def test_the_folder_of_a_dead_process_is_reused(scenario: Scenario, tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    died = subprocess.run([sys.executable, "-c", textwrap.dedent(DIES), tmp_path], cwd=root, check=False, timeout=60)
    assert died.returncode == -signal.SIGKILL
    (left,) = tmp_path.iterdir()
    with partial_of(scenario, tmp_path) as partial:
        assert partial.folder == left
        assert {path.name for path in left.iterdir()} == {"owner"}, "the half-written file is still there"


def test_chunks_of_a_different_model_seed_or_selection_are_not_taken(scenario: Scenario, monkeypatch: pytest.MonkeyPatch) -> None:
    names = column_names(scenario.theatre)
    same = partial_run_hash(scenario, CHUNKS, names)
    assert partial_run_hash(replace(scenario, title="Another"), CHUNKS, names) == same
    assert partial_run_hash(replace(scenario, seed=99), CHUNKS, names) != same
    assert partial_run_hash(scenario, CHUNKS, names[:3]) != same
    monkeypatch.setattr(partial_run, "model_fingerprint", lambda: "another")
    assert partial_run_hash(scenario, CHUNKS, names) != same
