"""Simple forecasters that a simulator must beat: each says nineteen quantiles from what was known at its origin.

climatology: the trailing sixty months; persistence: the trailing twelve. For counts a negative-binomial regression that is told
of talks, exercises and doctrine, as the simulator is. For ln GPRC_KOR an AR(1), and a smoothed level that decays to its
five-year mean.
"""

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.stats import nbinom, norm

from sim.history.counts import log_negative_binomial
from sim.history.hindcast import AHEAD, LEVELS
from sim.history.press import FLOOR

type Numbers = NDArray[np.float64]
type Rival = Callable[[Numbers, Numbers], Numbers]
"""From the observations up to the origin (month,) and the policies of all months to be told (month + 12, term) to quantiles
(12, 19)."""

CLIMATOLOGY, PERSISTENCE = 60, 12


def climatology(past: Numbers, _: Numbers) -> Numbers:
    """Say the trailing five years."""
    return np.tile(np.quantile(past[-CLIMATOLOGY:], LEVELS), (AHEAD, 1))


def persistence(past: Numbers, _: Numbers) -> Numbers:
    """Say the trailing year."""
    return np.tile(np.quantile(past[-PERSISTENCE:], LEVELS), (AHEAD, 1))


def regression(past: Numbers, told: Numbers) -> Numbers:
    """Say a negative-binomial regression on what it is told, fitted with a weak prior on all that is past."""
    known = len(past)
    terms = np.column_stack([np.ones(len(told)), told])

    def cost(x: Numbers) -> float:
        mean = np.exp(np.clip(terms[:known] @ x[:-1], -8, 4))
        said = sum(log_negative_binomial(count, mean[place], np.exp(x[-1])) for place, count in enumerate(past))
        return float(-said + 0.5 * (x[1:-1] ** 2).sum())

    found = minimize(cost, np.zeros(terms.shape[1] + 1), method="L-BFGS-B").x
    mean = np.exp(np.clip(terms[known : known + AHEAD] @ found[:-1], -8, 4))
    size = np.exp(found[-1])
    return np.array([nbinom.ppf(LEVELS, size, size / (size + each)) for each in mean], dtype=np.float64)


def autoregression(past: Numbers, _: Numbers) -> Numbers:
    """Say an AR(1) on logarithms, fitted on all that is past."""
    y = np.log(np.maximum(past, FLOOR))
    before, after = y[:-1] - y.mean(), y[1:] - y.mean()
    slope = float(np.clip((before * after).sum() / (before**2).sum(), 0, 0.99))
    noise = float((after - slope * before).std())
    mean, variance, quantiles = y[-1] - y.mean(), 0.0, []
    for _month in range(AHEAD):
        mean, variance = slope * mean, slope**2 * variance + noise**2
        quantiles.append(np.exp(y.mean() + mean + np.sqrt(variance) * norm.ppf(LEVELS)))
    return np.array(quantiles)


def smoothed_level(past: Numbers, _: Numbers, half_life: float = 3.0, decay: float = 0.93) -> Numbers:
    """Say a smoothed level that decays to the mean of five years, on logarithms, with the errors that it made before."""
    y = np.log(np.maximum(past, FLOOR))
    errors: list[list[float]] = [[] for _ in range(AHEAD)]
    for origin in range(CLIMATOLOGY, len(y)):
        path = _decaying(y[:origin], half_life, decay)
        for ahead in range(min(AHEAD, len(y) - origin)):
            errors[ahead].append(y[origin + ahead] - path[ahead])
    spread = [float(np.std(each)) if len(each) > 2 else 0.5 for each in errors]
    path = _decaying(y, half_life, decay)
    return np.array([np.exp(path[ahead] + spread[ahead] * norm.ppf(LEVELS)) for ahead in range(AHEAD)])


def _decaying(y: Numbers, half_life: float, decay: float) -> Numbers:
    recent = y[-CLIMATOLOGY:]
    weights = 0.5 ** (np.arange(len(recent))[::-1] / half_life)
    level, rest = float((weights * recent).sum() / weights.sum()), float(recent.mean())
    found: Numbers = rest + (level - rest) * np.power(decay, np.arange(1.0, AHEAD + 1))
    return found


RIVALS: Mapping[str, Mapping[str, Rival]] = {
    "missile": {"climatology": climatology, "persistence": persistence, "regression": regression},
    "gprc_kor": {
        "climatology": climatology, "persistence": persistence, "autoregression": autoregression,
        "smoothed level": smoothed_level,
    },
}  # fmt: skip
"""Who competes for each variable; the first is what skill is measured against."""
