"""A number with the interval of its sampling, by the bootstrap over worlds (Efron & Tibshirani 1993, chapter 13)."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.ensemble.quantiles import quantiles

BAND = (0.05, 0.95)
"""The ends of an interval, as parts of its bootstrap samples."""

BOOTSTRAPS = 400
"""Bootstrap samples of worlds: the standard error of either end is then some six per cent of half a 90 % interval."""


@dataclass(frozen=True)
class Estimate:
    """A number over worlds, and the 90 % interval of its sampling."""

    value: float
    low: float
    high: float

    def columns(self, name: str, shown: Callable[[float], object] = float) -> dict[str, object]:
        """Return it as columns of a table: name, name_low and name_high. shown: of each number, what the table holds."""
        return {name: shown(self.value), f"{name}_low": shown(self.low), f"{name}_high": shown(self.high)}


def sampled(value: float, samples: NDArray[np.float64]) -> Estimate:
    """Return a number with its 90 % interval over bootstrap samples; those in which it is not defined are left out."""
    known = samples[np.isfinite(samples)]
    low, high = quantiles(known[None], BAND)[:, 0].tolist() if known.size else (np.nan, np.nan)
    return Estimate(value, low, high)


def resamples(worlds: int, chance: np.random.Generator, samples: int = BOOTSTRAPS) -> NDArray[np.int64]:
    """Return how often each world is drawn into each bootstrap sample, shape (sample, world)."""
    return chance.multinomial(worlds, np.full(worlds, 1 / worlds), size=samples)
