"""Scores of forecasts: the continuous ranked probability score, skill, coverage and probability integral transform."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.foundations.months import format_month, parse_month
from sim.history.hindcast import AHEAD, LEVELS
from sim.history.observation_models.pairs import PAIRS
from sim.history.observations import Observations
from sim.history.rivals import RIVALS
from sim.scenario.scenario import Scenario

type Numbers = NDArray[np.float64]
type Key = tuple[str, str, str]

WINDOWS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "missile": (("1998-01", "2018-12"), ("1998-01", "2011-12"), ("2012-01", "2018-12"), ("2019-01", "9999-12")),
    "gprc_kor": (("1996-01", "2018-12"), ("1996-01", "2011-12"), ("2012-01", "2018-12"), ("2019-01", "9999-12")),
    **dict.fromkeys(PAIRS, (("1996-01", "2018-12"), ("1996-01", "2008-12"), ("2009-01", "2018-12"), ("2019-01", "9999-12"))),
}
"""The whole window, that of the fit, that of the selection, and the months held out, where the user has them."""

ERAS = (("1996-01", "2002-12"), ("2003-01", "2008-12"), ("2009-01", "2016-12"), ("2017-01", "2018-12"))
"""Agreed Framework; six-party talks; strategic patience and byungjin; fire and fury, and the summits."""

OWN, STACKED = "Peninsula", "stacked"
"""Names of the model's own forecast, and of its average with statistical forecasters (`sim.history.stacking`)."""


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


def on_score_scale(variable: str, values: Numbers) -> Numbers:
    """Return values on the scale that they are scored on: pairs on ln(1 + value), since months differ by orders of magnitude."""
    return np.log1p(values) if variable in PAIRS else values


def from_score_scale(variable: str, values: Numbers) -> Numbers:
    """Return values on their own scale, the inverse of `on_score_scale`."""
    return np.maximum(np.expm1(values), 0) if variable in PAIRS else values


def rival_quantiles(scenario: Scenario, observations: Observations, keys: Mapping[Key, Numbers]) -> dict[str, dict[Key, Numbers]]:
    """Return the forecasts of the rivals at the origins of a hindcast: name -> (variable, origin, month) -> quantiles."""
    by_rival: dict[str, dict[Key, Numbers]] = {}
    policies = _policies(scenario)
    for variable in {name: None for name, _, _ in keys}:
        values = _without_gaps(observations.by_month(variable, scenario.start, scenario.months))
        for origin in sorted({origin for name, origin, _ in keys if name == variable}):
            known = parse_month(origin) - scenario.start + 1
            for name, rival in RIVALS[variable].items():
                forecast = rival(values[:known], policies[: known + AHEAD])
                for ahead in range(AHEAD):
                    key = variable, origin, format_month(scenario.start + known + ahead)
                    if key in keys:
                        by_rival.setdefault(name, {})[key] = forecast[ahead]
    return by_rival


def _without_gaps(values: Numbers) -> Numbers:
    """Return a series with the last value before each gap in it, and zero before the first."""
    last = np.maximum.accumulate(np.where(np.isnan(values), -1, np.arange(len(values))))
    filled: Numbers = np.where(last >= 0, values[last], 0.0)
    return filled


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


def scores(
    forecasts: Mapping[str, Mapping[Key, Numbers]],
    observations: Observations,
    windows: Mapping[str, Sequence[tuple[str, str]]] = WINDOWS,
    clip: bool = False,
) -> list[Score]:
    """Return the scores of forecasts in each window; skill is 1 - CRPS / CRPS of climatology.

    forecasts: by forecaster; the keys of the model's own are those that are scored.
    clip: windows end where the months do that are scored, and those that are equal then are scored once.
    """
    rows: list[Score] = []
    own = forecasts[OWN]
    for variable in {name: None for name, _, _ in own}:
        known = observations.series[variable].values
        for begin, end in windows[variable]:
            window = begin, end
            keys = [key for key in own if key[0] == variable and key[2] in known and begin <= key[2] <= end]
            if not keys:
                continue
            if clip:
                window = min(key[2] for key in keys), max(key[2] for key in keys)
                if any((row.variable, row.window) == (variable, window) for row in rows):
                    continue
            observed = on_score_scale(variable, np.array([known[month] for _, _, month in keys]))
            reference = float(_crps_of(forecasts["climatology"], keys, observed).mean())
            for name in (name for name in forecasts if keys[0] in forecasts[name]):
                score = float(_crps_of(forecasts[name], keys, observed).mean())
                values = on_score_scale(variable, np.array([forecasts[name][key] for key in keys]))
                inside = float(((values[:, 0] <= observed) & (observed <= values[:, -1])).mean())
                rows.append(Score(variable, window, name, len(keys), score, 1 - score / reference, inside))
    return rows


def _crps_of(quantiles: Mapping[Key, Numbers], keys: Sequence[Key], observed: Numbers) -> Numbers:
    return crps(on_score_scale(keys[0][0], np.array([quantiles[key] for key in keys])), observed)


def era_scores(forecasts: Mapping[str, Mapping[Key, Numbers]], observations: Observations, clip: bool = False) -> list[Score]:
    """Return the scores of the model's own and of the stacked forecast in each era; clip: as in `scores`."""
    chosen = {name: each for name, each in forecasts.items() if name in (OWN, STACKED, "climatology")}
    rows = scores(chosen, observations, dict.fromkeys(WINDOWS, ERAS), clip)
    return [row for row in rows if row.forecaster != "climatology"]


def pit_histogram(quantiles: Mapping[Key, Numbers], observations: Observations, variable: str, bins: int = 10) -> Numbers:
    """Return the histogram of the probability integral transform, (bins,): 1 everywhere for calibrated forecasts.

    A count is spread evenly over the step of its cumulative probability (Czado, Gneiting & Held 2009).
    """
    known = observations.series[variable].values
    edges = np.linspace(0, 1, bins + 1)
    filled = np.zeros(bins)
    for (name, _, month), values in quantiles.items():
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
