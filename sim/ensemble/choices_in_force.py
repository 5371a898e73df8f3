"""When governments take up options and drop them, and in which share of worlds each is in force: from the chronicle."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import numpy as np

from sim.ensemble.rules_in_force import RuleChanges
from sim.model.events import DROPS, TAKES
from sim.scenario.choices import decision_of
from sim.scenario.scenario import Scenario

if TYPE_CHECKING:
    from pandas import DataFrame

type Chosen = tuple[str, str]
"""An actor and one of its options."""


def options_of(scenario: Scenario) -> tuple[Chosen, ...]:
    """Return every option of every government that chooses."""
    actors = [actor for actor in scenario.theatre.actors if actor.name in scenario.choices]
    return tuple((actor.name, option.name) for actor in actors for option in decision_of(actor.role).options)


def choice_changes(scenario: Scenario, months: list[str], events: Iterable["DataFrame"]) -> Mapping[Chosen, RuleChanges]:
    """Return when each option is taken up and dropped.

    events: tables of events, or counts of them with a column "events" (see `sim.ensemble.tables.event_counts`).
    """
    options = options_of(scenario)
    kinds = {(actor, kind + name): np.zeros(len(months)) for actor, name in options for kind in (TAKES, DROPS)}
    names = sorted({kind for _, kind in kinds})
    index = {month: number for number, month in enumerate(months)}
    for table in events:
        found = table[table["kind"].isin(names)]
        if "events" not in table:
            found = found.groupby(["month", "kind", "actor"], observed=True).size().reset_index(name="events")
        columns = (found[name] for name in ("month", "kind", "actor", "events"))
        for month, kind, actor, number in zip(*columns, strict=True):
            kinds[str(actor), str(kind)][index[str(month)]] += number
    worlds = scenario.worlds
    return {
        (actor, name): RuleChanges(kinds[actor, TAKES + name] / worlds, kinds[actor, DROPS + name] / worlds)
        for actor, name in options
    }
