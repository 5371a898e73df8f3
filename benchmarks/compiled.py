"""The compiled engine against the engine in NumPy, in one process, on the same worlds."""

from collections.abc import Callable
from time import perf_counter

import numpy as np

from sim.model import simulate
from sim.scenario.loading import load


def against_numpy(worlds: int) -> tuple[float, float, float]:
    """Return seconds by NumPy, seconds compiled, and the seconds of the first call, which compiles; all outcomes, 120 months."""
    from sim.model.compiled import simulate as compiled

    scenario, some = load("scenarios/baseline_2025.toml", worlds=worlds), np.arange(worlds)
    began = perf_counter()
    compiled.outcomes_of_worlds(scenario, some)
    first = perf_counter() - began
    return (
        _best(lambda: simulate.outcomes_of_worlds(scenario, some)),
        _best(lambda: compiled.outcomes_of_worlds(scenario, some)),
        first,
    )


def _best(work: Callable[[], object], times: int = 3) -> float:
    found = []
    for _ in range(times):
        began = perf_counter()
        work()
        found.append(perf_counter() - began)
    return min(found)
