"""The pool: what all ask for is stepped once, what cannot be compiled is answered all the same, and the dead are replaced."""

import asyncio
import os
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pytest

from sim.foundations.errors import PeninsulaError
from sim.scenario.loading import load
from sim.web.pool import FEW_WORLDS, Pool

pytestmark = pytest.mark.usefixtures("root")


@pytest.fixture
def pool() -> Iterator[Pool]:
    pool = Pool(1, compiled=False)
    yield pool
    pool.close()


def run[Result](work: Coroutine[Any, Any, Result]) -> Result:
    """Run it in a loop of its own, whatever loop this thread has."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


def counted(workers: Any, fault: Exception | None = None) -> list[Any]:
    """Note down what workers are given to do; fault: raised in place of doing it."""
    done, do = [], workers.do

    async def noting(*given: Any) -> Any:
        done.append(given[0])
        if fault:
            raise fault
        return await do(*given)

    workers.do = noting
    return done


def test_what_several_ask_for_at_once_is_stepped_once(pool: Pool) -> None:
    scenario = load("baseline", worlds=10, months=6)
    done = counted(pool._workers)

    async def ask() -> list[Any]:
        return await asyncio.gather(pool.outcomes(scenario), pool.outcomes(scenario), pool.outcomes(scenario, "mine"))

    first, *others = run(ask())
    assert len(done) == 1
    assert all(other is first for other in others)


def test_what_cannot_be_compiled_is_tried_once_and_answered_by_fewer_worlds(pool: Pool, caplog: pytest.LogCaptureFixture) -> None:
    scenario = load("baseline", worlds=FEW_WORLDS + 10, months=6)
    own_work = counted(pool._workers)
    compiled = Pool(1, compiled=False)
    tried = counted(compiled._workers, RuntimeError("no such instruction"))
    pool._compiled = compiled._workers

    async def ask() -> list[Any]:
        return [await pool.quick(scenario, "mine") for _ in range(2)]

    answers = run(ask())
    compiled.close()
    assert len(tried) == 1
    assert len(own_work) == 1
    assert "no such instruction" in caplog.text
    for answered, found in answers:
        assert answered.worlds == FEW_WORLDS
        assert found.shape[-1] == FEW_WORLDS
        assert np.isfinite(found).all()


def test_a_worker_that_dies_is_replaced_once_for_all_who_wait(pool: Pool) -> None:
    scenarios = [load("baseline", worlds=200, months=120, seed=seed) for seed in range(12)]
    started, start = [], pool._workers._started

    def noting() -> Any:
        started.append(1)
        return start()

    pool._workers._started = noting  # type: ignore[method-assign]

    async def ask() -> list[Any]:
        asked = [asyncio.ensure_future(pool.outcomes(scenario)) for scenario in scenarios]
        await asyncio.sleep(0.3)
        for process in (pool._workers._pool._processes or {}).values():
            process.kill()
        return await asyncio.gather(*asked)

    assert all(found.shape[1:] == (120, 200) for found in run(ask()))
    assert len(started) == 1


def test_what_dies_each_time_is_told_in_a_sentence(pool: Pool) -> None:
    with pytest.raises(PeninsulaError, match="the work on this answer was lost: ask again"):
        run(pool.work(dies))
    assert run(pool.outcomes(load("baseline", worlds=5, months=3))).shape[1:] == (3, 5)


def dies(_: Any) -> None:
    os._exit(3)
