"""What choices cost: every government choosing each month against none, in the same worlds."""

from time import process_time

import numpy as np

from sim.model.events import DROPS, TAKES
from sim.model.simulate import simulate
from sim.scenario.loading import load

ROUNDS = 7


def against_none(worlds: int = 2000) -> tuple[float, float]:
    """Return how many times the processor time of 120 months grows by choices, and how many departures from plans are in force.

    The latter at the end, as a share of governments and worlds.
    """
    bare, choosing = (load("scenarios/baseline_2025.toml", {"choices": choices}) for choices in (False, True))
    some = np.arange(worlds)
    simulate(bare, some[:100])
    times: dict[bool, list[float]] = {False: [], True: []}
    for _ in range(ROUNDS):
        for with_choices in (False, True):
            began = process_time()
            record = simulate(choosing if with_choices else bare, some)
            times[with_choices].append(process_time() - began)
    counts = np.bincount(record.events.kind, minlength=len(record.events.kinds))
    net = sum(
        int(count) * (kind.startswith(TAKES) - kind.startswith(DROPS))
        for kind, count in zip(record.events.kinds, counts, strict=True)
    )
    return min(times[True]) / min(times[False]), net / (worlds * len(choosing.choices))
