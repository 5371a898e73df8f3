"""Sensitivity indices of any function of places between 0 and 1, by SALib: Morris, Sobol and PAWN, always with intervals."""

import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from sim.analysis.factors import Places
from sim.ensemble.intervals import NORMAL_95
from sim.foundations.errors import PeninsulaError
from sim.foundations.extras import require

type Method = Literal["morris", "sobol", "pawn"]
type Numbers = NDArray[np.float64]

CONFIDENCE = 0.9
"""Of all intervals, as of the bands of the plots."""

LEVELS = 4
STEP = LEVELS / (2 * (LEVELS - 1))
"""Of an elementary effect, as a share of the range."""

SLICES = 10
BOOTSTRAPS = 25
DUMMY = "(dummy)"
UNSURE = 0.1
"""Half an interval of a Sobol index above which it has not converged."""


@dataclass(frozen=True)
class Sampling:
    """How many points a method takes. fewest: below which its indices say nothing; usual: unless asked otherwise."""

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
    """Importance of each factor for one outcome, with its interval [low, high], each of shape (factor,).

    importance: Morris: mean absolute change of the outcome across a factor's range, or
    from one option to another, in its unit; Sobol: total share of variance;
    PAWN: median distance between distributions. extra: name -> further indices. notes: what to be wary of, a sentence each.
    """

    importance: Numbers
    low: Numbers
    high: Numbers
    extra: Mapping[str, Numbers]
    notes: tuple[str, ...]


def sample(method: Method, factors: int, samples: int, seed: int) -> Places:
    """Return the places at which a function is to be asked.

    samples: trajectories, base samples or points, see METHODS. Raises PeninsulaError when they are too few, or no power of two.
    """
    require("SALib", "analysis")
    need = METHODS[method]
    if samples < need.fewest or (method == "sobol" and samples & (samples - 1)):
        raise PeninsulaError(f"--samples {samples}: {method} needs at least {need.fewest} ({need.about}); {need.usual} is usual")
    problem = _problem(factors)
    if method == "morris":
        from SALib.sample.morris import sample as draw

        return np.asarray(draw(problem, samples, num_levels=LEVELS, seed=seed))
    if method == "sobol":
        from SALib.sample.sobol import sample as draw

        return np.asarray(draw(problem, samples, calc_second_order=False, seed=seed))
    from SALib.sample.latin import sample as draw

    return np.asarray(draw(problem, samples, seed=seed))


def indices(method: Method, places: Places, answers: Numbers, seed: int) -> Indices:
    """Return the indices of one outcome; answers: at the places of `sample`, shape (point,)."""
    finite = bool(np.isfinite(answers).all())
    if not finite or np.ptp(answers) == 0:
        none = np.zeros(places.shape[1])
        what = "is the same at every point" if finite else "is no number at some points"
        return Indices(none, none, none, {}, (f"it {what}: there is nothing to explain",))
    with warnings.catch_warnings():
        # what SALib warns of is said in the notes
        warnings.simplefilter("ignore")
        return {"morris": _morris, "sobol": _sobol, "pawn": _pawn}[method](places, answers, seed)


def _morris(places: Places, answers: Numbers, seed: int) -> Indices:
    from SALib.analyze.morris import analyze

    found = analyze(_problem(places.shape[1]), places, answers, conf_level=CONFIDENCE, num_levels=LEVELS, seed=seed)
    importance, half = _numbers(found["mu_star"]), _numbers(found["mu_star_conf"])
    extra = {"mean_effect": _numbers(found["mu"]), "spread_of_effects": _numbers(found["sigma"])}
    return Indices(importance, np.maximum(importance - half, 0), importance + half, extra, _order_notes(importance, half))


def _sobol(places: Places, answers: Numbers, seed: int) -> Indices:
    from SALib.analyze.sobol import analyze

    # indices are ratios: a large mean would only cost digits
    centred = (answers - answers.mean()) / answers.std()
    found = analyze(_problem(places.shape[1]), centred, calc_second_order=False, conf_level=CONFIDENCE, seed=seed)
    total, half = _numbers(found["ST"]), _numbers(found["ST_conf"])
    first, first_half = _numbers(found["S1"]), _numbers(found["S1_conf"])
    notes = list(_order_notes(total, half))
    if half.max() > UNSURE:
        notes.append(f"not converged: a total index is known to ±{half.max():.2f} only; double the samples")
    if beyond := int((first + first_half < 0).sum()):
        notes.append(f"{beyond} first-order indices are negative beyond their intervals, which no share of variance can be")
    elif negative := int((first < 0).sum()):
        notes.append(f"{negative} first-order indices are negative, within their intervals: read them as zero")
    if first.sum() < 0.5:
        notes.append(f"single factors explain {max(first.sum(), 0):.0%} of the variance: the rest is in how they act together")
    extra = {"first_order": first, "first_order_low": first - first_half, "first_order_high": first + first_half}
    return Indices(total, total - half, total + half, extra, tuple(notes))


def _pawn(places: Places, answers: Numbers, seed: int) -> Indices:
    from SALib.analyze.pawn import analyze

    chance = np.random.default_rng(seed)
    # a factor that does nothing shows how far apart chance alone puts distributions
    with_dummy = np.column_stack([places, chance.random(len(places))])
    problem = _problem(with_dummy.shape[1])
    median = _numbers(analyze(problem, with_dummy, answers, S=SLICES, seed=seed)["median"])
    again = []
    for _ in range(BOOTSTRAPS):
        chosen = chance.integers(len(answers), size=len(answers))
        again.append(_numbers(analyze(problem, with_dummy[chosen], answers[chosen], S=SLICES, seed=seed)["median"]))
    half = NORMAL_95 * np.std(again, axis=0)
    dummy = float(median[-1] + half[-1])
    lost = int((median[:-1] <= dummy).sum())
    notes = (f"a factor that does nothing reaches up to {dummy:.3f}; {lost} of {len(median) - 1} factors cannot be told from it",)
    return Indices(median[:-1], np.maximum(median - half, 0)[:-1], (median + half)[:-1], {}, notes)


def _order_notes(importance: Numbers, half: Numbers) -> tuple[str, ...]:
    """Return what the intervals say of the order of the first two."""
    if len(importance) < 2:
        return ()
    first, second = np.argsort(-importance)[:2]
    if importance[first] - half[first] < importance[second] + half[second]:
        return ("the intervals of the first two overlap: their order is not settled",)
    return ()


def _problem(factors: int) -> dict[str, Any]:
    return {"num_vars": factors, "names": [str(place) for place in range(factors)], "bounds": [[0.0, 1.0]] * factors}


def _numbers(values: Sequence[float]) -> Numbers:
    return np.asarray(values, dtype=np.float64)
