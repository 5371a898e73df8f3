"""How likely an event is within the horizon, with an interval: quantiles of rare events are zero and say nothing."""

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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
    worlds = run.scenario.worlds
    found = []
    for name, (title, kinds) in NOTABLE.items():
        count = int(run.events.loc[run.events["kind"].isin(kinds), "world"].nunique())
        found.append(Likelihood(name, title, count, count / worlds, *wilson(count, worlds)))
    return tuple(found)


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
