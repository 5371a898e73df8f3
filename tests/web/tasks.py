"""Running and observing the tasks of a pool."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from sim.web.executor import RestartingExecutor
from sim.web.worker import Request


def run[Result](coroutine: Coroutine[Any, Any, Result]) -> Result:
    """Run a coroutine in an event loop of its own, whatever loop this thread has."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, coroutine).result()


def record_tasks(
    monkeypatch: pytest.MonkeyPatch, executor: RestartingExecutor, error: Exception | None = None
) -> list[Callable[..., Any]]:
    """Return a list to which every task of the executor is appended. error: raised instead of running a task."""
    tasks: list[Callable[..., Any]] = []
    run_task = executor.run

    async def recording(
        task: Callable[..., Any], arguments: tuple[object, ...], requests: Sequence[Request]
    ) -> tuple[Any] | None:
        tasks.append(task)
        if error:
            raise error
        return await run_task(task, arguments, requests)

    monkeypatch.setattr(executor, "run", recording)
    return tasks
