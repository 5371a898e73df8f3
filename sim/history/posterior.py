"""What the record says of the assumptions: a sequential Monte Carlo sampler over driven worlds.

Worlds begin with assumptions drawn from a prior: the ranges of a worldview. The likelihood of everything observed is raised to a
power that grows step by step; at each step worlds are resampled by their weights, and moved by Metropolis steps that simulate
them anew from 1990 (Del Moral, Doucet & Jasra 2006). The last power is below one, since months are no independent witnesses of a
model that is wrong in part (Bissiri, Holmes & Walker 2016); it is the one that predicts best the eras that are left out in turn.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.foundations.axes import REAL, Array
from sim.foundations.months import parse_month
from sim.history.assimilation import Assimilation, Settings
from sim.history.facts import RECORDED_UNTIL
from sim.history.observations import Observations
from sim.history.particles import effective_sample_size, normalise, resample
from sim.history.scores import ERAS
from sim.scenario.scenario import Scenario

type Numbers = NDArray[np.float64]
type Assumed = Mapping[str, Array]

POWERS = (0.0, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0)
"""Powers of the likelihood that eras decide between. Source: definition, from the prior to Bayes."""

KEPT = 0.5
"""Effective sample size of a step, as a share of worlds. Source: definition of the sampler (Del Moral, Doucet & Jasra 2006)."""

MOVES, MOVED, STRIDE, FRESH = 4, 0.15, 0.7, 0.5
"""Metropolis steps after each resampling; share of assumptions that a step moves; by how much, in standard deviations of worlds;
share of these that are drawn anew from their range instead."""

INFORMED, BEYOND_CHANCE = 0.4, 4.0
"""Shift of the mean, in standard deviations of the prior, from which on the record informs an assumption, or the share of the
variance of the prior that it removes otherwise; and how many standard errors beyond chance that has to be. Source: definition:
some two hundred assumptions are looked at, and worlds that descend from one of the first count as one."""


OF_VARIANCE = np.sqrt(0.8)
"""Standard error of the variance of uniform numbers, as a share of it, times the root of their number. Source: definition: the
fourth moment is 9/5 of the squared variance."""


@dataclass(frozen=True)
class Posterior:
    """An assumption before and after. prior: its range; low, median, high: 5, 50 and 95 % of worlds; mean, sd: over worlds.

    families: how many independent worlds those that are left are worth.
    """

    name: str
    prior: tuple[float, float]
    low: float
    median: float
    high: float
    mean: float
    sd: float
    families: float

    @classmethod
    def of(cls, name: str, prior: tuple[float, float], values: Numbers, families: float) -> "Posterior":
        """Return the posterior of values in the worlds that are left, (world,)."""
        low, median, high = (float(each) for each in np.quantile(values, (0.05, 0.5, 0.95)))
        return cls(name, prior, low, median, high, float(values.mean()), float(values.std()), families)

    @property
    def shift(self) -> float:
        """How far the mean moved, in standard deviations of the prior."""
        low, high = self.prior
        return float((self.mean - (low + high) / 2) / ((high - low) / np.sqrt(12)))

    @property
    def narrowed(self) -> float:
        """Share of the prior's variance that the record removed; below zero where chance widened it."""
        low, high = self.prior
        return 1 - self.sd**2 / ((high - low) ** 2 / 12)

    @property
    def informed(self) -> bool:
        """Whether the record says anything about it."""
        # standard errors of the mean and of the variance of a uniform prior, in the units of shift and narrowed
        chance = BEYOND_CHANCE / np.sqrt(self.families)
        return bool(abs(self.shift) >= max(INFORMED, chance) or self.narrowed >= max(INFORMED, OF_VARIANCE * chance))


@dataclass(frozen=True)
class EraScore:
    """How well a power predicts an era that it did not see. log_score: log probability of the era in the mean of worlds."""

    era: tuple[str, str]
    power: float
    log_score: float


@dataclass(frozen=True)
class Learnt:
    """What the record says of a worldview. posteriors: of every assumption that is not fixed, in the order of the model."""

    worldview: str
    power: float
    posteriors: tuple[Posterior, ...]

    @classmethod
    def from_numbers(
        cls, worldview: str, power: float, ranges: Mapping[str, tuple[float, float]], numbers: list[float]
    ) -> "Learnt":
        """Return what was learnt from the six numbers of every assumption that is not fixed, one after the other."""
        free = [(name, limits) for name, limits in ranges.items() if limits[1] > limits[0]]
        rows = np.reshape(numbers, (len(free), -1)).tolist()
        return cls(worldview, power, tuple(Posterior(*each, *row) for each, row in zip(free, rows, strict=True)))

    @property
    def numbers(self) -> list[float]:
        """The six numbers of every assumption, one after the other."""
        return [
            number for each in self.posteriors for number in (each.low, each.median, each.high, each.mean, each.sd, each.families)
        ]

    @property
    def informed(self) -> tuple[Posterior, ...]:
        """The assumptions that the record informs."""
        return tuple(each for each in self.posteriors if each.informed)

    @property
    def ranges(self) -> dict[str, tuple[float, float]]:
        """The middle 90 % of the assumptions that the record informs."""
        return {each.name: (each.low, each.high) for each in self.informed}


