"""What a simulation is spent on: chance and recording."""

from collections.abc import Callable
from contextlib import ExitStack
from time import perf_counter
from typing import Any
from unittest.mock import patch

import numpy as np

from sim.foundations.chance import Chance
from sim.model.replay.months import months_of
from sim.model.simulate import simulate
from sim.model.theatre_model import TheatreModel
from sim.scenario.loading import load


def shares(worlds: int = 2000) -> tuple[float, float]:
    """Return the shares of a simulation's time taken by drawing chance and by recording outcomes, causes and events."""
    scenario, identities = load("scenarios/baseline_2025.toml"), np.arange(worlds)
    spent = 0.0

    def timed(draw: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(*positional: Any, **named: Any) -> Any:
            nonlocal spent
            began = perf_counter()
            numbers = draw(*positional, **named)
            spent += perf_counter() - began
            return numbers

        return wrapped

    simulate(scenario, np.arange(100))
    with ExitStack() as patches:
        for name in ("uniform", "normal"):
            patches.enter_context(patch.object(Chance, name, timed(getattr(Chance, name))))
        whole = _seconds(lambda: simulate(scenario, identities))
    stepped = _seconds(lambda: list(months_of(TheatreModel([scenario], identities), scenario.months, lambda month: [])))
    return spent / whole, 1 - stepped / whole


def _seconds(work: Callable[[], object]) -> float:
    began = perf_counter()
    work()
    return perf_counter() - began
