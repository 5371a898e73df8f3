"""Observation model of the press: ln GPRC_KOR depends on the headline index, on talks, and on the attention of the press.

    ln g = m + k (I - 50) / 10 + c d + s + f + e,   s' = p s + u,   f' = q f + v

index, I [0-100]; talks, d [0 or 1]; slow attention, s; fast attention, f; noise e, u, v: normal. Given the path of a world
the model is linear and normal, so a Kalman filter (1960) tracks the two attentions of each world exactly, and only the path
needs particles.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

type Numbers = NDArray[np.float64]

FLOOR = 0.02
"""Smallest share of articles [percent]: months below count as this, since the logarithm of zero is not finite."""


@dataclass(frozen=True)
class Press:
    """Coefficients of the observation model.

    level: m, ln of percent at an index of 50. per_ten: k, effect of ten points of the index [ln]. talks: c, effect of talks [ln].
    slow, fast: p and q, share of each attention that remains after a month. slow_noise, fast_noise, noise: standard deviations of
    u, v and e [ln].
    """

    level: float
    per_ten: float
    talks: float
    slow: float
    fast: float
    slow_noise: float
    fast_noise: float
    noise: float

    def expected(self, index: Numbers, talks: Numbers) -> Numbers:
        """Return ln g without attention."""
        return self.level + self.per_ten * (index - 50) / 10 + self.talks * talks


@dataclass
class Attention:
    """Slow and fast attention in each world. mean: shape (2, world). covariance: shape (2, 2), the same in all worlds."""

    press: Press
    mean: Numbers
    covariance: Numbers

    @classmethod
    def initial(cls, press: Press, worlds: int) -> "Attention":
        """Return the attention before the first observation."""
        return cls(press, np.zeros((2, worlds)), np.diag([0.3, 0.3]))

    def predict(self) -> None:
        """Advance one month: the prediction step of the Kalman filter."""
        step = np.array([self.press.slow, self.press.fast])
        self.mean = step[:, None] * self.mean
        noise = np.diag([self.press.slow_noise**2, self.press.fast_noise**2])
        self.covariance = step[:, None] * self.covariance * step + noise

    @property
    def spread(self) -> float:
        """Standard deviation of ln g given the path of a world."""
        return float(np.sqrt(self.covariance.sum() + self.press.noise**2))

    def update(self, expected: Numbers, share: float) -> Numbers:
        """Assimilate the share of articles of a month: the update step; return its log density in each world, (world,).

        expected: ln g without attention, (world,). share: observed share of articles [percent].
        """
        surprise = np.log(max(share, FLOOR)) - expected - self.mean.sum(axis=0)
        variance = self.spread**2
        gain = self.covariance.sum(axis=1) / variance
        self.mean = self.mean + gain[:, None] * surprise
        self.covariance = self.covariance - np.outer(gain, self.covariance.sum(axis=0))
        log_density: Numbers = -0.5 * (np.log(2 * np.pi * variance) + surprise**2 / variance)
        return log_density

    def select(self, worlds: NDArray[np.integer]) -> "Attention":
        """Return the attention of some worlds, by their indices."""
        return Attention(self.press, self.mean[:, worlds], self.covariance)
