"""The sampler recovers what a made-up record says, and leaves alone what it cannot say."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from sim.foundations.axes import Array
from sim.history.observations import Observations
from sim.history.posterior import (
    POWERS,
    EraScore,
    Evidence,
    Learnt,
    Posterior,
    best_power,
    era_scores,
    learn,
    next_step,
    propose,
)
from sim.history.settings import fitted_settings
from sim.scenario.loading import load

WORLDS = 2000
SCENARIO = replace(
    load("history", {"worldview": "agnostic"}, worlds=WORLDS), assumptions={"heard": (0.0, 1.0), "silent": (0.0, 1.0)}
)


class MadeUp(Evidence):
    """A record of twelve months, each of which says that `heard` is 0.3, with a standard deviation of 0.2."""

    def __init__(self) -> None:
        super().__init__(SCENARIO, Observations(), fitted_settings(), lambda _: None)
        self.chance = np.random.default_rng(3)

    def of(self, assumed: Mapping[str, Array] | None = None) -> tuple[dict[str, Array], Any]:
        drawn = {name: self.chance.random(WORLDS).astype(np.float32) for name in SCENARIO.assumptions}
        values = dict(assumed or drawn)
        each = -0.5 * ((values["heard"].astype(np.float64) - 0.3) / 0.2) ** 2
        return values, np.tile(each, (12, 1))


def test_the_sampler_finds_the_posterior_and_leaves_the_silent_alone() -> None:
    learnt = learn(MadeUp(), 1.0, np.random.default_rng(1))
    heard, silent = learnt.posteriors
    # twelve months of standard deviation 0.2: 0.2 / sqrt(12)
    assert heard.mean == pytest.approx(0.3, abs=0.015)
    assert heard.sd == pytest.approx(0.2 / np.sqrt(12), rel=0.25)
    assert heard.informed
    assert silent.mean == pytest.approx(0.5, abs=0.08)
    assert silent.sd == pytest.approx(1 / np.sqrt(12), rel=0.15)
    assert learnt.ranges == {"heard": (heard.low, heard.high)}


def test_a_smaller_power_believes_the_record_less() -> None:
    (heard, _) = learn(MadeUp(), 0.25, np.random.default_rng(1)).posteriors
    assert heard.sd == pytest.approx(0.2 / np.sqrt(3), rel=0.25)


def test_numbers_tell_all_that_was_learnt() -> None:
    learnt = learn(MadeUp(), 0.1, np.random.default_rng(1))
    assert Learnt.from_numbers(learnt.worldview, 0.1, SCENARIO.assumptions, learnt.numbers) == learnt


def test_a_step_keeps_half_of_the_worlds_and_never_goes_too_far() -> None:
    total = np.linspace(-100, 0, 1000)
    step = next_step(total, 1.0)
    weights = np.exp(step * total)
    assert weights.sum() ** 2 / (weights**2).sum() == pytest.approx(500, rel=0.05)
    assert next_step(np.zeros(1000), 0.3) == 0.3


def test_proposals_stay_within_their_ranges_and_move_a_few() -> None:
    values = {"heard": np.linspace(0, 1, 1000, dtype=np.float32), "silent": np.zeros(1000, dtype=np.float32)}
    ranges = {"heard": (0.0, 1.0), "silent": (0.0, 0.0)}
    moved = propose(values, ranges, np.random.default_rng(1))
    assert moved["heard"].min() >= 0
    assert moved["heard"].max() <= 1
    assert 0.1 < (moved["heard"] != values["heard"]).mean() < 0.2
    assert (moved["silent"] == 0).all()


def test_an_era_that_others_foretell_is_for_a_power_above_zero() -> None:
    months, worlds = 348, 400
    skill = np.linspace(-1, 0, worlds)
    told = np.tile(skill / 10, (months, 1))
    scores = era_scores(told, SCENARIO.start)
    assert len(scores) == 4 * len(POWERS)
    assert best_power(scores) > 0
    misled = told.copy()
    misled[84:156] = -told[84:156] * 5  # the first era contradicts all others
    wrong = [each for each in era_scores(misled, SCENARIO.start) if each.era == scores[0].era]
    assert max(wrong, key=lambda each: each.log_score).power == 0


def test_the_power_that_predicts_all_eras_together_is_chosen() -> None:
    scores = [EraScore((str(era), ""), power, -abs(power - 0.2)) for era in range(2) for power in POWERS]
    assert best_power(scores) == 0.2


@pytest.mark.parametrize(("low", "high", "informed"), [(0.0, 1.0, False), (0.0, 0.5, True), (0.4, 0.6, True)])
def test_an_assumption_is_informed_where_it_shifts_or_narrows(low: float, high: float, informed: bool) -> None:
    values = np.linspace(low, high, 1001)
    assert Posterior.of("heard", (0.0, 1.0), values, 500).informed == informed
    assert not Posterior.of("heard", (0.0, 1.0), values, 5).informed, "five worlds are no witnesses"
