"""What a world has shown of its assumptions: draws of them are moved by how they would have foretold what was seen.

At the table everything that happens is seen, but not the assumptions by which the world moves. Each draw of them steps the world
from where it stood in past months by one month, with chance of its own, and so foretells the outcomes of these months. A draw is
then moved by the linear regression of assumptions on what was foretold, up to what was seen:

    a' = a + C_as (C_ss + r I)^-1 (s_seen - s)

assumptions of a draw, a; outcomes that it foretold, as means over the months, in standard deviations over draws, s; seen, s_seen;
covariance of assumptions and outcomes over draws, C_as, and of outcomes, C_ss; a trace of noise that keeps it invertible, r.
Within the range of each assumption.

Sources: Beaumont, Zhang & Balding (2002), regression adjustment of approximate Bayesian computation; the same step as in the
ensemble Kalman filter with perturbed observations (Burgers, van Leeuwen & Evensen 1998).
"""

from collections.abc import Mapping

import numpy as np

from sim.foundations.axes import REAL, Array

REPLAYED = 12
"""Past months from which draws foretell: a year, which holds every season of exercises and averages chance; each takes time."""

TRACE = 1e-3
"""Variance that is added to that of every outcome [standard deviations squared], far below what a draw explains."""

STILL = 1e-9
"""Standard deviation of an outcome over draws below which all of them foretell the same, and nothing is learned from it."""


def learned(
    drawn: Mapping[str, Array], ranges: Mapping[str, tuple[float, float]], foretold: Array, seen: Array
) -> dict[str, Array]:
    """Return draws of assumptions after what was seen, each (draw,).

    drawn: by name, each (draw,). ranges: of each. foretold: outcomes by each draw, shape (outcome, draw). seen: shape (outcome,).
    """
    names = [name for name in drawn if ranges[name][0] < ranges[name][1]]
    spread = foretold.std(axis=1, dtype=np.float64)
    told = spread > STILL
    if not told.any() or not names:
        return dict(drawn)
    gaps = (foretold[told].astype(np.float64) - seen[told, None]) / spread[told, None]
    outcomes = gaps - gaps.mean(axis=1, keepdims=True)
    assumed = np.stack([drawn[name] for name in names]).astype(np.float64)
    departures = assumed - assumed.mean(axis=1, keepdims=True)
    draws = gaps.shape[1]
    gain = departures @ outcomes.T @ np.linalg.inv(outcomes @ outcomes.T + TRACE * draws * np.eye(len(gaps)))
    moved = assumed - gain @ gaps
    return dict(drawn) | {name: np.clip(row, *ranges[name]).astype(REAL) for name, row in zip(names, moved, strict=True)}
