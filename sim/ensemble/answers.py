"""How governments answered in the worlds of a run: by rules, and by choices."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.ensemble.choices_in_force import Chosen, choice_changes
from sim.ensemble.rules_in_force import RuleChanges, rule_changes
from sim.ensemble.stored_summary import StoredSummary
from sim.scenario.scenario import Scenario

if TYPE_CHECKING:
    from pandas import DataFrame


class Answers:
    """The part of a run that says which rules and choices are in force: from its chronicle, or from counts of it."""

    scenario: Scenario
    stored_summary: StoredSummary | None

    @property
    def months(self) -> list[str]:
        """The months of the horizon as YYYY-MM."""
        raise NotImplementedError

    def event_blocks(self) -> Iterable["DataFrame"]:
        """Yield the tables of events."""
        raise NotImplementedError

    @cached_property
    def rule_changes(self) -> Mapping[str, RuleChanges]:
        """When each rule comes into force and ends, by its name."""
        return rule_changes(self.scenario, self.months, self._counted()) if self.scenario.rules else {}

    @cached_property
    def choice_changes(self) -> Mapping[Chosen, RuleChanges]:
        """When each option is taken up and dropped, by actor and option; of the governments that choose."""
        return choice_changes(self.scenario, self.months, self._counted()) if self.scenario.choices else {}

    @property
    def rules_in_force(self) -> Mapping[str, NDArray[np.float64]]:
        """The share of worlds in which each rule is in force, shape (month,), by the name of the rule."""
        return {name: changes.in_force for name, changes in self.rule_changes.items()}

    @property
    def choices_in_force(self) -> Mapping[Chosen, NDArray[np.float64]]:
        """The share of worlds in which each option is in force, shape (month,), by actor and option."""
        return {chosen: changes.in_force for chosen, changes in self.choice_changes.items()}

    def _counted(self) -> Iterable["DataFrame"]:
        return [self.stored_summary.event_counts()] if self.stored_summary else self.event_blocks()
