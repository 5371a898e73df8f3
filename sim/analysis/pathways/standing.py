"""How plans and transfers stand in the worlds of one worldview: what was simulated, and the numbers that sum it up."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sim.analysis.estimate import BAND, Estimate, resamples
from sim.analysis.methods.kaplan_meier import Numbers, lasting, lasts
from sim.analysis.pathways.terms import Terms, spell
from sim.ensemble.intervals import wilson
from sim.ensemble.quantiles import quantiles

FEW = 20
"""Tipped worlds below which a transfer is not judged: one world would then be five per cent of all, more than what is looked
for."""

type Flags = NDArray[np.bool]
type Months = NDArray[np.intp]


@dataclass(frozen=True)
class Transfer:
    """What follows where a plan has tipped, in the worlds in which there is time to see it.

    origin, to: the plans, by their places; the same for a plan that is kept. worlds: by their places, (some,). switch: the first
    month of the other plan, (some,). met: whether the target is met, afresh from that month on, (month, some). costs: means over
    all months, (cost, some).
    """

    origin: int
    to: int
    worlds: Months
    switch: Months
    met: Flags
    costs: Numbers

    @property
    def after(self) -> Flags:
        """Whether a month is one of the other plan, shape (month, some)."""
        return np.arange(len(self.met))[:, None] >= self.switch

    @property
    def on_target(self) -> Numbers:
        """The share of the months of the other plan in which the target is met, (some,)."""
        return np.asarray((self.met & self.after).sum(axis=0) / self.after.sum(axis=0))


@dataclass(frozen=True)
class Standing:
    """Plans under one worldview.

    met: whether the target is met, shape (plan, month, world). costs: means over all months, (cost, plan, world).
    transfers: by the places of two plans. seed: of the bootstrap.
    """

    worldview: str
    terms: Terms
    met: Flags
    costs: Numbers
    seed: int
    transfers: dict[tuple[int, int], Transfer]

    @property
    def months(self) -> int:
        return int(self.met.shape[1])

    @property
    def seen(self) -> int:
        """Months up to the last in which a plan can be seen to tip."""
        return self.months - self.terms.for_months + 1

    @cached_property
    def tips(self) -> Months:
        """The month from which on each plan stops meeting the target, (plan, world); the number of months where it never does."""
        since = np.full(self.met.shape[2], self.terms.after)
        return np.stack([self.terms.tips(met, since) for met in self.met])

    @cached_property
    def weights(self) -> Numbers:
        """How often each world counts, (sample, world): once in the first row, then as bootstrap samples draw it."""
        worlds = self.met.shape[2]
        return np.vstack([np.ones(worlds), resamples(worlds, np.random.default_rng(self.seed))])

    @cached_property
    def survival(self) -> Numbers:
        """The share of worlds in which each plan has not tipped by each month, shape (plan, sample, month seen)."""
        seen = self.seen
        return np.stack([lasting(np.minimum(tips, seen), tips < self.months, seen, self.weights) for tips in self.tips])

    def tipping(self, plan: int, part: float) -> Estimate:
        """Return the month, by its number, by which a plan has tipped in a part of worlds; infinity where it has not."""
        return estimate(lasts(self.survival[plan], part))

    def never(self, plan: int) -> Estimate:
        """Return the share of worlds in which a plan does not tip within the horizon, with its Wilson interval."""
        return share(self.tips[plan] == self.months)

    def due(self, plan: int) -> tuple[Months, Months]:
        """Return the worlds in which a plan gives way while there is time to judge another, and the first month of that one."""
        switch = self.tips[plan] + self.terms.waits
        (worlds,) = np.nonzero((self.tips[plan] < self.months) & (switch + self.terms.for_months <= self.months))
        return worlds, switch[worlds]

    def on_target(self, plan: int, other: int) -> Numbers:
        """Return the share of judged months that meet the target with a plan, and the other where it has tipped, (world,)."""
        judged = self.met[plan, self.terms.after :].astype(np.float64)
        if (plan, other) in self.transfers:
            transfer = self.transfers[plan, other]
            judged[:, transfer.worlds] = transfer.met[self.terms.after :]
        return np.asarray(judged.mean(axis=0))

    def cost(self, row: int, plan: int, other: int) -> Numbers:
        """Return a cost with a plan, and the other where it has tipped, (world,)."""
        found = self.costs[row, plan].copy()
        if (plan, other) in self.transfers:
            transfer = self.transfers[plan, other]
            found[transfer.worlds] = transfer.costs[row]
        return np.asarray(found)

    def mean(self, values: Numbers) -> Estimate:
        """Return the mean over all worlds, with its bootstrap interval."""
        return self.mean_over(np.arange(len(values)), values)

    def mean_over(self, worlds: Months, values: Numbers) -> Estimate:
        """Return the mean over some worlds, with its bootstrap interval; values: (some,)."""
        weights = self.weights[:, worlds]
        total = weights.sum(axis=1)
        return estimate(np.divide(weights @ values, total, out=np.full(len(total), np.nan), where=total > 0))

    def met_again(self, transfer: Transfer) -> Months:
        """Return the month from which on the target is met again for as many months in a row as it was missed, (some,).

        The number of months where it never is.
        """
        return spell(transfer.met, self.terms.for_months, transfer.switch)

    def until_again(self, transfer: Transfer) -> Estimate:
        """Return after how many months the target is met again, the median over the worlds in which it is; NaN where in none."""
        again = self.met_again(transfer)
        back = again < self.months
        if not back.any():
            return Estimate(np.nan, np.nan, np.nan)
        until = (again - transfer.switch)[back]
        weights = self.weights[:, transfer.worlds[back]]
        return estimate(lasts(lasting(until, np.ones(len(until), dtype=bool), self.months, weights), 0.5))

    def lasts_again(self, transfer: Transfer) -> Estimate:
        """Return for how many months the target is met once it is met again, the median over worlds; infinity where for longer.

        By Kaplan & Meier, since worlds that tip late are watched for less time.
        """
        again = self.met_again(transfer)
        back = again < self.months
        if not back.any():
            return Estimate(np.nan, np.nan, np.nan)
        since, met = again[back], transfer.met[:, back]
        ends = spell(~met, self.terms.for_months, since)
        durations = np.where(ends < self.months, ends, self.seen - 1) - since
        weights = self.weights[:, transfer.worlds[back]]
        return estimate(lasts(lasting(durations, ends < self.months, self.seen, weights), 0.5))

    def pairs(self) -> Iterator[Transfer]:
        """Yield the transfers from one plan to another, in order."""
        for (origin, to), transfer in self.transfers.items():
            if origin != to:
                yield transfer

    def gain(self, transfer: Transfer) -> Estimate:
        """Return by how much a transfer raises the share of later months on target above that of keeping the plan, paired."""
        kept = self.transfers[transfer.origin, transfer.origin]
        return self.mean_over(transfer.worlds, transfer.on_target - kept.on_target)

    def verdict(self, transfer: Transfer) -> str:
        """Return what a transfer is worth: "helps", "harms", "no difference" beyond sampling, or "too few worlds"."""
        if len(transfer.worlds) < FEW:
            return "too few worlds"
        gain = self.gain(transfer)
        return "helps" if gain.low > 0 else "harms" if gain.high < 0 else "no difference"


def estimate(samples: Numbers) -> Estimate:
    """Return the first number with the 90 % interval of the others; infinities count as the largest, NaN are left out."""
    drawn = samples[1:][~np.isnan(samples[1:])]
    if not drawn.size:
        return Estimate(float(samples[0]), np.nan, np.nan)
    low, high = np.quantile(drawn, BAND, method="inverted_cdf") if np.isinf(drawn).any() else quantiles(drawn[None], BAND)[:, 0]
    return Estimate(float(samples[0]), float(low), float(high))


def share(holds: Flags) -> Estimate:
    """Return the share in which something holds, with its 90 % Wilson interval; NaN of nothing."""
    if not holds.size:
        return Estimate(np.nan, np.nan, np.nan)
    return Estimate(float(holds.mean()), *wilson(int(holds.sum()), holds.size))
