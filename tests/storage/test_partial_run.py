"""A large run that ends early keeps what it has finished, and the same command goes on from there."""

import errno
import os
import signal
import subprocess
import sys
import textwrap
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pandas.testing import assert_frame_equal

from sim.ensemble import file_job
from sim.ensemble.chunk import column_names
from sim.ensemble.plan import Plan, split
from sim.ensemble.run import Run
from sim.ensemble.streaming import stream
from sim.files import atomic
from sim.foundations.errors import PeninsulaError
from sim.parallel.executor import run_jobs
from sim.parallel.interrupts import Stopped
from sim.scenario.scenario import Scenario
from sim.storage import partial_run
from sim.storage.run_folder import write

CHUNKS = split(30, 5)
PLAN = Plan(CHUNKS, 1, True)


def place_of(scenario: Scenario, results: Path):
    return partial_run.partial_run(scenario, results, CHUNKS, column_names(scenario.theatre))


def run_in(scenario: Scenario, folder: Path, steps: list[int] | None = None) -> Run:
    progress = None if steps is None else steps.append
    return stream((scenario,), PLAN, [folder], lambda jobs: run_jobs(jobs, 1, progress), progress)[0]


@pytest.fixture
def third_fails(monkeypatch: pytest.MonkeyPatch):
    """A function that has the third chunk of the next run fail by some fault."""
    simulate = file_job.simulate_chunk

    def fail_by(fault: BaseException) -> None:
        def fails(scenarios, worlds, progress):
            if worlds == CHUNKS[2]:
                raise fault
            return simulate(scenarios, worlds, progress)

        monkeypatch.setattr(file_job, "simulate_chunk", fails)

    return fail_by


def test_a_run_that_was_stopped_goes_on_where_it_was(
    scenario: Scenario, whole: Run, tmp_path: Path, third_fails, monkeypatch: pytest.MonkeyPatch
) -> None:
    third_fails(KeyboardInterrupt())
    said = "stopped; 2 of 5 chunks of baseline are kept, and the same command goes on"
    with pytest.raises(Stopped, match=said), place_of(scenario, tmp_path) as held:
        run_in(scenario, held.folder)
    monkeypatch.undo()
    steps: list[int] = []
    with place_of(scenario, tmp_path) as held:
        assert held.finished == 2
        run = run_in(scenario, held.folder, steps)
        np.testing.assert_array_equal(run.outcomes_array, whole.outcomes_array, strict=True)
        assert_frame_equal(run.events, whole.events)
    assert steps[0] == 12 * scenario.months
    assert sum(steps) == scenario.worlds * scenario.months
    assert list(tmp_path.iterdir()) == []


def test_a_run_that_finished_no_chunk_leaves_nothing(scenario: Scenario, tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), place_of(scenario, tmp_path):
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

    monkeypatch.setattr(atomic.os, "replace", full)
    said = r"12.parquet: no space left on device; 2 of 5 chunks .* the same command goes on"
    with pytest.raises(PeninsulaError, match=said), place_of(scenario, tmp_path) as held:
        run_in(scenario, held.folder)
    monkeypatch.undo()
    assert not list(tmp_path.rglob(".0*")), "a half-written chunk stayed"
    with place_of(scenario, tmp_path) as held:
        np.testing.assert_array_equal(run_in(scenario, held.folder).outcomes_array, whole.outcomes_array)


def flipped(content: bytes) -> bytes:
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]


@pytest.mark.parametrize("name", ["00000006.parquet", "00000006.events.npy", "00000006.sha256"])
@pytest.mark.parametrize("damage", [lambda content: content[:-9], flipped, lambda _: b"", lambda content: bytes(len(content))])
def test_a_damaged_chunk_is_run_again(scenario: Scenario, whole: Run, tmp_path: Path, name: str, damage) -> None:
    with place_of(scenario, tmp_path) as held:
        run_in(scenario, held.folder)
        file = held.folder / name
        content = file.read_bytes()
        file.write_bytes(damage(content))
        if len(damage(content)) != len(content):
            assert held.finished == 4
        steps: list[int] = []
        again = run_in(scenario, held.folder, steps)
        assert steps[0] == 24 * scenario.months, "what was found undamaged"
        np.testing.assert_array_equal(again.outcomes_array, whole.outcomes_array)
        assert_frame_equal(again.events, whole.events)


def test_chunks_of_a_run_that_another_process_finished_go(scenario: Scenario, whole: Run, tmp_path: Path) -> None:
    def run_meanwhile() -> None:
        with place_of(scenario, tmp_path) as held:
            run = run_in(scenario, held.folder)
            write(whole, tmp_path)
            write(run, tmp_path)

    with pytest.raises(PeninsulaError, match="already holds this very run; use --overwrite") as raised:
        run_meanwhile()
    assert "goes on" not in str(raised.value)
    assert [path.name[0] for path in tmp_path.iterdir()] == ["b"], "chunks stayed beside the run"


def test_chunks_that_have_more_than_the_run_of_another_process_stay(scenario: Scenario, whole: Run, tmp_path: Path) -> None:
    def run_meanwhile() -> None:
        with place_of(scenario, tmp_path) as held:
            run = run_in(scenario, held.folder)
            write(whole, tmp_path, keep_worlds=False)
            write(run, tmp_path)

    with pytest.raises(PeninsulaError, match=r"use --overwrite .*; 5 of 5 chunks of baseline are kept, and the same command"):
        run_meanwhile()
    with place_of(scenario, tmp_path) as held:
        assert held.finished == 5


def test_two_at_once_work_in_places_of_their_own(scenario: Scenario, tmp_path: Path) -> None:
    with place_of(scenario, tmp_path) as one, place_of(scenario, tmp_path) as other:
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

    scenario = load("scenarios/baseline.toml", worlds=30, months=18)
    with partial_run(scenario, Path(sys.argv[1]), split(30, 5), column_names(scenario.theatre)) as held:
        (held.folder / ".00000000.parquet.half").touch()
        os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs signals")
def test_the_place_of_a_dead_process_is_taken_over(scenario: Scenario, tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    died = subprocess.run([sys.executable, "-c", textwrap.dedent(DIES), tmp_path], cwd=root, check=False, timeout=60)
    assert died.returncode == -signal.SIGKILL
    (left,) = tmp_path.iterdir()
    with place_of(scenario, tmp_path) as held:
        assert held.folder == left
        assert {path.name for path in left.iterdir()} == {"owner"}, "what was half written is gone"


def test_chunks_of_another_model_seed_or_selection_are_not_taken(scenario: Scenario, monkeypatch: pytest.MonkeyPatch) -> None:
    names = column_names(scenario.theatre)
    same = partial_run.identity(scenario, CHUNKS, names)
    assert partial_run.identity(replace(scenario, title="Another"), CHUNKS, names) == same
    assert partial_run.identity(replace(scenario, seed=99), CHUNKS, names) != same
    assert partial_run.identity(scenario, CHUNKS, names[:3]) != same
    monkeypatch.setattr(partial_run, "model_fingerprint", lambda: "another")
    assert partial_run.identity(scenario, CHUNKS, names) != same
