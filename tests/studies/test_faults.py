"""Every file operation of a run of `sim/studies/run.py` fails once: what is left is the whole run, or what can be resumed."""

import copy
import errno
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from matplotlib.figure import Figure

import sim.plots
import sim.studies.run
from sim.ensemble import plan
from sim.ensemble.execute import execute
from sim.files.checksums import verify
from sim.foundations.errors import PeninsulaError
from sim.scenario.loading import load
from sim.scenario.scenario import Scenario
from sim.studies.run import read, run

pytestmark = [pytest.mark.usefixtures("root"), pytest.mark.slow]

SIZE: dict[str, Any] = {"worlds": 6, "months": 6}


class Faults:
    """Calls `do` in place of one of the operations on files below a folder.

    at: number of that operation, from 0. count: operations so far. hit: the one that was replaced, or None.
    """

    def __init__(self) -> None:
        self.folder = ""
        self.at = -1
        self.count = 0
        self.hit: str | None = None
        self.do: Callable[[], None] = lambda: None

    def seen(self, event: str, path: object) -> None:
        if self.at < 0 or self.hit is not None or not isinstance(path, str | os.PathLike):
            return
        if not os.fspath(path).startswith(self.folder):
            return
        if self.count == self.at:
            self.hit = f"{event} {path}"
            self.do()
        self.count += 1

    @contextmanager
    def one(self, folder: Path, at: int, do: Callable[[], None]) -> Iterator[None]:
        self.folder, self.at, self.count, self.hit, self.do = str(folder), at, 0, None, do
        try:
            yield
        finally:
            self.at = -1


FAULTS = Faults()


def watch(event: str, arguments: tuple[object, ...]) -> None:
    """Report what Python is about to do with a file."""
    if FAULTS.at >= 0 and event.startswith(("open", "os.", "shutil.", "pathlib.")) and arguments:
        FAULTS.seen(event, arguments[0])


@pytest.fixture(scope="module", autouse=True)
def watched() -> None:
    """Watch the file operations of this process, as long as it lives: an audit hook cannot be removed."""
    sys.addaudithook(watch)


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return load("baseline", **SIZE)


@pytest.fixture(params=["in memory", "in chunks"])
def quick(request: pytest.FixtureRequest, scenario: Scenario, monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs take no time to simulate, or go through chunks on the disk; one small figure is drawn; flushing counts as well."""
    if request.param == "in memory":
        done = execute(scenario, workers=1, outcomes=("peninsula_tension", "warheads"))
        monkeypatch.setattr(sim.studies.run, "execute", lambda *_, **__: copy.copy(done))
    else:
        monkeypatch.setattr(plan, "KEPT_IN_MEMORY", 1)
    monkeypatch.setattr(sim.plots, "FIGURES", {"tension": lambda run: Figure(figsize=(1, 1))})
    fsync = os.fsync

    def watched_fsync(handle: int) -> None:
        FAULTS.seen("fsync", os.readlink(f"/proc/self/fd/{handle}"))
        fsync(handle)

    if Path("/proc/self/fd").is_dir():
        monkeypatch.setattr(os, "fsync", watched_fsync)


def refuse() -> None:
    raise OSError(errno.EIO, os.strerror(errno.EIO))


def visible(results: Path) -> list[Path]:
    return sorted(path for path in results.iterdir() if not path.name.startswith(".")) if results.is_dir() else []


def check_what_is_left(results: Path, after: str) -> None:
    """Assert that what is visible in a results folder is the whole run."""
    for folder in visible(results):
        assert not verify(folder), after
        read(folder)


def attempt(scenario: Scenario, results: Path) -> bool:
    """Run, and return whether it succeeded."""
    try:
        run(scenario, workers=1, outcomes=("warheads",), results=results, overwrite=True)
    except (PeninsulaError, OSError):  # which the command line says in one sentence
        return False
    return True


@pytest.mark.parametrize("kind", ["refused", "results folder removed"])
def test_any_file_operation_may_fail(kind: str, quick: None, scenario: Scenario, tmp_path: Path) -> None:
    failed = 0
    for at in range(10_000):
        results = tmp_path / str(at) / "results"

        def remove(results: Path = results) -> None:
            shutil.rmtree(results, ignore_errors=True)

        with FAULTS.one(results, at, refuse if kind == "refused" else remove):
            done = attempt(scenario, results)
        if FAULTS.hit is None:
            break
        after = f"{at}: {FAULTS.hit}"
        failed += not done
        check_what_is_left(results, after)
        if kind == "refused":
            assert done <= bool(visible(results)), after
        hidden = list(results.glob(".*")) if results.is_dir() else []
        if hidden:
            assert attempt(scenario, results), after
            assert [path.name.partition("-")[0] for path in results.iterdir()] == ["baseline"], after
            assert not verify(visible(results)[0]), after
        shutil.rmtree(tmp_path / str(at), ignore_errors=True)
    assert at > 30
    assert failed > 20


@pytest.mark.parametrize("most", [0, 1, 100, 1_000])
def test_a_disk_that_takes_no_more_leaves_no_half_run(most: int, quick: None, scenario: Scenario, tmp_path: Path) -> None:
    results = tmp_path / "results"
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))
    try:
        done = attempt(scenario, results)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert not done
    assert not visible(results)
    assert attempt(scenario, results)
    (folder,) = results.iterdir()
    assert not verify(folder)


@pytest.mark.parametrize("most", [8, 14])
def test_a_process_with_too_few_file_descriptors_says_so_and_leaves_nothing(most: int, tmp_path: Path) -> None:
    results = tmp_path / "results"
    command = ["run", "baseline", "--worlds", "20000", "--months", "12", "--workers", "2", "--out", str(results), "--quiet"]
    program = (
        "import resource, sys; from sim.cli.entry import main; "
        f"resource.setrlimit(resource.RLIMIT_NOFILE, ({most}, {most})); sys.exit(main({command}))"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=120)
    assert ended.returncode == 2, ended.stderr
    assert ended.stderr.splitlines()[-1].startswith("Error: ")
    assert "Traceback" not in ended.stderr
    assert not visible(results)
