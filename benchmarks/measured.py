"""A measurement in a process of its own, so that its memory is its own: `python -m benchmarks.measured WHAT ...`, as JSON."""

import json
import os
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread
from time import perf_counter
from typing import Any

import numpy as np


def measured(what: str, *about: object) -> dict[str, float]:
    """Return what a measurement finds; see the functions below. Empty when it needs a library that is not installed."""
    said = [sys.executable, "-m", "benchmarks.measured", what, *map(str, about)]
    interpreted = {"NUMBA_DISABLE_JIT": "1"} if "by_plain_python" in about else {}
    done = subprocess.run(said, capture_output=True, text=True, check=False, env=os.environ | interpreted)
    if done.returncode == 3:
        return {}
    if done.returncode:
        raise RuntimeError(done.stderr)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def peer(which: str) -> dict[str, float]:
    """Return world-months per second on one core by a way of stepping the baseline; see `benchmarks.peers`."""
    from benchmarks import peers

    peers.keep_to_one_core()
    return {"rate": getattr(peers, which)()}


def run(worlds: str, months: str, workers: str) -> dict[str, float]:
    """Return seconds and peak memory of all processes [MB] of a run as the command line makes it."""
    from sim.ensemble.execute import execute
    from sim.scenario.loading import load

    scenario = load("scenarios/baseline_2025.toml", worlds=int(worlds), months=int(months))
    with tempfile.TemporaryDirectory() as folder, _Memory() as memory:
        began = perf_counter()
        made = execute(scenario, int(workers), scratch=Path(folder))
        seconds = perf_counter() - began
        if made.scratch is not None:
            made.scratch.cleanup()
    return {"rate": int(worlds) * int(months) / seconds, "seconds": seconds, "memory": memory.peak}


def actors(number: str, worlds: str) -> dict[str, float]:
    """Return world-months per second on one core of a theatre of so many actors."""
    from benchmarks.casts import scenario_of
    from benchmarks.peers import keep_to_one_core
    from sim.model.simulate import outcomes_of_worlds

    keep_to_one_core()
    scenario, some = scenario_of(int(number), int(worlds)), np.arange(int(worlds))
    outcomes_of_worlds(scenario, some[:50])
    times = []
    for _ in range(3):
        began = perf_counter()
        outcomes_of_worlds(scenario, some)
        times.append(perf_counter() - began)
    return {"rate": int(worlds) * scenario.months / min(times)}


def engines(worlds: str) -> dict[str, float]:
    """Return how many times faster the compiled engine is on so many worlds x 120 months, and the seconds of its first call."""
    from benchmarks import compiled

    plain, quick, first = compiled.against_numpy(int(worlds))
    return {"gain": plain / quick, "first": first}


def start_up(*arguments: str) -> dict[str, float]:
    """Return the seconds that Python takes with some arguments, from start to end, the best of five."""
    times = []
    for _ in range(5):
        began = perf_counter()
        subprocess.run([sys.executable, *arguments], capture_output=True, check=True)
        times.append(perf_counter() - began)
    return {"seconds": min(times)}


class _Memory(Thread):
    """Watches the resident memory of this process and all that it began. peak: the largest sum seen [MB]."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.peak = 0.0
        self._over = Event()

    def __enter__(self) -> "_Memory":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.look()
        self._over.set()
        self.join()

    def run(self) -> None:
        while not self._over.wait(0.05):
            self.look()

    def look(self) -> None:
        import psutil

        here, total = psutil.Process(), 0
        for each in (here, *here.children(recursive=True)):
            with suppress(psutil.Error):
                total += each.memory_info().rss
        self.peak = max(self.peak, total / 2**20)


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    what: dict[str, Any] = {"peer": peer, "run": run, "actors": actors, "engines": engines, "start_up": start_up}
    try:
        print(json.dumps(what[sys.argv[1]](*sys.argv[2:])))
    except ImportError as missing:
        print(missing, file=sys.stderr)
        sys.exit(3)
