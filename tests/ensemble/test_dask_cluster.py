"""A Dask cluster writes the same files; workers may die, and every error is one sentence."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from time import monotonic

import numpy as np
import pytest
from pandas.testing import assert_frame_equal

from sim.ensemble import dask_cluster, streaming
from sim.ensemble.plan import Plan, split
from sim.ensemble.run import Run
from sim.ensemble.streaming import stream
from sim.foundations.errors import PeninsulaError
from sim.parallel.job import Progress
from sim.scenario.scenario import Scenario

pytest.importorskip("distributed")

PLAN = Plan(split(30, 10), 1, True)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A scheduler with two worker processes on this machine."""
    from distributed import LocalCluster

    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0") as cluster:
        yield cluster.scheduler_address


def run_on(address: str, scenario: Scenario, folder: Path, progress: Progress | None = None) -> Run:
    return stream((scenario,), PLAN, [folder], lambda jobs: dask_cluster.run_jobs_on_cluster(jobs, address, progress))[0]


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs signals")
def test_a_cluster_that_loses_a_worker_makes_the_same_run(scenario: Scenario, whole: Run, tmp_path: Path, address: str) -> None:
    with dask_cluster.connect(address) as client:
        before = client.run(os.getpid)
    victim = min(before.values())
    steps: list[int] = []

    def progress(done: int) -> None:
        steps.append(done)
        if len(steps) == 3:
            os.kill(victim, signal.SIGKILL)

    run = run_on(address, scenario, tmp_path, progress)
    np.testing.assert_array_equal(run.outcomes_array, whole.outcomes_array, strict=True)
    np.testing.assert_array_equal(run.account("trust")["diplomacy"], whole.account("trust")["diplomacy"], strict=True)
    assert_frame_equal(run.events, whole.events)
    assert sum(steps) == scenario.worlds * scenario.months
    with dask_cluster.connect(address) as client:
        assert victim not in client.run(os.getpid).values(), "no worker was lost"


@pytest.mark.slow
def test_workers_with_a_different_model_are_refused(
    scenario: Scenario, tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streaming, "model_fingerprint", lambda: "0123456789abcdef")
    with pytest.raises(PeninsulaError, match=r"has a different model \([0-9a-f]{16}\) from this machine \(0123456789abcdef\)"):
        run_on(address, scenario, tmp_path)
    assert list(tmp_path.iterdir()) == []


WORKER = """
import asyncio, sys
from distributed import Worker

exec(sys.argv[2])

async def serve():
    async with Worker(sys.argv[1], dashboard_address=None) as worker:
        await worker.finished()

asyncio.run(serve())
"""


@contextmanager
def lonely(scheduler: str, first: str = "") -> Iterator[subprocess.Popen[bytes]]:
    """A worker that nobody starts again; first: what its process does before it serves."""
    with subprocess.Popen([sys.executable, "-c", WORKER, scheduler, first], stderr=subprocess.DEVNULL) as worker:
        yield worker
        worker.kill()


@pytest.mark.slow
def test_workers_without_peninsula_are_refused(scenario: Scenario, tmp_path: Path) -> None:
    from distributed import LocalCluster

    with LocalCluster(n_workers=0, processes=True, dashboard_address=":0") as cluster:
        message = r"worker tcp.* cannot run Peninsula \(.*sim.*\): install the same"
        with lonely(cluster.scheduler_address, 'sys.modules["sim"] = None'), pytest.raises(PeninsulaError, match=message):
            run_on(cluster.scheduler_address, scenario, tmp_path)


@pytest.mark.slow
def test_a_cluster_that_is_lost_in_the_middle_is_one_sentence(
    scenario: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from distributed import LocalCluster

    with LocalCluster(n_workers=1, processes=True, dashboard_address=":0") as cluster:

        def progress(_: int) -> None:
            cluster.close()

        with pytest.raises(PeninsulaError, match=rf"the cluster at {cluster.scheduler_address} was lost"):
            run_on(cluster.scheduler_address, scenario, tmp_path, progress)
    assert list(tmp_path.glob("*.parquet")), "what was finished is not kept"


@pytest.mark.slow
def test_a_cluster_that_loses_all_workers_is_one_sentence(
    scenario: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from distributed import LocalCluster

    monkeypatch.setattr(dask_cluster, "WORKER_CHECK_SECONDS", 0.1)
    with (
        LocalCluster(n_workers=0, processes=True, dashboard_address=":0") as cluster,
        lonely(cluster.scheduler_address) as worker,
    ):

        def progress(_: int) -> None:
            monkeypatch.setattr(dask_cluster, "TIMEOUT_SECONDS", 0.5)
            worker.kill()

        with pytest.raises(PeninsulaError, match=rf"the cluster at {cluster.scheduler_address} has lost all its workers: start"):
            run_on(cluster.scheduler_address, scenario, tmp_path, progress)
    assert list(tmp_path.glob("*.parquet")), "what was finished is not kept"


@pytest.mark.parametrize(
    "wrong", ["", "foo", "tcp://", "tcp://127.0.0.1", "nonsense://here:1", "127.0.0.1:notaport", "tcp://h:99999", "inproc://x"]
)
def test_what_is_not_an_address_is_refused_at_once(scenario: Scenario, tmp_path: Path, wrong: str) -> None:
    with pytest.raises(PeninsulaError, match=f"^'{wrong}' is not an address of a Dask scheduler: expected"):
        run_on(wrong, scenario, tmp_path)


def test_a_cluster_that_is_not_there_is_one_sentence(scenario: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dask_cluster, "TIMEOUT_SECONDS", 1)
    message = "there is no Dask scheduler at tcp://127.0.0.1:1 .*: expected the address"
    with pytest.raises(PeninsulaError, match=message) as raised:
        run_on("tcp://127.0.0.1:1", scenario, tmp_path)
    assert "\n" not in str(raised.value)


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["tcp", "tls", "ucx", "ws"])
def test_a_server_of_another_kind_is_given_up_in_one_sentence(scheme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dask_cluster, "TIMEOUT_SECONDS", 1.0)
    with ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        begin = monotonic()
        address = f"{scheme}://127.0.0.1:{server.server_port}"
        with pytest.raises(PeninsulaError, match="there is no Dask scheduler at"), dask_cluster.connect(address):
            pass
        assert monotonic() - begin < 20, "a Dask client waits for it without end"
        server.shutdown()


@pytest.mark.slow
def test_a_cluster_without_workers_is_one_sentence(scenario: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from distributed import LocalCluster

    monkeypatch.setattr(dask_cluster, "TIMEOUT_SECONDS", 2)
    cluster = LocalCluster(n_workers=0, processes=True, dashboard_address=":0")
    with cluster, pytest.raises(PeninsulaError, match="has no workers: start some with 'dask worker"):
        run_on(cluster.scheduler_address, scenario, tmp_path)
