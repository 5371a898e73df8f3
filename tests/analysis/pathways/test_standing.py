"""How plans stand on a planted record: tipping months, shares, transfers and their gain, all known beforehand."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest

from sim.analysis.pathways.standing import FEW, Standing, Transfer, estimate, share
from sim.analysis.pathways.terms import terms
from sim.scenario.loading import load

MONTHS, WORLDS = 60, 100
BASE = load("baseline_2025", worlds=WORLDS, months=MONTHS)
AGREED = terms("burden < 3", BASE, 3, 6, 2)


def until(*months: int) -> np.ndarray[tuple[int, int], np.dtype[np.bool]]:
    """Return a record of worlds that meet the target until a month, and miss it from then on; in turn for all worlds."""
    ends = np.array([months[world % len(months)] for world in range(WORLDS)])
    return np.arange(MONTHS)[:, None] < ends


def standing(
    *plans: np.ndarray[tuple[int, int], np.dtype[np.bool]], transfers: Mapping[tuple[int, int], Transfer] | None = None
) -> Standing:
    return Standing("planted", AGREED, np.stack(plans), np.zeros((0, len(plans), WORLDS)), 1, dict(transfers or {}))


def test_planted_tipping_months_are_found_again() -> None:
    planted = standing(until(20, 30, 40, 60), until(25))
    assert planted.tips[0, :4].tolist() == [20, 30, 40, 60]
    assert [planted.tipping(0, part).value for part in (0.1, 0.25, 0.5, 0.75, 0.9)] == [20, 20, 30, 40, np.inf]
    low, high = planted.tipping(0, 0.6).low, planted.tipping(0, 0.6).high
    assert low <= 40 <= high
    never = planted.never(0)
    assert never.value == 0.25
    assert 0 < never.low < 0.25 < never.high < 1
    curve = planted.survival[0][0]
    np.testing.assert_allclose(curve[[0, 19, 20, 29, 30, 40, 57]], [1, 1, 0.75, 0.75, 0.5, 0.25, 0.25])
    assert len(curve) == MONTHS - 3 + 1


def test_nothing_is_called_certain() -> None:
    planted = standing(until(60))
    assert planted.never(0).value == 1
    assert 0.9 < planted.never(0).low < 1
    assert planted.tipping(0, 0.5).value == np.inf


def test_the_interval_of_the_median_holds_the_truth_as_often_as_it_says() -> None:
    """Worlds tip by chance between months 10 and 49, half of them by month 29."""
    held = []
    for seed in range(60):
        ends = np.random.default_rng(seed).integers(10, 50, WORLDS)
        found = standing(np.arange(MONTHS)[:, None] < ends).tipping(0, 0.5)
        held.append(found.low <= 29 <= found.high)
    assert 0.78 <= np.mean(held) <= 1  # 90 %, less three standard errors of 60 trials


def test_a_spell_too_late_to_be_seen_is_none() -> None:
    planted = standing(until(58))
    assert (planted.tips == MONTHS).all()


def test_worlds_give_way_where_there_is_time_to_judge_what_follows() -> None:
    worlds, switch = standing(until(20, 52, 53, 60)).due(0)
    assert (worlds % 4 == 0).sum() == len(worlds[worlds % 4 == 0])
    assert set((worlds % 4).tolist()) == {0, 1}
    assert set(switch.tolist()) == {25, 57}


def moved(back: int, again: int, number: int = WORLDS) -> tuple[Standing, Transfer]:
    """Return a plan that tips in month 20, so that another follows in month 25, which meets the target in [back, again)."""
    worlds = np.arange(number)
    months = np.arange(MONTHS)[:, None]
    kept = np.repeat(months < 20, number, axis=1)
    met = kept | np.repeat((months >= back) & (months < again), number, axis=1)
    switch = np.full(number, 25)
    pairs = {(0, 0): Transfer(0, 0, worlds, switch, kept, np.zeros((0, number)))}
    pairs[0, 1] = Transfer(0, 1, worlds, switch, met, np.zeros((0, number)))
    return standing(until(20), until(60), transfers=pairs), pairs[0, 1]


def test_a_transfer_that_helps_is_seen_and_what_it_brings_is_exact() -> None:
    planted, transfer = moved(30, 51)
    assert (planted.met_again(transfer) == 30).all()
    assert planted.lasts_again(transfer).value == 21
    assert planted.until_again(transfer).value == 5
    assert planted.gain(transfer).value == pytest.approx(21 / 35)
    assert planted.verdict(transfer) == "helps"
    assert planted.on_target(0, 1).mean() == pytest.approx((14 + 21) / 54)
    assert planted.on_target(0, 0).mean() == pytest.approx(14 / 54)


def test_what_is_met_again_until_the_end_is_not_known_to_end() -> None:
    planted, transfer = moved(30, 60)
    assert planted.lasts_again(transfer).value == np.inf


def test_worlds_that_are_watched_for_less_time_do_not_pass_for_ones_that_fail_or_last() -> None:
    """Half of the worlds tip late and meet the target until the end; of those watched long enough all fail after 20 months."""
    planted, transfer = moved(30, 50)
    late = np.arange(WORLDS) % 2 == 1
    switch, met = transfer.switch.copy(), transfer.met.copy()
    switch[late] = 45
    met[45:, late] = True
    mixed = replace(transfer, switch=switch, met=met)
    assert planted.lasts_again(mixed).value == 20


def test_what_is_never_met_again_lasts_for_no_time_that_is_known_and_makes_no_difference() -> None:
    planted, transfer = moved(60, 60)
    assert (planted.met_again(transfer) == MONTHS).all()
    assert np.isnan(planted.lasts_again(transfer).value)
    assert np.isnan(planted.until_again(transfer).value)
    assert planted.verdict(transfer) == "no difference"


def test_few_worlds_are_not_judged() -> None:
    planted, transfer = moved(30, 60, FEW - 1)
    assert planted.verdict(transfer) == "too few worlds"


def test_estimates_and_shares_at_their_ends() -> None:
    found = estimate(np.array([np.inf, 5.0, 7.0, np.inf, np.inf]))
    assert (found.value, found.low, found.high) == (np.inf, 5.0, np.inf)
    assert np.isnan(estimate(np.array([np.nan, np.nan])).low)
    assert np.isnan(share(np.zeros(0, dtype=bool)).value)
