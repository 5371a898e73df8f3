"""The pool: simultaneous requests share one task, and what cannot be compiled is answered in fewer worlds."""

import asyncio
from typing import Any

import numpy as np
import pytest

from sim.scenario.loading import load
from sim.web.pool import QUICK_WORLDS, WorkerPool
from tests.web.tasks import record_tasks, run


def test_simultaneous_requests_share_one_task(pool: WorkerPool, monkeypatch: pytest.MonkeyPatch) -> None:
    scenario = load("baseline", worlds=10, months=6)
    tasks = record_tasks(monkeypatch, pool._workers)

    async def request() -> list[Any]:
        return list(await asyncio.gather(pool.outcomes(scenario), pool.outcomes(scenario), pool.outcomes(scenario, "mine")))

    first, *others = run(request())
    assert len(tasks) == 1
    assert all(other is first for other in others)


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
