"""Whether what changes can reach an outcome at all: an experiment over the range of every changed lever."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from sim.analysis.hypotheses.ways import differing
from sim.ensemble.experiment import experiment
from sim.model.expression import Expression, measures_of
from sim.scenario.quantity import Quantity
from sim.scenario.scenario import Scenario
from sim.scenario.schedule import Schedule

type Lever = tuple[str, str, str, Quantity]
"""Group ("policy" or "conditions"), owner (an actor or "theatre"), name in the theatre, and what changes."""


def reached(
    outcomes: Sequence[Expression], views: Sequence[Scenario], references: Sequence[Scenario], workers: int | None = None
) -> tuple[bool, ...]:
    """Return for each outcome whether it ever differs from the reference in any world under any worldview.

    views, references: a scenario and its reference under each worldview. Every lever that differs between them is moved
    over its range, alone and together with the others, and held there for the whole horizon.
    workers: number of processes (None: chosen).
    """
    if not outcomes or not changed_levers(views[0], references[0]):
        return (False,) * len(outcomes)
    measures = measures_of(tuple(outcomes))
    unreached = [True] * len(outcomes)
    for view, reference in zip(views, references, strict=True):
        rows = [reference, *extremes(view, reference)]
        measured = experiment(rows, measures, workers=workers)
        values = {measure: row.reshape(len(rows), reference.worlds) for measure, row in zip(measures, measured, strict=True)}
        for index, outcome in enumerate(outcomes):
            value = np.broadcast_to(outcome.value(values), (len(rows), reference.worlds))
            unreached[index] &= bool((value == value[:1]).all())
    return tuple(not same for same in unreached)


def changed_levers(scenario: Scenario, reference: Scenario) -> tuple[Lever, ...]:
    """Return the levers and conditions that differ within the horizon, and those that rules set which only one scenario has.

    Those of an actor that joins all differ.
    """
    theatre = scenario.theatre
    known = [("policy", actor.name, actor.levers) for actor in theatre.actors]
    known += [("conditions", actor.name, actor.conditions) for actor in theatre.actors]
    known.append(("conditions", "theatre", theatre.conditions))
    ruled: dict[str, list[str]] = {}
    for rule in (*scenario.rules, *reference.rules):
        if (rule in scenario.rules) != (rule in reference.rules) and rule.actor in scenario.policy:
            ruled.setdefault(rule.actor, []).extend(rule.sets)
    changed: list[Lever] = []
    for group, owner, quantities in known:
        mine, other = getattr(scenario, group)[owner], getattr(reference, group).get(owner, {})
        names = dict.fromkeys((*differing(mine, other, scenario), *(ruled.get(owner, ()) if group == "policy" else ())))
        changed += [(group, owner, name, quantities[name]) for name in names]
    return tuple(changed)


def extremes(scenario: Scenario, reference: Scenario) -> Iterator[Scenario]:
    """Yield the scenario, with each changed lever moved over its range, and with all of them at one end together."""
    levers = changed_levers(scenario, reference)
    yield scenario
    for lever in levers:
        for value in range_of(lever[-1]):
            yield _moved(scenario, lever, value)
    for end in (0, -1):
        together = scenario
        for lever in levers:
            together = _moved(together, lever, range_of(lever[-1])[end])
        yield together


def range_of(quantity: Quantity) -> tuple[float, ...]:
    """Return the codes over which a lever is moved: every option, or both ends of its range."""
    if quantity.kind == "choice":
        return tuple(float(option) for option in range(len(quantity.options)))
    return (0.0, 1.0) if quantity.kind == "flag" else (float(quantity.low), float(quantity.high))


def _moved(scenario: Scenario, lever: Lever, value: float) -> Scenario:
    group, owner, name, _ = lever
    values: Mapping[str, Mapping[str, Schedule]] = getattr(scenario, group)
    moved = {**values, owner: {**values[owner], name: Schedule(value)}}
    return replace(scenario, policy=moved) if group == "policy" else replace(scenario, conditions=moved)
