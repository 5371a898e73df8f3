"""Whole ensembles: two thousand worlds on one and two processes, the memory of twenty thousand, and start-up."""

import subprocess
import sys
from time import perf_counter

from sim.ensemble.execute import execute
from sim.scenario.loading import load

PEAK = """
import resource
from sim.ensemble.execute import execute
from sim.scenario.loading import load
run = execute(load("scenarios/baseline_2025.toml", worlds=20000), workers={workers})
own, child = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
print(own / 1024, child / 1024)
"""


def seconds(workers: int) -> float:
    """Return the seconds that 2,000 worlds x 120 months take, imports done, the better of three."""
    scenario = load("scenarios/baseline_2025.toml", worlds=2000)
    times = []
    for _ in range(3):
        began = perf_counter()
        execute(scenario, workers)
        times.append(perf_counter() - began)
    return min(times)


def peak_megabytes(workers: int = 1) -> tuple[float, float]:
    """Return the peak resident memory of 20,000 worlds x 120 months: of the parent, and of its largest child."""
    done = subprocess.run([sys.executable, "-c", PEAK.format(workers=workers)], capture_output=True, text=True, check=True)
    own, child = done.stdout.split()
    return float(own), float(child)


def start_up(*arguments: str) -> float:
    """Return the seconds that a command takes from start to end, the best of five."""
    times = []
    for _ in range(5):
        began = perf_counter()
        subprocess.run([sys.executable, "-m", "sim", *arguments], capture_output=True, check=True)
        times.append(perf_counter() - began)
    return min(times)
