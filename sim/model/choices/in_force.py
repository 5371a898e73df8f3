"""What governments have chosen for a month, and what they choose for the next."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from sim.foundations.axes import REAL, Array


@dataclass(frozen=True)
class ChoicesInForce:
    """The options of a month, a row for each government that chooses.

    actors: indices; names: of the options of each. applies: whether the scenario of a world lets it choose [0 or 1]. now, before:
    the option in force in this month and the last: 0 holds to the plan, 1 is the first; all of shape (decision, world). moving:
    indices of the decisions in which some world changes its option, or may. following: what is chosen for the next month, by
    index of the decision, shape (world,).
    """

    actors: tuple[int, ...]
    names: tuple[tuple[str, ...], ...]
    applies: Array
    now: Array
    before: Array
    moving: tuple[int, ...]
    following: dict[int, Array] = field(default_factory=dict)

    def changes(self) -> Iterator[tuple[str, int, Array, Array]]:
        """Yield name and actor of each option that is taken up or dropped somewhere, and where [0 or 1], shape (world,)."""
        for row in self.moving:
            for code, name in enumerate(self.names[row], 1):
                step = (self.now[row] == code) * REAL(1) - (self.before[row] == code)
                yield name, self.actors[row], np.maximum(step, 0), np.maximum(-step, 0)


_NOBODY = np.zeros((0, 1), dtype=REAL)
NO_CHOICES = ChoicesInForce((), (), _NOBODY, _NOBODY, _NOBODY, ())
