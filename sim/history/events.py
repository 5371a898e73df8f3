"""Events within twelve months, as the model has them and as they are recorded."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.foundations.months import format_month, parse_month
from sim.history.facts import FACTS, RECORDED_UNTIL
from sim.history.observations import Observations
from sim.model.month import Month
from sim.model.stages import CRISIS, DEAL, TALKS
from sim.scenario.scenario import Scenario

type Worlds = NDArray[np.bool]

PATRON_CHANNEL = "us_dprk"

CRISES = (
    "1993-03", "1996-09", "2002-10", "2006-05", "2009-03", "2010-03", "2010-11", "2013-02", "2015-08", "2016-01", "2017-07",
)  # fmt: skip
"""Months in which crises with North Korea as an actor began. Source: International Crisis Behavior, version 15, first trigger."""


@dataclass(frozen=True)
class Event:
    """An event. happens: whether it happens in a month, in each world. recorded: the months of a record in which it happened."""

    title: str
    happens: Callable[[Month], Worlds]
    recorded: Callable[[Scenario, Observations], set[str]]

    def within(self, first: int, months: int, scenario: Scenario, observations: Observations) -> bool:
        """Return whether it happened in some months from `first` on."""
        recorded = self.recorded(scenario, observations)
        return any(format_month(first + month) in recorded for month in range(months))


def crisis_begins(month: Month) -> Worlds:
    """Return whether a rivalry of the challenger rises from calm, (world,)."""
    cast = month.cast
    rows = [row for row in range(cast.rivalries) if cast.challenger in (cast.by[row], cast.about[row])]
    rises = (month.next.stage[rows] >= CRISIS) & (month.last.stage[rows] < CRISIS)
    begins: Worlds = rises.any(axis=0)
    return begins


def patron_talks(month: Month) -> Worlds:
    """Return whether the patron and the challenger talk, or have just reached a deal, (world,)."""
    channel = month.cast.channel_parties.index(month.cast.patron)
    under_way: Worlds = np.isin(month.next.channel_stage[channel], (TALKS, DEAL))
    return under_way


def recorded_talks(scenario: Scenario, _: Observations) -> set[str]:
    """Return the months of talks, or of a deal just reached, in the historical scenario."""
    stages = scenario.conditions["theatre"][f"channel_{PATRON_CHANNEL}"].values(scenario.start, scenario.months) - 1
    return {format_month(scenario.start + int(month)) for month in np.flatnonzero(np.isin(stages, (TALKS, DEAL)))}


def recorded_tests(_: Scenario, observations: Observations) -> set[str]:
    """Return the months of nuclear tests."""
    series = observations.series.get("nuclear_test")
    if series is None:
        return {fact.month for fact in FACTS if fact.kind == "nuclear_test"}
    return {month for month, count in series.values.items() if count > 0}


EVENTS: dict[str, Event] = {
    "nuclear_test": Event("Nuclear test", lambda month: month.acts.nuclear_test > 0, recorded_tests),
    "limited_attack": Event(
        "Limited attack",
        lambda month: month.acts.limited_attack > 0,
        lambda *_: {fact.month for fact in FACTS if fact.kind == "attack"},
    ),
    "crisis": Event("Crisis begins", crisis_begins, lambda *_: set(CRISES)),
    "talks": Event("US-DPRK talks", patron_talks, recorded_talks),
}
"""Events by name. The forecast of talks does not know the record of talks: channels are open after the origin."""


def is_recorded(last: int, name: str, observations: Observations) -> bool:
    """Return whether the record of an event reaches the month `last`."""
    series = observations.series.get(name)
    return last <= parse_month(series.months[-1] if series else RECORDED_UNTIL)
