"""What a step is spent on: chance and recording."""

from collections.abc import Callable
from time import perf_counter
from typing import Any

import numpy as np

import sim.model.simulate as engine
from sim.foundations.chance import Chance
from sim.model.events import EventRecorder
from sim.model.ledger import Ledger
from sim.scenario.loading import load


def shares(worlds: int = 2000) -> tuple[float, float]:
    """Return the shares of a simulation's time taken by drawing chance and by recording outcomes, causes and events."""
    spent = {"chance": 0.0, "recording": 0.0}

    def timed(kind: str, work: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(*given: Any, **named: Any) -> Any:
            began = perf_counter()
            found = work(*given, **named)
            spent[kind] += perf_counter() - began
            return found

        return wrapped

    kept = Chance.uniform, Chance.normal, EventRecorder.note, Ledger.note, Ledger.read, engine.outcomes_of
    uniform, normal, note, enter, read, outcomes = kept
    try:
        Chance.uniform, Chance.normal = timed("chance", uniform), timed("chance", normal)  # type: ignore[method-assign]
        EventRecorder.note = timed("recording", note)  # type: ignore[method-assign]
        Ledger.note, Ledger.read = timed("recording", enter), timed("recording", read)  # type: ignore[method-assign]

        def watched(theatre: Any) -> Any:
            from dataclasses import replace

            return tuple(replace(outcome, read=timed("recording", outcome.read)) for outcome in outcomes(theatre))

        engine.outcomes_of = watched
        scenario = load("scenarios/baseline.toml")
        engine.simulate(scenario, np.arange(100))
        spent.update(chance=0.0, recording=0.0)
        began = perf_counter()
        engine.simulate(scenario, np.arange(worlds))
        whole = perf_counter() - began
    finally:
        Chance.uniform, Chance.normal, EventRecorder.note, Ledger.note, Ledger.read, engine.outcomes_of = kept  # type: ignore[method-assign]
    return spent["chance"] / whole, spent["recording"] / whole
