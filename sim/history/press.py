"""What the press makes of tension: ln GPRC_KOR follows the headline index and talks, with an attention of its own.

    ln g = m + k (I - 50) / 10 + c d + s + f + e,   s' = p s + u,   f' = q f + v

index, I [0-100]; talks, d [0 or 1]; slow attention, s; fast attention, f; noise e, u, v: normal. Given the path of a world
all of this is linear, so that a Kalman filter (1960) holds the two attentions of each world exactly, and only the path is left
to particles.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

type Numbers = NDArray[np.float64]

FLOOR = 0.02
"""Share of articles [percent] below which a month counts as this: newspapers that say nothing at all."""


@dataclass(frozen=True)
class Press:
    """Coefficients of the observation model. level: ln of percent; per_ten: for ten points of the index; talks: while they last.

    slow, fast: share of each attention that is left after a month; their noise, and that of a month's count [ln].
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
    """Slow and fast attention in each world: means (2, world), and their covariance (2, 2), which is the same in all worlds."""

    press: Press
    mean: Numbers
    covariance: Numbers

    @classmethod
    def unknown(cls, press: Press, worlds: int) -> "Attention":
        """Return the attention before anything was read."""
        return cls(press, np.zeros((2, worlds)), np.diag([0.3, 0.3]))

    def fade(self) -> None:
        """Let a month pass."""
        step = np.array([self.press.slow, self.press.fast])
        self.mean = step[:, None] * self.mean
        noise = np.diag([self.press.slow_noise**2, self.press.fast_noise**2])
        self.covariance = step[:, None] * self.covariance * step + noise

    @property
    def spread(self) -> float:
        """Standard deviation of ln g given the path of a world."""
        return float(np.sqrt(self.covariance.sum() + self.press.noise**2))

    def read(self, expected: Numbers, share: float) -> Numbers:
        """Take in a month's share of articles and return the log density that it had in each world."""
        surprise = np.log(max(share, FLOOR)) - expected - self.mean.sum(axis=0)
        variance = self.spread**2
        gain = self.covariance.sum(axis=1) / variance
        self.mean = self.mean + gain[:, None] * surprise
        self.covariance = self.covariance - np.outer(gain, self.covariance.sum(axis=0))
        found: Numbers = -0.5 * (np.log(2 * np.pi * variance) + surprise**2 / variance)
        return found

    def chosen(self, worlds: NDArray[np.integer]) -> "Attention":
        """Return the attention of some worlds."""
        return Attention(self.press, self.mean[:, worlds], self.covariance)
