"""The whole of `sim/model/`: a world is the same in any company, the past is not written to, and causes add up."""

import dataclasses
from pathlib import Path

import numpy as np
import pytest

from sim.ensemble.execute import batches
from sim.foundations.axes import Array
from sim.model.causes import CAUSES
from sim.model.law_of_motion import LAW_OF_MOTION
from sim.model.mechanisms.hostility import contributions
from sim.model.month import Month
from sim.model.outcomes import outcomes_of
from sim.model.signals import signals
from sim.model.simulate import Record, simulate, simulate_side_by_side
from sim.model.theatre_model import TheatreModel
from sim.scenario.loading import load
from sim.scenario.scenario import Scenario
from tests.model import three_actors

SHIPPED = sorted(Path("scenarios").glob("*.toml"))


def korea(months: int = 36) -> Scenario:
    return load("scenarios/moon_package.toml", months=months)


def series(record: Record, scenario: Scenario, name: str) -> np.ndarray:
    return record.outcomes[[outcome.name for outcome in outcomes_of(scenario.theatre)].index(name)]


@pytest.mark.parametrize("scenario", [korea(), three_actors.scenario(36)], ids=["korea", "three actors"])
@pytest.mark.parametrize("company", [1, 3, 50])
def test_a_world_is_the_same_in_any_company(scenario: Scenario, company: int) -> None:
    alone = simulate(scenario, np.array([7]))
    together = simulate(scenario, np.arange(8 - company if company < 8 else 0, max(company, 8)))
    column = company - 1 if company < 8 else 7
    np.testing.assert_array_equal(alone.outcomes[:, :, 0], together.outcomes[:, :, column])
    np.testing.assert_array_equal(alone.entries[:, :, 0], together.entries[:, :, column])


def test_a_policy_that_changes_nothing_makes_no_difference() -> None:
    parent = simulate(load("baseline_2025", months=24), np.arange(20))
    child = simulate(load("baseline_2025", {"us.troops_korea": {"2026-01": 28500}}, months=24), np.arange(20))
    np.testing.assert_array_equal(parent.outcomes, child.outcomes)


def test_scenarios_share_chance_until_their_policies_part() -> None:
    parent = simulate(load("baseline_2025", months=24), np.arange(20))
    child = simulate(load("abrupt_withdrawal", months=24), np.arange(20))
    parting = 11  # January 2026, counted from February 2025
    np.testing.assert_array_equal(parent.outcomes[:, :parting], child.outcomes[:, :parting])
    assert not np.array_equal(parent.outcomes[:, parting], child.outcomes[:, parting])


def test_another_seed_is_another_universe() -> None:
    one, two = (simulate(load("baseline_2025", months=12, seed=seed), np.arange(5)) for seed in (1, 2))
    assert not np.array_equal(one.outcomes, two.outcomes)


def test_nobody_writes_into_last_month() -> None:
    model = TheatreModel([korea()], np.arange(6))
    for _ in range(36):
        for field in dataclasses.fields(model.state):
            getattr(model.state, field.name).flags.writeable = False
        model.step()


def causes_of_hostility(month: Month) -> Array:
    changes = contributions(month, signals(month))
    assert tuple(changes) == CAUSES
    return np.stack(list(changes.values()))


def test_causes_add_up_to_the_change_of_hostility() -> None:
    model = TheatreModel([korea()], np.arange(30))
    for _ in range(36):
        model.step()
        month = model.month
        change = month.next.hostility.astype(np.float64) - month.last.hostility
        np.testing.assert_allclose(causes_of_hostility(month).sum(axis=0), change, atol=1e-6)


def test_every_cause_moves_hostility_somewhere() -> None:
    moved = np.zeros(len(CAUSES), dtype=bool)
    for name in ("moon_package", "bloc_confrontation", "burden_shock"):
        model = TheatreModel([load(name)], np.arange(40))
        for _ in range(120):
            model.step()
            moved |= (causes_of_hostility(model.month) != 0).any(axis=(1, 2))
    assert dict(zip(CAUSES, moved, strict=True)) == dict.fromkeys(CAUSES, True)


def test_every_field_of_the_state_moves_somewhere() -> None:
    still = {field.name for field in dataclasses.fields(TheatreModel([korea()], np.arange(1)).state)}
    for name in ("moon_package", "burden_shock", "nuclear_south_korea", "bloc_confrontation", "abrupt_withdrawal"):
        model = TheatreModel([load(name)], np.arange(40))
        before = model.state
        for _ in range(120):
            model.step()
            still -= {field for field in still if not np.array_equal(getattr(before, field), getattr(model.state, field))}
    assert still <= {"exercise_halt", "war_so_far"}, "an exercise halt is only agreed when it is what the challenger demands"


def test_the_chronicle_agrees_with_the_outcomes() -> None:
    scenario = korea()
    record = simulate(scenario, np.arange(30))
    events = record.events
    for kind, name in (("missile_test", "missile_tests"), ("nuclear_test", "nuclear_tests")):
        told = events.severity[events.kind == events.kinds.index(kind)].sum()
        assert told == series(record, scenario, name).sum()
    deals = (events.kind == events.kinds.index("deal")).sum()
    assert deals == series(record, scenario, "agreements_reached")[-1].sum() > 0


def test_a_theatre_of_three_actors_without_backers_runs() -> None:
    scenario = three_actors.scenario(120)
    record = simulate(scenario, np.arange(40))
    assert np.isfinite(record.outcomes).all()
    assert (series(record, scenario, "entrapment") == 0).all(), "there is nobody to be entrapped with"
    assert series(record, scenario, "missile_tests").sum() > 0


def test_agents_are_the_countries_and_no_other() -> None:
    model = TheatreModel([load("russia_in_the_cast")], np.arange(2))
    assert [agent.name for agent in model.agents] == [actor.name for actor in model.cast.theatre.actors]
    assert len({type(agent) for agent in model.agents}) == 5


def test_the_order_of_mechanisms_does_not_matter_for_what_they_read() -> None:
    names = [name for name, _ in LAW_OF_MOTION]
    assert len(set(names)) == len(names) == 14


@pytest.fixture(scope="module")
def twenty_years() -> dict[str, tuple[Scenario, Record]]:
    """Every scenario that comes with Peninsula over twenty years, by name, those that can be stepped side by side."""
    scenarios = [load(path, months=240) for path in SHIPPED]
    found: dict[str, tuple[Scenario, Record]] = {}
    for indices in batches(scenarios):
        beside = [scenarios[index] for index in indices]
        for scenario, record in zip(beside, simulate_side_by_side(beside, np.arange(30)), strict=True):
            found[scenario.name] = scenario, record
    return found


@pytest.mark.parametrize("name", [path.stem for path in SHIPPED])
def test_no_outcome_explodes_or_sticks_within_twenty_years(name: str, twenty_years: dict[str, tuple[Scenario, Record]]) -> None:
    scenario, record = twenty_years[name]
    absent_is_zero = {"burden_quarrel", "sidelining", "deterrence_gap", "nuclear_gap"}
    for outcome, values in zip(outcomes_of(scenario.theatre), record.outcomes, strict=True):
        assert np.isfinite(values).all(), outcome.name
        assert outcome.low <= values.min(), outcome.name
        assert values.max() <= outcome.high, outcome.name
        if outcome.unit in ("0-1", "0-100") and outcome.name not in absent_is_zero:
            middle = (np.median(values[-1]) - outcome.low) / (outcome.high - outcome.low)
            assert 0.01 < middle < 0.99, outcome.name
