"""The least change that reaches a target, on grids whose answer is known."""

import numpy as np
import pytest

from sim.analysis.factors import factor
from sim.analysis.least_change import Grid, axis_of
from sim.analysis.targets import Target, target
from sim.scenario.loading import load

BASE = load("baseline_2025", {"us.exercise_tempo": 0.2, "us.sanctions_pressure": 0.5}, worlds=5, months=60)


def grid(*levers: str, points: int = 11) -> Grid:
    return Grid(tuple(axis_of(factor(lever, BASE), BASE, points) for lever in levers))


def at_least(bound: float) -> Target:
    return target(f"median(warheads) >= {bound}", BASE)


def test_the_value_in_force_is_tried_as_well() -> None:
    (axis,) = grid("us.exercise_tempo=0:0.9", points=4).axes
    np.testing.assert_allclose(axis.numbers, [0, 0.2, 0.3, 0.6, 0.9])
    assert axis.usual == 0.2
    assert [axis.factor.value(float(each)) for each in axis.coordinates] == pytest.approx(axis.numbers)


def test_a_straight_line_is_crossed_where_it_reaches_the_bound() -> None:
    one = grid("us.exercise_tempo")
    change = one.least_change(at_least(5.3), 10 * one.numbers[:, 0])
    assert change is not None
    assert change.numbers == pytest.approx((0.53,))
    assert change.beside == pytest.approx((0.6,))
    assert not change.kept


def test_of_two_crossings_the_nearer_to_what_is_in_force_counts() -> None:
    one = grid("us.exercise_tempo")
    valley = np.abs(one.numbers[:, 0] - 0.55) * 10
    change = one.least_change(at_least(4.0), valley)
    assert change is not None
    assert change.numbers == pytest.approx((0.15,))
    change = one.least_change(target("median(warheads) <= 1.5", BASE), valley)
    assert change is not None
    assert change.numbers == pytest.approx((0.4,))


def test_where_what_is_in_force_reaches_it_the_nearest_crossing_is_where_it_is_lost() -> None:
    one = grid("us.exercise_tempo")
    change = one.least_change(at_least(-4.5), -10 * one.numbers[:, 0])
    assert change is not None
    assert change.kept
    assert change.numbers == pytest.approx((0.45,))
    everywhere = one.least_change(at_least(-20), -10 * one.numbers[:, 0])
    assert everywhere is not None
    assert everywhere.numbers == pytest.approx((0.2,))
    assert one.least_change(at_least(20), -10 * one.numbers[:, 0]) is None


def test_two_levers_move_to_the_nearest_point_of_the_line_that_reaches_it() -> None:
    two = grid("us.exercise_tempo", "us.sanctions_pressure", points=21)
    change = two.least_change(at_least(1.1), two.numbers.sum(axis=1))
    assert change is not None
    # x + y = 1.1 nearest to (0.2, 0.5) is (0.4, 0.7), on an edge of the grid
    assert change.numbers == pytest.approx((0.4, 0.7))


def test_another_word_counts_as_a_whole_range() -> None:
    both = grid("us.exercise_tempo", "us.dialogue_precondition")
    words = both.numbers[:, 1]
    usual = both.axes[1].usual
    easier = both.numbers[:, 0] + 2 * (words != usual)
    change = both.least_change(at_least(0.9), easier)
    assert change is not None
    assert change.numbers == pytest.approx((0.9, usual))
    change = both.least_change(at_least(1.5), easier)
    assert change is not None
    assert change.numbers[0] == pytest.approx(0.2)
    assert change.numbers[1] != usual


def test_of_dates_the_latest_counts_and_nothing_lies_between() -> None:
    dated = grid("south_korea.opcon=rok_led@2026-01:2028-12", points=36)
    (axis,) = dated.axes
    assert not dated.edges.size
    change = dated.least_change(at_least(0), axis.numbers[10] - axis.numbers)
    assert change is not None
    assert axis.factor.value(axis.coordinate(change.numbers[0])) == {"2026-11": "rok_led"}
