"""A stake: an outcome that a government values, and the assumption that says how much."""

from dataclasses import dataclass
from typing import Literal

from sim.scenario.theatre import Role


@dataclass(frozen=True)
class Stake:
    """What counts in the utility of a role: a weight, times what it is the weight of, in swings (see `SWINGS`).

    weight: an assumption, the utility of one swing to the better. outcome: its mean over the horizon, or its last value where
    `last`; {headline} stands for the headline index of the theatre, {main} and {challenger} for capitals, {own} for the capital
    of who holds the stake, and {powers} for the rivalry of patron and main backer; "" where a lever counts.
    sign: -1 where less is better. lever: instead of an outcome, (role, rule name), as it comes into force; "own" is who holds
    the stake.
    """

    weight: str
    outcome: str = ""
    sign: Literal[1, -1] = 1
    last: bool = False
    lever: tuple[Role | Literal["own"], str] | None = None

    @property
    def key(self) -> str:
        """The name under which the swing of what counts is declared."""
        return self.outcome if self.lever is None else self.lever[1]
