"""When rules come into force and end, and in which share of worlds they are: from the chronicle."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.model.events import BEGINS, ENDS
from sim.scenario.scenario import Scenario

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True)
class RuleChanges:
    """What a rule did. begins, ends: share of worlds in which it comes into force, or ends, in a month, shape (month,)."""

    begins: NDArray[np.float64]
    ends: NDArray[np.float64]

    @property
    def in_force(self) -> NDArray[np.float64]:
        """Share of worlds in which it is in force, shape (month,)."""
        # shares of whole numbers of worlds, without what rounding adds up to
        return np.cumsum(self.begins - self.ends).round(12) + 0.0

    @property
    def times(self) -> float:
        """How often it comes into force in a world, on average."""
        return float(self.begins.sum())


def rule_changes(scenario: Scenario, months: list[str], events: Iterable["DataFrame"]) -> Mapping[str, RuleChanges]:
    """Return what each rule did, by its name.

    events: tables of events, or counts of them with a column "events" (see `sim.ensemble.tables.event_counts`).
    """
    kinds = {kind + rule.name: np.zeros(len(months)) for rule in scenario.rules for kind in (BEGINS, ENDS)}
    index = {month: number for number, month in enumerate(months)}
    for table in events:
        of_rules = table[table["kind"].isin(list(kinds))]
        numbers = of_rules["events"] if "events" in table else np.ones(len(of_rules))
        for month, kind, number in zip(of_rules["month"], of_rules["kind"], numbers, strict=True):
            kinds[str(kind)][index[str(month)]] += number
    worlds = scenario.worlds
    return {
        rule.name: RuleChanges(kinds[BEGINS + rule.name] / worlds, kinds[ENDS + rule.name] / worlds) for rule in scenario.rules
    }
