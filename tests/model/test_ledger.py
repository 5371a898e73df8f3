"""The entries of the ledger add up to what they explain, in every world and month."""

import numpy as np
import pytest

from sim.model.causes import ACCOUNTS
from sim.model.ledger import ENTRIES
from sim.model.outcomes import outcomes_of
from sim.model.simulate import Record, simulate
from sim.model.theatre_model import TheatreModel
from sim.scenario.loading import load
from sim.scenario.scenario import Scenario

WORLDS = np.arange(30)


@pytest.fixture(scope="module", params=["moon_package", "abrupt_withdrawal", "bloc_confrontation", "europe_left_alone"])
def simulated(request: pytest.FixtureRequest) -> tuple[Scenario, Record]:
    scenario = load(request.param, months=60)
    return scenario, simulate(scenario, WORLDS)


def account(record: Record, name: str) -> np.ndarray:
    return sum(row for (owner, _), row in zip(ENTRIES, record.entries, strict=True) if owner == name)


def outcome(simulated: tuple[Scenario, Record], name: str) -> np.ndarray:
    scenario, record = simulated
    return record.outcomes[[each.name for each in outcomes_of(scenario.theatre)].index(name)]


def test_hostility_and_events_add_up_to_the_tension_of_the_headline_dyads(simulated: tuple[Scenario, Record]) -> None:
    scenario, record = simulated
    weights = {rivalry.name: rivalry.headline_weight for rivalry in scenario.theatre.rivalries}
    raw = sum(outcome(simulated, f"tension_{name}") * weight for name, weight in weights.items()) / sum(weights.values())
    np.testing.assert_allclose(70 * account(record, "hostility") + 30 * account(record, "events"), raw, atol=2e-3)


def test_credibility_is_the_sum_of_its_entries(simulated: tuple[Scenario, Record]) -> None:
    scenario, record = simulated
    capital = scenario.theatre.main_protege.capital
    np.testing.assert_allclose(account(record, "credibility"), outcome(simulated, f"credibility_in_{capital}"), atol=1e-5)


def test_trust_is_the_sum_of_its_entries_when_leaders_change_and_deals_break() -> None:
    scenario = load("moon_package", {"us.leadership_change": {"2027-01": 1, "2027-02": 0}, "provocation_weight": 0.6}, months=48)
    model = TheatreModel([scenario], WORLDS)
    record = simulate(scenario, WORLDS)
    for number in range(scenario.months):
        model.step()
        trust = model.month.next.trust[list(model.cast.headline_directed)].mean(axis=0)
        np.testing.assert_allclose(account(record, "trust")[number], trust, atol=1e-5)


@pytest.mark.slow
def test_every_entry_is_used_by_some_scenario() -> None:
    moved = np.zeros(len(ENTRIES), dtype=bool)
    for name in ("moon_package", "bloc_confrontation", "burden_shock", "abrupt_withdrawal", "sidelined", "opcon_fast"):
        moved |= (simulate(load(name, {"us.extended_deterrence": {"2028-01": "declaratory"}}), WORLDS).entries != 0).any(
            axis=(1, 2)
        )
    unused = {entry for entry, used in zip(ENTRIES, moved, strict=True) if not used}
    # between the main backer and the patron or its protege, who are no headline dyads of Korea
    assert unused == {("events", "incidents"), ("hostility", "coercion")}
    assert len(ENTRIES) == sum(map(len, ACCOUNTS.values()))
