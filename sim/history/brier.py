"""Brier scores of forecast probabilities, and their calibration table (Brier 1950; Murphy 1973)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from sim.foundations.months import parse_month
from sim.history.events import EVENTS, is_recorded
from sim.history.observations import Observations
from sim.scenario.scenario import Scenario

AHEAD = 12
EDGES = (0.0, 0.1, 0.25, 0.5, 0.75, 1.0)
"""Edges of the classes of probability in the calibration table."""


@dataclass(frozen=True)
class BrierScore:
    """The score of an event. number: of forecasts. rate: share of them in which it happened. brier: mean squared error of the
    probability. reference: that of the share of earlier years with the event. skill: 1 - brier / reference.
    """

    event: str
    number: int
    rate: float
    brier: float
    reference: float

    @property
    def skill(self) -> float:
        return 1 - self.brier / self.reference


@dataclass(frozen=True)
class CalibrationClass:
    """Forecasts of all events with a probability in a class. forecast: their mean; observed: the share that happened."""

    low: float
    high: float
    number: int
    forecast: float
    observed: float


@dataclass(frozen=True)
class EventScores:
    """Scores of each event, and the calibration of all together.

    reliability: the term of Murphy's decomposition, zero where forecasts are calibrated.
    """

    scores: tuple[BrierScore, ...]
    classes: tuple[CalibrationClass, ...]

    @property
    def reliability(self) -> float:
        total = sum(each.number for each in self.classes)
        return sum(each.number * (each.forecast - each.observed) ** 2 for each in self.classes) / total if total else 0.0


def event_scores(probs: Mapping[tuple[str, str], float], scenario: Scenario, observations: Observations) -> EventScores:
    """Return the scores of probabilities, (event, origin) -> probability within twelve months."""
    scores, pairs = [], []
    for name, event in EVENTS.items():
        rows = []
        for origin in sorted(month for each, month in probs if each == name):
            first = parse_month(origin) + 1
            if not is_recorded(first + AHEAD - 1, name, observations):
                continue
            years = range(first - AHEAD, scenario.start - 1, -AHEAD)
            past = [event.within(year, AHEAD, scenario, observations) for year in years]
            happened = event.within(first, AHEAD, scenario, observations)
            rows.append((probs[name, origin], base_rate(past), float(happened)))
        if rows:
            forecast, base, happened_ = np.array(rows).T
            errors = float(((forecast - happened_) ** 2).mean()), float(((base - happened_) ** 2).mean())
            scores.append(BrierScore(name, len(rows), float(happened_.mean()), *errors))
            pairs += [(row[0], row[2]) for row in rows]
    return EventScores(tuple(scores), calibration_table(pairs))


def base_rate(past: Sequence[bool]) -> float:
    """Return the share of past years with an event, with Jeffreys' prior: (k + 1/2) / (n + 1)."""
    return (sum(past) + 0.5) / (len(past) + 1)


def calibration_table(pairs: Sequence[tuple[float, float]]) -> tuple[CalibrationClass, ...]:
    """Return the classes that have forecasts, from pairs of a probability and whether the event happened (0 or 1)."""
    classes = []
    for low, high in pairwise(EDGES):
        inside = [pair for pair in pairs if low <= pair[0] < high or (high == EDGES[-1] and pair[0] == high)]
        if inside:
            forecast, observed = np.mean(inside, axis=0)
            classes.append(CalibrationClass(low, high, len(inside), float(forecast), float(observed)))
    return tuple(classes)
