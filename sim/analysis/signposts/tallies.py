"""How well a sign warns, from counts: months with and without the event ahead, by the bin of the sign and the group of the world.

All of it follows from these counts: the area under the ROC curve, a threshold and its rates, and their intervals, by resampling
the groups. Months of one world are not independent, worlds are: so whole worlds are resampled, in groups of about equal size
where there are more than GROUPS (Efron & Tibshirani 1993; for clustered data Field & Welsh 2007).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.analysis.estimate import Estimate, resamples, sampled
from sim.foundations.axes import REAL, Array

type Numbers = NDArray[np.float64]

BINS = 200
"""Bins of a sign, equally full in the learning half: thresholds lie between them, half a per cent of the months apart."""

DIGITS = 4
"""Significant digits of a threshold, so that what is printed is what was used."""

GROUPS = 200
"""Groups of worlds that are resampled: enough that their number adds some five per cent to the noise of an interval."""


def edges_of(values: Array) -> Array:
    """Return the edges between bins: thresholds, quantiles of the values that are values themselves, rounded, each once."""
    chosen = np.quantile(values, np.arange(1, BINS) / BINS, method="lower")
    rounded = [float(f"{value:.{DIGITS}g}") for value in chosen.tolist()]
    edges = np.unique(np.array(rounded, dtype=REAL))
    return edges[edges < values.max()]


def binned(values: Array, edges: Array) -> NDArray[np.int64]:
    """Return the bin of each value: the number of edges below it, so that x > edges[c] where the bin is above c."""
    return np.searchsorted(edges, values, side="left")


def tally(
    happens: NDArray[np.bool_], bins: NDArray[np.int64], groups: NDArray[np.int64], shape: tuple[int, int]
) -> NDArray[np.int64]:
    """Return counts of months, shape (2, group, bin): without the event ahead, and with it.

    happens, bins, groups: of each month of each world, shape (row,); shape: number of groups and of bins.
    """
    number, width = shape
    keys = (happens.astype(np.int64) * number + groups) * width + bins
    return np.bincount(keys, minlength=2 * number * width).reshape(2, number, width)


def weights(groups: int, samples: int, seed: int) -> Array:
    """Return how often each group is in each bootstrap sample, shape (sample, group)."""
    return resamples(groups, np.random.default_rng(seed), samples).astype(REAL)


def resampled(counts: NDArray[np.int64], drawn: Array) -> Numbers:
    """Return counts of each bootstrap sample, shape (2, sample, bin), from counts of shape (2, group, bin)."""
    return np.stack([drawn @ each for each in counts.astype(REAL)]).astype(np.float64)


def area(counts: NDArray[np.generic]) -> Numbers:
    """Return the area under the ROC curve of a sign that warns by being high, shape (...), from counts of shape (2, ..., bin).

    A = sum_k y_k (n_1 + ... + n_(k-1) + n_k / 2) / (Y N)

    months with the event in bin k, y; without it, n; of all bins, Y and N. NaN where one of these is zero. It is the
    probability that the sign is higher before the event than otherwise, ties halved. Source: Hanley & McNeil (1982).
    """
    without, ahead = np.asarray(counts, dtype=np.float64)
    below = np.cumsum(without, axis=-1) - without / 2
    with np.errstate(invalid="ignore"):
        return np.asarray((ahead * below).sum(axis=-1) / (ahead.sum(axis=-1) * without.sum(axis=-1)))


def curve(counts: NDArray[np.generic]) -> tuple[Numbers, Numbers]:
    """Return the share of false alarms and of hits of an alarm above each edge, from counts of shape (2, ..., bin).

    Both of shape (..., bin + 1): from an alarm in every month to one in none.
    """
    values = np.asarray(counts, dtype=np.float64)
    totals = values.sum(axis=-1, keepdims=True)
    beyond = np.cumsum(values[..., ::-1], axis=-1)[..., ::-1]
    with np.errstate(invalid="ignore"):
        shares = np.concatenate([beyond, np.zeros_like(totals)], axis=-1) / totals
    return shares[0], shares[1]


def best_cut(counts: NDArray[np.generic], false_alarms: float | None) -> int:
    """Return the edge above which to sound the alarm, from counts of shape (2, bin).

    false_alarms: the largest share of months without the event that may be alarms; the alarm with the most hits among those.
    None: the edge at which hits exceed false alarms most, J = hit rate - false alarm rate (Youden 1950).
    """
    alarms, hits = (shares[1:-1] for shares in curve(counts))
    if false_alarms is None:
        return int(np.argmax(hits - alarms))
    allowed = np.flatnonzero(alarms <= false_alarms)
    return int(allowed[0]) if allowed.size else len(alarms) - 1


@dataclass(frozen=True)
class Rates:
    """What an alarm is worth.

    hits: share of the months with the event ahead in which it sounds. false_alarms: share of those without.
    precision: share of the alarms after which the event happens. base_rate: share of all months before which it does.
    """

    hits: Estimate
    false_alarms: Estimate
    precision: Estimate
    base_rate: Estimate

    def columns(self) -> dict[str, object]:
        """Return them as columns of a table, each with its interval."""
        return (
            self.hits.columns("hit_rate")
            | self.false_alarms.columns("false_alarm_rate")
            | self.precision.columns("precision")
            | self.base_rate.columns("base_rate")
        )


def rates(counts: NDArray[np.int64], samples: Numbers, cut: int) -> Rates:
    """Return the rates of an alarm above an edge, with their intervals.

    counts: shape (2, group, bin). samples: resampled, shape (2, sample, bin). cut: index of the edge.
    """
    whole, each = _rates(counts.sum(axis=1)[:, None], cut), _rates(samples, cut)
    return Rates(*(sampled(float(value[0]), drawn) for value, drawn in zip(whole, each, strict=True)))


def _rates(counts: NDArray[np.generic], cut: int) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    without, ahead = (np.asarray(each, dtype=np.float64) for each in counts)
    alarm, hit = without[..., cut + 1 :].sum(axis=-1), ahead[..., cut + 1 :].sum(axis=-1)
    no, yes = without.sum(axis=-1), ahead.sum(axis=-1)
    with np.errstate(invalid="ignore"):
        return hit / yes, alarm / no, hit / (hit + alarm), yes / (yes + no)
