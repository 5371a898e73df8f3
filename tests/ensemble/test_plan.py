"""Chunks and processes are chosen by the size of a run."""

from dataclasses import replace

import pytest

from sim.ensemble import plan as planning
from sim.ensemble.plan import plan, split
from sim.foundations.errors import PeninsulaError
from sim.scenario.scenario import Scenario


@pytest.fixture(autouse=True)
def two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planning, "cores", lambda: 2)


def test_chunks_cover_every_world_once_and_are_of_one_size() -> None:
    chunks = split(10, 3)
    assert [world for chunk in chunks for world in chunk] == list(range(10))
    assert {len(chunk) for chunk in chunks} == {3, 4}


def test_two_thousand_worlds_on_two_cores_are_two_chunks_of_a_thousand(scenario: Scenario) -> None:
    chosen = plan([replace(scenario, worlds=2000, months=120)], None, 2048)
    assert chosen.processes == 2
    assert chosen.chunks == (range(1000), range(1000, 2000))
    assert not chosen.on_disk


def test_a_small_ensemble_stays_in_this_process(scenario: Scenario) -> None:
    chosen = plan([scenario], None, 2048)
    assert (chosen.processes, len(chosen.chunks)) == (1, 1)


def test_a_large_ensemble_goes_to_the_disk_in_chunks_that_fit_the_cache(scenario: Scenario) -> None:
    chosen = plan([replace(scenario, worlds=20_000, months=120)], None, 2048)
    assert chosen.on_disk
    assert len(chosen.chunks) == 10


def test_there_are_never_more_processes_than_worlds(scenario: Scenario) -> None:
    assert plan([replace(scenario, worlds=3)], 8, 2048).processes == 3


@pytest.mark.parametrize(("workers", "chunk"), [(0, 10), (-1, 10), (1, 0)])
def test_no_workers_and_empty_chunks_are_refused(scenario: Scenario, workers: int, chunk: int) -> None:
    with pytest.raises(PeninsulaError, match="expected a whole number, at least 1"):
        plan([scenario], workers, chunk)
