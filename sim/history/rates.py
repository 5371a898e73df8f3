"""Face validity: how often things happen in the history driven by policies alone, on record, and in the baseline."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.ensemble.run import Run
from sim.foundations.months import parse_month
from sim.history.facts import FACTS
from sim.history.observations import Observations
from sim.history.record import WARHEADS

type Numbers = NDArray[np.float64]

BAND = (0.1, 0.9)
"""The 80 % band of worlds."""

COUNTED = (
    ("Limited attacks", "limited_attack", "attack", ("1999-01", "2015-12")),
    ("Limited attacks", "limited_attack", "attack", ("1990-01", "2018-12")),
    ("Nuclear tests", "nuclear_test", "nuclear_test", ("2006-01", "2017-12")),
    ("Nuclear tests", "nuclear_test", "nuclear_test", ("1990-01", "2005-12")),
    ("Sanctions rounds", "sanctions", "sanctions", ("2006-01", "2017-12")),
    ("Sanctions rounds", "sanctions", "sanctions", ("1990-01", "2005-12")),
)
"""Title, kind of event of the model, kind of dated fact, and the months that are compared."""

MISSILES = (("1990-01", "2005-12"), ("2006-01", "2013-12"), ("2014-01", "2017-12"))
CRISES = ("crisis_us_dprk", "crisis_rok_dprk")


@dataclass(frozen=True)
class Rate:
    """A rate a decade, or a level (per_decade False). observed: on record; mean, low, high: of driven worlds.

    baseline: the mean of its worlds, or None where that has no meaning.
    """

    title: str
    window: tuple[str, str]
    observed: float
    mean: float
    low: float
    high: float
    baseline: float | None
    per_decade: bool = True

    @property
    def inside(self) -> bool:
        """Whether the record lies within the 80 % band of driven worlds."""
        return self.low <= self.observed <= self.high


def rates(driven: Run, baseline: Run, observations: Observations) -> list[Rate]:
    """Return what is on record, beside the history driven by policies alone, and the rates of the baseline over its horizon."""
    whole = (baseline.months[0], baseline.months[-1])
    ever = ("1990-01", "2018-12")

    def events(title: str, kind: str, window: tuple[str, str], observed: float, dyads: tuple[str, ...] = ()) -> Rate:
        counts, own = _events(driven, kind, window, dyads), _events(baseline, kind, whole, dyads)
        return _rate(title, window, observed, counts, own, baseline)

    found = [events(title, kind, window, _facts(fact, window)) for title, kind, fact, window in COUNTED]
    if "missile" in observations.series:
        own = _tests(baseline, whole)
        found += [
            _rate("Missile tests", window, _sum(observations, window), _tests(driven, window), own, baseline)
            for window in MISSILES
        ]
    if observations.series.keys() >= set(CRISES):
        found.append(events("Crises of the peninsula", "crisis", ever, _crises(observations), CRISES))
    found.append(events("Wars", "war", ever, 0))
    warheads = driven.series("warheads")
    for month, estimate in WARHEADS.items():
        levels = warheads[driven.months.index(month)].astype(np.float64)
        low, high = (float(each) for each in np.quantile(levels, BAND))
        found.append(Rate("Warheads", (month, month), estimate, float(levels.mean()), low, high, None, per_decade=False))
    return found


def _rate(title: str, window: tuple[str, str], observed: float, counts: Numbers, own: Numbers, baseline: Run) -> Rate:
    """Return a rate a decade. counts: of every driven world in the window; own: of every world of the baseline."""
    decades, whole = _months(window) / 120, baseline.scenario.months / 120
    low, high = (float(each) / decades for each in np.quantile(counts, BAND))
    return Rate(title, window, observed / decades, float(counts.mean()) / decades, low, high, float(own.mean()) / whole)


def _months(window: tuple[str, str]) -> int:
    return parse_month(window[1]) - parse_month(window[0]) + 1


def _facts(kind: str, window: tuple[str, str]) -> float:
    return float(sum(fact.kind == kind and window[0] <= fact.month <= window[1] for fact in FACTS))


def _sum(observations: Observations, window: tuple[str, str]) -> float:
    return float(np.nansum(observations.by_month("missile", parse_month(window[0]), _months(window))))


def _crises(observations: Observations) -> float:
    """Return how many times either dyad of the peninsula entered a crisis, both at once counting once."""
    start, months = parse_month("1990-01"), _months(("1990-01", "2018-12"))
    within = np.stack([observations.by_month(name, start - 1, months + 1) > 0 for name in CRISES])
    begins = within[:, 1:] & ~within[:, :-1]
    return float(begins.any(axis=0).sum())


def _events(run: Run, kind: str, window: tuple[str, str], dyads: tuple[str, ...] = ()) -> Numbers:
    """Return how many events of a kind each world has in a window, (world,).

    dyads: if any, only events of the challenger with patron or main protege; of both in one month, one counts.
    """
    events = run.events
    chosen = events[(events["kind"] == kind) & (events["month"] >= window[0]) & (events["month"] <= window[1])]
    if dyads:
        theatre = run.scenario.theatre
        rivals = {theatre.patron.name, theatre.main_protege.name}
        parties = chosen[["actor", "target"]].astype(str)
        of_challenger = (parties == theatre.challenger.name).any(axis=1)
        chosen = chosen[of_challenger & parties.isin(rivals).any(axis=1)].drop_duplicates(["world", "month"])
    return np.bincount(chosen["world"], minlength=run.scenario.worlds).astype(np.float64)


def _tests(run: Run, window: tuple[str, str]) -> Numbers:
    first, last = (run.months.index(month) for month in window)
    return run.series("missile_tests")[first : last + 1].sum(axis=0).astype(np.float64)


def window_text(window: tuple[str, str]) -> str:
    """Return the months of a rate: 1990 to 2018, or one month."""
    return window[0] if window[0] == window[1] else f"{window[0][:4]} to {window[1][:4]}"
