"""The batched model against the same model one world at a time: through mesa.batch_run, and through AgentPy's experiments."""

import os
import warnings
from time import perf_counter
from typing import Any

import mesa
import numpy as np

from sim.model.simulate import outcomes_of_worlds
from sim.model.theatre_model import TheatreModel
from sim.scenario.loading import load
from sim.scenario.scenario import Scenario

SAMPLE, BATCH = 12, 4096


class OneWorld(TheatreModel):
    """One world of the baseline, in the form that `mesa.batch_run` expects."""

    scenario_run: Scenario

    def __init__(self, world: int = 0, rng: Any = None) -> None:
        super().__init__([self.scenario_run], np.array([world]))
        self.datacollector = mesa.DataCollector({"warheads": lambda model: float(model.state.warheads[0])})


def by_mesa(months: int = 120) -> float:
    """Return world-months per second of `mesa.batch_run`, from a sample."""
    OneWorld.scenario_run = load("scenarios/baseline_2025.toml", months=months)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        began = perf_counter()
        mesa.batch_run(OneWorld, {"world": list(range(SAMPLE))}, max_steps=months, number_processes=1, display_progress=False)
        return SAMPLE * months / (perf_counter() - began)


def by_agentpy(months: int = 120) -> float:
    """Return world-months per second of an AgentPy experiment, from a sample. Raises ImportError without AgentPy."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import agentpy

        scenario = load("scenarios/baseline_2025.toml", months=months)

        class Theatre(agentpy.Model):  # type: ignore[misc]
            def setup(self) -> None:
                self.theatre = TheatreModel([scenario], np.array([self.p.world]))

            def step(self) -> None:
                self.theatre.step()

            def update(self) -> None:
                self.record("warheads", float(self.theatre.state.warheads[0]))

        sample = [{"world": world, "steps": months} for world in range(SAMPLE)]
        began = perf_counter()
        agentpy.Experiment(Theatre, sample, record=True).run(display=False)
        return SAMPLE * months / (perf_counter() - began)


def by_plain_python(months: int = 120) -> float:
    """Return world-months per second of the scalar reference that the tests hold the model against, as plain Python.

    It is `by_numba` without numba: set NUMBA_DISABLE_JIT=1 before Python starts. Raises ImportError without numba.
    """
    import numba

    from tests.oracle.given import as_plain_python, given
    from tests.oracle.month import run

    if not numba.config.DISABLE_JIT:
        raise RuntimeError("the reference is compiled here: start with NUMBA_DISABLE_JIT=1")
    work = as_plain_python(given(load("scenarios/baseline_2025.toml", months=months), np.arange(SAMPLE)))
    with np.errstate(over="ignore"):  # whole numbers of chance are meant to wrap around
        return _best(lambda: run(work), SAMPLE * months)


def by_numba(months: int = 120) -> float:
    """Return world-months per second of the scalar reference, once compiled. Raises ImportError without numba.

    Explicit loops over worlds and months, all mechanisms and all outcomes. What is given to it - levers and circumstances
    by month, draws of the assumptions - is laid out anew each time, as the engine does it, too.
    """
    from tests.oracle.given import given
    from tests.oracle.month import run

    scenario, worlds = load("scenarios/baseline_2025.toml", months=months), np.arange(BATCH)
    run(given(scenario, worlds[:1]))
    return _best(lambda: run(given(scenario, worlds)), BATCH * months)


def batched(months: int = 120) -> float:
    """Return world-months per second of the engine in NumPy, on as many worlds as a run steps at once."""
    scenario, worlds = load("scenarios/baseline_2025.toml", months=months), np.arange(BATCH)
    outcomes_of_worlds(scenario, worlds[:100])
    return _best(lambda: outcomes_of_worlds(scenario, worlds), BATCH * months)


def compiled(months: int = 120) -> float:
    """Return world-months per second of the whole month compiled, once it is. Raises ImportError without JAX."""
    from sim.model.compiled import simulate as program

    scenario, worlds = load("scenarios/baseline_2025.toml", months=months), np.arange(BATCH)
    program.outcomes_of_worlds(scenario, worlds)
    return _best(lambda: program.outcomes_of_worlds(scenario, worlds), BATCH * months)


def keep_to_one_core() -> None:
    """Let this process use one core, where the system can say so."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:1])


def _best(work: Any, world_months: int, times: int = 3) -> float:
    found = []
    for _ in range(times):
        began = perf_counter()
        work()
        found.append(perf_counter() - began)
    return world_months / min(found)
