"""Scores of forecasts: the continuous ranked probability score, skill, coverage and probability integral transform."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.foundations.months import parse_month
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
"""The whole window, that of the fit, that of the choice, and what is kept back, where a user has it."""


@dataclass(frozen=True)
class Score:
    """How one forecaster did in one window. coverage: share of months inside the 5 to 95 % band; number: of months."""

    variable: str
    window: tuple[str, str]
    forecaster: str
    number: int
    crps: float
    skill: float
    coverage: float


def crps(quantiles: Numbers, observed: Numbers) -> Numbers:
    """Return the score of each month from its nineteen quantiles, (month, level): twice their mean pinball loss.

    It approximates the continuous ranked probability score (Gneiting & Raftery 2007).
    """
    import scoringrules

    found: Numbers = np.asarray(scoringrules.crps_quantile(observed, quantiles, LEVELS), dtype=np.float64)
    return found


def rival_quantiles(scenario: Scenario, observations: Observations, keys: Mapping[Key, Numbers]) -> dict[str, dict[Key, Numbers]]:
    """Return what every rival says at the origins of a hindcast: name -> (variable, origin, month) -> quantiles."""
    from sim.foundations.months import format_month

    found: dict[str, dict[Key, Numbers]] = {}
    told = _policies(scenario)
    for variable in VARIABLES:
        values = observations.by_month(variable, scenario.start, scenario.months)
        for origin in sorted({origin for name, origin, _ in keys if name == variable}):
            known = parse_month(origin) - scenario.start + 1
            for name, rival in RIVALS[variable].items():
                said = rival(values[:known], told[: known + AHEAD])
                for ahead in range(AHEAD):
                    key = variable, origin, format_month(scenario.start + known + ahead)
                    if key in keys:
                        found.setdefault(name, {})[key] = said[ahead]
    return found


def _policies(scenario: Scenario) -> Numbers:
    """Return what the regression is told, month by month: talks or deals in any channel, exercises, doctrine of tests."""
    months = scenario.months
    channels = [name for name in scenario.conditions["theatre"] if name.startswith("channel_")]
    stages = np.array([scenario.conditions["theatre"][name].values(scenario.start, months) for name in channels])
    patron, challenger = scenario.theatre.patron, scenario.theatre.challenger
    tempo = scenario.policy[patron.name][patron.lever_names["exercise_tempo"]].values(scenario.start, months)
    tests = scenario.policy[challenger.name][challenger.lever_names["testing_tempo"]].values(scenario.start, months)
    season = np.array([(scenario.start + month) % 12 in (2, 7) for month in range(months)])
    return np.column_stack([stages.max(axis=0) >= 2, tempo * season, np.log(tests + 0.05)]).astype(np.float64)


def scores(found: Hindcast, rivals: Mapping[str, Mapping[Key, Numbers]], observations: Observations) -> list[Score]:
    """Return how the simulator and its rivals did, window by window; skill against climatology."""
    rows = []
    for variable in VARIABLES:
        known = observations.series[variable].values
        for window in WINDOWS[variable]:
            keys = [key for key in found.quantiles if key[0] == variable and window[0] <= key[2] <= window[1] and key[2] in known]
            if not keys:
                continue
            observed = np.array([known[month] for _, _, month in keys])
            reference = float(crps(np.array([rivals["climatology"][key] for key in keys]), observed).mean())
            said = {"Peninsula": found.quantiles} | {name: rivals[name] for name in RIVALS[variable]}
            for name, quantiles in said.items():
                values = np.array([quantiles[key] for key in keys])
                score = float(crps(values, observed).mean())
                inside = float(((values[:, 0] <= observed) & (observed <= values[:, -1])).mean())
                rows.append(Score(variable, window, name, len(keys), score, 1 - score / reference, inside))
    return rows


def transform(found: Hindcast, observations: Observations, variable: str, bins: int = 10) -> Numbers:
    """Return how often observations fell into each tenth of their forecasts, 1 where they fell as often as they should.

    A count takes up the whole step that its probability makes, evenly (Czado, Gneiting & Held 2009).
    """
    known = observations.series[variable].values
    edges = np.linspace(0, 1, bins + 1)
    filled = np.zeros(bins)
    for (name, _, month), values in found.quantiles.items():
        if name == variable and month in known:
            low, high = (count / (len(values) + 1) for count in _below(values, known[month]))
            share = np.clip((edges - low) / max(high - low, 1e-9), 0, 1)
            filled += np.diff(share)
    found_share: Numbers = filled / filled.sum() * bins
    return found_share


def _below(values: Numbers, observed: float) -> tuple[float, float]:
    """Return how many of the quantiles lie below an observation, and how many not above it; one gap at least."""
    low, high = float((values < observed).sum()), float((values <= observed).sum())
    return (low, low + 1) if low == high else (low, high + 1)
