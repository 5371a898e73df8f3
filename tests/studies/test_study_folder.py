"""A study that is interrupted resumes; one that is wrong in itself leaves nothing behind."""

import shlex
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from sim.cli.entry import main
from sim.ensemble import experiment, monthly, watch
from sim.foundations.axes import Array
from sim.foundations.errors import PeninsulaError
from sim.parallel.interrupts import StoppedError
from sim.parallel.job import Progress
from sim.parallel.kept_results import kept_of
from sim.scenario.loading import load
from sim.studies.study_folder import StudyFolder
from tests.parallel.test_kept_results import CountingJob


def study(results: Path | None) -> StudyFolder:
    return StudyFolder(results, False, "sweep", "sweep-baseline", {"baseline": load("baseline")}, "")


def keep_one() -> None:
    batch = kept_of([CountingJob(1)])
    assert batch is not None
    batch.keep(0, np.ones(2))


def fail(results: Path, error: BaseException, keeps: bool = True) -> None:
    with study(results).resumable() as known:
        assert known == ""
        if keeps:
            keep_one()
        raise error


def test_ctrl_c_keeps_what_is_done_until_the_study_is_complete(tmp_path: Path) -> None:
    results = tmp_path / "results"
    with pytest.raises(StoppedError, match=r"^kept 1 part of the sweep; rerun the same command to resume$"):
        fail(results, KeyboardInterrupt())
    with study(results).resumable() as known:
        assert known == ", 1 part known"
    assert list(results.iterdir()) == []


def test_an_error_that_would_come_again_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(PeninsulaError, match="no plan"):
        fail(tmp_path / "results", PeninsulaError("no plan meets the target"))
    with pytest.raises(KeyboardInterrupt):
        fail(tmp_path / "results", KeyboardInterrupt(), keeps=False)
    assert list(tmp_path.iterdir()) == []


def test_an_error_from_without_keeps_what_is_done(tmp_path: Path) -> None:
    failed = PeninsulaError("worlds 0 to 99 failed 2 times")
    failed.__cause__ = MemoryError()
    with pytest.raises(PeninsulaError, match="failed 2 times"):
        fail(tmp_path, failed)
    with study(tmp_path).resumable() as known:
        assert known == ", 1 part known"


def test_a_study_that_is_not_kept_keeps_no_parts() -> None:
    with study(None).resumable() as known:
        assert known == ""
        assert kept_of([CountingJob(1)]) is None


@pytest.mark.slow
@pytest.mark.parametrize(
    ("command", "module", "job"),
    [
        ("game baseline_2025 --players us,north_korea --worlds 60 --worldviews agnostic,spiral", experiment, "ExperimentJob"),
        ("pathways baseline_2025 opcon_fast --target 'peninsula_tension < 85' --worlds 80", monthly, "MonthlyJob"),
        (
            "signposts baseline_2025 --warn-of 'count(missile_test) > 2' --within 6 --lead 0 --only warheads --worlds 400",
            watch,
            "WatchJob",
        ),
        ("sweep baseline_2025 --vary us.troops_korea=0:28500:3 --worlds 60", experiment, "ExperimentJob"),
    ],
)
def test_the_same_command_resumes_a_study(
    command: str,
    module: ModuleType,
    job: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(f"{module.__name__}.STEPPED_AT_ONCE", 50)
    do: Callable[..., Array] = getattr(module, job).do
    done: list[str] = []

    def stops_at_the_second(self: CountingJob, progress: Progress) -> Array:
        if len(done) == most:
            raise KeyboardInterrupt
        done.append(self.label)
        return do(self, progress)

    monkeypatch.setattr(f"{module.__name__}.{job}.do", stops_at_the_second)
    kind = command.split()[0]
    given = [*shlex.split(command), "--months", "48", "--workers", "1", "--quiet"]
    most = 1
    assert main([*given, "--out", str(tmp_path / "stopped")]) == 130
    assert capsys.readouterr().err == f"Interrupted: kept 1 part of the {kind}; rerun the same command to resume.\n"
    most = 10**6
    assert main([*given, "--out", str(tmp_path / "stopped")]) == 0
    resumed = done.copy()
    done.clear()
    assert main([*given, "--out", str(tmp_path / "whole")]) == 0
    assert resumed == done, "a part was done twice, or not at all"
    (stopped,), (whole,) = (list((tmp_path / name).iterdir()) for name in ("stopped", "whole"))
    assert stopped.name == whole.name
    for table in whole.glob("*.csv"):
        assert (stopped / table.name).read_text() == table.read_text()
