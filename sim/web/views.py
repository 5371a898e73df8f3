"""What the further views of the page are told: comparison, causes, worldviews. Each is a piece of work for a worker."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.analysis.compare import Comparison
from sim.analysis.explain import CAUSE_LABELS, Explanation, between, over_time, quantities
from sim.analysis.representative_worlds import best_world, typical_world, worst_world
from sim.analysis.robust import robustness
from sim.analysis.scorecard import scorecard
from sim.analysis.worldviews import aims_of, good_enough
from sim.ensemble.chunk import MemoryChunk
from sim.ensemble.execute import execute_together
from sim.ensemble.run import Run
from sim.files import events_parquet
from sim.foundations.axes import Array
from sim.foundations.errors import PeninsulaError, nearest
from sim.model.batch import can_share_worlds
from sim.model.outcomes import outcomes_of
from sim.model.simulate import simulate
from sim.scenario.scenario import Scenario
from sim.web.response import bands, short

if TYPE_CHECKING:
    from pandas import DataFrame

type Look = Callable[[int], None]

HERE = "as set here"
"""The name of what the page's own settings make."""

STORIES: dict[str, Callable[[Run], int]] = {"typical": typical_world, "best": best_world, "worst": worst_world}


def compared(scenarios: Sequence[Scenario], found: Sequence[Array], outcomes: Sequence[str]) -> dict[str, Any]:
    """Return the scorecard of scenarios against the first of them, and the course of some outcomes in each.

    found: outcomes of each scenario, (outcome, month, world).
    """
    runs = [run_of(scenario, values) for scenario, values in zip(scenarios, found, strict=True)]
    comparison = Comparison(runs)
    headline = scenarios[0].theatre.headline
    wanted = dict.fromkeys((headline, *outcomes))
    return {
        "names": list(comparison.names),
        "rows": scorecard(comparison),
        "courses": [
            {
                "name": name,
                "months": run.months,
                "series": {each: bands(run.series(each)) for each in wanted if each in run.outcome_names},
            }
            for name, run in zip(comparison.names, runs, strict=True)
        ],
    }


def why(scenario: Scenario, reference: Scenario | None, quantity: str, world: str, look: Look) -> dict[str, Any]:
    """Return what moved a quantity over time, what makes the difference from a reference, and the story of a world.

    quantity: as `sim.analysis.explain.quantities` names them, empty for the headline index. world: one of STORIES.
    """
    if world not in STORIES:
        raise PeninsulaError(f"world: '{world}' has no story{nearest(world, STORIES)}; expected one of {', '.join(STORIES)}")
    both = [scenario] + ([reference] if reference is not None and can_share_worlds(scenario, reference) else [])
    runs = execute_together(both, workers=1, progress=look)
    run, chosen = runs[0], STORIES[world](runs[0])
    events = run.events_in(chosen)
    return {
        "quantities": list(quantities(run)),
        "months": run.months,
        "over_time": _explained(over_time(run, quantity or None)),
        "difference": _explained(between(runs[1], run, quantity or None)) if len(runs) > 1 else None,
        "story": {
            "world": chosen,
            "headline": short(run.series(scenario.theatre.headline)[:, chosen]),
            "events": _story(events),
        },
    }


def one_world(scenario: Scenario, identity: int, look: Look) -> dict[str, Any]:
    """Return a world by itself: the headline index and the tension of each dyad by month, and what happened in it.

    identity: of the world, which is the same in any ensemble that holds it.
    """
    theatre = scenario.theatre
    found = simulate(scenario, np.array([identity]), look)
    run, months = run_of(scenario, found.outcomes), Run.months_of(scenario)
    wanted = (theatre.headline, *(f"tension_{pair.name}" for pair in theatre.rivalries))
    (events,) = events_parquet.blocks([events_parquet.rows(found.events)], months, [actor.name for actor in theatre.actors])
    return {"months": months, "series": {name: short(run.series(name)[:, 0]) for name in wanted}, "events": _story(events)}


def worldviews(
    scenarios: Sequence[Scenario], references: Sequence[Scenario], names: Sequence[str], outcome: str, look: Look
) -> dict[str, Any]:
    """Return how a policy stands against a reference under each worldview, and whether worldviews contest it.

    scenarios, references: their forms under each worldview, in the order of names. outcome: is looked at besides the key ones.
    """
    first = scenarios[0]
    known = {each.name: each for each in outcomes_of(first.theatre)}
    aims = aims_of((), first)
    if outcome in known and known[outcome].better and outcome not in {aim.text for aim in aims}:
        aims += aims_of((outcome,), first)
    mine = [replace(scenario, name=HERE) for scenario in scenarios]
    found = robustness([references, mine], names, aims, good_enough(None, first), workers=1, progress=look)
    rows = []
    for place, aim in enumerate(found.aims):
        cells = []
        for view in range(len(names)):
            difference, half, _ = found.difference(place, 1, view)
            before, after = (float(found.values[place, each, view].mean()) for each in (0, 1))
            cells.append([*short([difference, half, before, after]), int(found.standing[place, 1, view])])
        rows.append({"title": aim.title, "unit": aim.unit, "contested": bool(found.contested[place, 1]), "cells": cells})
    good = found.satisficing()
    return {
        "rows": rows,
        "good_enough": found.satisfy.text,
        "shares": [short([row.share, row.low, row.high]) for row in good[good["scenario"] == HERE].itertuples()],
    }


def run_of(scenario: Scenario, values: Array) -> Run:
    """Return a run of outcomes alone."""
    names = [outcome.name for outcome in outcomes_of(scenario.theatre)]
    return Run(scenario, [MemoryChunk(0, dict(zip(names, values, strict=True)))], list, {})


def _story(events: "DataFrame") -> list[list[Any]]:
    return [
        [str(row.month), str(row.kind).replace("_", " "), str(row.actor), str(row.target), float(row.severity)]
        for row in events.itertuples()
    ]


def _explained(found: Explanation) -> dict[str, Any]:
    return {
        "title": found.title,
        "unit": found.unit,
        "total": short(np.atleast_1d(found.total)),
        "causes": [
            {
                "cause": CAUSE_LABELS.get(cause, cause),
                "values": short(np.atleast_1d(found.contributions[cause])),
                "low": None if found.low is None else found.low[cause],
                "high": None if found.high is None else found.high[cause],
            }
            for cause in found.by_size()
        ],
    }
