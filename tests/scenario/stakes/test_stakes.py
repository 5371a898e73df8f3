"""Stakes: what governments value is declared once, in ranges that schools narrow, and counts in games alone."""

from pathlib import Path

import pytest

from sim.foundations.errors import PeninsulaError
from sim.scenario.assumptions import STAKES as WEIGHTS
from sim.scenario.assumptions.ranges import range_of
from sim.scenario.identity import scenario_hash
from sim.scenario.levers import LEVERS
from sim.scenario.loading import load
from sim.scenario.stakes import STAKES, SWINGS, stake_ranges, unused_weight
from sim.scenario.stakes.wording import stake_text
from sim.scenario.theatre import ROLES
from sim.scenario.theatre_file import load_theatre
from sim.scenario.worldviews import rival_worldviews

THEATRE = load_theatre("korea", ("russia",))


def test_every_role_has_stakes_every_weight_counts_once_and_every_swing_is_used() -> None:
    stakes = [stake for role in ROLES for stake in STAKES[role]]
    assert sorted(stake.weight for stake in stakes) == sorted(weight.name for weight in WEIGHTS)
    assert {stake.key for stake in stakes} == set(SWINGS)
    assert min(SWINGS.values()) > 0
    for role in ROLES:
        assert all(stake.weight.startswith(f"{role}_") for stake in STAKES[role])
        for stake in STAKES[role]:
            if stake.lever is not None:
                holder = role if stake.lever[0] == "own" else stake.lever[0]
                assert stake.lever[1] in {lever.name for lever in LEVERS[holder]}


def test_a_weight_that_schools_dispute_spans_zero_and_has_its_source() -> None:
    for weight in WEIGHTS:
        assert range_of(weight.name, [weight.low, weight.high], "here") == (weight.low, weight.high)
        assert weight.source
        if "spans zero" in weight.source:
            assert weight.low < 0 < weight.high, weight.name
        if "may be zero" in weight.source:
            assert weight.low <= 0 <= weight.high, weight.name


@pytest.mark.parametrize("view", rival_worldviews())
def test_a_worldview_narrows_within_the_prior(view: str) -> None:
    ranges = stake_ranges(THEATRE, view, {})
    assert all(weight.low <= ranges[weight.name][0] <= ranges[weight.name][1] <= weight.high for weight in WEIGHTS)


def test_schools_differ_in_what_pyongyang_values() -> None:
    deterrence, spiral = (stake_ranges(THEATRE, view, {}) for view in ("deterrence", "spiral"))
    assert deterrence["challenger_stake_in_calm"][1] < spiral["challenger_stake_in_calm"][0]
    assert deterrence["challenger_stake_in_decoupling"][0] > spiral["challenger_stake_in_decoupling"][1]


def test_a_caller_has_the_last_word_within_bounds() -> None:
    name = "patron_cost_of_troops"
    assert stake_ranges(THEATRE, "transactional", {name: 0.1})[name] == (0.1, 0.1)
    with pytest.raises(PeninsulaError, match=r"--set: assumptions\.patron_cost_of_troops: 9 is out of bounds"):
        stake_ranges(THEATRE, "transactional", {name: 9})


def test_a_run_knows_nothing_of_stakes_and_says_where_they_count(tmp_path: Path) -> None:
    names = {weight.name for weight in WEIGHTS}
    spiral = load("baseline_2025", {"worldview": "spiral"})
    assert names.isdisjoint(spiral.drawn)
    with pytest.raises(PeninsulaError, match=r"--set: assumptions\.patron_cost_of_troops: .* counts in games alone"):
        load("baseline_2025", {"patron_cost_of_troops": 0.2})
    with pytest.raises(PeninsulaError, match="counts in games alone"):
        load("baseline_2025", {"patron_cost_of_troops": 0.2, "choices": True})
    assert "nobody makes" in unused_weight("attack_risk")
    assert scenario_hash(spiral) == scenario_hash(load("baseline_2025", {"worldview": "spiral"}))


def test_stakes_are_told_without_a_theatre() -> None:
    told = {stake.weight: stake_text(stake) for role in ROLES for stake in STAKES[role]}
    assert told["patron_stake_in_war"] == "`war_so_far`, in the last month"
    assert told["protege_stake_in_credibility"] == "`credibility_in_its_capital`, mean"
    assert told["challenger_fear_of_exercises"] == "`exercise_tempo` of the patron, mean"
    assert told["patron_cost_of_troops"] == "its own `troops_main`, mean"
