"""Signposts of many worlds, beside the same worlds one at a time through mesa.batch_run and the same areas by scikit-learn."""

from dataclasses import dataclass
from time import perf_counter, process_time

import numpy as np

from sim.analysis.signposts.event_ahead import LEADS, event_ahead
from sim.analysis.signposts.signposts import judge
from sim.analysis.signposts.signs import EVERY, signs_of
from sim.analysis.signposts.tallies import area, binned, edges_of, tally
from sim.ensemble.watch import watch
from sim.scenario.loading import load

EVENT = "count(clash) > 0"


@dataclass(frozen=True)
class Seconds:
    """How long simulating and judging take, and how much processor time the latter, which other work does not lengthen."""

    simulating: float
    judging: float
    judging_processor: float
    signs: int


def seconds(worlds: int = 20_000, months: int = 120) -> Seconds:
    """Return how long signposts take, every outcome in every form at every lead, with as many processes as there are cores."""
    base = load("scenarios/baseline_2025.toml", worlds=worlds, months=months)
    event = event_ahead(EVENT, base, within=24, leads=LEADS, calm=12)
    signs = signs_of(base.theatre)
    began = perf_counter()
    watched = watch([base], event.condition.measures, EVERY)
    simulated, before = perf_counter(), process_time()
    judge([base], event, signs, watched)
    return Seconds(simulated - began, perf_counter() - simulated, process_time() - before, len(signs))


def area_against_sklearn(rows: int = 200_000) -> float:
    """Return how many times longer scikit-learn takes for one area than counting does, which also serves the intervals."""
    from sklearn.metrics import roc_auc_score

    chance = np.random.default_rng(1)
    happens = chance.random(rows) < 0.25
    values = chance.normal(size=rows).astype(np.float32) + happens
    began = perf_counter()
    exact = roc_auc_score(happens, values)
    between = perf_counter()
    edges = edges_of(values)
    counts = tally(happens, binned(values, edges), np.zeros(rows, dtype=np.int64), (1, len(edges) + 1))
    found = float(area(counts[:, 0]))
    if abs(found - exact) > 1e-4:
        raise AssertionError(f"areas differ: {found} and {exact}")
    return (between - began) / (perf_counter() - between)
