"""The compiled engine says what the engine in NumPy says, but for rounding."""

import subprocess
import sys
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from sim.foundations.axes import Array
from sim.model import simulate as plain
from sim.model.simulate import Record
from sim.scenario.loading import load
from sim.scenario.scenario import Scenario
from tests.model import three_actors

pytest.importorskip("jax")
from sim.model.compiled import simulate as compiled

ROUNDING = 1e-4
"""What a number may differ by, on scales that reach from 1 to 100."""

FEW = 0.02
"""Share of worlds that may go another way, because a draw fell between two roundings of a probability."""

WORLDS, MONTHS = 100, 36


def scenario(name: str) -> Scenario:
    return load(name, worlds=WORLDS, months=MONTHS)


def assert_alike(one: Sequence[Record], other: Sequence[Record]) -> None:
    for mine, yours in zip(one, other, strict=True):
        same = alike(mine.outcomes, yours.outcomes)
        assert same.mean() >= 1 - FEW
        np.testing.assert_allclose(mine.entries[..., same], yours.entries[..., same], atol=ROUNDING)


def alike(mine: Array, yours: Array) -> np.ndarray:
    """Which worlds went the same way."""
    return (np.abs(mine - yours) <= ROUNDING * np.maximum(1, np.abs(yours))).all(axis=(0, 1))


@pytest.mark.parametrize("names", [["baseline_2025", "moon_package", "nuclear_south_korea"], ["europe_left_alone"]])
def test_records_are_those_of_numpy(names: list[str]) -> None:
    scenarios, worlds = [scenario(name) for name in names], np.arange(WORLDS)
    found = compiled.simulate_side_by_side(scenarios, worlds)
    expected = plain.simulate_side_by_side(scenarios, worlds)
    assert_alike(found, expected)
    for mine, yours in zip(found, expected, strict=True):
        assert mine.events.kinds == yours.events.kinds
        assert abs(len(mine.events.month) - len(yours.events.month)) <= FEW * len(yours.events.month)


def test_events_are_those_of_numpy_where_no_world_went_another_way() -> None:
    one = scenario("baseline_2025")
    (found,), (expected,) = (engine.simulate_side_by_side([one], np.arange(WORLDS)) for engine in (compiled, plain))
    assert alike(found.outcomes, expected.outcomes).all(), "choose another seed"
    for name in ("month", "world", "kind", "actor", "target"):
        np.testing.assert_array_equal(getattr(found.events, name), getattr(expected.events, name))
    np.testing.assert_allclose(found.events.severity, expected.events.severity, atol=ROUNDING)


def test_a_world_is_the_same_in_any_company() -> None:
    one = scenario("baseline_2025")
    found, later = (
        compiled.outcomes_of_worlds(one, np.arange(WORLDS)),
        compiled.outcomes_of_worlds(one, np.arange(70, WORLDS + 20)),
    )
    assert alike(found[..., 70:], later[..., : WORLDS - 70]).all()


def programs() -> tuple[int, int]:
    """Return the numbers of theatres with a program, and of horizons and widths compiled for the last of them."""
    last: Any = compiled._programs[-1]
    return len(compiled._programs), last._compiled._cache_size()


def test_another_seed_and_other_levers_take_no_new_program() -> None:
    compiled.outcomes_of_worlds(scenario("baseline_2025"), np.arange(WORLDS))
    before = programs()
    moved = load("baseline_2025", {"us.troops_korea": 0}, worlds=WORLDS, months=MONTHS, seed=5)
    found = compiled.outcomes_of_worlds(moved, np.arange(WORLDS))
    assert programs() == before
    assert alike(found, plain.outcomes_of_worlds(moved, np.arange(WORLDS))).mean() >= 1 - FEW


def test_a_cast_without_backers_and_partners_is_compiled_too() -> None:
    one = three_actors.scenario(months=12, worlds=20)
    found, expected = (engine.outcomes_of_worlds(one, np.arange(20)) for engine in (compiled, plain))
    assert alike(found, expected).mean() >= 1 - FEW


def test_plain_use_never_imports_jax() -> None:
    asked = "import sys, sim, sim.studies.run, sim.model.simulate, sim.ensemble.execute; sys.exit('jax' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0


def test_choices_are_those_of_numpy() -> None:
    some: list[Any] = [True, ["china", "dprk"], False]
    scenarios = [load("russia_in_the_cast", {"choices": each}, worlds=WORLDS, months=MONTHS) for each in some]
    found = compiled.simulate_side_by_side(scenarios, np.arange(WORLDS))
    expected = plain.simulate_side_by_side(scenarios, np.arange(WORLDS))
    assert_alike(found, expected)
    for mine, yours in zip(found, expected, strict=True):
        assert mine.events.kinds == yours.events.kinds
        assert abs(len(mine.events.month) - len(yours.events.month)) <= FEW * len(yours.events.month)
    assert any(kind.startswith("choice: ") for kind in {found[0].events.kinds[code] for code in found[0].events.kind})


def test_rules_are_those_of_numpy() -> None:
    tense = {
        "name": "tense", "actor": "us", "when": "peninsula_tension > p and mean(crisis_prob) >= 0", "for_months": 2, "prob": 0.4,
        "set": {"exercise_tempo": "scale", "relief_offer": 0.5}, "until": "peninsula_tension < 75 or count(missile_test) > 40",
        "parameters": {"p": [75, 85], "scale": [0.1, 0.9]},
    }  # fmt: skip
    hedge = {
        "name": "hedge",
        "actor": "south_korea",
        "when": "not talks and max(warheads) > 1",
        "set": {"nuclear_option": "hedge"},
    }
    later = {
        "name": "later", "actor": "us", "when": "peninsula_tension > 75", "for_months": 2, "lead_months": 3, "until": "talks > 0",
        "set": {"troops_korea": {"2025-02": 28500, "2025-08..2026-01": 0}},
    }  # fmt: skip
    under = {**hedge, "name": "under", "set": {"engagement": 0.9}, "under": "later"}
    rules = [[tense], [hedge, tense], [{**tense, "prob": 1.0}, later, under]]
    scenarios = [load("baseline_2025", {"rules": each}, worlds=WORLDS, months=MONTHS) for each in rules]
    found = compiled.simulate_side_by_side([scenario("baseline_2025"), *scenarios], np.arange(WORLDS))
    expected = plain.simulate_side_by_side([scenario("baseline_2025"), *scenarios], np.arange(WORLDS))
    assert_alike(found, expected)
    for mine, yours in zip(found, expected, strict=True):
        same = np.flatnonzero(alike(mine.outcomes, yours.outcomes))
        assert mine.events.kinds == yours.events.kinds
        events = [
            sorted(
                (int(world), int(month), record.events.kinds[kind])
                for world, month, kind in zip(record.events.world, record.events.month, record.events.kind, strict=True)
                if world in same and "rule" in record.events.kinds[kind]
            )
            for record in (mine, yours)
        ]
        assert events[0] == events[1]
    assert any(found[1].events.kinds[kind] == "end of rule: tense" for kind in found[1].events.kind)
