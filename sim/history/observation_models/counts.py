"""Observation models of counts: the observed rate is that of the model times a level that is estimated from the counts.

A world expects m events in a month, and the observed rate is m times a level. The level has a gamma distribution, which each
month moves towards its resting distribution and is then updated by the count (Smith & Miller 1986; Harvey & Fernandes 1989):

    a' = d a + (1 - d) a0,  b' = d b + (1 - d) a0 / L0;   a'' = a' + w n,  b'' = b' + w m,   w = r / (r + m a'/b')

shape, a; rate, b: mean level a/b, which rests at L0; memory, d [0-1]; weight of the resting level, a0; observed count, n;
size parameter of the over-dispersion beyond the level, r.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaincinv, gammaln

type Numbers = NDArray[np.float64]


@dataclass
class CountLevel:
    """The level in each world: arrays of shape (world,), or (component, world) where rival forms are kept side by side.

    shape, rate. memory, d; weight, a0; dispersion, r: numbers or arrays of a shape that broadcasts.
    """

    shape: Numbers
    rate: Numbers
    memory: float | Numbers
    weight: float | Numbers
    dispersion: Numbers

    @classmethod
    def resting(cls, worlds: int, memory: float, weight: float, dispersion: Numbers) -> "CountLevel":
        """Return the level before the first count."""
        return cls(np.full(worlds, weight), np.full(worlds, weight), memory, weight, dispersion)

    def predict(self, rest: float | Numbers = 1.0) -> None:
        """Advance one month: the distribution moves towards its resting distribution, of mean `rest` (L0)."""
        self.shape = self.memory * self.shape + (1 - self.memory) * self.weight
        self.rate = self.memory * self.rate + (1 - self.memory) * self.weight / rest

    def update(self, expected: Numbers, count: float) -> Numbers:
        """Assimilate a count, and return its log probability in each world, of the shape of the level.

        expected: number of events that each world expects at a level of one. count: need not be whole.
        """
        mean = expected * self.shape / self.rate
        size = 1 / (1 / self.shape + 1 / self.dispersion)
        log_probability = log_negative_binomial(count, mean, size)
        weight = self.dispersion / (self.dispersion + mean)
        self.shape = self.shape + weight * count
        self.rate = self.rate + weight * expected
        return log_probability

    def log_quantile(self, probability: Numbers) -> Numbers:
        """Return the logarithm of a quantile of the level in each world; probability: of the quantile, (world,)."""
        quantile: Numbers = np.log(np.maximum(gammaincinv(self.shape, probability) / self.rate, 1e-6))
        return quantile

    def select(self, worlds: NDArray[np.integer]) -> "CountLevel":
        """Return the level of some worlds, by their indices."""
        return CountLevel(
            self.shape[..., worlds], self.rate[..., worlds], self.memory, self.weight, _of_worlds(self.dispersion, worlds)
        )


def _of_worlds(values: Numbers, worlds: NDArray[np.integer]) -> Numbers:
    """Return the values of some worlds; a single column holds in every world."""
    return values if values.shape[-1] == 1 else values[..., worlds]


def log_negative_binomial(count: float, mean: Numbers, size: Numbers) -> Numbers:
    """Return ln P(n) of a negative binomial count, P = C(n + r - 1, n) (r / (r + m))^r (m / (r + m))^n."""
    mean = np.maximum(mean, 1e-9)
    choose = gammaln(count + size) - gammaln(size) - gammaln(count + 1)
    log_probability: Numbers = choose + size * np.log(size / (size + mean)) + count * np.log(mean / (size + mean))
    return log_probability
