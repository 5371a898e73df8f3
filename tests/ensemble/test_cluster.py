"""A Dask cluster makes the same files; workers may die, and what cannot work is one sentence."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from pandas.testing import assert_frame_equal

from sim.ensemble import cluster, streaming
from sim.ensemble.plan import Plan, split
from sim.ensemble.run import Run
from sim.ensemble.streaming import stream
from sim.foundations.errors import PeninsulaError
from sim.scenario.scenario import Scenario

pytest.importorskip("distributed")

PLAN = Plan(split(30, 10), 1, True)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A scheduler with two worker processes on this machine."""
    from distributed import LocalCluster

    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0") as made:
        yield made.scheduler_address


def run_on(address: str, scenario: Scenario, folder: Path, progress=None) -> Run:
    return stream((scenario,), PLAN, [folder], lambda jobs: cluster.spread_on_cluster(jobs, address, progress))[0]


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs signals")
def test_a_cluster_that_loses_a_worker_makes_the_same_run(scenario: Scenario, whole: Run, tmp_path: Path, address: str) -> None:
    with cluster.connected(address) as client:
        before = client.run(os.getpid)
    victim, steps = min(before.values()), []

    def progress(done: int) -> None:
        steps.append(done)
        if len(steps) == 3:
            os.kill(victim, signal.SIGKILL)

    run = run_on(address, scenario, tmp_path, progress)
    np.testing.assert_array_equal(run.outcomes_array, whole.outcomes_array, strict=True)
    np.testing.assert_array_equal(run.account("trust")["diplomacy"], whole.account("trust")["diplomacy"], strict=True)
    assert_frame_equal(run.events, whole.events)
    assert sum(steps) == scenario.worlds * scenario.months
    with cluster.connected(address) as client:
        assert victim not in client.run(os.getpid).values(), "no worker was lost"


@pytest.mark.slow
def test_workers_with_another_model_are_refused(
    scenario: Scenario, tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streaming, "model_fingerprint", lambda: "0123456789abcdef")
    with pytest.raises(PeninsulaError, match=r"has another model \([0-9a-f]{16}\) than this machine \(0123456789abcdef\)"):
        run_on(address, scenario, tmp_path)
    assert list(tmp_path.iterdir()) == []


WORKER_WITHOUT_PENINSULA = """
import asyncio, sys

sys.modules["sim"] = None
from distributed import Worker

async def serve():
    async with Worker(sys.argv[1], dashboard_address=None) as worker:
        await worker.finished()

asyncio.run(serve())
"""


@pytest.mark.slow
def test_workers_without_peninsula_are_refused(scenario: Scenario, tmp_path: Path) -> None:
    from distributed import LocalCluster

    with LocalCluster(n_workers=0, processes=True, dashboard_address=":0") as made:
        command = [sys.executable, "-c", WORKER_WITHOUT_PENINSULA, made.scheduler_address]
        worker = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        try:
            with pytest.raises(PeninsulaError, match=r"worker tcp.* cannot run Peninsula \(.*sim.*\): install the same"):
                run_on(made.scheduler_address, scenario, tmp_path)
        finally:
            worker.kill()
            worker.wait()


@pytest.mark.slow
def test_a_cluster_that_is_lost_in_the_middle_is_one_sentence(
    scenario: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from distributed import LocalCluster

    with LocalCluster(n_workers=1, processes=True, dashboard_address=":0") as made:

        def progress(_: int) -> None:
            made.close()

        with pytest.raises(PeninsulaError, match=rf"the cluster at {made.scheduler_address} was lost"):
            run_on(made.scheduler_address, scenario, tmp_path, progress)
    assert list(tmp_path.glob("*.parquet")), "what was finished is not kept"


@pytest.mark.parametrize("wrong", ["tcp://127.0.0.1:1", "nonsense://here", "127.0.0.1:notaport"])
def test_a_cluster_that_is_not_there_is_one_sentence(
    scenario: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wrong: str
) -> None:
    monkeypatch.setattr(cluster, "PATIENCE", 1)
    with pytest.raises(PeninsulaError, match=f"there is no Dask scheduler at {wrong} .*: expected the address") as raised:
        run_on(wrong, scenario, tmp_path)
    assert "\n" not in str(raised.value)


@pytest.mark.slow
def test_a_cluster_without_workers_is_one_sentence(scenario: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from distributed import LocalCluster

    monkeypatch.setattr(cluster, "PATIENCE", 2)
    made = LocalCluster(n_workers=0, processes=True, dashboard_address=":0")
    with made, pytest.raises(PeninsulaError, match="has no workers: start some with 'dask worker"):
        run_on(made.scheduler_address, scenario, tmp_path)
