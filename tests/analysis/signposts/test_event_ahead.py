"""Windows and calm, by months that can be counted by hand."""

import numpy as np
import pytest

from sim.analysis.signposts.event_ahead import EventAhead, event_ahead
from sim.foundations.errors import PeninsulaError
from sim.model.measure import Measure
from sim.scenario.loading import load
from sim.scenario.scenario import Scenario

CLASH = Measure("clash", "count")


@pytest.fixture(scope="module")
def base() -> Scenario:
    return load("baseline_2025", worlds=10, months=60)


def ahead(text: str, base: Scenario, within: int = 3, calm: int = 2) -> EventAhead:
    return event_ahead(text, base, within, (0, 4), calm)


@pytest.mark.parametrize(
    ("month", "lead", "happens"), [(6, 0, False), (7, 0, True), (9, 0, True), (10, 0, False), (3, 4, True), (6, 4, False)]
)
def test_a_window_begins_the_month_after_reading_and_lead(month: int, lead: int, happens: bool, base: Scenario) -> None:
    series = np.zeros((20, 1, 1), dtype=np.float32)
    series[10] = 1
    assert ahead("count(clash) > 0", base).happens({CLASH: series}, month, lead).tolist() == [[happens]]


@pytest.mark.parametrize(("month", "under_way"), [(9, False), (10, True), (11, True), (12, False)])
def test_it_is_under_way_for_as_long_as_calm_is_asked_for(month: int, under_way: bool, base: Scenario) -> None:
    series = np.zeros((20, 1, 1), dtype=np.float32)
    series[10] = 1
    assert ahead("count(clash) > 0", base).under_way({CLASH: series}, month).tolist() == [[under_way]]


def test_calm_reaches_back_to_the_start_at_most(base: Scenario) -> None:
    series = np.zeros((20, 1, 1), dtype=np.float32)
    series[0] = 1
    assert ahead("count(clash) > 0", base, calm=12).under_way({CLASH: series}, 1).all()


@pytest.mark.parametrize(
    ("text", "how", "happens"),
    [
        ("warheads > 6.5", "at", True),
        ("mean(warheads) > 6", "mean", False),
        ("mean(warheads) >= 6", "mean", True),
        ("max(warheads) >= 7", "max", True),
        ("min(warheads) < 5", "min", False),
    ],
)
def test_outcomes_are_summed_up_over_the_window(text: str, how: str, happens: bool, base: Scenario) -> None:
    series = np.arange(20, dtype=np.float32).reshape(20, 1, 1)  # months 5, 6 and 7 of a reading in month 4
    measure = Measure("warheads", how)  # type: ignore[arg-type]
    assert ahead(text, base).happens({measure: series}, 4, 0).tolist() == [[happens]]


@pytest.mark.parametrize(
    ("text", "options", "said"),
    [
        ("warheads@2027-01 > 60", {}, "a date has no place in it"),
        ("warheads", {}, "expected a condition"),
        ("count(clahs) > 0", {}, "did you mean 'clash'"),
        ("max(warhead) > 1", {}, "did you mean 'warheads'"),
        ("count(clash) > 0", {"within": 0}, "--within 0"),
        ("count(clash) > 0", {"calm": 0}, "--calm 0"),
        ("count(clash) > 0", {"leads": (3, 3)}, "--lead 3,3"),
        ("count(clash) > 0", {"leads": ()}, "--lead"),
    ],
)
def test_events_that_cannot_be_read_are_refused(text: str, options: dict[str, object], said: str, base: Scenario) -> None:
    given = {"within": 3, "leads": (0,), "calm": 2} | options
    with pytest.raises(PeninsulaError, match=said):
        event_ahead(text, base, **given)  # type: ignore[arg-type]
