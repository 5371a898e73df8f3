"""Results of jobs are kept while a study is under way, and taken from there when it is started again."""

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import numpy as np
import pytest

from sim.foundations.axes import Array
from sim.parallel.executor import run_jobs
from sim.parallel.job import Progress
from sim.parallel.kept_results import KeptResults, keeping


@dataclass(frozen=True)
class CountingJob:
    """Returns its number, or two arrays, or what cannot be kept; those that were done are counted in this process."""

    done: ClassVar[list[int]] = []
    modules: ClassVar[tuple[str, ...]] = ()

    number: int
    kind: str = "array"
    size: int = 3
    stops: bool = False

    @property
    def label(self) -> str:
        return f"job {self.number}"

    def do(self, progress: Progress) -> object:
        if self.stops:
            raise KeyboardInterrupt
        self.done.append(self.number)
        progress(self.size)
        array: Array = np.full((2, 2), self.number, dtype=np.float32)
        return {"array": array, "pair": (array, array + 1), "other": f"no array {self.number}"}[self.kind]


@pytest.fixture(autouse=True)
def none_done() -> None:
    CountingJob.done.clear()


def test_a_study_that_was_stopped_does_only_what_is_missing(tmp_path: Path) -> None:
    def study(stops: bool) -> list[object]:
        with keeping(KeptResults(tmp_path)):
            first = run_jobs([CountingJob(number) for number in (1, 2)], 1)
            return [*first, *run_jobs([CountingJob(3, "pair"), CountingJob(4, stops=stops)], 1, steps.append)]

    steps: list[int] = []
    with pytest.raises(KeyboardInterrupt):
        study(stops=True)
    assert CountingJob.done == [1, 2, 3]
    assert len(KeptResults(tmp_path)) == 3
    steps.clear()
    one, two, pair, four = study(stops=False)
    assert CountingJob.done == [1, 2, 3, 4]
    assert steps == [3, 3], "what is known is reported, too"
    for found, number in ((one, 1), (two, 2), (four, 4)):
        np.testing.assert_array_equal(found, np.full((2, 2), number, dtype=np.float32))
    assert isinstance(pair, tuple)
    np.testing.assert_array_equal(pair[1], np.full((2, 2), 4.0))


@pytest.mark.parametrize("other", [[CountingJob(1), CountingJob(5)], [CountingJob(1), CountingJob(2, size=4)], [CountingJob(2)]])
def test_jobs_that_were_split_otherwise_are_done_anew(other: list[CountingJob], tmp_path: Path) -> None:
    with keeping(KeptResults(tmp_path)):
        run_jobs([CountingJob(1), CountingJob(2)], 1)
    CountingJob.done.clear()
    with keeping(KeptResults(tmp_path)):
        run_jobs(other, 1)
    assert CountingJob.done == [other[-1].number]


def test_what_cannot_be_kept_or_read_is_done_anew(tmp_path: Path) -> None:
    jobs = [CountingJob(1, "other"), CountingJob(2), CountingJob(3)]
    for _ in range(2):
        with keeping(KeptResults(tmp_path)):
            assert run_jobs(jobs, 1)[0] == "no array 1"
        files = sorted(tmp_path.iterdir())
        assert [file.suffix for file in files] == [".npz", ".npz"]
        files[0].write_bytes(files[0].read_bytes()[:100])
    assert CountingJob.done == [1, 2, 3, 1, 2]


def test_workers_keep_as_this_process_does(tmp_path: Path) -> None:
    for _ in range(2):
        with keeping(KeptResults(tmp_path)):
            found = run_jobs([CountingJob(number) for number in range(3)], 2)
        np.testing.assert_array_equal(np.array(found)[:, 0, 0], [0, 1, 2])
    assert len(list(tmp_path.iterdir())) == 3


def test_nothing_is_kept_outside_of_a_study(tmp_path: Path) -> None:
    kept = KeptResults(tmp_path / "parts")
    with keeping(kept):
        run_jobs([CountingJob(1)], 1)
    kept.delete()
    run_jobs([CountingJob(1)], 1)
    assert list(tmp_path.iterdir()) == []
