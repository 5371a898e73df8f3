"""Which rules are in force in a month."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sim.foundations.axes import REAL, Array


@dataclass(frozen=True)
class RulesInForce:
    """Rules and their worlds.

    names, actors (indices): of each rule. now, before: in force in this month and the last [0 or 1], shape (rule, world).
    moving: indices of the rules that begin or end in some world, or may.
    """

    names: tuple[str, ...]
    actors: tuple[int, ...]
    now: Array
    before: Array
    moving: tuple[int, ...]

    def changes(self) -> Iterator[tuple[str, int, Array, Array]]:
        """Yield name and actor of each rule that begins or ends somewhere, and where it does either [0 or 1], shape (world,)."""
        for row in self.moving:
            step = self.now[row] - self.before[row]
            yield self.names[row], self.actors[row], np.maximum(step, 0), np.maximum(-step, 0)


NO_RULES = RulesInForce((), (), np.zeros((0, 1), dtype=REAL), np.zeros((0, 1), dtype=REAL), ())
