"""Workers that die are restarted, and a task that kills them each time is reported."""

import asyncio
import os
from concurrent.futures import ProcessPoolExecutor

import pytest

from sim.foundations.axes import Array
from sim.foundations.errors import PeninsulaError
from sim.scenario.loading import load
from sim.web.executor import RestartingExecutor
from sim.web.pool import WorkerPool
from sim.web.worker import Progress
from tests.web.tasks import run


@pytest.mark.slow
def test_a_worker_that_dies_is_replaced_once_for_all_lost_tasks(pool: WorkerPool, monkeypatch: pytest.MonkeyPatch) -> None:
    scenarios = [load("baseline", worlds=200, months=120, seed=seed) for seed in range(12)]
    executor, starts = pool._workers, []
    start_pool = executor._start_pool

    def recording() -> ProcessPoolExecutor:
        starts.append(1)
        return start_pool()

    monkeypatch.setattr(executor, "_start_pool", recording)

    async def request() -> list[Array]:
        answers = [asyncio.ensure_future(pool.outcomes(scenario)) for scenario in scenarios]
        await asyncio.sleep(0.3)
        kill_processes(executor)
        return await asyncio.gather(*answers)

    assert all(values.shape[1:] == (120, 200) for values in run(request()))
    assert len(starts) == 1


def test_a_worker_that_died_idle_is_replaced(pool: WorkerPool) -> None:
    first, second = (load("baseline", worlds=5, months=3, seed=seed) for seed in (1, 2))
    before = run(pool.outcomes(first))
    kill_processes(pool._workers)
    assert run(pool.outcomes(second)).shape == before.shape
    assert run(pool.outcomes(first)) is before


def test_a_task_that_kills_its_worker_each_time_is_reported(pool: WorkerPool) -> None:
    with pytest.raises(PeninsulaError, match="a worker process died while computing this answer: try again"):
        run(pool.run(kill_worker))
    assert run(pool.outcomes(load("baseline", worlds=5, months=3))).shape[1:] == (3, 5)


def kill_processes(executor: RestartingExecutor) -> None:
    for process in (executor._pool._processes or {}).values():
        process.kill()


def kill_worker(_: Progress) -> None:
    os._exit(3)
