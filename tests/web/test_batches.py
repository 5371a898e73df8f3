"""Simulations that wait for a worker go together, and none is worse off for the others."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from sim.foundations.errors import PeninsulaError
from sim.model.simulate import outcomes_of_worlds
from sim.scenario.loading import load
from sim.scenario.scenario import Scenario
from sim.web import simulated
from sim.web.pool import WorkerPool
from sim.web.worker import StaleRequestError
from tests.web.tasks import record_tasks, run

WORLDS, MONTHS = 10, 12


def policies(number: int) -> list[Scenario]:
    """Return scenarios that differ in one lever."""
    return [load("baseline", {"china.backing": 0.1 + each / 10}, worlds=WORLDS, months=MONTHS) for each in range(number)]


def answers(pool: WorkerPool, scenarios: Sequence[Scenario], sessions: Sequence[str] | None = None) -> list[object]:
    """Return what the pool answers when all are asked for at once."""

    async def ask() -> list[object]:
        asked = map(pool.outcomes, scenarios, sessions or [f"session {number}" for number in range(len(scenarios))])
        return list(await asyncio.gather(*asked, return_exceptions=True))

    return run(ask())


def test_what_waits_goes_together_and_is_what_it_is_alone(pool: WorkerPool, monkeypatch: pytest.MonkeyPatch) -> None:
    scenarios = policies(5)
    tasks = record_tasks(monkeypatch, pool._workers)
    found = answers(pool, scenarios)
    assert len(tasks) == 2  # the first began at once; the others waited for it
    for scenario, outcomes in zip(scenarios, found, strict=True):
        np.testing.assert_array_equal(outcomes, outcomes_of_worlds(scenario, np.arange(WORLDS)))


def test_what_cannot_share_worlds_goes_apart(pool: WorkerPool, monkeypatch: pytest.MonkeyPatch) -> None:
    scenarios = [load("baseline", worlds=WORLDS, months=MONTHS, seed=1 + number % 2) for number in range(2)]
    scenarios += [replace(each, months=MONTHS + 1) for each in scenarios]
    tasks = record_tasks(monkeypatch, pool._workers)
    found = answers(pool, scenarios)
    assert len(tasks) == 4
    assert [outcomes.shape[1] for outcomes in found] == [MONTHS, MONTHS, MONTHS + 1, MONTHS + 1]  # type: ignore[attr-defined]


def test_a_batch_is_no_larger_than_what_is_stepped_at_once(pool: WorkerPool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.web.batches.CHUNK", 2 * WORLDS)
    tasks = record_tasks(monkeypatch, pool._workers)
    answers(pool, policies(5))
    assert len(tasks) == 3


def test_none_fails_for_another(pool: WorkerPool, monkeypatch: pytest.MonkeyPatch) -> None:
    first, broken, sound = policies(3)
    together = pool._workers.run

    async def failing(task: object, arguments: tuple[list[Scenario]], requests: object) -> object:
        if broken in arguments[0]:
            raise PeninsulaError("no such world")
        return await together(task, arguments, requests)  # type: ignore[arg-type]

    monkeypatch.setattr(pool._workers, "run", failing)
    _, error, outcomes = answers(pool, [first, broken, sound])
    assert isinstance(error, PeninsulaError)
    np.testing.assert_array_equal(outcomes, outcomes_of_worlds(sound, np.arange(WORLDS)))


def test_what_has_become_stale_is_not_simulated(pool: WorkerPool, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    together = pool._workers.run

    async def counting(task: object, arguments: tuple[list[Scenario]], requests: object) -> object:
        assert task is simulated.simulations
        asked.append(len(arguments[0]))
        return await together(task, arguments, requests)  # type: ignore[arg-type]

    monkeypatch.setattr(pool._workers, "run", counting)
    found = answers(pool, policies(4), ["one", "two", "two", "two"])
    assert asked == [1, 1]
    assert [isinstance(each, StaleRequestError) for each in found] == [False, True, True, False]
