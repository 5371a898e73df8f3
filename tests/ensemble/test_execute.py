"""How worlds are split and distributed never changes a number; failures and Ctrl-C leave nothing behind."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import numpy as np
import pytest
from pandas.testing import assert_frame_equal

from sim.ensemble import memory_job
from sim.ensemble import plan as planning
from sim.ensemble.chunk import FileChunk, MemoryChunk
from sim.ensemble.execute import execute
from sim.ensemble.memory_job import Simulated, simulate_chunk
from sim.ensemble.run import Run
from sim.foundations.errors import PeninsulaError
from sim.model.causes import ACCOUNTS
from sim.model.in_force import LeverKey, Waiting
from sim.parallel.job import Progress
from sim.scenario.scenario import Scenario

ROOT = Path(__file__).parents[2]


def assert_same_numbers(one: Run, other: Run) -> None:
    np.testing.assert_array_equal(one.outcomes_array, other.outcomes_array, strict=True)
    for account in ACCOUNTS:
        for entry, values in one.account(account).items():
            np.testing.assert_array_equal(values, other.account(account)[entry], strict=True)
    assert_frame_equal(one.events, other.events)


@pytest.mark.parametrize("chunk", [7, 29])
def test_numbers_do_not_depend_on_the_size_of_chunks(scenario: Scenario, whole: Run, chunk: int) -> None:
    assert_same_numbers(execute(scenario, workers=1, chunk=chunk), whole)


@pytest.mark.parametrize(("workers", "chunk"), [(2, 2048), (3, 7)])
def test_numbers_do_not_depend_on_the_number_of_workers(scenario: Scenario, whole: Run, workers: int, chunk: int) -> None:
    assert_same_numbers(execute(scenario, workers=workers, chunk=chunk), whole)


@pytest.mark.parametrize("workers", [1, 2])
def test_an_ensemble_too_large_for_memory_has_the_same_numbers(
    scenario: Scenario, whole: Run, workers: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(planning, "KEPT_IN_MEMORY", 0)
    run = execute(scenario, workers=workers, chunk=8, scratch=tmp_path / "results")
    assert all(isinstance(chunk, FileChunk) and chunk.path.is_relative_to(tmp_path) for chunk in run.chunks)
    assert_same_numbers(run, whole)


def test_a_world_alone_is_the_same_world(scenario: Scenario, whole: Run) -> None:
    alone, events, _ = simulate_chunk([scenario], range(13, 14), lambda _: None)[0]
    for name in whole.outcome_names:
        np.testing.assert_array_equal(alone.column(name)[:, 0], whole.series(name)[:, 13])
    assert len(events.world) == (whole.events["world"] == 13).sum()


def test_more_worlds_leave_the_first_ones_as_they_were(scenario: Scenario, whole: Run) -> None:
    fewer = execute(replace(scenario, worlds=11), workers=1)
    np.testing.assert_array_equal(fewer.outcomes_array, whole.outcomes_array[:, :, :11])


@pytest.mark.parametrize("workers", [1, 2])
def test_progress_adds_up_to_all_world_months(scenario: Scenario, workers: int) -> None:
    steps: list[int] = []
    execute(scenario, workers=workers, progress=steps.append)
    assert sum(steps) == scenario.worlds * scenario.months
    assert min(steps) > 0


def test_a_chunk_that_fails_once_is_tried_again(scenario: Scenario, whole: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    simulate = memory_job.simulate_chunk
    tried: list[range] = []

    def fails_at_first(
        scenarios: Sequence[Scenario], worlds: range, progress: Progress, levers: Sequence[Mapping[LeverKey, Waiting]] | None
    ) -> list[Simulated[MemoryChunk]]:
        tried.append(worlds)
        if len(tried) == 2:
            raise MemoryError
        return simulate(scenarios, worlds, progress, levers)

    monkeypatch.setattr(memory_job, "simulate_chunk", fails_at_first)
    steps: list[int] = []
    assert_same_numbers(execute(scenario, workers=1, chunk=10, progress=steps.append), whole)
    assert tried == [range(10), range(10, 20), range(20, 30), range(10, 20)]
    assert sum(steps) == scenario.worlds * scenario.months


def test_a_chunk_that_fails_twice_is_named(scenario: Scenario, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> NoReturn:
        raise ZeroDivisionError("no war chest")

    monkeypatch.setattr(memory_job, "simulate_chunk", fails)
    with pytest.raises(PeninsulaError, match=r"worlds 0 to 14 of baseline_2025 failed 2 times \(ZeroDivisionError: no war"):
        execute(scenario, workers=1, chunk=15)


def test_a_chunk_without_memory_is_told_with_what_to_do(scenario: Scenario, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> NoReturn:
        raise MemoryError

    monkeypatch.setattr(memory_job, "simulate_chunk", fails)
    with pytest.raises(PeninsulaError, match=r"failed 2 times \(MemoryError\); if memory is short, ask for fewer worlds"):
        execute(scenario, workers=1, chunk=15)


def test_a_failure_in_a_worker_is_named_and_leaves_nothing(
    scenario: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    broken = replace(scenario, assumptions={})
    with pytest.raises(PeninsulaError, match=r"worlds 0 to 14 of baseline_2025 failed 2 times \(KeyError"):
        execute(broken, workers=2)
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".peninsula")]


def test_the_manifest_says_how_the_run_came_about(whole: Run, scenario: Scenario) -> None:
    manifest = whole.manifest
    assert manifest["caveat"].startswith("This is not a forecast")
    assert manifest["versions"].keys() >= {"peninsula", "mesa", "numpy", "python"}
    assert {each["name"]: (each["low"], each["high"]) for each in manifest["assumptions"]} == scenario.assumptions
    assert manifest["times"]["seconds"] > 0


@pytest.mark.parametrize("source", ["a file", "standard input"])
def test_a_plain_script_may_run_in_several_processes(source: str, tmp_path: Path) -> None:
    text = "import sim; print(sim.run('baseline', worlds=4, months=2, workers=2))"
    script = tmp_path / "script.py"
    script.write_text(text)
    command = [sys.executable, "-"] if source == "standard input" else [sys.executable, str(script)]
    path = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=ROOT, env=path, input=text, capture_output=True, text=True, timeout=60, check=False)
    assert (done.stdout, done.stderr) == ("<Run of baseline: 4 worlds, 2026-11 to 2026-12>\n", "")


LONG_RUN = """
    import signal
    import sys
    from pathlib import Path
    from sim.ensemble.execute import execute
    from sim.scenario.loading import load

    if __name__ == "__main__":
        signal.signal(signal.SIGINT, signal.default_int_handler)  # which may be ignored where the tests were started
        scenario = load("scenarios/baseline.toml", worlds=100_000, months=240)
        progress = lambda _: print("started", flush=True)
        execute(scenario, workers=2, progress=progress, scratch=Path(sys.argv[1]))
