"""Measures of the worlds of a finished run, equal to those that an experiment takes while it simulates."""

from collections.abc import Iterable

import numpy as np

from sim.ensemble.run import Run
from sim.foundations.axes import REAL, Array
from sim.model.measure import Measure


def measures_of_run(run: Run, measures: Iterable[Measure]) -> dict[Measure, Array]:
    """Return each measure of every world of a run, shape (world,)."""
    return {measure: _measure(run, measure) for measure in measures}


def _measure(run: Run, measure: Measure) -> Array:
    if measure.how == "count":
        counts = np.zeros(run.scenario.worlds)
        for events in run.event_blocks():
            counts += np.bincount(events.loc[events["kind"] == measure.of, "world"], minlength=run.scenario.worlds)
        return counts.astype(REAL)
    series: Array = run.series(measure.of)
    if measure.how == "at":
        return np.asarray(series[measure.month])
    if measure.how == "mean":
        return series.mean(axis=0, dtype=np.float64).astype(REAL)
    return series.max(axis=0) if measure.how == "max" else series.min(axis=0)
