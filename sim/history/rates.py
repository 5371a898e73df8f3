"""Face validity: how often things happen on record, in the history driven by policies alone, and in the baseline."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.ensemble.run import Run
from sim.foundations.months import parse_month
from sim.history.facts import FACTS
from sim.history.observations import Observations
from sim.history.record import WARHEADS
from sim.model.stages import DEAL, NONE, TALKS

type Numbers = NDArray[np.float64]
type Window = tuple[str, str]

BAND = (0.1, 0.9)
"""The 80 % band of worlds."""

EVER = ("1990-01", "2018-12")
"""The months of the record that is compared."""

FACTS_COUNTED = (
    ("Limited attacks, dated facts", "limited_attack", "attack", ("1999-01", "2015-12")),
    ("Nuclear tests", "nuclear_test", "nuclear_test", ("2006-01", "2017-12")),
    ("Nuclear tests", "nuclear_test", "nuclear_test", ("1990-01", "2005-12")),
    ("Sanctions rounds", "sanctions", "sanctions", ("2006-01", "2017-12")),
    ("Sanctions rounds", "sanctions", "sanctions", ("1990-01", "2005-12")),
)
"""Title, kind of event of the model, kind of dated fact, and the months that are compared."""

MISSILES = (("1990-01", "2005-12"), ("2006-01", "2013-12"), ("2014-01", "2017-12"))
CRISES = ("crisis_us_dprk", "crisis_rok_dprk")

COERCION = ("2016-07", "2017-10")
"""Months of economic coercion of Seoul by Beijing: from the decision on THAAD to the understanding of 31 October 2017.
Source: statements of both foreign ministries."""


@dataclass(frozen=True)
class Band:
    """What worlds show: their mean, and the quantiles of the 80 % band."""

    mean: float
    low: float
    high: float

    @classmethod
    def of(cls, values: Numbers) -> "Band":
        """Return the band of values by world, (world,)."""
        low, high = np.quantile(values, BAND)
        return cls(float(values.mean()), float(low), float(high))


@dataclass(frozen=True)
class Rate:
    """A rate a decade, or a level (per_decade False): on record, in the driven history, and in the baseline over its horizon.

    baseline: None where it has no meaning. imposed: whether the driven history is given the record, so that the two agree.
    """

    title: str
    window: Window
    observed: float
    driven: Band
    baseline: Band | None
    per_decade: bool = True
    imposed: bool = False

    @property
    def inside(self) -> bool:
        """Whether the record lies within the 80 % band of driven worlds."""
        return self.driven.low <= self.observed <= self.driven.high


def rates(driven: Run, baseline: Run, observations: Observations) -> list[Rate]:
    """Return the rates whose record is known. driven: the history scenario without assimilation; baseline: what is compared."""
    both = (driven, baseline)
    found = []
    if "attacks" in observations.series:
        months = float((_observed(observations, "attacks", EVER) > 0).sum())
        found.append(_events(both, "Limited attacks, database of provocations", "limited_attack", EVER, months))
    found += [_events(both, title, kind, window, _facts(fact, window)) for title, kind, fact, window in FACTS_COUNTED]
    if "missile" in observations.series:
        found += [
            _rate(both, "Missile tests", window, float(np.nansum(_observed(observations, "missile", window))), _missile_tests)
            for window in MISSILES
        ]
    if observations.series.keys() >= set(CRISES):
        found.append(_events(both, "Crises of the peninsula", "crisis", EVER, _crises(observations), between_rivals=True))
    found.append(_events(both, "Wars", "war", EVER, 0))
    found.append(_events(both, "Months of economic coercion of Seoul", "coercion", EVER, _months(COERCION)))
    return [*found, *_talks(both), *_warheads(driven)]


def _rate(
    both: tuple[Run, Run],
    title: str,
    window: Window,
    observed: float,
    count: Callable[[Run, Window], Numbers],
    imposed: bool = False,
) -> Rate:
    """Return a rate a decade. observed: how often in the window. count: how often in a window, in every world, (world,)."""
    driven, baseline = both
    whole = (baseline.months[0], baseline.months[-1])
    decades = _months(window) / 120
    own = Band.of(count(baseline, whole) / (_months(whole) / 120))
    return Rate(title, window, observed / decades, Band.of(count(driven, window) / decades), own, imposed=imposed)


def _events(
    both: tuple[Run, Run],
    title: str,
    kind: str,
    window: Window,
    observed: float,
    between_rivals: bool = False,
    imposed: bool = False,
) -> Rate:
    def count(run: Run, months: Window) -> Numbers:
        return _counted(run, kind, months, between_rivals)

    return _rate(both, title, window, observed, count, imposed)


def _counted(run: Run, kind: str, window: Window, between_rivals: bool) -> Numbers:
    """Return how many events of a kind each world has in a window, (world,).

    between_rivals: only those between the challenger and the patron or the main protege; of both in one month, one counts.
    """
    events = run.events
    chosen = events[(events["kind"] == kind) & (events["month"] >= window[0]) & (events["month"] <= window[1])]
    if between_rivals:
        theatre = run.scenario.theatre
        parties = chosen[["actor", "target"]].astype(str)
        of_challenger = (parties == theatre.challenger.name).any(axis=1)
        of_rivals = parties.isin({theatre.patron.name, theatre.main_protege.name}).any(axis=1)
        chosen = chosen[of_challenger & of_rivals].drop_duplicates(["world", "month"])
    return np.bincount(chosen["world"], minlength=run.scenario.worlds).astype(np.float64)


def _missile_tests(run: Run, window: Window) -> Numbers:
    first, last = (run.months.index(month) for month in window)
    return run.series("missile_tests")[first : last + 1].sum(axis=0).astype(np.float64)


def _facts(kind: str, window: Window) -> float:
    return float(sum(fact.kind == kind and window[0] <= fact.month <= window[1] for fact in FACTS))


def _observed(observations: Observations, name: str, window: Window) -> Numbers:
    return observations.by_month(name, parse_month(window[0]), _months(window))


def _crises(observations: Observations) -> float:
    """Return how many times a rivalry of the peninsula entered a crisis."""
    start = parse_month(EVER[0]) - 1
    return _entered(np.stack([observations.by_month(name, start, _months(EVER) + 1) > 0 for name in CRISES]))


def _talks(both: tuple[Run, Run]) -> list[Rate]:
    """Return how often patron and main protege began to talk, and agreed: on record are the stages in the history scenario."""
    scenario = both[0].scenario
    theatre = scenario.theatre
    parties = {theatre.patron.name, theatre.main_protege.name}
    conditions = [scenario.conditions["theatre"][f"channel_{c.name}"] for c in theatre.channels if c.parties[0] in parties]
    # the first option leaves the stage to the model
    stages = np.stack([each.values(scenario.start, _months(EVER)) - 1 for each in conditions])
    before = np.pad(stages, ((0, 0), (1, 0)), constant_values=NONE)
    return [
        _events(both, title, kind, EVER, _entered(before >= least), between_rivals=True, imposed=True)
        for title, kind, least in (("Talks begin", "talks_begin", TALKS), ("Agreements", "deal", DEAL))
    ]


def _entered(within: NDArray[np.bool]) -> float:
    """Return how often any row begins, several in one month counting once; within: (row, month), the first the month before."""
    begins = within[:, 1:] & ~within[:, :-1]
    return float(begins.any(axis=0).sum())


def _warheads(driven: Run) -> Iterator[Rate]:
    warheads = driven.series("warheads")
    for month, estimate in WARHEADS.items():
        levels = warheads[driven.months.index(month)].astype(np.float64)
        yield Rate("Warheads", (month, month), estimate, Band.of(levels), None, per_decade=False)


def _months(window: Window) -> int:
    return parse_month(window[1]) - parse_month(window[0]) + 1


def window_text(window: Window) -> str:
    """Return the months of a rate: 1990 to 2018, or one month."""
    return window[0] if window[0] == window[1] else f"{window[0][:4]} to {window[1][:4]}"
