"""Large runs: what is written is chosen, told before and refused where it cannot fit; a run that was ended goes on."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from sim.cli.entry import main
from sim.ensemble import disk_usage, file_job, plan
from sim.ensemble.chunk import MemoryChunk
from sim.ensemble.execute import execute
from sim.ensemble.memory_job import Simulated, simulate_chunk
from sim.foundations.errors import PeninsulaError
from sim.scenario.loading import load
from sim.scenario.scenario import Scenario
from sim.storage.catalogue import catalogue
from sim.storage.run_folder import read

pytestmark = [pytest.mark.usefixtures("root", "one_figure"), pytest.mark.slow]

SMALL = ["run", "baseline", "--worlds", "20", "--months", "12", "--workers", "1"]
LARGE = ["-m", "sim", "run", "baseline", "--worlds", "100000", "--months", "12", "--workers", "2", "--outcomes", "warheads"]
"""Just large enough to be continued: 25 chunks of 4,000 worlds."""


def test_the_summary_of_a_run_says_the_same_as_its_worlds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = {}
    for keep in ("worlds", "summary"):
        assert main([*SMALL, "--keep", keep, "--out", str(tmp_path / keep), "--json"]) == 0
        said[keep] = json.loads(capsys.readouterr().out)["runs"][0]
    assert said["summary"]["likelihoods"] == said["worlds"]["likelihoods"]
    worlds, summary = (read(Path(said[keep]["folder"])) for keep in ("worlds", "summary"))
    assert {path.name for path in (tmp_path / "summary").glob("*/*")} == {
        "manifest.json", "scenario.toml", "summary.csv", "likelihoods.csv", "events.csv", "plots"
    }  # fmt: skip
    assert_frame_equal(summary.summary(), worlds.summary(), rtol=1e-5)
    assert_frame_equal(summary.probabilities(), worlds.probabilities())
    assert summary.folder is not None
    counted = pd.read_csv(summary.folder / "events.csv")
    assert counted["events"].sum() == len(worlds.events)


@pytest.mark.parametrize("command", [["explain"], ["report"], ["branch", "--at", "2027-03", "--set", "us.troops_korea=0"]])
def test_what_needs_the_worlds_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str], command: list[str]) -> None:
    assert main([*SMALL, "--keep", "summary", "--out", str(tmp_path), "--quiet"]) == 0
    (folder,) = tmp_path.iterdir()
    name, *options = command
    out = ["--out", str(tmp_path / "page.html")] if name == "report" else []
    assert main([name, str(folder), *options, *out]) == 2
    err = capsys.readouterr().err
    assert "keeps only the summary of its worlds, and this needs the worlds" in err
    assert err.count("\n") == 1


def test_some_outcomes_alone_are_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*SMALL, "--outcomes", "warheads, gprc", "--out", str(tmp_path), "--json"]) == 0
    assert set(json.loads(capsys.readouterr().out)["runs"][0]["outcomes"]) == {"peninsula_tension", "gprc", "warheads"}
    (folder,) = tmp_path.iterdir()
    run = read(folder)
    assert run.series("warheads").shape == (12, 20)
    with pytest.raises(PeninsulaError, match="did not record autonomy: run its scenario with --outcomes autonomy"):
        run.series("autonomy")
    assert main(["explain", str(folder)]) == 2
    assert "recorded only some outcomes, and no causes" in capsys.readouterr().err


def test_runs_of_some_outcomes_can_be_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for scenario in ("baseline_2025", "moon_package"):
        command = ["run", scenario, *SMALL[2:], "--outcomes", "warheads", "--out", str(tmp_path), "--quiet"]
        assert main(command) == 0
    folders = [str(next(tmp_path.glob(f"{scenario}-*"))) for scenario in ("baseline_2025", "moon_package")]
    assert main(["compare", *folders, "--out", str(tmp_path), "--json"]) in (0, 1)
    said = json.loads(capsys.readouterr().out)
    assert {row["outcome"] for row in said["contrasts"]} == {"peninsula_tension", "warheads"}
    assert said["explanations"] == {}


@pytest.mark.parametrize(
    ("option", "sentence"),
    [
        (["--outcomes", "warhead"], "'warhead' is not an outcome; did you mean 'warheads'?"),
        (["--keep", "sumary"], "--keep sumary: expected worlds or summary; did you mean 'summary'?"),
    ],
)
def test_a_wrong_choice_is_one_sentence_and_leaves_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], option: list[str], sentence: str
) -> None:
    assert main([*SMALL, *option, "--out", str(tmp_path / "out")]) == 2
    assert sentence in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_run_that_cannot_fit_the_disk_is_not_started(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(tmp_path)._replace(free=2 * 10**9)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    assert main(["run", "baseline", "--worlds", "1000000", "--months", "120", "--out", str(tmp_path)]) == 2
    said = capsys.readouterr().err.splitlines()
    assert said[0].startswith("baseline needs about 26 GB on the disk; 2.0 GB are free.")
    assert said[1].startswith("Error: baseline needs about 26 GB on the disk, of which 2.0 GB are free: ask for fewer worlds")
    assert not list(tmp_path.iterdir())


def test_the_size_is_estimated_well(tmp_path: Path) -> None:
    assert main(["run", "baseline", "--worlds", "600", "--months", "60", "--out", str(tmp_path), "--quiet"]) == 0
    (folder,) = tmp_path.iterdir()
    written = sum(file.stat().st_size for file in (*folder.glob("worlds/*"), folder / "events.parquet"))
    expected = disk_usage.estimate(load("baseline", worlds=600, months=60), None, True, tmp_path)
    assert expected.kept == pytest.approx(written, rel=0.25)


def test_ctrl_c_keeps_finished_chunks_and_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plan, "KEPT_IN_MEMORY", 0)
    monkeypatch.setattr("sim.studies.run.CHUNK", 5)
    simulate = simulate_chunk

    def interrupted(
        scenarios: Sequence[Scenario], worlds: range, progress: Callable[[int], None]
    ) -> list[Simulated[MemoryChunk]]:
        if worlds.start == 15:
            raise KeyboardInterrupt
        return simulate(scenarios, worlds, progress)

    monkeypatch.setattr(file_job, "simulate_chunk", interrupted)
    assert main([*SMALL, "--out", str(tmp_path), "--quiet"]) == 130
    assert capsys.readouterr().err == ("Interrupted: 3 of 4 chunks of baseline are kept; rerun the same command to resume.\n")
    assert main(["results", "--out", str(tmp_path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == [], "what is not whole is not listed"
    monkeypatch.setattr(file_job, "simulate_chunk", simulate)
    assert main([*SMALL, "--out", str(tmp_path)]) == 0
    assert "3 of 4 chunks of baseline were finished before" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def started(root: Path, command: list[str], out: Path) -> "subprocess.Popen[bytes]":
    full = [sys.executable, *command, "--out", str(out)]
    return subprocess.Popen(full, cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True)


def wait_for(running: "subprocess.Popen[bytes]", out: Path, pattern: str, number: int = 1) -> None:
    end = time.monotonic() + 60
    while len(list(out.glob(pattern))) < number and running.poll() is None and time.monotonic() < end:
        time.sleep(0.01)


IN_SMALL_CHUNKS = """
import sys
from sim.cli import entry
from sim.studies import run
from sim.ensemble import plan

