"""Sensitivity indices of a function on the unit cube, with SALib: Morris, Sobol and PAWN, each with confidence intervals."""

import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from sim.analysis.factors import Coordinates
from sim.ensemble.intervals import NORMAL_95
from sim.foundations.errors import PeninsulaError
from sim.foundations.extras import require

type Method = Literal["morris", "sobol", "pawn"]
type Numbers = NDArray[np.float64]

CONFIDENCE = 0.9
"""Level of all confidence intervals, the same as that of the bands of plots."""

LEVELS = 4
STEP = LEVELS / (2 * (LEVELS - 1))
"""Step of an elementary effect, as a share of the range."""

SLICES = 10
BOOTSTRAPS = 25
UNSURE = 0.1
"""Half-width of the interval of a Sobol index above which the index has not converged."""


@dataclass(frozen=True)
class Sampling:
    """The sampling of a method.

    fewest: smallest number of samples. usual: default number. points: number of points, from samples and factors.
    about: what a sample is.
    """

    title: str
    fewest: int
    usual: int
    points: Callable[[int, int], int]
    about: str


METHODS: Mapping[str, Sampling] = {
    "morris": Sampling("Elementary effects (Morris 1991)", 4, 20, lambda n, k: n * (k + 1), "trajectories through all factors"),
    "sobol": Sampling("Total and first-order indices (Sobol 2001)", 16, 512, lambda n, k: n * (k + 2), "a power of two"),
    "pawn": Sampling("PAWN (Pianosi & Wagener 2018)", 100, 1000, lambda n, _: n, "points of a Latin hypercube"),
}


@dataclass(frozen=True)
class Indices:
    """Importance of each factor for one outcome, with its 90 % interval [low, high], each of shape (factor,).

    importance: Morris: mean absolute change of the outcome across the range of the factor, or from one option to another, in its
    unit; Sobol: total share of variance; PAWN: median distance between distributions. extra: name -> further indices.
    notes: warnings about convergence and interpretation, a phrase each.
    """

    importance: Numbers
    low: Numbers
    high: Numbers
    extra: Mapping[str, Numbers]
    notes: tuple[str, ...]


def sample(method: Method, factors: int, samples: int, seed: int) -> Coordinates:
    """Return the points at which to evaluate a function, shape (point, factor), each coordinate 0 to 1.

    samples: trajectories, base samples or points, see METHODS.
    Raises PeninsulaError when they are too few, or, for Sobol, not a power of two.
    """
    require("SALib", "analysis")
    sampling = METHODS[method]
    if samples < sampling.fewest or (method == "sobol" and samples & (samples - 1)):
        raise PeninsulaError(
            f"--samples {samples}: {method} needs at least {sampling.fewest} ({sampling.about}); {sampling.usual} is usual"
        )
    problem = _problem(factors)
    if method == "morris":
        from SALib.sample.morris import sample as draw

        return np.asarray(draw(problem, samples, num_levels=LEVELS, seed=seed))
    if method == "sobol":
        from SALib.sample.sobol import sample as draw

        return np.asarray(draw(problem, samples, calc_second_order=False, seed=seed))
    from SALib.sample.latin import sample as draw

    return np.asarray(draw(problem, samples, seed=seed))


def indices(method: Method, coordinates: Coordinates, values: Numbers, seed: int) -> Indices:
    """Return the indices of one outcome; values: the outcome at the points of `sample`, shape (point,)."""
    finite = bool(np.isfinite(values).all())
    if not finite or np.ptp(values) == 0:
        none = np.zeros(coordinates.shape[1])
        what = "is the same at every point" if finite else "is NaN or infinite at some points"
        return Indices(none, none, none, {}, (f"the outcome {what}: no factor has an index",))
    with warnings.catch_warnings():
        # the notes say what SALib warns of
        warnings.simplefilter("ignore")
        return {"morris": _morris, "sobol": _sobol, "pawn": _pawn}[method](coordinates, values, seed)


