"""A stacked forecast: the quantiles of the model and of statistical forecasters averaged, weighted by past scores alone.

    w_i ~ exp(-e m_i),   m_i = sum of d^k s_ik / (sum of d^k + 1)

weight of forecaster i, w_i; its score at the k-th last origin relative to the mean of all forecasters, s_ik; discount of older
origins, d [0-1]; sharpness, e. The one in the denominator stands for an origin at which all were equal, so that weights
begin equal and move slowly. At an origin, only months observed by then are scored. Averages of quantiles: Lichtendahl,
Grushka-Cockayne & Winkler (2013); exponential weights: Vovk (1990).
"""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from sim.history.observation_models.pairs import PAIRS
from sim.history.observations import Observations
from sim.history.scores import OWN, Key, crps, from_score_scale, on_score_scale

type Numbers = NDArray[np.float64]

MEMBERS: Mapping[str, tuple[str, ...]] = {
    "missile": (OWN, "regression"),
    "gprc_kor": (OWN, "smoothed level"),
    **dict.fromkeys(PAIRS, (OWN, "smoothed level", "recent months")),
}
"""Forecasters that are averaged, by variable."""

SHARPNESS, DISCOUNT = 5.0, 0.9
"""Sharpness of the weights, and discount a year. Source: judgement: after some years, a score ten percent below the mean of all
raises a weight by half. On 1996-2008, skill differs by less than 0.01 for a sharpness of 0 to 60."""


def stacked(forecasts: Mapping[str, Mapping[Key, Numbers]], observations: Observations) -> dict[Key, Numbers]:
    """Return the stacked forecast of every key of the model's own; forecasts: by forecaster."""
    result: dict[Key, Numbers] = {}
    for variable in {name: None for name, _, _ in forecasts[OWN]}:
        members = [forecasts[name] for name in MEMBERS[variable]]
        known = observations.series[variable].values
        origins = sorted({origin for name, origin, _ in forecasts[OWN] if name == variable})
        for index, origin in enumerate(origins):
            earlier = [
                scored
                for before in origins[:index]
                if (scored := [key for key in _keys(forecasts[OWN], variable, before) if key[2] <= origin and key[2] in known])
            ]
            weights = learnt_weights(np.array([_relative(members, keys, known) for keys in earlier]).reshape(-1, len(members)))
            for key in _keys(forecasts[OWN], variable, origin):
                values = np.array([on_score_scale(variable, each[key]) for each in members])
                result[key] = from_score_scale(variable, weights @ values)
    return result


def learnt_weights(relative: Numbers) -> Numbers:
    """Return the weights of forecasters, (forecaster,); relative: their scores at earlier origins, (origin, forecaster)."""
    discounts = DISCOUNT ** np.arange(len(relative))[::-1]
    mean = discounts @ (relative - 1) / (discounts.sum() + 1)
    weights: Numbers = np.exp(-SHARPNESS * mean)
    return weights / weights.sum()


def _keys(quantiles: Mapping[Key, Numbers], variable: str, origin: str) -> list[Key]:
    return [key for key in quantiles if key[:2] == (variable, origin)]


def _relative(members: Sequence[Mapping[Key, Numbers]], keys: Sequence[Key], known: Mapping[str, float]) -> Numbers:
    """Return the score of each forecaster over some months, relative to the mean of all, (forecaster,)."""
    variable = keys[0][0]
    observed = on_score_scale(variable, np.array([known[key[2]] for key in keys]))
    values = [on_score_scale(variable, np.array([each[key] for key in keys])) for each in members]
    score = np.array([float(crps(each, observed).mean()) for each in values])
    return score / score.mean() if score.mean() > 0 else np.ones(len(score))
