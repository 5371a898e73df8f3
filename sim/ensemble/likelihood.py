"""How likely an event is within the horizon, with an interval: quantiles of rare events are zero and say nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.ensemble.intervals import wilson

if TYPE_CHECKING:
    from pandas import DataFrame

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


def likelihoods_of(events: Iterable["DataFrame"], worlds: int) -> tuple[Likelihood, ...]:
    """Return the likelihood of each notable event.

    events: tables with the columns kind and world. worlds: of the run.
    """
    happened = {name: np.zeros(worlds, dtype=bool) for name in NOTABLE}
    for block in events:
        for name, (_, kinds) in NOTABLE.items():
            happened[name][block.loc[block["kind"].isin(kinds), "world"]] = True
    return tuple(likelihood_of(name, int(worlds_with.sum()), worlds) for name, worlds_with in happened.items())


def likelihood_of(name: str, count: int, worlds: int) -> Likelihood:
    """Return the likelihood of a notable event that happens in `count` of `worlds` worlds."""
    return Likelihood(name, NOTABLE[name][0], count, count / worlds, *wilson(count, worlds))
