"""Months that are replayed are those that are stepped, bit for bit."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from sim.model.in_force import Followed, LeverKey, waiting_levers
from sim.model.measure import Measure
from sim.model.measures import measure
from sim.model.month import Month
from sim.model.outcomes import outcomes_of
from sim.model.points import Points
from sim.model.replay import months
from sim.model.replay.months import WORTH_IT, months_of
from sim.model.simulate import Record, simulate_side_by_side
from sim.model.theatre_model import TheatreModel
from sim.scenario.loading import load
from sim.scenario.scenario import Scenario

WORLDS = np.arange(20)
MONTHS = 48


@pytest.fixture
def stepped(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], Any]], Any]:
    """Return what a simulation gives when no month is replayed."""

    def without(simulation: Callable[[], Any]) -> Any:
        with monkeypatch.context() as patch:
            patch.setattr(months, "WORTH_IT", np.inf)
            return simulation()

    return without


def same(found: Record, expected: Record) -> None:
    np.testing.assert_array_equal(found.outcomes, expected.outcomes)
    np.testing.assert_array_equal(found.entries, expected.entries)
    for column in ("month", "world", "kind", "actor", "target", "severity"):
        np.testing.assert_array_equal(getattr(found.events, column), getattr(expected.events, column))
    for key, lever in expected.followed.items():
        same_lever(key, found.followed[key], lever)


def same_lever(key: LeverKey, found: Followed, expected: Followed) -> None:
    for name, values in vars(expected).items():
        np.testing.assert_array_equal(getattr(found, name), values, err_msg=f"{key} {name}")


def scenario(name: str, **changes: Any) -> Scenario:
    return load(name, changes, worlds=len(WORLDS), months=MONTHS)


CASES: dict[str, Callable[[], list[Scenario]]] = {
    "situation of its own": lambda: [scenario("baseline")],
    "schedules": lambda: [scenario("opcon_conditions"), scenario("abrupt_withdrawal"), scenario("baseline_2025")],
    "rules": lambda: [scenario("action_for_action"), scenario("baseline")],
    "governments": lambda: [scenario("grand_bargain_revoked")],
    "choices": lambda: [scenario("baseline_2025", choices=True)],
    "other actors": lambda: [scenario("russia_in_the_cast")],
    "another theatre": lambda: [scenario("europe_coalition")],
}


@pytest.mark.parametrize("scenarios", CASES.values(), ids=CASES)
def test_a_replayed_simulation_is_the_one_that_is_stepped(
    scenarios: Callable[[], list[Scenario]], stepped: Callable[[Callable[[], Any]], Any]
) -> None:
    beside = scenarios()
    levers = [waiting_levers(each) for each in beside]

    def simulation() -> tuple[Record, ...]:
        return simulate_side_by_side(beside, WORLDS, levers=levers)

    for found, expected in zip(simulation(), stepped(simulation), strict=True):
        same(found, expected)


def test_points_with_worlds_of_their_own_are_measured_alike(stepped: Callable[[Callable[[], Any]], Any]) -> None:
    one = scenario("baseline_2025")
    points = Points(
        len(WORLDS),
        {"trust_decay": np.linspace(0.01, 0.1, len(WORLDS), dtype=np.float32)},
        {("united_states", "exercise_tempo"): np.linspace(0, 1, len(WORLDS), dtype=np.float32)[None]},
        worlds=WORLDS,
    )
    measures = [Measure("missile_test", "count"), Measure("war_risk", "max"), Measure("united_states.exercise_tempo", "at", 30)]

    def simulation() -> Any:
        return measure([one], WORLDS, measures, points)

    np.testing.assert_array_equal(simulation(), stepped(simulation))


def read(month: Month) -> list[Any]:
    return [outcome.read(month) for outcome in outcomes_of(month.cast.theatre)]


def test_a_world_that_was_stepped_before_goes_on_as_if_it_were_stepped() -> None:
    model, other = (TheatreModel([scenario("opcon_conditions")], WORLDS) for _ in range(2))
    for _ in range(5):
        model.step()
        other.step()
    number = MONTHS - 5
    assert number >= WORTH_IT
    for found in months_of(model, number, read):
        other.step()
        for values, expected in zip(found, read(other.month), strict=True):
            np.testing.assert_array_equal(values, expected)


def test_a_model_whose_months_are_replayed_stays_where_it_is() -> None:
    model = TheatreModel([scenario("baseline_2025")], WORLDS)
    before, month = {name: values.copy() for name, values in vars(model.state).items()}, model.month
    assert sum(1 for _ in months_of(model, MONTHS, read)) == MONTHS
    assert (model.elapsed, model.month) == (0, month)
    for name, values in before.items():
        np.testing.assert_array_equal(getattr(model.state, name), values)


def test_facts_on_record_are_stepped() -> None:
    """A fact holds in its month alone, which no other month can stand for."""
    model = TheatreModel([scenario("baseline_2025")], WORLDS)
    model.facts = {30: {"nuclear_test": 1.0}}
    tests = [float(values[0].mean()) for values in months_of(model, MONTHS, lambda month: [month.acts.nuclear_test])]
    assert tests[30] == 1
    assert max(tests[:30]) < 1
