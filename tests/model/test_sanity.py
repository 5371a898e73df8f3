"""What an expert would check first in `sim/model/`: none of it is built in."""

from functools import cache

import numpy as np
import pytest

from sim.model.indices import MEAN_READS, PEAK_READS
from sim.model.outcomes import outcomes_of
from sim.model.simulate import simulate
from sim.scenario.loading import load
from sim.scenario.worldviews import known_worldviews

WORLDS, MONTHS = 200, 60
WITHDRAWAL = 11  # January 2026, counted from February 2025


@cache
def outcomes(name: str, worldview: str = "agnostic") -> dict[str, np.ndarray]:
    return _run(name, worldview, ())


@cache
def _run(name: str, worldview: str, tweaks: tuple[tuple[str, float], ...]) -> dict[str, np.ndarray]:
    scenario = load(name, {"worldview": worldview, **dict(tweaks)}, months=MONTHS)
    record = simulate(scenario, np.arange(WORLDS))
    return dict(zip((outcome.name for outcome in outcomes_of(scenario.theatre)), record.outcomes, strict=True))


def test_the_baseline_looks_like_early_2025() -> None:
    start = {name: values[0] for name, values in outcomes("baseline_2025").items()}
    assert MEAN_READS < np.median(start["peninsula_tension"]) < PEAK_READS, "tenser than most of 1994-2018, below September 2017"
    assert np.median(start["warheads"]) == pytest.approx(50, abs=2)
    assert start["talks"].mean() < 0.1
    assert np.median(start["missile_tests"]) <= 2


@pytest.mark.parametrize("worldview", known_worldviews())
def test_an_abrupt_withdrawal_costs_credibility_and_raises_abandonment_at_once(worldview: str) -> None:
    left, stayed = outcomes("abrupt_withdrawal", worldview), outcomes("baseline_2025", worldview)
    lost = left["credibility_in_seoul"] - stayed["credibility_in_seoul"]
    feared = left["abandonment"] - stayed["abandonment"]
    assert (lost[:WITHDRAWAL] == 0).all()
    assert (lost[WITHDRAWAL] < 0).all()
    assert (feared[WITHDRAWAL + 1] > 0).mean() > 0.95, "fear follows in the month after, as all read last month's state"
    assert (feared[WITHDRAWAL + 3] > 0.01).mean() > 0.95


@pytest.mark.parametrize("worldview", known_worldviews())
def test_summits_without_preconditions_reach_talks_more_often_than_denuclearisation_first(worldview: str) -> None:
    open_door, closed = outcomes("summit_without_preconditions", worldview), outcomes("cvid_first", worldview)
    assert open_door["talks_months"][-1].mean() > 3 * closed["talks_months"][-1].mean()


@pytest.mark.parametrize("worldview", known_worldviews())
def test_a_transfer_by_calendar_opens_a_gap_that_conditions_avoid(worldview: str) -> None:
    fast, ready, stayed = (outcomes(name, worldview) for name in ("opcon_fast", "opcon_conditions", "baseline_2025"))
    passed = slice(14, 26)
    assert (fast["deterrence_gap"][passed] - ready["deterrence_gap"][passed]).mean() > 0.02
    assert (ready["deterrence_gap"][passed] <= stayed["deterrence_gap"][passed] + 0.02).mean() > 0.95


def test_wars_are_rare() -> None:
    assert outcomes("baseline_2025")["war_so_far"][-1].mean() / (MONTHS / 12) < 0.01


def test_worldviews_disagree_about_exercises_and_missile_tests() -> None:
    def effect(worldview: str) -> float:
        quiet = _run("baseline_2025", worldview, (("us.exercise_tempo", 0.0),))
        return float(
            (quiet["expected_missile_tests"] - outcomes("baseline_2025", worldview)["expected_missile_tests"])[12:].mean()
        )

    assert effect("deterrence") > 0.005, "whoever believes in deterrence expects more tests when exercises stop"
    assert effect("spiral") < -0.02, "whoever believes in the spiral expects fewer"


def test_a_freeze_for_relief_halts_production_in_some_worlds_and_never_without_a_deal() -> None:
    freeze = outcomes("freeze_then_reduce")
    halted = freeze["production_status"][-1] < 2
    assert 0.05 < halted.mean() < 0.95
    assert (freeze["agreements_reached"][-1][halted] > 0).all()


def test_a_nuclear_south_korea_fears_abandonment_less_and_angers_its_neighbours_more() -> None:
    armed, stayed = _late("nuclear_south_korea"), _late("baseline_2025")
    assert np.median(armed["abandonment"] - stayed["abandonment"]) < 0
    assert np.median(armed["tension_rok_dprk"] - stayed["tension_rok_dprk"]) > 0


def _late(name: str) -> dict[str, np.ndarray]:
    scenario = load(name)
    record = simulate(scenario, np.arange(100))
    return {o.name: values[-1] for o, values in zip(outcomes_of(scenario.theatre), record.outcomes, strict=True)}


@pytest.mark.parametrize(("hosting_alarm", "side"), [(0.3, 1), (-0.1, -1)])
def test_forces_in_ukraine_alarm_moscow_or_calm_it_as_the_school_says(hosting_alarm: float, side: int) -> None:
    alarm = ("hosting_alarm", hosting_alarm)
    without, stationed = (
        _run("europe_baseline", "agnostic", (alarm, *troops)) for troops in ((), (("us.troops_ukraine", 50_000),))
    )
    for dyad in ("tension_us_russia", "tension_ukraine_russia"):
        assert side * (stationed[dyad] - without[dyad]).mean() > 0.5
