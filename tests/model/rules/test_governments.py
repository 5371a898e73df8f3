"""Changes of government: by hand in one world, on dates and by chance, with what survives and what does not."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from sim.foundations.chance import Chance
from sim.foundations.months import parse_month
from sim.model.outcomes import outcomes_of
from sim.model.simulate import Record, simulate, simulate_side_by_side
from sim.model.theatre_model import TheatreModel
from sim.scenario.loading import load
from sim.scenario.scenario import Scenario

WORLDS = 60
NOBODY = {f"turnover.{actor}.enabled": False for actor in ("us", "rok", "north_korea", "china", "japan")}


def seoul(office: Mapping[str, Any], changes: Mapping[str, Any] = {}, worlds: int = WORLDS, months: int = 80) -> Scenario:
    """Return a scenario in which only Seoul may change its government."""
    own = {f"turnover.rok.{key}": value for key, value in {"enabled": True, **office}.items()}
    return load("baseline_2025", {"turnover": True, **NOBODY, **own, **changes}, worlds=worlds, months=months)


def seat(scenario: Scenario) -> list[list[float]]:
    """Return what Seoul wants of a seat in talks in each month, by world."""
    model = TheatreModel([scenario], np.arange(scenario.worlds))
    found = []
    for _ in range(scenario.months):
        model.step()
        wanted = model.month.intended["south_korea"]["insists_on_seat"]
        found.append(np.broadcast_to(wanted, model.width).tolist())
    return np.array(found).T.round(6).tolist()


def ruling(scenario: Scenario) -> dict[str, np.ndarray]:
    """Return, for each rule by name, in which months and worlds it is in force, shape (month, world)."""
    model = TheatreModel([scenario], np.arange(scenario.worlds))
    months = []
    for _ in range(scenario.months):
        model.step()
        months.append(model.month.rules.now > 0)
    return {rule.name: np.array(months)[:, row] for row, rule in enumerate(scenario.rules)}


def test_a_government_sets_its_levers_from_the_date_of_the_change_on() -> None:
    scenario = seoul({"first": "2026-01", "every": 12, "next": {"engagement": 1}}, worlds=1)
    before, after = 0.5, 0.8
    assert seat(scenario)[0] == [before] * 11 + [after] * 69


def test_which_one_comes_is_the_draw_of_its_address() -> None:
    weights = {"engagement": 0.5, "pressure": 0.25, "self_reliance": 0.25}
    scenario = seoul({"first": "2026-01", "every": 24, "next": weights, "doctrine": "self_reliance"}, months=60)
    found = ruling(scenario)
    chance = Chance(scenario.seed, np.arange(WORLDS))
    for world in range(WORLDS):
        sitting = ""
        for month in range(1, 60):
            if month in (11, 35, 59):
                u = float(chance.uniform("turnover/south_korea", month - 1, 2)[1, world])
                drawn = "engagement" if u < 0.5 else "pressure" if u < 0.75 else "self_reliance"
                if drawn != (sitting or "self_reliance"):
                    sitting = drawn
            rules = {name for name in weights if found[f"{name} in south_korea"][month, world]}
            assert rules == ({sitting} if sitting else set())


def test_a_rate_brings_changes_as_often_as_it_says() -> None:
    rate = 0.8
    office = {"first": "2090-01", "hazard": rate, "next": {"engagement": 1}, "doctrine": "pressure"}
    scenario = seoul(office, worlds=2000, months=61)
    still = 1 - ruling(scenario)["engagement in south_korea"].mean(axis=1)
    expected = np.exp(-rate * np.arange(61) / 12)
    assert np.abs(still - expected).max() < 4 * 0.5 / np.sqrt(2000)


def test_a_change_that_draws_the_doctrine_in_force_changes_nothing() -> None:
    office = {"first": "2026-01", "every": 12, "next": {"pressure": 1}, "doctrine": "pressure"}
    bare, turned = load("baseline_2025", worlds=WORLDS, months=80), seoul(office)
    assert_same(run(bare), run(turned))


def run(scenario: Scenario) -> Record:
    return simulate(scenario, np.arange(scenario.worlds))


def assert_same(one: Record, other: Record) -> None:
    assert np.array_equal(one.outcomes, other.outcomes)
    assert np.array_equal(one.entries, other.entries)


def test_worlds_are_the_same_until_the_first_change() -> None:
    bare, turned = run(load("baseline_2025", worlds=WORLDS, months=80)), run(seoul({"first": "2029-01", "every": 12}))
    change = parse_month("2029-01") - parse_month("2025-02")
    assert np.array_equal(bare.outcomes[:, :change], turned.outcomes[:, :change])
    assert not np.array_equal(bare.outcomes[:, change:], turned.outcomes[:, change:])


def test_a_policy_that_survives_is_moved_by_no_government() -> None:
    office = {"first": "2026-01", "every": 12, "next": {"engagement": 1}}
    assert seat(seoul(office, {"rok.survives": ["insists_on_seat"]}, worlds=1))[0] == [0.5] * 80


def test_all_that_a_government_brings_is_a_new_leader_where_everything_survives() -> None:
    # what is left of a change is that a new leader is met with hope and doubt, which a dated condition says as well
    office = {"first": "2026-01", "every": 120, "next": {"engagement": 1}}
    turned = seoul(office, {"rok.survives": True})
    dated = load(
        "baseline_2025",
        {"rok.leadership_change": {"2025-06": 1, "2025-07": 0, "2026-01": 1, "2026-02": 0}},
        worlds=WORLDS,
        months=80,
    )
    assert_same(run(turned), run(dated))


RULE = {"name": "always", "actor": "rok", "when": "warheads >= 0", "set": {"insists_on_seat": 0.1}}


@pytest.mark.parametrize(("survives", "after"), [(False, 0.8), (True, 0.1)])
def test_a_rule_of_the_scenario_lasts_as_long_as_its_government_unless_it_survives(survives: bool, after: float) -> None:
    office = {"first": "2026-01", "every": 12, "next": {"engagement": 1}}
    found = seat(seoul(office, {"rules": [{**RULE, "survives": survives}]}, worlds=1))[0]
    assert found == [0.5] + [0.1] * 10 + [after] * 69


def test_a_rule_of_a_doctrine_acts_under_its_government_alone() -> None:
    office = {"first": "2026-01", "every": 6, "next": {"engagement": 1, "pressure": 1}}
    found = ruling(seoul(office))
    answers, rules = found["south_korea next engagement answers a crisis"], found["engagement in south_korea"]
    assert answers.any()
    assert not (answers & ~rules).any()
    assert (rules & ~found["pressure in south_korea"]).sum() == rules.sum()


def test_scenarios_side_by_side_keep_their_own_governments() -> None:
    often = {"first": "2026-01", "every": 12}
    scenarios = [
        seoul(often),
        load("baseline_2025", worlds=WORLDS, months=80),
        seoul(often, {"rok.survives": ["engagement"]}),
        seoul({**often, "next": {"engagement": 1}}, {"rules": [RULE]}),
        load("baseline_2025", {"rules": [RULE]}, worlds=WORLDS, months=80),
    ]
    for one, other in zip(simulate_side_by_side(scenarios, np.arange(WORLDS)), map(run, scenarios), strict=True):
        assert_same(one, other)
        assert one.events.kinds == other.events.kinds


def test_the_compiled_engine_says_the_same() -> None:
    pytest.importorskip("jax")
    from sim.model.compiled import simulate as compiled

    scenario = load("europe_baseline", {"turnover": True, "eu.survives": ["defence_share"]}, worlds=64, months=72)
    (one,), other = compiled.simulate_side_by_side([scenario], np.arange(64)), run(scenario)
    same = np.isclose(one.outcomes, other.outcomes, atol=1e-3).all(axis=(0, 1))
    assert same.mean() > 0.98
    assert len(one.events.kind) == pytest.approx(len(other.events.kind), rel=0.02)


def test_bands_are_wider_where_governments_change() -> None:
    of = {name: row for row, name in enumerate(outcome.name for outcome in outcomes_of(load("baseline_2025").theatre))}
    bare, turned = (run(load("baseline_2025", {"turnover": on}, worlds=200)).outcomes[:, -1] for on in (False, True))
    for name in ("credibility_in_seoul", "peninsula_tension", "entrapment", "bloc_polarisation"):
        low, high = np.quantile(bare[of[name]], [0.05, 0.95])
        lower, higher = np.quantile(turned[of[name]], [0.05, 0.95])
        assert higher - lower > 1.1 * (high - low)
