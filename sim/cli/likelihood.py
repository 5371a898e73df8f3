"""How likely an event is within the horizon, with an interval: quantiles of rare events are zero and say nothing."""

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.ensemble.run import Run

NORMAL_95 = 1.6448536269514722
"""The standard normal quantile that leaves 5 % above: bounds of a two-sided 90 % interval."""

TITLES = {
    "talks_begin": "Talks begin",
    "deal": "A deal is reached",
    "nuclear_test": "A nuclear test",
    "limited_attack": "A limited attack",
    "crisis": "A crisis",
    "clash": "A limited clash",
    "war": "A war",
}


@dataclass(frozen=True)
class Likelihood:
    """The share of worlds in which an event happens at least once, with its 90 % Wilson interval."""

    kind: str
    title: str
    share: float
    low: float
    high: float


def likelihoods(run: "Run") -> tuple[Likelihood, ...]:
    """Return how likely each notable kind of event is within the horizon of a run."""
    worlds_with = run.events.groupby("kind", observed=True)["world"].nunique()
    worlds = run.scenario.worlds
    counts = ((kind, title, int(worlds_with.get(kind, 0))) for kind, title in TITLES.items())
    return tuple(Likelihood(kind, title, count / worlds, *wilson(count, worlds)) for kind, title, count in counts)


def wilson(count: int, of: int) -> tuple[float, float]:
    """Return the 90 % interval of a share, of `count` among `of` draws (Wilson 1927).

    (p + z^2/2n -+ z sqrt(p (1 - p)/n + z^2/4n^2)) / (1 + z^2/n)
    """
    share, z2 = count / of, NORMAL_95**2
    centre = share + z2 / (2 * of)
    half = NORMAL_95 * sqrt(share * (1 - share) / of + z2 / (4 * of * of))
    return max(0.0, (centre - half) / (1 + z2 / of)), min(1.0, (centre + half) / (1 + z2 / of))
