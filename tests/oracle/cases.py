"""What is compared: the scenarios, and the outcomes that the scalar reference reports of them."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from sim.model.outcomes import outcomes_of
from sim.scenario.loading import load
from sim.scenario.quantity import Quantity
from sim.scenario.scenario import Scenario
from sim.scenario.schedule import Change, Schedule
from tests.model import three_actors
from tests.oracle.given import given
from tests.oracle.month import run
from tests.oracle.records import Records

CASES = (
    "baseline_2025", "moon_package", "opcon_fast", "bloc_confrontation", "abrupt_withdrawal", "europe_left_alone", "three actors",
    "everything moves",
)  # fmt: skip
WORLDS, MONTHS = 500, 240


def scenario_of(case: str, worlds: int = WORLDS, months: int = MONTHS) -> Scenario:
    """Return the scenario of a case."""
    if case == "three actors":
        return three_actors.scenario(months, worlds)
    if case == "everything moves":
        return everything_moves(load("russia_in_the_cast", worlds=worlds, months=months))
    return load(case, worlds=worlds, months=months)


def everything_moves(scenario: Scenario) -> Scenario:
    """Return a scenario in which every lever and every condition has six values in turn, half of them ramps."""
    t, chance = scenario.theatre, np.random.default_rng(1)

    def moving(quantity: Quantity) -> Schedule:
        values = chance.uniform(quantity.low, 1 if quantity.hazard else quantity.high, 6)
        if quantity.kind != "real":
            values = chance.integers(max(len(quantity.options), 2), size=6).astype(float)
        first = scenario.start + np.sort(chance.choice(scenario.months, 6, replace=False))
        ramps = [int(month) + (11 if quantity.kind == "real" and turn % 2 else 0) for turn, month in enumerate(first)]
        changes = zip(first, ramps, values, strict=True)
        return Schedule(quantity.coded_default, tuple(Change(int(a), b, float(value)) for a, b, value in changes))

    def all_moving(quantities: Mapping[str, Quantity]) -> dict[str, Schedule]:
        return {name: moving(quantity) for name, quantity in quantities.items()}

    return replace(
        scenario,
        policy={actor.name: all_moving(actor.levers) for actor in t.actors},
        conditions={actor.name: all_moving(actor.conditions) for actor in t.actors} | {"theatre": all_moving(t.conditions)},
    )


def by_the_reference(scenario: Scenario) -> NDArray[np.float64]:
    """Return the outcomes of all worlds of a scenario by the scalar reference, shape (outcome, month, world)."""
    work = given(scenario, np.arange(scenario.worlds))
    run(work)
    named = by_name(scenario, work.report)
    names = [outcome.name for outcome in outcomes_of(scenario.theatre)]
    assert set(names) == set(named)
    return np.stack([named[name].T for name in names]).astype(np.float64)


def by_name(scenario: Scenario, report: Records) -> dict[str, NDArray[np.float32]]:
    """Return a report under the names that a theatre gives to its outcomes, each of shape (world, month)."""
    t = scenario.theatre
    shared = set(report.dtype.fields or ()) - {
        "headline",
        "tension",
        "credibility",
        "credibility_challenger",
        "great_power_hostility",
    }
    found = {name: report[name] for name in shared}
    found[t.headline] = report["headline"]
    found[f"credibility_in_{t.challenger.capital}"] = report["credibility_challenger"]
    for index, alliance in enumerate(t.alliances):
        found[f"credibility_in_{t.actor(alliance.protege).capital}"] = report["credibility"][..., index]
    backers = {actor.name for actor in t.having("main_backer")}
    for index, rivalry in enumerate(t.rivalries):
        found[f"tension_{rivalry.name}"] = report["tension"][..., index]
        if t.patron.name in (rivalry.first, rivalry.second) and backers & {rivalry.first, rivalry.second}:
            found[f"{rivalry.name}_hostility"] = report["great_power_hostility"]
    return found
