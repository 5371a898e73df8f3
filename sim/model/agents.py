"""The countries: one Mesa agent each, who observes and decides in its role for all worlds at once."""

from collections.abc import Mapping
from typing import Protocol

import mesa
import numpy as np

from sim.foundations.axes import REAL, Array
from sim.model.choices import choosing
from sim.model.choices.choosing import Choices
from sim.model.mechanisms import provocations, responses, threat, willingness
from sim.model.mechanisms.levers_in_force import lever_in_force
from sim.model.month import Month


class MonthlyModel(Protocol):
    """A Mesa model as its agents see it: the month that they read and fill, and what they may choose."""

    month: Month
    choices: Choices


class Country(mesa.Agent):  # type: ignore[misc]
    """A country with levers. It has no state of its own: it reads and fills the month of its model.

    name, index: its name and its position on the actor axis. contested: the levers that domestic disagreement holds back, and
    the status quo that each departs from.
    """

    model: MonthlyModel

    def __init__(self, model: MonthlyModel, name: str, index: int, contested: Mapping[str, float]) -> None:
        super().__init__(model)
        self.name = name
        self.index = index
        self.contested = contested

    def observe(self) -> None:
        """Read last month's state: what can be sustained at home, and what threatens from abroad."""
        month = self.model.month
        consensus, needed = month.last.consensus[self.index], month.assume["consensus_needed"]
        levers: dict[str, Array] = {}
        for name, intended in month.intended[self.name].items():
            if name in self.contested:
                usual = np.array([self.contested[name]], dtype=REAL)
                levers[name] = lever_in_force(intended, usual, consensus, needed)
            else:
                levers[name] = intended
        month.levers[self.name] = levers
        for row, by in enumerate(month.cast.by):
            if by == self.index:
                month.threat[row] = threat.observed(month.last, row, month.cast, month.assume)

    def decide(self) -> None:
        """Choose how ready it is to talk; each role adds its own acts."""
        willingness.decide(self.model.month, self.index)

    def choose(self) -> None:
        """At the end of a month, choose for the next whether to hold to its plan, where the scenario lets it choose."""
        choosing.choose(self.model.month, self.model.choices.decisions, self.index)


class Patron(Country):
    """Exercises, shows force and seeks sanctions."""

    def decide(self) -> None:
        """Choose this month's acts of the patron."""
        super().decide()
        responses.decide_patron(self.model.month)


class Protege(Country):
    """Arms, talks and weighs its fears; its choices are its levers and its readiness to talk."""


class Challenger(Country):
    """Tests, attacks and threatens."""

    def decide(self) -> None:
        """Draw this month's acts of the challenger."""
        super().decide()
        provocations.decide(self.model.month)
        responses.decide_challenger(self.model.month)


class MainBacker(Country):
    """Enforces or shields, and coerces the main protege."""

    def decide(self) -> None:
        """Choose this month's acts of the main backer."""
        super().decide()
        responses.decide_main_backer(self.model.month)


class Backer(Country):
    """Backs and arms the challenger through its levers."""


AGENTS: Mapping[str, type[Country]] = {
    "patron": Patron,
    "main_protege": Protege,
    "protege": Protege,
    "challenger": Challenger,
    "main_backer": MainBacker,
    "backer": Backer,
}
"""The kind of agent that plays each role."""
