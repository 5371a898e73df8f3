"""The answers to the further views: comparison, causes, a single world, policy, worldviews. All but the first run in a worker."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.analysis.compare import Comparison
from sim.analysis.explain import CAUSE_LABELS, Explanation, between, over_time, quantities
from sim.analysis.representative_worlds import best_world, typical_world, worst_world
from sim.analysis.robust import robustness
from sim.analysis.scorecard import scorecard
from sim.analysis.worldviews import aims_of, good_enough
from sim.ensemble.chunk import MemoryChunk, month_labels
from sim.ensemble.execute import execute_together
from sim.ensemble.policy_changes import keyed_policy_changes
from sim.ensemble.run import Run
from sim.files import events_parquet
from sim.foundations.axes import Array
from sim.foundations.errors import PeninsulaError, nearest
from sim.model.batch import can_share_worlds
from sim.model.outcomes import outcomes_of
from sim.model.simulate import simulate
from sim.scenario.scenario import Scenario
from sim.web.response import bands, rounded
from sim.web.rules import rules_acting
from sim.web.worker import Progress

if TYPE_CHECKING:
    from pandas import DataFrame

CURRENT = "current settings"
"""The name of the scenario that the page's settings make."""

STORIES: dict[str, Callable[[Run], int]] = {"typical": typical_world, "best": best_world, "worst": worst_world}


def comparison(scenarios: Sequence[Scenario], values: Sequence[Array], outcomes: Sequence[str]) -> dict[str, Any]:
    """Return the scorecard of scenarios against the first of them, and the time series of the headline and some outcomes.

    values: outcomes of each scenario, shape (outcome, month, world). outcomes: names.
    """
    runs = [run_of(scenario, each) for scenario, each in zip(scenarios, values, strict=True)]
    compared = Comparison(runs)
    shown = dict.fromkeys((scenarios[0].theatre.headline, *outcomes))
    return {
        "names": list(compared.names),
        "worlds": scenarios[0].worlds,
        "rows": scorecard(compared),
        "trajectories": [
            {
                "name": name,
                "months": run.months,
                "series": {each: bands(run.series(each)) for each in shown if each in run.outcome_names},
            }
            for name, run in zip(compared.names, runs, strict=True)
        ],
    }


def causes(scenario: Scenario, reference: Scenario | None, quantity: str, story: str, progress: Progress) -> dict[str, Any]:
    """Return the causes of a quantity's change over time and of its difference from a reference, and the events of one world.

    quantity: one of `sim.analysis.explain.quantities`, "" for the headline index. story: one of STORIES.
    """
    if story not in STORIES:
        raise PeninsulaError(f"story: unknown world '{story}'{nearest(story, STORIES)}; expected one of {', '.join(STORIES)}")
    scenarios = [scenario] + ([reference] if reference is not None and can_share_worlds(scenario, reference) else [])
    runs = execute_together(scenarios, workers=1, progress=progress)
    run, world = runs[0], STORIES[story](runs[0])
    return {
        "quantities": list(quantities(run)),
        "months": run.months,
        "over_time": _explanation(over_time(run, quantity or None)),
        "difference": _explanation(between(runs[1], run, quantity or None)) if len(runs) > 1 else None,
        "story": {
            "world": world,
            "headline": rounded(run.series(scenario.theatre.headline)[:, world]),
            "events": _events(run.events_in(world)),
        },
    }


def single_world(scenario: Scenario, world: int, progress: Progress) -> dict[str, Any]:
    """Return the headline index and the tension of each dyad in one world by month, and its events.

    world: its index; the same world has the same index in any ensemble.
    """
    theatre = scenario.theatre
    record = simulate(scenario, np.array([world]), progress)
    run, months = run_of(scenario, record.outcomes), month_labels(scenario)
    names = (theatre.headline, *(f"tension_{pair.name}" for pair in theatre.rivalries))
    (events,) = events_parquet.blocks(
        [events_parquet.sorted_rows(record.events)], months, [actor.name for actor in theatre.actors], record.events.kinds
    )
    return {
        "months": months,
        "series": {name: rounded(run.series(name)[:, 0]) for name in names},
        "events": _events(events),
    }


def policy(run: Run) -> dict[str, Any]:
    """Return the dated changes of policy, what came about of levers, and in how many worlds rules act."""
    changes = keyed_policy_changes(run.scenario)
    return {
        "acting": rules_acting(run),
        "changes": [{"month": month, "label": label, "key": key} for month, label, key in changes],
        "came_about": [asdict(each) | {"key": each.key} for each in run.came_about],
    }


def worldviews(
    scenarios: Sequence[Scenario], references: Sequence[Scenario], names: Sequence[str], outcome: str, progress: Progress
) -> dict[str, Any]:
    """Return the differences of a policy from a reference under each worldview, and which outcomes worldviews contest.

    scenarios, references: the policy and the reference under each worldview, in the order of names. outcome: name of an outcome
    to evaluate besides the key ones, or "".
    """
    first = scenarios[0]
    known = {each.name: each for each in outcomes_of(first.theatre)}
    aims = aims_of((), first)
    if outcome in known and known[outcome].better and outcome not in {aim.text for aim in aims}:
        aims += aims_of((outcome,), first)
    current = [replace(scenario, name=CURRENT) for scenario in scenarios]
    result = robustness([references, current], names, aims, good_enough(None, first), workers=1, progress=progress)
    rows = []
    for index, aim in enumerate(result.aims):
        cells = []
        for view in range(len(names)):
            difference, half_width, _ = result.difference(index, 1, view)
            means = [float(result.values[index, scenario, view].mean()) for scenario in (0, 1)]
            numbers = rounded([difference, half_width, *means])
            cell: dict[str, float] = dict(zip(("difference", "half_width", "reference", "current"), numbers, strict=True))
            cells.append(cell | {"standing": int(result.standing[index, 1, view])})
        rows.append({"title": aim.title, "unit": aim.unit, "contested": bool(result.contested[index, 1]), "cells": cells})
    shares = result.satisficing()
    return {
        "rows": rows,
        "good_enough": result.satisfy.text,
        "shares": [rounded([row.share, row.low, row.high]) for row in shares[shares["scenario"] == CURRENT].itertuples()],
    }


def run_of(scenario: Scenario, values: Array) -> Run:
    """Return a run that has outcomes only. values: shape (outcome, month, world)."""
    names = [outcome.name for outcome in outcomes_of(scenario.theatre)]
    return Run(scenario, [MemoryChunk(0, dict(zip(names, values, strict=True)))], list, {})


def _events(events: "DataFrame") -> list[dict[str, Any]]:
    return [
        {
            "month": str(row.month), "kind": str(row.kind).replace("_", " "), "actor": str(row.actor),
            "target": str(row.target), "severity": float(row.severity),
        }
        for row in events.itertuples()
    ]  # fmt: skip


def _explanation(explanation: Explanation) -> dict[str, Any]:
    return {
        "title": explanation.title,
        "unit": explanation.unit,
        "total": [float(each) for each in np.atleast_1d(explanation.total)],  # rounded once, where it is shown
        "causes": [
            {
                "cause": CAUSE_LABELS.get(cause, cause),
                "values": [float(each) for each in np.atleast_1d(explanation.contributions[cause])],
                "low": None if explanation.low is None else explanation.low[cause],
                "high": None if explanation.high is None else explanation.high[cause],
            }
            for cause in explanation.by_size()
        ],
    }
