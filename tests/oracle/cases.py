"""What is compared: the scenarios, and the outcomes that the scalar reference reports of them."""

import numpy as np
from numpy.typing import NDArray

from sim.model.outcomes import outcomes_of
from sim.scenario.loading import load
from sim.scenario.scenario import Scenario
from tests.model import three_actors
from tests.oracle.given import given
from tests.oracle.month import run
from tests.oracle.records import Records

CASES = ("baseline", "moon_package", "opcon_fast", "bloc_confrontation", "burden_shock", "europe_left_alone", "three actors")
WORLDS, MONTHS = 500, 240


def scenario_of(case: str, worlds: int = WORLDS, months: int = MONTHS) -> Scenario:
    """Return the scenario of a case."""
    return three_actors.scenario(months, worlds) if case == "three actors" else load(case, worlds=worlds, months=months)


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
    shared = set(report.dtype.names) - {"headline", "tension", "credibility", "credibility_challenger", "great_power_hostility"}
    found = {name: report[name] for name in shared}
    found[t.headline] = report["headline"]
    found[f"credibility_in_{t.challenger.capital}"] = report["credibility_challenger"]
    for place, alliance in enumerate(t.alliances):
        found[f"credibility_in_{t.actor(alliance.protege).capital}"] = report["credibility"][..., place]
    backers = {actor.name for actor in t.having("main_backer")}
    for place, rivalry in enumerate(t.rivalries):
        found[f"tension_{rivalry.name}"] = report["tension"][..., place]
        if t.patron.name in (rivalry.first, rivalry.second) and backers & {rivalry.first, rivalry.second}:
            found[f"{rivalry.name}_hostility"] = report["great_power_hostility"]
    return found