def _morris(coordinates: Coordinates, values: Numbers, seed: int) -> Indices:
    from SALib.analyze.morris import analyze

    found = analyze(_problem(coordinates.shape[1]), coordinates, values, conf_level=CONFIDENCE, num_levels=LEVELS, seed=seed)
    importance, half = _numbers(found["mu_star"]), _numbers(found["mu_star_conf"])
    extra = {"mean_effect": _numbers(found["mu"]), "spread_of_effects": _numbers(found["sigma"])}
    return Indices(importance, np.maximum(importance - half, 0), importance + half, extra, _order_notes(importance, half))


def _sobol(coordinates: Coordinates, values: Numbers, seed: int) -> Indices:
    from SALib.analyze.sobol import analyze

    # indices are ratios, so the mean is irrelevant; removing it preserves precision
    centred = (values - values.mean()) / values.std()
    found = analyze(_problem(coordinates.shape[1]), centred, calc_second_order=False, conf_level=CONFIDENCE, seed=seed)
    total, half = _numbers(found["ST"]), _numbers(found["ST_conf"])
    first, first_half = _numbers(found["S1"]), _numbers(found["S1_conf"])
    notes = list(_order_notes(total, half))
    if half.max() > UNSURE:
        notes.append(f"not converged: the interval of a total index is ±{half.max():.2f}; double the samples")
    if beyond := int((first + first_half < 0).sum()):
        notes.append(f"{beyond} first-order indices are negative beyond their intervals, which no share of variance can be")
    elif negative := int((first < 0).sum()):
        notes.append(f"{negative} first-order indices are negative, within their intervals: read them as zero")
    if first.sum() < 0.5:
        notes.append(f"single factors explain {max(first.sum(), 0):.0%} of the variance: interactions explain the rest")
    extra = {"first_order": first, "first_order_low": first - first_half, "first_order_high": first + first_half}
    return Indices(total, total - half, total + half, extra, tuple(notes))


def _pawn(coordinates: Coordinates, values: Numbers, seed: int) -> Indices:
    from SALib.analyze.pawn import analyze

    chance = np.random.default_rng(seed)
    # the index of a dummy factor shows the distance between distributions that chance alone causes
    with_dummy = np.column_stack([coordinates, chance.random(len(coordinates))])
    problem = _problem(with_dummy.shape[1])
    median = _numbers(analyze(problem, with_dummy, values, S=SLICES, seed=seed)["median"])
    bootstrap = []
    for _ in range(BOOTSTRAPS):
        chosen = chance.integers(len(values), size=len(values))
        bootstrap.append(_numbers(analyze(problem, with_dummy[chosen], values[chosen], S=SLICES, seed=seed)["median"]))
    half = NORMAL_95 * np.std(bootstrap, axis=0)
    dummy = float(median[-1] + half[-1])
    insignificant = int((median[:-1] <= dummy).sum())
    notes = (
        f"a dummy factor reaches up to {dummy:.3f}; {insignificant} of {len(median) - 1} factors cannot be distinguished from it",
    )
    return Indices(median[:-1], np.maximum(median - half, 0)[:-1], (median + half)[:-1], {}, notes)


def _order_notes(importance: Numbers, half: Numbers) -> tuple[str, ...]:
    """Return a note where the intervals of the two most important factors overlap."""
    if len(importance) < 2:
        return ()
    first, second = np.argsort(-importance)[:2]
    if importance[first] - half[first] < importance[second] + half[second]:
        return ("the intervals of the two most important factors overlap: their order is uncertain",)
    return ()


def _problem(factors: int) -> dict[str, Any]:
    return {"num_vars": factors, "names": [str(index) for index in range(factors)], "bounds": [[0.0, 1.0]] * factors}


def _numbers(values: Sequence[float]) -> Numbers:
    return np.asarray(values, dtype=np.float64)
