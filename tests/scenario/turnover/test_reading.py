"""Turnover as scenario files say it: on and off, laid over one another, written out again, and refused."""

from pathlib import Path
from typing import Any

import pytest

from sim.foundations.errors import PeninsulaError
from sim.foundations.months import parse_month
from sim.model.rules.bound import bound_rules
from sim.scenario.branch import branch
from sim.scenario.doctrines import known_doctrines
from sim.scenario.dump import to_toml
from sim.scenario.identity import scenario_hash
from sim.scenario.loading import load
from sim.scenario.rules.wording import rule_text
from sim.scenario.scenario import Scenario
from sim.scenario.schema import json_schema
from sim.scenario.theatre_file import load_theatre
from sim.scenario.toml_file import read_toml
from sim.scenario.turnover.reading import FOLDER, KEYS


def scenario_of(folder: Path, written: str) -> Scenario:
    file = folder / "own.toml"
    file.write_text(written)
    return load(file)


@pytest.mark.parametrize("theatre", ["korea", "europe"])
def test_every_actor_of_a_theatre_has_governments_with_a_source(theatre: str) -> None:
    shipped = read_toml(FOLDER / f"{theatre}.toml")
    actors = load_theatre(theatre, ("russia",) if theatre == "korea" else ()).actors
    assert set(shipped) == {actor.name for actor in actors}
    for actor in actors:
        entry = shipped[actor.name]
        assert set(entry) <= set(KEYS)
        assert entry["source"]
        assert set(entry["next"]) == set(known_doctrines(actor.role))


def test_off_by_default_and_then_nothing_of_it_is_left(tmp_path: Path) -> None:
    said = 'extends = "baseline"\n[turnover.south_korea]\nevery = 24\n[policy.south_korea]\nsurvives = true\n'
    assert load("baseline").offices == ()
    assert scenario_of(tmp_path, said).rules == ()
    assert scenario_hash(scenario_of(tmp_path, said)) == scenario_hash(load("baseline"))


def test_it_is_turned_on_by_one_word(tmp_path: Path) -> None:
    on = scenario_of(tmp_path, 'extends = "baseline"\nturnover = true\n')
    assert [office.actor for office in on.offices] == ["united_states", "south_korea", "north_korea", "china", "japan"]
    assert scenario_hash(on) == scenario_hash(load("baseline", {"turnover": True}))
    seoul = on.offices[1]
    assert (seoul.calendar, seoul.hazard) == ((parse_month("2030-06"), 60), None)
    assert on.offices[0].calendar == (parse_month("2029-01"), 48)
    assert "russia" in [office.actor for office in load("russia_in_the_cast", {"turnover": True}).offices]
    bound_rules(on)


def test_weights_and_hazards_are_drawn_like_parameters_of_rules() -> None:
    drawn = load("baseline", {"turnover": True, "turnover.japan.hazard": 0.5}).drawn
    assert drawn["rules.engagement in south_korea.weight"] == (0.3, 0.6)
    assert drawn["rules.alliance_shield in japan.hazard"] == (0.5, 0.5)
    assert drawn["rules.build_up in north_korea.hazard"] == (0.02, 0.06)


def test_a_weight_of_the_command_line_leaves_the_others() -> None:
    office = load("baseline", {"turnover": True, "turnover.rok.engagement": 2}).offices[1]
    assert dict(office.weights) == {"engagement": (2, 2), "pressure": (0.35, 0.65), "self_reliance": (0, 0.15)}


def test_scenarios_of_another_school_say_what_they_count_as() -> None:
    counts = {office.actor: office.own[0][1] for office in load("moon_package", {"turnover": True}).offices}
    assert (counts["south_korea"], counts["north_korea"], counts["united_states"]) == (
        "engagement",
        "bargaining",
        "transactional",
    )


def test_the_doctrine_of_a_scenario_is_what_its_policy_counts_as() -> None:
    dated = {"2025-02": "engagement", "2027-01": "pressure"}
    office = load("baseline_2025", {"turnover": True, "rok.doctrine": dated}).offices[1]
    assert office.own == ((parse_month("2025-02"), "engagement"), (parse_month("2027-01"), "pressure"))


def test_what_survives_is_set_by_no_government() -> None:
    free = load("baseline", {"turnover": True})
    pinned = load("baseline", {"turnover": True, "rok.survives": ["engagement", "defence_share"]})
    rule = {each.name: each for each in pinned.rules}["pressure in south_korea"]
    before = {each.name: each for each in free.rules}["pressure in south_korea"]
    assert set(before.sets) - set(rule.sets) == {"engagement", "defence_share"}
    assert "south_korea next engagement answers a crisis" not in {each.name for each in pinned.rules}
    assert "but defence_share, engagement" in rule_text(rule, pinned)
    assert not {each.name: each for each in load("baseline", {"turnover": True, "rok.survives": True}).rules}[rule.name].sets


