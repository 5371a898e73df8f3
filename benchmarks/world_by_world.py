"""The batched model against the same model run one world at a time through Mesa's own batch_run."""

import warnings
from time import perf_counter
from typing import Any

import mesa
import numpy as np

from sim.model.simulate import simulate
from sim.model.theatre_model import TheatreModel
from sim.scenario.loading import load
from sim.scenario.scenario import Scenario

SAMPLE, BATCH = 12, 1000


class OneWorld(TheatreModel):
    """One world of the baseline, in the form that `mesa.batch_run` expects."""

    scenario_run: Scenario

    def __init__(self, world: int = 0, rng: Any = None) -> None:
        super().__init__([self.scenario_run], np.array([world]))
        self.datacollector = mesa.DataCollector({"warheads": lambda model: float(model.state.warheads[0])})


def compare(months: int = 120) -> tuple[float, float]:
    """Return world-months per second: one world at a time (a sample), and in a batch of 1,000 on one core."""
    scenario = load("scenarios/baseline.toml", months=months)
    OneWorld.scenario_run = scenario
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        began = perf_counter()
        mesa.batch_run(OneWorld, {"world": list(range(SAMPLE))}, max_steps=months, number_processes=1, display_progress=False)
        alone = SAMPLE * months / (perf_counter() - began)
    simulate(scenario, np.arange(BATCH))
    began = perf_counter()
    simulate(scenario, np.arange(BATCH))
    return alone, BATCH * months / (perf_counter() - began)
