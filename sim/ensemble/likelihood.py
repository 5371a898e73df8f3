"""How likely an event is within the horizon, with an interval: quantiles of rare events are zero and say nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from pandas import DataFrame

    from sim.ensemble.run import Run

NORMAL_95 = 1.6448536269514722
"""The standard normal quantile that leaves 5 % above: bounds of a two-sided 90 % interval."""

NOTABLE: dict[str, tuple[str, tuple[str, ...]]] = {
    "talks": ("Talks begin", ("talks_begin",)),
    "deal": ("A deal is reached", ("deal",)),
    "nuclear_test": ("A nuclear test", ("nuclear_test",)),
    "limited_attack": ("A limited attack", ("limited_attack",)),
    "crisis": ("A crisis in any dyad, or worse", ("crisis", "clash", "war")),
    "clash": ("A limited clash in any dyad, or worse", ("clash", "war")),
    "war": ("A war in any dyad", ("war",)),
}
"""Name -> title, and the kinds of event that count as it: a crisis may climb several rungs in its first month."""


@dataclass(frozen=True)
class Likelihood:
    """The share of worlds in which an event happens at least once, with its 90 % Wilson interval."""

    name: str
    title: str
    count: int
    share: float
    low: float
    high: float


def likelihoods(run: "Run") -> tuple[Likelihood, ...]:
    """Return how likely each notable event is within the horizon of a run."""
    return run.likelihoods


def counted(events: Iterable["DataFrame"], worlds: int) -> tuple[Likelihood, ...]:
    """Return how likely each notable event is, given the events of so many worlds."""
    happened = {name: np.zeros(worlds, dtype=bool) for name in NOTABLE}
    for block in events:
        for name, (_, kinds) in NOTABLE.items():
            happened[name][block.loc[block["kind"].isin(kinds), "world"]] = True
    return tuple(of(name, int(found.sum()), worlds) for name, found in happened.items())


def of(name: str, count: int, worlds: int) -> Likelihood:
    """Return the likelihood of a notable event that happens in `count` of so many worlds."""
    return Likelihood(name, NOTABLE[name][0], count, count / worlds, *wilson(count, worlds))


def wilson(count: int, of: int) -> tuple[float, float]:
    """Return the 90 % interval of a share, of `count` among `of` draws (Wilson 1927).

    (p + z^2/2n -+ z sqrt(p (1 - p)/n + z^2/4n^2)) / (1 + z^2/n)
    """
    share, z2 = count / of, NORMAL_95**2
    centre = share + z2 / (2 * of)
    half = NORMAL_95 * sqrt(share * (1 - share) / of + z2 / (4 * of * of))
    # exact at the ends, where rounding would leave a trace
    low = (centre - half) / (1 + z2 / of) if count else 0.0
    high = (centre + half) / (1 + z2 / of) if count < of else 1.0
    return low, high