def test_a_resolved_scenario_is_the_same(tmp_path: Path) -> None:
    changes = {
        "turnover": True, "turnover.japan.enabled": False, "rok.survives": ["engagement"], "turnover.us.hazard": [0.1, 0.2],
        "rules": [{"name": "own", "actor": "us", "when": "talks > 0", "set": {"relief_offer": 0.4}, "survives": True}],
    }  # fmt: skip
    dated = '{ "2025-02" = "engagement", "2034-01" = "pressure" }'
    (tmp_path / "dated.toml").write_text(f'extends = "baseline_2025"\n[policy.south_korea]\ndoctrine = {dated}\n')
    one = load(tmp_path / "dated.toml", changes, months=60)
    again = scenario_of(tmp_path, to_toml(one))
    assert again.rules == one.rules
    assert scenario_hash(again) == scenario_hash(one)
    assert scenario_hash(one) != scenario_hash(load(tmp_path / "dated.toml", changes | {"turnover": False}, months=60))


def test_a_branch_leaves_governments_as_they_are() -> None:
    for key, value in (("turnover", True), ("rok.survives", True)):
        with pytest.raises(PeninsulaError, match="a branch can change levers and conditions only"):
            branch(load("baseline"), parse_month("2027-01"), {key: value})


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"turnover": 3}, "--set: turnover.enabled: 3: expected true or false"),
        ({"turnover.rok.evry": 3}, "turnover.south_korea.evry: unknown key; did you mean 'every'?"),
        ({"turnover.rokk.every": 3}, "turnover.rokk: unknown actor"),
        ({"turnover.rok.first": "soon"}, "turnover.south_korea.first: 'soon': expected a month, such as '2030-06'"),
        ({"turnover.rok.every": 0}, "turnover.south_korea.every: 0: expected a whole number of months from 1 to 1200"),
        ({"turnover.japan.hazard": -1}, "turnover.japan.hazard: -1: expected a number of 0 or more, or [low, high]"),
        ({"turnover.japan.hazard": [0, 20]}, "turnover.japan.hazard: [0, 20]: expected low <= high <= 12"),
        ({"turnover.japan.first": "2028-01"}, "turnover.japan.every: it is missing: expected first and every, or neither"),
        ({"turnover.rok.next": {}}, "turnover.south_korea.next: {}: expected doctrines and their weights"),
        ({"turnover.rok.next": {"presure": 1}}, "did you mean 'pressure'?"),
        ({"turnover.rok.next": {"pressure": 0}}, "expected a weight above 0 in every world"),
        ({"turnover.rok.doctrine": "sunshine"}, "turnover.south_korea.doctrine: 'sunshine' is no doctrine of a main protege"),
        ({"rok.survives": "engagement"}, "policy.south_korea.survives: 'engagement': expected true, false or a list of levers"),
        ({"rok.survives": ["engagment"]}, "did you mean 'engagement'?"),
    ],
)
def test_a_fault_gets_its_sentence(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(PeninsulaError) as error:
        load("baseline", {"turnover": True, **changes})
    assert message in str(error.value)


def test_a_theatre_of_ones_own_says_who_may_govern(tmp_path: Path) -> None:
    text = (Path(FOLDER).parent / "theatres" / "korea.toml").read_text(encoding="utf-8")
    (tmp_path / "mine.toml").write_text(text, encoding="utf-8")
    with pytest.raises(PeninsulaError, match=r"turnover: no government is said to change"):
        scenario_of(tmp_path, 'theatre = "mine.toml"\nturnover = true\n')
    own = "[turnover]\nenabled = true\n[turnover.japan]\nhazard = 0.2\nnext = { normal_power = 1 }\n"
    assert [office.actor for office in scenario_of(tmp_path, f'theatre = "mine.toml"\n{own}').offices] == ["japan"]


def test_the_schema_knows_it() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    validator = jsonschema.Draft202012Validator(json_schema(load_theatre("korea")))
    office = {"first": "2030-06", "every": 60, "hazard": [0.1, 0.2], "next": {"pressure": 1, "engagement": [0.1, 2]}}
    assert validator.is_valid(
        {"turnover": {"enabled": True, "south_korea": office}, "policy": {"japan": {"survives": ["hosting"]}}}
    )
    assert validator.is_valid({"turnover": True, "policy": {"japan": {"survives": True}}})
    assert not validator.is_valid({"turnover": {"south_korea": {"next": {"restraint": 1}}}})
    assert not validator.is_valid({"policy": {"japan": {"survives": ["engagement"]}}})
