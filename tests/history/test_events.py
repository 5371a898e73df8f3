"""Events within twelve months, by dated facts."""

import pytest

from sim.foundations.months import parse_month
from sim.history.events import EVENTS, is_recorded
from sim.history.observations import Observations, Series
from sim.scenario.loading import load
from sim.scenario.scenario import Scenario


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return load("history", worlds=1)


@pytest.mark.parametrize(
    ("event", "year", "happened"),
    [("nuclear_test", 2006, True), ("nuclear_test", 2007, False), ("limited_attack", 2010, True), ("limited_attack", 2012, False),
     ("crisis", 2017, True), ("crisis", 2000, False), ("talks", 2018, True), ("talks", 2014, False)],
)  # fmt: skip
def test_years_with_and_without_an_event(event: str, year: int, happened: bool, scenario: Scenario) -> None:
    assert EVENTS[event].within(parse_month(f"{year}-01"), 12, scenario, Observations()) == happened


def test_a_record_ends_with_its_series_or_with_the_facts() -> None:
    series = Series("nuclear_test", "", "", {"2020-12": 0.0}, "")
    observations = Observations({"nuclear_test": series})
    assert is_recorded(parse_month("2020-12"), "nuclear_test", observations)
    assert not is_recorded(parse_month("2020-12"), "crisis", observations)
