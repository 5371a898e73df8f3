"""From the prompt to the plots: what `peninsula run baseline` costs in all processes, and the simulation alone. Linux only."""

import ctypes
import os
import sys
import tempfile
from contextlib import suppress
from resource import RUSAGE_CHILDREN, getrusage
from time import perf_counter, process_time
from typing import NamedTuple

_BECOME_SUBREAPER = 36
"""PR_SET_CHILD_SUBREAPER: processes whose parent has ended come to this one, which then knows what they used."""


class Cost(NamedTuple):
    """Seconds of processor time, user and system together, and seconds on the clock."""

    cpu: float
    wall: float


def run_baseline(*options: str, times: int = 3) -> Cost:
    """Return the cost of `peninsula run baseline`, start-up, plots and files included; the least of some times."""
    ctypes.CDLL(None).prctl(_BECOME_SUBREAPER, 1, 0, 0, 0)
    return min(_one_run(options) for _ in range(times))


def simulation(times: int = 3) -> Cost:
    """Return the cost of the simulation alone in one process, imports done; the least of some times."""
    from sim.ensemble.execute import execute
    from sim.scenario.loading import load

    scenario, costs = load("baseline"), []
    for _ in range(times):
        cpu, wall = process_time(), perf_counter()
        execute(scenario, workers=1)
        costs.append(Cost(process_time() - cpu, perf_counter() - wall))
    return min(costs)


def _one_run(options: tuple[str, ...]) -> Cost:
    before, began = getrusage(RUSAGE_CHILDREN), perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "sim", "run", "baseline", "--quiet", "--out", folder, *options]
        child = os.posix_spawn(sys.executable, command, os.environ)
        _, status = os.waitpid(child, 0)
        wall = perf_counter() - began
        if status:
            raise RuntimeError(f"'{' '.join(command)}' failed")
    with suppress(ChildProcessError):
        while True:
            os.wait()
    after = getrusage(RUSAGE_CHILDREN)
    return Cost(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall)
