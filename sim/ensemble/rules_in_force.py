"""In which share of worlds each rule is in force, month by month: what began less what ended, from the chronicle."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.model.events import BEGINS, ENDS
from sim.scenario.scenario import Scenario

if TYPE_CHECKING:
    from pandas import DataFrame


def shares_in_force(scenario: Scenario, months: list[str], events: Iterable["DataFrame"]) -> Mapping[str, NDArray[np.float64]]:
    """Return the share of worlds in which each rule is in force, shape (month,), by its name.

    events: tables of events, or counts of them with a column "events" (see `sim.ensemble.tables.event_counts`).
    """
    change = {rule.name: np.zeros(len(months)) for rule in scenario.rules}
    index = {month: number for number, month in enumerate(months)}
    kinds = {kind + name: (name, sign) for name in change for kind, sign in ((BEGINS, 1), (ENDS, -1))}
    for table in events:
        of_rules = table[table["kind"].isin(list(kinds))]
        numbers = of_rules["events"] if "events" in table else np.ones(len(of_rules))
        for month, kind, number in zip(of_rules["month"], of_rules["kind"], numbers, strict=True):
            name, sign = kinds[str(kind)]
            change[name][index[str(month)]] += sign * number
    return {name: np.cumsum(steps) / scenario.worlds for name, steps in change.items()}
