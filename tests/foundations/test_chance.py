"""Chance: addresses are unique, numbers are uniform and unrelated, and no world depends on its neighbours."""

import math

import numpy as np
import pytest

from sim.foundations.chance import Chance, stream_key
from sim.foundations.errors import PeninsulaError


def test_no_two_addresses_share_their_bits() -> None:
    chance = Chance(7, np.arange(500))
    bits = [chance._bits(stream, month, 1, 4) for stream in ("a", "b", "missile_test") for month in range(40)]
    assert len(np.unique(np.concatenate([each.ravel() for each in bits]))) == 3 * 40 * 4 * 500


def test_months_drawn_ahead_are_those_drawn_one_by_one() -> None:
    alone = [Chance(7, np.arange(50)).uniform("talks", month, 3) for month in range(40)]
    together, jumping = Chance(7, np.arange(50)), Chance(7, np.arange(50))
    for month in range(40):
        np.testing.assert_array_equal(together.uniform("talks", month, 3), alone[month])
    for month in (5, 6, 39, 0, 17, 16, 28):
        np.testing.assert_array_equal(jumping.uniform("talks", month, 3), alone[month])


def test_numbers_lie_strictly_between_zero_and_one_and_are_uniform() -> None:
    numbers = Chance(1, np.arange(200_000)).uniform("flat", 3)[0]
    assert numbers.min() > 0
    assert numbers.max() < 1
    counts, _ = np.histogram(numbers, bins=100, range=(0, 1))
    chi_square = ((counts - 2000) ** 2 / 2000).sum()
    assert chi_square < 99 + 5 * math.sqrt(2 * 99)


@pytest.mark.parametrize("other", [("s", 1, 0), ("t", 0, 0), ("s", 0, 1)])
def test_neighbouring_addresses_are_unrelated(other: tuple[str, int, int]) -> None:
    chance = Chance(1, np.arange(100_000))
    stream, month, slot = other
    one, two = chance.uniform("s", 0, 2)[0], chance.uniform(stream, month, 2)[slot]
    assert abs(np.corrcoef(one, two)[0, 1]) < 5 / math.sqrt(100_000)
    assert abs(np.corrcoef(one[1:], two[:-1])[0, 1]) < 5 / math.sqrt(100_000)


def test_normals_have_the_right_spread_and_tails() -> None:
    numbers = Chance(1, np.arange(400_000)).normal("bell", 0)[0].astype(np.float64)
    assert abs(numbers.mean()) < 5 / math.sqrt(400_000)
    assert abs(numbers.var() - 1) < 0.012
    beyond = (np.abs(numbers) > 3).mean()
    assert beyond == pytest.approx(math.erfc(3 / math.sqrt(2)), rel=0.15)
    assert np.abs(numbers).max() > 4


def test_a_world_is_the_same_in_any_company() -> None:
    together = Chance(5, np.arange(1000)).normal("talks", 17, 3)
    alone = Chance(5, np.array([421])).normal("talks", 17, 3)
    np.testing.assert_array_equal(together[:, 421], alone[:, 0])


def test_seeds_and_streams_are_different_universes() -> None:
    assert stream_key(1, "talks") != stream_key(2, "talks")
    assert stream_key(1, "talks") != stream_key(1, "tests")


def test_a_seed_out_of_range_is_refused() -> None:
    with pytest.raises(PeninsulaError, match="seed -1 is out of range"):
        Chance(-1, np.arange(3))
