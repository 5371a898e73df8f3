"""A model that goes on from where another stands."""

import gc
from weakref import ref

import numpy as np

from sim.model.outcomes import outcomes_of
from sim.model.theatre_model import TheatreModel
from sim.scenario.loading import load


def test_worlds_that_go_on_from_themselves_go_on_as_they_would_have() -> None:
    scenario = load("baseline_2025", {"choices": True, "turnover": True}, worlds=12, months=40)
    whole, past = (TheatreModel([scenario], np.arange(12)) for _ in range(2))
    for _ in range(30):
        whole.step()
    for _ in range(18):
        past.step()
    later = TheatreModel([scenario], np.array([7, 3]))
    later.go_on_from(past.standpoint, np.array([7, 3]))
    for _ in range(12):
        later.step()
    for outcome in outcomes_of(scenario.theatre):
        expected = np.broadcast_to(outcome.read(whole.month), 12)[[7, 3]]
        np.testing.assert_array_equal(np.broadcast_to(outcome.read(later.month), 2), expected, err_msg=outcome.name)


def test_a_month_that_has_passed_is_freed_at_once_with_all_its_arrays() -> None:
    model = TheatreModel([load("baseline", worlds=3)], np.arange(3))
    model.step()
    passed = ref(model.month)
    gc.disable()
    try:
        model.step()
        assert passed() is None
    finally:
        gc.enable()
