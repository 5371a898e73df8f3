"""Intervals of rare events, by hand."""

import pytest

from sim.ensemble.likelihood import wilson


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
