"""Schedules: values by month, whatever changes are laid over one another."""

from hypothesis import given
from hypothesis import strategies as st

from sim.scenario.schedule import Change, Schedule


def test_a_ramp_over_an_unfinished_ramp_starts_from_what_was_reached() -> None:
    halfway = Schedule(0.0, (Change(10, 19, 100.0),)).followed_by((Change(15, 19, 0.0),))
    assert halfway.value(14) == 50.0
    assert halfway.value(15) == 40.0
    assert halfway.value(19) == 0.0


@given(st.floats(-5, 5), st.lists(st.tuples(st.integers(1, 9), st.integers(0, 5), st.floats(-5, 5)), max_size=5))
def test_values_stay_between_the_extremes_of_what_is_written(initial: float, steps: list[tuple[int, int, float]]) -> None:
    first, changes = 0, []
    for gap, length, value in steps:
        first += gap
        changes.append(Change(first, first + length, value))
        first += length
    written = [initial, *(change.value for change in changes)]
    values = Schedule(initial, tuple(changes)).values(0, 80)
    assert min(written) - 1e-6 <= values.min()
    assert values.max() <= max(written) + 1e-6
    assert abs(values[-1] - written[-1]) < 1e-6
