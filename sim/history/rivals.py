"""Simple statistical forecasters that the simulator is compared with; each forecasts quantiles from what was known at its origin.

climatology: the trailing sixty months. persistence: the trailing twelve. For counts, a negative-binomial regression with the same
policy inputs as the simulator: talks, exercises and doctrine. For ln GPRC_KOR, an AR(1), and a smoothed level that decays to its
five-year mean. For the directed pairs, on ln(1 + value), that smoothed level, and the past with more weight on recent months.
"""

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.stats import nbinom, norm

from sim.history.hindcast import AHEAD, LEVELS
from sim.history.observation_models.counts import log_negative_binomial
from sim.history.observation_models.pairs import PAIRS
from sim.history.observation_models.press import FLOOR

type Numbers = NDArray[np.float64]
type Rival = Callable[[Numbers, Numbers], Numbers]
"""Maps the observations up to the origin, (month,), and the policies of those and the forecast months, (month + 12, term), to
quantiles at LEVELS, (12, 19)."""

CLIMATOLOGY, PERSISTENCE = 60, 12


def climatology(past: Numbers, _: Numbers) -> Numbers:
    """Forecast the distribution of the trailing five years."""
    return np.tile(np.quantile(past[-CLIMATOLOGY:], LEVELS), (AHEAD, 1))


def persistence(past: Numbers, _: Numbers) -> Numbers:
    """Forecast the distribution of the trailing year."""
    return np.tile(np.quantile(past[-PERSISTENCE:], LEVELS), (AHEAD, 1))


def climatology_pair(past: Numbers, policies: Numbers) -> Numbers:
    """Forecast the distribution of the trailing five years, interpolated on ln(1 + value), as scorers do."""
    return np.expm1(climatology(np.log1p(past), policies))


def persistence_pair(past: Numbers, policies: Numbers) -> Numbers:
    """Forecast the distribution of the trailing year, interpolated on ln(1 + value)."""
    return np.expm1(persistence(np.log1p(past), policies))


def recent(past: Numbers, _: Numbers, half_life: float = 6.0, whole: float = 0.4) -> Numbers:
    """Forecast the distribution of all past months, the recent ones with more weight, on ln(1 + value).

    half_life: of the weights [months]. whole: share of weight that is spread over all months alike.
    """
    weights = 0.5 ** (np.arange(len(past))[::-1] / half_life)
    weights = (1 - whole) * weights / weights.sum() + whole / len(past)
    order = np.argsort(past)
    middle = np.cumsum(weights[order]) - weights[order] / 2
    return np.tile(np.expm1(np.interp(LEVELS, middle, np.log1p(past[order]))), (AHEAD, 1))


def regression(past: Numbers, policies: Numbers) -> Numbers:
    """Forecast by a negative-binomial regression on policies, fitted with a weak prior on all past observations."""
    known = len(past)
    terms = np.column_stack([np.ones(len(policies)), policies])

    def cost(x: Numbers) -> float:
        mean = np.exp(np.clip(terms[:known] @ x[:-1], -8, 4))
        log_likelihood = sum(log_negative_binomial(count, mean[month], np.exp(x[-1])) for month, count in enumerate(past))
        return float(-log_likelihood + 0.5 * (x[1:-1] ** 2).sum())

    optimum = minimize(cost, np.zeros(terms.shape[1] + 1), method="L-BFGS-B").x
    mean = np.exp(np.clip(terms[known : known + AHEAD] @ optimum[:-1], -8, 4))
    size = np.exp(optimum[-1])
    return np.array([nbinom.ppf(LEVELS, size, size / (size + each)) for each in mean], dtype=np.float64)


def autoregression(past: Numbers, _: Numbers) -> Numbers:
    """Forecast by an AR(1) on logarithms, fitted on all past observations."""
    y = np.log(np.maximum(past, FLOOR))
    before, after = y[:-1] - y.mean(), y[1:] - y.mean()
    slope = float(np.clip((before * after).sum() / (before**2).sum(), 0, 0.99))
    noise = float((after - slope * before).std())
    mean, variance, quantiles = y[-1] - y.mean(), 0.0, []
    for _month in range(AHEAD):
        mean, variance = slope * mean, slope**2 * variance + noise**2
        quantiles.append(np.exp(y.mean() + mean + np.sqrt(variance) * norm.ppf(LEVELS)))
    return np.array(quantiles)


def smoothed_level(past: Numbers, _: Numbers) -> Numbers:
    """Forecast by a smoothed level on logarithms."""
    return np.exp(smoothed(np.log(np.maximum(past, FLOOR))))


def smoothed_pair(past: Numbers, _: Numbers) -> Numbers:
    """Forecast by a smoothed level on ln(1 + value)."""
    return np.expm1(np.maximum(smoothed(np.log1p(past)), 0))


def smoothed(y: Numbers, half_life: float = 3.0, decay: float = 0.93) -> Numbers:
    """Forecast by a smoothed level that decays to the mean of five years, with the spread of its past errors.

    half_life: of the weights of past observations [months]. decay: share of the deviation that remains after a month.
    """
    errors: list[list[float]] = [[] for _ in range(AHEAD)]
    for origin in range(CLIMATOLOGY, len(y)):
        path = _decaying(y[:origin], half_life, decay)
        for ahead in range(min(AHEAD, len(y) - origin)):
            errors[ahead].append(y[origin + ahead] - path[ahead])
    spread = [float(np.std(each)) if len(each) > 2 else 0.5 for each in errors]
    path = _decaying(y, half_life, decay)
    return np.array([path[ahead] + spread[ahead] * norm.ppf(LEVELS) for ahead in range(AHEAD)])


def _decaying(y: Numbers, half_life: float, decay: float) -> Numbers:
    """Return the path of the level over the forecast months, (AHEAD,)."""
    recent = y[-CLIMATOLOGY:]
    weights = 0.5 ** (np.arange(len(recent))[::-1] / half_life)
    level, rest = float((weights * recent).sum() / weights.sum()), float(recent.mean())
    path: Numbers = rest + (level - rest) * np.power(decay, np.arange(1.0, AHEAD + 1))
    return path


RIVALS: Mapping[str, Mapping[str, Rival]] = {
    "missile": {"climatology": climatology, "persistence": persistence, "regression": regression},
    "gprc_kor": {
        "climatology": climatology, "persistence": persistence, "autoregression": autoregression,
        "smoothed level": smoothed_level,
    },
    **{
        name: {
            "climatology": climatology_pair, "persistence": persistence_pair, "smoothed level": smoothed_pair,
            "recent months": recent,
        }
        for name in PAIRS
    },
}  # fmt: skip
"""The forecasters of each variable; the first is the reference forecast of the skill score."""
