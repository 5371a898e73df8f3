"""What `sim.model.simulate` does, by a compiled program: faster, and equal but for the last bits of single numbers.

Rounding differs where JAX fuses a product with a sum or takes an exponential of its own. So worlds agree to about a
millionth, except for the few in which a number drawn by chance falls into the gap between two roundings of a probability.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from sim.foundations.axes import Array
from sim.model.compiled.program import CompiledRecord, Program
from sim.model.events import Event, EventRecorder, kinds_of
from sim.model.simulate import Progress, Record
from sim.model.theatre_model import TheatreModel
from sim.scenario.scenario import Scenario

PADDED = 64
"""Worlds are filled up to a multiple of this, so that chunks of almost the same size share a program."""

MOST_KEPT = 4
_programs: list[Program] = []


def simulate_side_by_side(
    scenarios: Sequence[Scenario], worlds: NDArray[np.integer], progress: Progress | None = None
) -> tuple[Record, ...]:
    """Simulate the same worlds of several scenarios; a record for each. See `sim.model.simulate`.

    progress: called once, when all months are done.
    """
    program, found = _run(scenarios, worlds, whole=True)
    assert found.entries is not None
    assert found.happened is not None
    months = scenarios[0].months
    padded = found.outcomes.shape[-1] // len(scenarios)
    records = []
    for index, scenario in enumerate(scenarios):
        own = slice(index * padded, index * padded + len(worlds))
        recorder = EventRecorder(worlds, tuple(actor.name for actor in program.theatre.actors), [kinds_of(scenario)])
        for number in range(months):
            recorder.write(number, _own(program, found.happened[:, number, own], scenario))
        (events,) = recorder.events()
        records.append(Record(found.outcomes[..., own], found.entries[..., own], events))
    if progress is not None:
        progress(months)
    return tuple(records)


def outcomes_of_worlds(scenario: Scenario, worlds: NDArray[np.integer]) -> Array:
    """Return the outcomes alone, shape (outcome, month, world)."""
    return _run([scenario], worlds, whole=False)[1].outcomes[..., : len(worlds)]


def _run(scenarios: Sequence[Scenario], worlds: NDArray[np.integer], whole: bool) -> tuple[Program, CompiledRecord]:
    first = scenarios[0]
    filled = np.pad(worlds, (0, -len(worlds) % PADDED), mode="edge")
    model = TheatreModel(scenarios, filled)
    program = _program(scenarios, model)
    return program, program.run(model, first.months, whole)


def _own(program: Program, happened: Array, scenario: Scenario) -> Iterator[Event]:
    """Yield what can happen in a scenario, without the rules and choices that only others have."""
    known = kinds_of(scenario)
    yield from ((*what, severity) for what, severity in zip(program.events, happened, strict=True) if what[0] in known)


def _program(scenarios: Sequence[Scenario], model: TheatreModel) -> Program:
    """Return the program of a theatre, situation, rules and choices, of which the last few are kept."""
    first = scenarios[0]
    for program in _programs:
        if (program.theatre, program.situation, program.identity) == (first.theatre, first.situation, model.identity):
            return program
    _programs.append(Program(scenarios))
    del _programs[:-MOST_KEPT]
    return _programs[-1]
