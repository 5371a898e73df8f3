"""The pool: simultaneous requests share one task, and what cannot be compiled is answered in fewer worlds."""

import asyncio
from typing import Any

import numpy as np
import pytest

from sim.scenario.loading import load
from sim.web.pool import QUICK_WORLDS, WorkerPool
from sim.web.worker import StaleRequestError
from tests.web.tasks import record_tasks, run


def test_simultaneous_requests_share_one_task(pool: WorkerPool, monkeypatch: pytest.MonkeyPatch) -> None:
    scenario = load("baseline", worlds=10, months=6)
    tasks = record_tasks(monkeypatch, pool._workers)

    async def request() -> list[Any]:
        return list(await asyncio.gather(pool.outcomes(scenario), pool.outcomes(scenario), pool.outcomes(scenario, "mine")))

    first, *others = run(request())
    assert len(tasks) == 1
    assert all(other is first for other in others)


def test_outcomes_and_policy_come_from_one_simulation(pool: WorkerPool, monkeypatch: pytest.MonkeyPatch) -> None:
    scenario = load("opcon_conditions", worlds=10, months=60)
    tasks = record_tasks(monkeypatch, pool._workers)

    async def request() -> list[Any]:
        return list(await asyncio.gather(pool.policy(scenario, "mine/policy"), pool.outcomes(scenario, "mine")))

    policy, outcomes = run(request())
    assert len(tasks) == 1
    assert outcomes.shape[1:] == (60, 10)
    (opcon,) = (told for told in policy["came_about"] if told["lever"] == "opcon")
    assert len(opcon["bands"]["q50"]) == 60


def test_a_request_outlives_another_that_began_its_task_and_became_stale(pool: WorkerPool) -> None:
    scenario = load("baseline", worlds=40, months=120)

    async def request() -> list[Any]:
        first = asyncio.ensure_future(pool.outcomes(scenario, "one"))
        await asyncio.sleep(0.05)
        other = asyncio.ensure_future(pool.outcomes(scenario, "other"))
        newer = asyncio.ensure_future(pool.outcomes(load("baseline", worlds=2, months=3), "one"))
        return list(await asyncio.gather(first, other, newer, return_exceptions=True))

    first, other, newer = run(request())
    assert isinstance(first, StaleRequestError)
    assert other.shape[1:] == (120, 40)
    assert newer.shape[1:] == (3, 2)


def test_a_program_that_fails_to_compile_is_tried_once_and_answered_in_fewer_worlds(
    pool: WorkerPool, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    scenario = load("baseline", worlds=QUICK_WORLDS + 10, months=6)
    tasks = record_tasks(monkeypatch, pool._workers)
    other = WorkerPool(1, compiled=False)
    compilations = record_tasks(monkeypatch, other._workers, RuntimeError("no such instruction"))
    pool._compiler = other._workers

    async def request() -> list[Any]:
        return [await pool.quick_outcomes(scenario, "mine") for _ in range(2)]

    answers = run(request())
    other.close()
    assert len(compilations) == 1
    assert len(tasks) == 1
    assert "no such instruction" in caplog.text
    for answered, values in answers:
        assert answered.worlds == QUICK_WORLDS
        assert values.shape[-1] == QUICK_WORLDS
        assert np.isfinite(values).all()
