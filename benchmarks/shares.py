"""What a step is spent on: chance and recording."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from time import perf_counter
from typing import Any
from unittest.mock import patch

import numpy as np

import sim.model.simulate as engine
from sim.foundations.chance import Chance
from sim.model.events import EventRecorder
from sim.model.ledger import Ledger
from sim.model.outcomes import Outcome, outcomes_of
from sim.scenario.loading import load
from sim.scenario.theatre import Theatre


def shares(worlds: int = 2000) -> tuple[float, float]:
    """Return the shares of a simulation's time taken by drawing chance and by recording outcomes, causes and events."""
    spent = {"chance": 0.0, "recording": 0.0}

    def timed(kind: str, work: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(*positional: Any, **named: Any) -> Any:
            began = perf_counter()
            result = work(*positional, **named)
            spent[kind] += perf_counter() - began
            return result

        return wrapped

    def timed_outcomes(theatre: Theatre) -> tuple[Outcome, ...]:
        return tuple(replace(outcome, read=timed("recording", outcome.read)) for outcome in outcomes_of(theatre))

    with ExitStack() as patches:
        for kind, owner, name in (
            ("chance", Chance, "uniform"),
            ("chance", Chance, "normal"),
            ("recording", EventRecorder, "note"),
            ("recording", Ledger, "note"),
            ("recording", Ledger, "read"),
        ):
            patches.enter_context(patch.object(owner, name, timed(kind, getattr(owner, name))))
        patches.enter_context(patch.object(engine, "outcomes_of", timed_outcomes))
        scenario = load("scenarios/baseline_2025.toml")
        engine.simulate(scenario, np.arange(100))
        spent.update(chance=0.0, recording=0.0)
        began = perf_counter()
        engine.simulate(scenario, np.arange(worlds))
        whole = perf_counter() - began
    return spent["chance"] / whole, spent["recording"] / whole
