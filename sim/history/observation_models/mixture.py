"""Averaging of rival forms of an observation model, with weights that follow their recent predictions.

Dynamic model averaging (Raftery, Karny & Ettler 2010): before each month the weight of a form is raised to a power below one, so
that old evidence fades, and a share of all weight is spread evenly, so that a form that was wrong for long returns within
months of a change of regime.

    w' = (1 - s) w^f / sum w^f + s / n;   w'' = w' p / sum w' p

weight, w; forgetting, f [0-1]; share spread evenly, s [0-1]; number of forms, n; probability of the observation, p.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

type Numbers = NDArray[np.float64]


@dataclass
class Mixture:
    """The weights of forms in each world. weights: (form, world), summing to one over forms. forgetting, f; share, s."""

    weights: Numbers
    forgetting: float
    share: float

    @classmethod
    def even(cls, forms: int, worlds: int, forgetting: float, share: float) -> "Mixture":
        """Return equal weights."""
        return cls(np.full((forms, worlds), 1 / forms), forgetting, share)

    def predict(self) -> None:
        """Advance one month: old evidence fades."""
        faded = self.weights**self.forgetting
        self.weights = (1 - self.share) * faded / faded.sum(axis=0) + self.share / len(self.weights)

    def update(self, log_probability: Numbers) -> Numbers:
        """Assimilate an observation, and return its log probability in each world, (world,).

        log_probability: of the observation under each form, (form, world).
        """
        largest = log_probability.max(axis=0)
        joint = self.weights * np.exp(log_probability - largest)
        total = joint.sum(axis=0)
        self.weights = joint / total
        log_total: Numbers = np.log(total) + largest
        return log_total

    def draw(self, probability: Numbers) -> NDArray[np.intp]:
        """Return a form for each world, drawn by its weights; probability: one uniform number for each world, (world,)."""
        return np.minimum((np.cumsum(self.weights, axis=0) < probability).sum(axis=0), len(self.weights) - 1)

    def select(self, worlds: NDArray[np.integer]) -> "Mixture":
        """Return the weights of some worlds, by their indices."""
        return Mixture(self.weights[:, worlds], self.forgetting, self.share)