"""


type LongRun = tuple[subprocess.Popen[str], Path]


@pytest.fixture
def long_run(sigint_interrupts: None, tmp_path: Path) -> Iterator[LongRun]:
    """A run of minutes in its own process group, some worlds done, and its scratch folder."""
    script, scratch = tmp_path / "long_run.py", tmp_path / "scratch"
    script.write_text(textwrap.dedent(LONG_RUN))
    scratch.mkdir()
    process = subprocess.Popen(
        [sys.executable, script, scratch],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "started\n"
    yield process, scratch
    if group_lives(process.pid):
        os.killpg(process.pid, signal.SIGKILL)


def group_lives(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def wait_for_the_end_of(group: int) -> bool:
    end = time.monotonic() + 20
    while group_lives(group) and time.monotonic() < end:
        time.sleep(0.05)
    return not group_lives(group)


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="needs process groups")
def test_ctrl_c_ends_workers_quietly_and_leaves_nothing(long_run: LongRun) -> None:
    process, scratch = long_run
    os.killpg(process.pid, signal.SIGINT)
    _, stderr = process.communicate(timeout=20)
    assert stderr.rstrip().endswith("KeyboardInterrupt")
    assert stderr.count("Traceback") == 1
    assert list(scratch.iterdir()) == []
    assert wait_for_the_end_of(process.pid)


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="needs process groups")
def test_workers_end_with_a_parent_that_was_killed(long_run: LongRun) -> None:
    process, _ = long_run
    process.kill()
    process.wait()
    assert wait_for_the_end_of(process.pid)
