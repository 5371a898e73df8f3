"""What the record says of the rate of missile tests beyond the model: a level that is learnt and slowly forgotten.

A world expects m tests this month; on record they come at m times a level. The level is gamma distributed, forgets a little each
month, and learns from the count (Smith & Miller 1986; Harvey & Fernandes 1989):

    a' = d a + (1 - d) a0,  b' = d b + (1 - d) a0;   a'' = a' + w n,  b'' = b' + w m,   w = r / (r + m a'/b')

shape, a; rate, b: mean level a/b, which rests at 1; memory, d; weight of the resting level, a0; tests counted, n; size of
over-dispersion beyond the level, r.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaincinv, gammaln

type Numbers = NDArray[np.float64]


@dataclass
class CountLevel:
    """The level in each world: shape and rate, (world,)."""

    shape: Numbers
    rate: Numbers
    memory: float
    weight: float
    dispersion: Numbers

    @classmethod
    def resting(cls, worlds: int, memory: float, weight: float, dispersion: Numbers) -> "CountLevel":
        """Return the level before anything was counted."""
        return cls(np.full(worlds, weight), np.full(worlds, weight), memory, weight, dispersion)

    def forget(self) -> None:
        """Let a month pass."""
        self.shape = self.memory * self.shape + (1 - self.memory) * self.weight
        self.rate = self.memory * self.rate + (1 - self.memory) * self.weight

    def learn(self, expected: Numbers, count: float) -> Numbers:
        """Take in a count and return the log probability that it had in each world.

        expected: tests that each world expected at a level of one.
        """
        mean = expected * self.shape / self.rate
        size = 1 / (1 / self.shape + 1 / self.dispersion)
        said = log_negative_binomial(count, mean, size)
        weight = self.dispersion / (self.dispersion + mean)
        self.shape = self.shape + weight * count
        self.rate = self.rate + weight * expected
        return said

    def drawn(self, uniform: Numbers) -> Numbers:
        """Return a level of each world at its place (0-1) in the distribution [log]."""
        found: Numbers = np.log(np.maximum(gammaincinv(self.shape, uniform) / self.rate, 1e-6))
        return found

    def chosen(self, worlds: NDArray[np.integer]) -> "CountLevel":
        """Return the level of some worlds."""
        return CountLevel(self.shape[worlds], self.rate[worlds], self.memory, self.weight, self.dispersion[worlds])


def log_negative_binomial(count: float, mean: Numbers, size: Numbers) -> Numbers:
    """Return ln P(n) of a negative binomial count, P = C(n + r - 1, n) (r / (r + m))^r (m / (r + m))^n."""
    mean = np.maximum(mean, 1e-9)
    choose = gammaln(count + size) - gammaln(size) - gammaln(count + 1)
    found: Numbers = choose + size * np.log(size / (size + mean)) + count * np.log(mean / (size + mean))
    return found
