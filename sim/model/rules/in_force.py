"""Which rules are in force in a month."""

from dataclasses import dataclass

import numpy as np

from sim.foundations.axes import REAL, Array


@dataclass(frozen=True)
class RulesInForce:
    """names, actors (indices): of each rule. now, before: in force in this month and the last [0 or 1], (rule, world)."""

    names: tuple[str, ...]
    actors: tuple[int, ...]
    now: Array
    before: Array


NO_RULES = RulesInForce((), (), np.zeros((0, 1), dtype=REAL), np.zeros((0, 1), dtype=REAL))
