"""The normal quantile and Wilson's interval, by hand."""

import pytest
from scipy.stats import norm

from sim.ensemble.intervals import NORMAL_95, wilson


def test_five_percent_of_a_normal_distribution_lie_above_its_quantile() -> None:
    assert norm.sf(NORMAL_95) == pytest.approx(0.05, rel=1e-12)


def test_wilson_interval_by_hand() -> None:
    # z^2 = 2.705543; 5 of 10: centre 0.5, half width sqrt(0.025 + 2.705543 / 400) / 1.2705543 * 1.644854
    assert wilson(5, 10) == pytest.approx((0.269272, 0.730728), abs=1e-6)
    # none of 100: from zero to z^2 / (n + z^2)
    assert wilson(0, 100) == pytest.approx((0.0, 2.705543 / 102.705543), abs=1e-7)
    assert wilson(100, 100) == pytest.approx((100 / 102.705543, 1.0), abs=1e-7)


def test_an_event_never_seen_is_not_impossible() -> None:
    # count 0: the upper bound is z^2 / (n + z^2) = 2.7055 / 102.7055
    low, high = wilson(0, 100)
    assert low == 0
    assert high == pytest.approx(0.026343, abs=1e-6)


def test_half_of_the_worlds_has_a_symmetric_interval() -> None:
    # (0.5 + z^2/200 -+ z sqrt(0.25/100 + z^2/40000)) / (1 + z^2/100), z = 1.644854
    low, high = wilson(50, 100)
    assert low + high == pytest.approx(1)
    assert (low, high) == pytest.approx((0.418848, 0.581152), abs=1e-6)


def test_more_worlds_narrow_the_interval() -> None:
    few, many = wilson(3, 10), wilson(300, 1000)
    assert few[0] < many[0] < 0.3 < many[1] < few[1]