class Evidence:
    """Driven worlds and the likelihood of what was observed, month by month; every evaluation simulates all worlds anew.

    report: called with the number of worlds after each month.
    """

    def __init__(self, scenario: Scenario, observations: Observations, settings: Settings, report: Callable[[int], None]) -> None:
        self.scenario, self.observations, self.settings, self.report = scenario, observations, settings, report
        self.months = parse_month(RECORDED_UNTIL) - scenario.start + 1

    def of(self, assumed: Assumed | None = None) -> tuple[dict[str, Array], Numbers]:
        """Return the assumptions of every world, and the log likelihood of each month, (month, world).

        assumed: assumptions by name, each (world,); None draws them from the ranges of the scenario.
        """
        ensemble = Assimilation.begin(self.scenario, self.observations, self.settings, assumed)
        ensemble.resample = False
        months = []
        for _ in range(self.months):
            ensemble.advance()
            months.append(sum(ensemble.terms.values(), np.zeros(self.scenario.worlds)))
            self.report(self.scenario.worlds)
        return dict(ensemble.model.assume), np.stack(months)


def era_scores(log_likelihood: Numbers, start: int) -> list[EraScore]:
    """Return the score of every power on every era that is left out in turn.

    log_likelihood: of worlds drawn from the prior, (month, world). start: the first month.
    """
    found = []
    for first, last in ERAS:
        months = slice(parse_month(first) - start, parse_month(last) + 1 - start)
        era = log_likelihood[months].sum(axis=0)
        rest = log_likelihood.sum(axis=0) - era
        for power in POWERS:
            weights = normalise(power * rest)
            score = float(np.log((weights * np.exp(era - era.max())).sum()) + era.max())
            found.append(EraScore((first, last), power, score))
    return found


def best_power(scores: Sequence[EraScore]) -> float:
    """Return the power that predicts best the eras that it did not see, all together."""
    return max(POWERS, key=lambda power: sum(each.log_score for each in scores if each.power == power))


def learn(evidence: Evidence, power: float, chance: np.random.Generator, drawn: tuple[Assumed, Numbers] | None = None) -> Learnt:
    """Return what the record says of the worldview of a scenario.

    drawn: assumptions and log likelihood of worlds drawn from the prior, if they are known.
    """
    scenario = evidence.scenario
    assumed, months = drawn if drawn is not None else evidence.of()
    values, total, reached = dict(assumed), months.sum(axis=0), 0.0
    ancestors = np.arange(len(total))
    while reached < power:
        step = next_step(total, power - reached)
        reached += step
        worlds = resample(normalise(step * total), float(chance.random()))
        values = {name: each[worlds] for name, each in values.items()}
        total, ancestors = total[worlds], ancestors[worlds]
        for _ in range(MOVES):
            proposed = propose(values, scenario.assumptions, chance)
            other = evidence.of(proposed)[1].sum(axis=0)
            accepted = np.log(chance.random(len(total))) < reached * (other - total)
            values = {name: np.where(accepted, proposed[name], each) for name, each in values.items()}
            total = np.where(accepted, other, total)
    free = {name: limits for name, limits in scenario.assumptions.items() if limits[1] > limits[0]}
    families = effective_sample_size(np.bincount(ancestors) / len(ancestors))
    posteriors = tuple(Posterior.of(name, limits, values[name].astype(np.float64), families) for name, limits in free.items())
    return Learnt(scenario.worldview, power, posteriors)


def next_step(total: Numbers, largest: float) -> float:
    """Return by how much the power may grow, at most `largest`, while KEPT of the worlds still count."""
    if effective_sample_size(normalise(largest * total)) >= KEPT * len(total):
        return largest
    low, high = 0.0, largest
    for _ in range(30):
        middle = (low + high) / 2
        low, high = (middle, high) if effective_sample_size(normalise(middle * total)) >= KEPT * len(total) else (low, middle)
    return max(low, 1e-3)


def propose(values: Assumed, ranges: Mapping[str, tuple[float, float]], chance: np.random.Generator) -> dict[str, Array]:
    """Return assumptions of which in each world some are moved at random, reflected into their ranges, or drawn anew from them.

    What the record does not inform would else keep the values of the few worlds that all others descend from.
    """
    proposed = {}
    for name, now in values.items():
        low, high = ranges[name]
        moved = now + np.where(chance.random(len(now)) < MOVED, chance.standard_normal(len(now)) * STRIDE * now.std(), 0)
        width = max(high - low, 1e-12)
        folded = (moved - low) % (2 * width)
        near = low + np.minimum(folded, 2 * width - folded)
        anew = (moved != now) & (chance.random(len(now)) < FRESH)
        proposed[name] = np.where(anew, low + chance.random(len(now)) * (high - low), near).astype(REAL)
    return proposed