plan.KEPT_IN_MEMORY, run.CHUNK = 0, 100
sys.exit(entry.main(sys.argv[1:]))
"""


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="needs process groups")
def test_a_run_that_is_killed_again_and_again_ends_as_one_that_never_was(root: Path, tmp_path: Path) -> None:
    out, chance = tmp_path / "out", random.Random(7)
    command = ["-c", IN_SMALL_CHUNKS, "run", "baseline", "--worlds", "3000", "--months", "12", "--workers", "2"]
    while_stepping = [(".*.partial/0*.parquet", number) for number in (1, 8, 17, 30)]
    for pattern, number in (*while_stepping, (".*.unfinished-*", 1), (".*.unfinished-*/plots/*", 4)):
        running = started(root, command, out)
        wait_for(running, out, pattern, number)
        time.sleep(chance.uniform(0, 0.2))
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()
        assert running.returncode == -signal.SIGKILL, running.stderr and running.stderr.read()
        assert catalogue(out) == [], "what is not whole is listed"
    last = started(root, command, out)
    _, err = last.communicate(timeout=60)
    assert last.returncode == 0, err.decode()
    assert err == b"30 of 30 chunks of baseline were finished before.\n"
    (folder,) = out.iterdir()
    found = read(folder)

    once = execute(load("baseline", worlds=3000, months=12), workers=1)
    np.testing.assert_array_equal(found.outcomes_array, once.outcomes_array, strict=True)
    for entry, values in once.account("hostility").items():
        np.testing.assert_array_equal(found.account("hostility")[entry], values, strict=True)
    assert_frame_equal(found.events, once.events)


@pytest.mark.usefixtures("sigint_ignored")
@pytest.mark.skipif(not hasattr(os, "killpg"), reason="needs process groups")
def test_a_run_that_was_started_to_ignore_ctrl_c_goes_on(root: Path, tmp_path: Path) -> None:
    running = started(root, LARGE, tmp_path)
    wait_for(running, tmp_path, ".*.partial/0*.parquet", 3)
    os.killpg(running.pid, signal.SIGINT)
    _, err = running.communicate(timeout=60)
    assert running.returncode == 0, err.decode()
    (folder,) = tmp_path.iterdir()
    assert read(folder).scenario.worlds == 100_000


@pytest.mark.usefixtures("sigint_interrupts")
@pytest.mark.skipif(not hasattr(os, "killpg"), reason="needs process groups")
def test_ctrl_c_in_the_middle_ends_workers_and_keeps_what_is_finished(root: Path, tmp_path: Path) -> None:
    running = started(root, LARGE, tmp_path)
    wait_for(running, tmp_path, ".*.partial/0*.parquet", 3)
    os.killpg(running.pid, signal.SIGINT)
    _, err = running.communicate(timeout=60)
    assert (running.returncode, err.count(b"\n")) == (130, 1), err.decode()
    assert err.startswith(b"Interrupted: ")
    assert err.endswith(b"of 25 chunks of baseline are kept; rerun the same command to resume.\n")
    (kept,) = tmp_path.iterdir()
    assert kept.name.endswith(".partial")
