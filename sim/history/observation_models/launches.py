"""The level of missile tests in each world: fast and slow forms side by side, averaged by what they predicted.

A single slow level is sure of what a change of regime undoes; a single fast one forgets. Both run in every world
(`counts.py`), and their weights follow their predictions (`mixture.py`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np
from numpy.typing import NDArray

from sim.history.observation_models.counts import CountLevel
from sim.history.observation_models.mixture import Mixture

type Numbers = NDArray[np.float64]
type Form = tuple[float, float]

FORMS: tuple[Form, ...] = tuple(product((0.9, 0.97, 0.995), (1.0, 4.0)))
"""Memory, and weight of the resting level [months]: what is known of the level halves in seven, 23 or 138 months."""

FORGETTING, SHARE = 0.98, 0.01
"""Of the weights of forms: evidence halves in three years. Source of these and of the forms: judgement; on 1998-2008, skill is
the same within 0.01 for other values, and for one slow level."""


@dataclass
class LaunchLevel:
    """The level in each world: arrays (form, world)."""

    level: CountLevel
    mixture: Mixture

    @classmethod
    def resting(cls, worlds: int, forms: Sequence[Form], dispersion: Numbers) -> "LaunchLevel":
        """Return the level before the first count; dispersion: of the counts beyond the level, (world,)."""
        memory, weight = (np.array(column)[:, None] for column in zip(*forms, strict=True))
        start = np.broadcast_to(weight, (len(forms), worlds))
        return cls(CountLevel(start, start, memory, weight, dispersion), Mixture.even(len(forms), worlds, FORGETTING, SHARE))

    def predict(self) -> None:
        """Advance one month."""
        self.level.predict()
        self.mixture.predict()

    def update(self, expected: Numbers, count: float) -> Numbers:
        """Assimilate a count, and return its log probability in each world, (world,).

        expected: number of tests that each world expects at a level of one, (world,).
        """
        return self.mixture.update(self.level.update(expected, count))

    def draw(self, probability: Numbers) -> CountLevel:
        """Return the level of one form in each world, drawn by weight; probability: uniform numbers, (world,)."""
        form, worlds = self.mixture.draw(probability), np.arange(len(probability))
        level = self.level
        memory, weight = (np.broadcast_to(each, level.shape.shape)[form, worlds] for each in (level.memory, level.weight))
        return CountLevel(level.shape[form, worlds], level.rate[form, worlds], memory, weight, level.dispersion)

    def select(self, worlds: NDArray[np.integer]) -> "LaunchLevel":
        """Return the level of some worlds, by their indices."""
        return LaunchLevel(self.level.select(worlds), self.mixture.select(worlds))

    def with_dispersion(self, dispersion: Numbers) -> "LaunchLevel":
        """Return the level with another dispersion of counts, (world,)."""
        return LaunchLevel(replace(self.level, dispersion=dispersion), self.mixture)
