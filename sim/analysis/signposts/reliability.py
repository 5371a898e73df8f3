"""The probability of the event that a sign gives: learnt in one half of the worlds, held against what happens in the other."""

from dataclasses import dataclass

import numpy as np

from sim.analysis.estimate import Estimate, sampled
from sim.analysis.signposts.signpost import Counted
from sim.analysis.signposts.tallies import Numbers
from sim.foundations.axes import Array

CLASSES = 10
"""Classes of probability in which forecasts are held against what happens, equally full in the learning half."""


@dataclass(frozen=True)
class ProbabilityClass:
    """Months with a similar probability. months: how many. forecast: their mean probability. observed: share with the event."""

    months: int
    forecast: float
    observed: Estimate


@dataclass(frozen=True)
class Reliability:
    """How well a sign's probability holds. skill: 1 - Brier score / that of the learnt base rate (Brier 1950)."""

    classes: tuple[ProbabilityClass, ...]
    skill: Estimate


def reliability(counts: Counted, drawn: Array) -> Reliability:
    """Return how well the probability of a sign holds in the worlds that it was not learnt in.

    The probability is the isotonic regression of the event on the bins of the sign (Zadrozny & Elkan 2002). drawn: weights of the
    groups of worlds, see `tallies.weights`.
    """
    from sklearn.isotonic import IsotonicRegression

    months = counts.learn.sum(axis=0).astype(np.float64)
    known = np.flatnonzero(months)
    fitted = IsotonicRegression(y_min=0, y_max=1, out_of_bounds="clip").fit(
        known, counts.learn[1, known] / months[known], sample_weight=months[known]
    )
    probs = np.asarray(fitted.predict(np.arange(len(months))), dtype=np.float64)
    told = counts.told.sum(axis=1).astype(np.float64)
    base = counts.learn[1].sum() / months.sum()
    errors = [told[0] @ each**2 + told[1] @ (1 - each) ** 2 for each in (probs, np.full_like(probs, base))]
    own, reference = (drawn.astype(np.float64) @ each for each in errors)
    skill = sampled(float(1 - errors[0].sum() / errors[1].sum()), 1 - own / reference)
    return Reliability(tuple(_classes(probs, months, told, drawn.astype(np.float64))), skill)


def _classes(probs: Numbers, months: Numbers, told: Numbers, drawn: Numbers) -> list[ProbabilityClass]:
    """Return the classes; bins of one probability stay together. told: shape (2, group, bin)."""
    share = (np.cumsum(months) - months / 2) / months.sum()
    number = np.minimum((share * CLASSES).astype(np.int64), CLASSES - 1)
    number = np.array([number[probs == prob].min() for prob in probs])
    found = []
    for each in np.unique(number):
        inside = told[:, :, number == each]
        total = inside.sum(axis=(0, 1))
        if total.sum():
            ahead, both = inside[1].sum(axis=1), inside.sum(axis=(0, 2))
            with np.errstate(invalid="ignore"):
                observed = sampled(float(ahead.sum() / both.sum()), (drawn @ ahead) / (drawn @ both))
            found.append(ProbabilityClass(int(total.sum()), float(total @ probs[number == each] / total.sum()), observed))
    return found
