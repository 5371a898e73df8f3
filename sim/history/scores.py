"""Scores of forecasts: the continuous ranked probability score, skill, coverage and probability integral transform."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.foundations.months import format_month, parse_month
from sim.history.hindcast import AHEAD, LEVELS, VARIABLES, Hindcast
from sim.history.observations import Observations
from sim.history.rivals import RIVALS
from sim.scenario.scenario import Scenario

type Numbers = NDArray[np.float64]
type Key = tuple[str, str, str]

WINDOWS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "missile": (("1998-01", "2018-12"), ("1998-01", "2011-12"), ("2012-01", "2018-12"), ("2019-01", "9999-12")),
    "gprc_kor": (("1996-01", "2018-12"), ("1996-01", "2011-12"), ("2012-01", "2018-12"), ("2019-01", "9999-12")),
}
"""The whole window, that of the fit, that of the selection, and the months held out, where the user has them."""


@dataclass(frozen=True)
class Score:
    """Scores of one forecaster in one window.

    number: of months. crps, skill: see `crps` and `scores`. coverage: share of months inside the 5 to 95 % band.
    """

    variable: str
    window: tuple[str, str]
    forecaster: str
    number: int
    crps: float
    skill: float
    coverage: float


def crps(quantiles: Numbers, observed: Numbers) -> Numbers:
    """Return the score of each month, (month,): twice the mean pinball loss of its quantiles.

    quantiles: at LEVELS, (month, level). observed: (month,).
    It approximates the continuous ranked probability score (Gneiting & Raftery 2007).
    """
    import scoringrules

    return np.asarray(scoringrules.crps_quantile(observed, quantiles, LEVELS), dtype=np.float64)


def rival_quantiles(scenario: Scenario, observations: Observations, keys: Mapping[Key, Numbers]) -> dict[str, dict[Key, Numbers]]:
    """Return the forecasts of the rivals at the origins of a hindcast: name -> (variable, origin, month) -> quantiles."""
    by_rival: dict[str, dict[Key, Numbers]] = {}
    policies = _policies(scenario)
    for variable in VARIABLES:
        values = observations.by_month(variable, scenario.start, scenario.months)
        for origin in sorted({origin for name, origin, _ in keys if name == variable}):
            known = parse_month(origin) - scenario.start + 1
            for name, rival in RIVALS[variable].items():
                forecast = rival(values[:known], policies[: known + AHEAD])
                for ahead in range(AHEAD):
                    key = variable, origin, format_month(scenario.start + known + ahead)
                    if key in keys:
                        by_rival.setdefault(name, {})[key] = forecast[ahead]
    return by_rival


def _policies(scenario: Scenario) -> Numbers:
    """Return the inputs of the regression, (month, term): talks or a deal in any channel, exercises, doctrine of tests."""
    months = scenario.months
    channels = [name for name in scenario.conditions["theatre"] if name.startswith("channel_")]
    stages = np.array([scenario.conditions["theatre"][name].values(scenario.start, months) for name in channels])
    patron, challenger = scenario.theatre.patron, scenario.theatre.challenger
    tempo = scenario.policy[patron.name][patron.lever_names["exercise_tempo"]].values(scenario.start, months)
    tests = scenario.policy[challenger.name][challenger.lever_names["testing_tempo"]].values(scenario.start, months)
    season = np.array([(scenario.start + month) % 12 in (2, 7) for month in range(months)])
    return np.column_stack([stages.max(axis=0) >= 2, tempo * season, np.log(tests + 0.05)]).astype(np.float64)


def scores(hindcast: Hindcast, rivals: Mapping[str, Mapping[Key, Numbers]], observations: Observations) -> list[Score]:
    """Return the scores of the simulator and its rivals in each window; skill is 1 - CRPS / CRPS of climatology."""
    rows = []
    for variable in VARIABLES:
        known = observations.series[variable].values
        for window in WINDOWS[variable]:
            keys = [key for key in hindcast.quantiles if key[0] == variable and key[2] in known]
            keys = [key for key in keys if window[0] <= key[2] <= window[1]]
            if not keys:
                continue
            observed = np.array([known[month] for _, _, month in keys])
            reference = float(crps(np.array([rivals["climatology"][key] for key in keys]), observed).mean())
            forecasts = {"Peninsula": hindcast.quantiles} | {name: rivals[name] for name in RIVALS[variable]}
            for name, quantiles in forecasts.items():
                values = np.array([quantiles[key] for key in keys])
                score = float(crps(values, observed).mean())
                inside = float(((values[:, 0] <= observed) & (observed <= values[:, -1])).mean())
                rows.append(Score(variable, window, name, len(keys), score, 1 - score / reference, inside))
    return rows


def pit_histogram(hindcast: Hindcast, observations: Observations, variable: str, bins: int = 10) -> Numbers:
    """Return the histogram of the probability integral transform, (bins,): 1 everywhere for calibrated forecasts.

    A count is spread evenly over the step of its cumulative probability (Czado, Gneiting & Held 2009).
    """
    known = observations.series[variable].values
    edges = np.linspace(0, 1, bins + 1)
    filled = np.zeros(bins)
    for (name, _, month), values in hindcast.quantiles.items():
        if name == variable and month in known:
            low, high = (count / (len(values) + 1) for count in _below(values, known[month]))
            share = np.clip((edges - low) / max(high - low, 1e-9), 0, 1)
            filled += np.diff(share)
    histogram: Numbers = filled / filled.sum() * bins
    return histogram


def _below(values: Numbers, observed: float) -> tuple[float, float]:
    """Return the numbers of quantiles below an observation and at or below it, at least one apart."""
    low, high = float((values < observed).sum()), float((values <= observed).sum())
    return (low, low + 1) if low == high else (low, high + 1)
