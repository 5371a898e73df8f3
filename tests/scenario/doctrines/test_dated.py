"""Doctrines that scenarios give to actors: dated, overruled, replaced, and the same as the levers written out by hand."""

from pathlib import Path

import pytest

from sim.foundations.errors import PeninsulaError
from sim.foundations.months import parse_month
from sim.scenario.branch import branch
from sim.scenario.doctrines import load_doctrine
from sim.scenario.dump import to_toml
from sim.scenario.identity import scenario_hash
from sim.scenario.loading import load
from sim.scenario.scenario import Scenario
from sim.scenario.schema import json_schema
from sim.scenario.theatre_file import load_theatre

DATED = {"2025-02": "engagement", "2030-06": "pressure"}


def scenario_of(folder: Path, written: str, name: str = "own") -> Scenario:
    file = folder / f"{name}.toml"
    file.write_text(written)
    return load(file)


def engagement(scenario: Scenario, month: str) -> float:
    return scenario.policy["south_korea"]["engagement"].value(parse_month(month))


def test_a_doctrine_is_the_same_as_its_levers_and_rules_written_out() -> None:
    actor = load_theatre("korea").actor("south_korea")
    doctrine = load_doctrine("main_protege", "pressure")
    levers = {f"south_korea.{lever}": value for lever, value in doctrine.levers_of(actor).items()}
    written_out = load("baseline_2025", {**levers, "rules": doctrine.rules_of(actor)})
    assert scenario_hash(load("baseline_2025", {"rok.doctrine": "pressure"})) == scenario_hash(written_out)


def test_a_dated_doctrine_replaces_the_one_before_as_a_whole() -> None:
    dated = load("baseline_2025", {"rok.doctrine": DATED})
    assert [engagement(dated, month) for month in ("2025-02", "2030-05", "2030-06")] == [0.7, 0.7, -0.6]
    assert dated.policy["south_korea"]["dialogue_precondition"].value(parse_month("2030-06")) == 2
    first, second = dated.rules
    assert (first.name, first.ends) == ("south_korea engagement answers a crisis", parse_month("2030-06"))
    assert first.within == (parse_month("2025-03"), parse_month("2030-05"))
    assert (second.name, second.ends) == ("south_korea pressure hedges when abandoned", None)
    assert second.within == (parse_month("2030-06"), parse_month("2035-01"))


def test_before_the_first_date_everything_is_as_it_was() -> None:
    later = load("baseline_2025", {"rok.doctrine": {"2030-06": "pressure"}})
    assert engagement(later, "2030-05") == engagement(load("baseline_2025"), "2030-05")


def test_a_doctrine_may_come_back() -> None:
    names = {"2025-02": "engagement", "2030-06": "pressure", "2032-01": "engagement"}
    rules = load("baseline_2025", {"rok.doctrine": names}).rules
    assert [rule.name.removeprefix("south_korea ") for rule in rules] == [
        "engagement answers a crisis", "pressure hedges when abandoned", "engagement answers a crisis 2032-01",
    ]  # fmt: skip


def test_a_rule_that_its_doctrine_leaves_no_time_for_is_left_out() -> None:
    short = load("baseline_2025", {"us.doctrine": {"2025-02": "transactional", "2026-06": "primacy"}})
    assert short.rules == ()
    assert load("baseline_2025", {"us.doctrine": "transactional"}, months=12).rules == ()


def test_levers_beside_a_doctrine_overrule_it_and_what_comes_later_overrules_both(tmp_path: Path) -> None:
    own = '[policy.south_korea]\nengagement = 0.1\ndoctrine = "engagement"\n'
    parent = scenario_of(tmp_path, f'extends = "baseline_2025"\n{own}', "parent")
    assert engagement(parent, "2025-02") == 0.1
    child = scenario_of(tmp_path, 'extends = "parent"\n[policy.south_korea]\ndoctrine = "pressure"\n')
    assert engagement(child, "2025-02") == -0.6
    assert [rule.name for rule in child.rules] == ["south_korea pressure hedges when abandoned"]
    assert engagement(load("baseline_2025", {"rok.doctrine": "pressure", "rok.engagement": 0.3}), "2025-02") == 0.3


def test_own_rules_lie_over_those_of_a_doctrine(tmp_path: Path) -> None:
    rule = '[[rules]]\nname = "own"\nactor = "rok"\nwhen = "talks > 0"\nset = { engagement = 0.5 }\n'
    assert [each.name for each in scenario_of(tmp_path, f'{rule}[policy.south_korea]\ndoctrine = "engagement"\n').rules][
        -1
    ] == "own"


def test_a_rule_of_a_doctrine_can_be_changed_or_dropped() -> None:
    name = "rules.south_korea engagement answers a crisis"
    assert load("baseline_2025", {"rok.doctrine": "engagement", f"{name}.for_months": 3}).rules[0].for_months == 3
    assert load("baseline_2025", {"rok.doctrine": "engagement", name: False}).rules == ()


def test_a_resolved_scenario_is_the_same_and_needs_no_doctrine(tmp_path: Path) -> None:
    dated = load("baseline_2025", {"rok.doctrine": DATED, "us.doctrine": "transactional"})
    text = to_toml(dated)
    assert "\ndoctrine =" not in text
    again = scenario_of(tmp_path, text)
    assert again.rules == dated.rules
    assert scenario_hash(again) == scenario_hash(dated)


def test_a_branch_refuses_a_doctrine() -> None:
    with pytest.raises(PeninsulaError, match="expected a scenario to compare with"):
        branch(load("baseline_2025"), parse_month("2027-01"), {"rok.doctrine": "pressure"})


def test_the_schema_knows_the_doctrines_of_each_role() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    validator = jsonschema.Draft202012Validator(json_schema(load_theatre("korea")))
    assert validator.is_valid({"policy": {"south_korea": {"doctrine": DATED}, "china": {"doctrine": "shield"}}})
    assert not validator.is_valid({"policy": {"south_korea": {"doctrine": "shield"}}})
    assert not validator.is_valid({"policy": {"south_korea": {"doctrine": {"soon": "pressure"}}}})
