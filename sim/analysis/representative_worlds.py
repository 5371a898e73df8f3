"""Representative worlds of a run: a typical one, and one each near the worst and the best end."""

import numpy as np

from sim.ensemble.run import Run
from sim.foundations.errors import PeninsulaError

TAIL = 0.05
"""Share of worlds that are worse than the worst world shown, or better than the best."""


def typical_world(run: Run) -> int:
    """Return the world whose path of the headline index stays closest to the median path."""
    distance = np.zeros(run.scenario.worlds)
    for block in run.blocks(run.scenario.theatre.headline):
        for month in block:
            values = month.astype(np.float64)
            distance += (values - np.median(values)) ** 2
    return int(np.argmin(distance))


def worst_world(run: Run) -> int:
    """Return the world at the 95th percentile of the mean headline index over the horizon."""
    return _at_quantile(run, 1 - TAIL)


def best_world(run: Run) -> int:
    """Return the world at the 5th percentile of the mean headline index over the horizon."""
    return _at_quantile(run, TAIL)


def checked_world(run: Run, world: int) -> int:
    """Return the index of a world; raises PeninsulaError when the run has no such world."""
    if not 0 <= world < run.scenario.worlds:
        raise PeninsulaError(f"--world {world}: this run has worlds 0 to {run.scenario.worlds - 1}")
    return world


def _at_quantile(run: Run, share: float) -> int:
    means = run.series(run.scenario.theatre.headline).mean(axis=0, dtype=np.float64)
    return int(np.argsort(means, kind="stable")[round(share * (len(means) - 1))])
