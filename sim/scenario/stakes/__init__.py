"""Stakes: what governments value in a game, as data; a run knows nothing of them."""

from sim.scenario.stakes.stake import Stake
from sim.scenario.stakes.stakes import STAKES, SWINGS
from sim.scenario.stakes.weights import stake_ranges, unused_weight

__all__ = ["STAKES", "SWINGS", "Stake", "stake_ranges", "unused_weight"]
