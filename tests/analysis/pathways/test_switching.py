"""A pathway is a scenario: the plan until it tips in a world, the other plan from then on, and nothing else."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.analysis.pathways.switching import pathway, refuse_unlike
from sim.analysis.pathways.terms import terms
from sim.foundations.errors import PeninsulaError
from sim.model.simulate import simulate
from sim.model.theatre_model import TheatreModel
from sim.scenario.dump import to_toml
from sim.scenario.loading import load
from sim.scenario.scenario import Scenario

SIZE: dict[str, Any] = {"worlds": 40, "months": 60}
BASE = load("baseline_2025", **SIZE)
TARGET = "peninsula_tension < 85 and count(clash) == 0"


def other(**levers: Any) -> Scenario:
    """Return a plan named "other" that sets levers, or rules."""
    return replace(load("baseline_2025", levers, **SIZE), name="other")


def switches(way: Scenario, name: str) -> np.ndarray[Any, Any]:
    """Return the month in which a rule comes into force in each world, or the number of months where it never does."""
    events = simulate(way, np.arange(way.worlds)).events
    found = np.full(way.worlds, way.months)
    rows = events.kind == events.kinds.index(f"rule: {name}")
    found[events.world[rows]] = events.month[rows]
    return found


@pytest.mark.parametrize("lead", [0, 5])
def test_worlds_pass_to_the_other_plan_when_they_have_tipped_and_decided(lead: int) -> None:
    agreed = terms(TARGET, BASE, 3, 6, lead)
    plan = other(**{"us.troops_korea": {"2025-02": 28500, "2026-01..2028-12": 0}, "rok.defence_share": 4.0})
    way = pathway(BASE, plan, agreed)
    names = [rule.name for rule in way.rules]
    assert names == ["to other united_states", "to other south_korea"]
    model, worlds = TheatreModel([way], np.arange(BASE.worlds)), BASE.worlds
    tension, clashes = np.zeros((BASE.months, worlds), dtype=np.float32), np.zeros((BASE.months, worlds))
    troops, shares = np.zeros((BASE.months, worlds)), np.zeros((BASE.months, worlds))
    for number in range(BASE.months):
        model.step()
        tension[number] = model.month.headline
        reached = (model.month.next.stage == 2) & (model.month.next.stage > model.month.last.stage)
        clashes[number] = reached.any(axis=0)
        troops[number] = model.month.intended["united_states"]["troops_main"]
        shares[number] = model.month.intended["south_korea"]["defence_share"]
    met = (tension < 85) & (np.cumsum(clashes, axis=0) == 0)
    since = switches(way, names[0])
    ramp = plan.policy["united_states"]["troops_korea"].values(BASE.start, BASE.months)
    for world in range(worlds):
        missed = [not met[month, world] for month in range(BASE.months)]
        tips = next((m for m in range(6, BASE.months - 2) if all(missed[m : m + 3])), None)
        expected = BASE.months if tips is None or tips + 3 + lead >= BASE.months else tips + 3 + lead
        assert since[world] == expected
        assert (troops[:expected, world] == 28500).all()
        assert (troops[expected:, world] == ramp[expected:]).all()
        assert (shares[expected:, world] == 4.0).all()
    assert 0 < (since < BASE.months).sum() < worlds


def test_until_it_tips_a_pathway_is_its_plan_bit_by_bit() -> None:
    way = pathway(BASE, other(**{"us.troops_korea": 0}), terms(TARGET, BASE, 3, 6, 0))
    one, both = (simulate(each, np.arange(BASE.worlds)).outcomes for each in (BASE, way))
    since = switches(way, way.rules[0].name)
    for world, month in enumerate(since):
        assert np.array_equal(one[:, :month, world], both[:, :month, world])
    assert not np.array_equal(one, both)


def test_a_plan_that_tips_at_once_is_the_other_from_the_first_month_that_it_can_be() -> None:
    agreed = terms("warheads < 1", BASE, 2, 3, 0)
    plan = other(**{"us.exercise_tempo": 0.1, "rok.engagement": 0.9})
    way = pathway(BASE, plan, agreed)
    dated = load("baseline_2025", {"us.exercise_tempo": {"2025-07": 0.1}, "rok.engagement": {"2025-07": 0.9}}, **SIZE)
    one, both = (simulate(each, np.arange(BASE.worlds)).outcomes for each in (dated, way))
    assert np.array_equal(one, both)


def test_a_pathway_written_to_a_file_gives_the_same_numbers(tmp_path: Path) -> None:
    ramped = {"us.troops_korea": {"2025-02": 28500, "2026-01..2028-12": 0}}
    rule = {"name": "hedge", "actor": "rok", "when": "warheads > 1", "set": {"nuclear_option": "hedge"}}
    way = pathway(BASE, other(**ramped, rules=[rule]), terms(TARGET, BASE, 3, 6, 2))
    file = tmp_path / "way.toml"
    file.write_text(to_toml(way), encoding="utf-8")
    again = load(file)
    assert [(rule.name, rule.under, rule.lead_months) for rule in again.rules] == [
        ("to other united_states", "", 2),
        ("to other south_korea", "", 2),
        ("hedge", "to other united_states", 0),
    ]
    one, both = (simulate(each, np.arange(BASE.worlds)).outcomes for each in (way, again))
    assert np.array_equal(one, both)


def test_rules_of_the_other_plan_begin_and_those_of_the_first_give_way() -> None:
    always = {"actor": "us", "when": "warheads > 1", "set": {"exercise_tempo": 0.9}}
    plan = load("baseline_2025", {"rules": [{**always, "name": "loud"}]}, **SIZE)
    quiet = other(rules=[{**always, "name": "quiet", "set": {"relief_offer": 0.9}}])
    way = pathway(plan, quiet, terms("warheads < 1", BASE, 2, 3, 0))
    model = TheatreModel([way], np.arange(BASE.worlds))
    usual = BASE.policy["united_states"]["exercise_tempo"].initial
    for number in range(12):
        model.step()
        levers = model.month.intended["united_states"]
        assert np.allclose(levers["exercise_tempo"], 0.9 if 1 <= number < 5 else usual)
        assert np.allclose(levers["relief_offer"], 0.9) == (number >= 5)


def test_a_rule_that_both_plans_have_goes_on() -> None:
    both = {"name": "hedge", "actor": "rok", "when": "warheads > 1", "set": {"nuclear_option": "hedge"}}
    plan = load("baseline_2025", {"rules": [both]}, **SIZE)
    way = pathway(plan, other(**{"us.exercise_tempo": 0.1}, rules=[both]), terms("warheads < 1", BASE, 2, 3, 0))
    assert [(rule.name, rule.under) for rule in way.rules] == [("hedge", ""), ("to other united_states", "")]


def test_plans_that_no_world_can_pass_between_are_refused() -> None:
    def refused(*plans: Scenario) -> str:
        with pytest.raises(PeninsulaError) as refusal:
            refuse_unlike(plans)
        return str(refusal.value)

    assert "baseline_2025 is named twice" in refused(BASE, BASE)
    assert "in the condition theatre.taiwan_contingency" in refused(BASE, other(taiwan_contingency="2027-01"))
    assert "differs from baseline_2025 in who chooses" in refused(BASE, other(choices=["china"]))
    assert "in months 48 against 60" in refused(BASE, load("moon_package", worlds=40, months=48))
    assert "start 2026-11" in refused(BASE, load("congress_floor", **SIZE))
    assert "in the assumption " in refused(BASE, other(worldview="spiral"))
    assert "theatre europe against korea" in refused(BASE, load("europe_baseline", **SIZE))
    assert "turnover replaces plans by itself" in refused(other(turnover=True), BASE)
    with pytest.raises(PeninsulaError, match="other and baseline_2025 are the same policy from 2026-03 on"):
        pathway(other(), BASE, terms("burden < 3", BASE, 12, 1, 0))


def test_levers_of_those_who_choose_for_themselves_are_not_for_a_transfer_to_set() -> None:
    agreed = terms("burden < 3", BASE, 12, 1, 0)
    choosing = load("baseline_2025", {"choices": ["china"]}, **SIZE)
    fine = other(choices=["china"], **{"us.troops_korea": 0})
    assert [rule.actor for rule in pathway(choosing, fine, agreed).rules] == ["united_states"]
    with pytest.raises(PeninsulaError, match="a transfer would set sanctions_enforcement of china, which chooses for itself"):
        pathway(choosing, other(choices=["china"], **{"china.sanctions_enforcement": 0.1}), agreed)


def test_more_rules_than_a_scenario_may_have_are_refused() -> None:
    many = [
        {"name": f"rule {n}", "actor": "us", "when": f"warheads > {n + 1}", "set": {"exercise_tempo": 0.4}} for n in range(30)
    ]
    more = [{**rule, "name": f"other {rule['name']}"} for rule in many]
    plan = load("baseline_2025", {"rules": many}, **SIZE)
    with pytest.raises(PeninsulaError, match="61 rules are too many, 1 for the transfer among them: expected at most 50"):
        pathway(plan, other(rules=more), terms("burden < 3", BASE, 12, 1, 0))
