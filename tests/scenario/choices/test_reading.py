"""Which governments choose, as files and settings say it, and what is refused; and what is declared."""

from pathlib import Path
from typing import Any

import pytest

from sim.foundations.errors import PeninsulaError
from sim.scenario.assumptions import WEIGHTS
from sim.scenario.assumptions.ranges import range_of
from sim.scenario.choices import DECISIONS, weights_of
from sim.scenario.choices.decisions import COMMON
from sim.scenario.choices.wording import option_rows
from sim.scenario.dump import to_toml
from sim.scenario.identity import scenario_hash
from sim.scenario.levers import LEVERS
from sim.scenario.loading import load
from sim.scenario.schema import json_schema

ALL = ("united_states", "south_korea", "north_korea", "china", "japan")


def written(folder: Path, text: str, name: str = "mine.toml") -> Path:
    file = folder / name
    file.write_text(text)
    return file


@pytest.mark.parametrize(
    ("value", "expected"),
    [("true", ALL), ("false", ()), ("[]", ()), ('["china", "dprk", "north_korea"]', ("north_korea", "china"))],
)
def test_a_file_says_who_chooses(tmp_path: Path, value: str, expected: tuple[str, ...]) -> None:
    file = written(tmp_path, f'extends = "baseline"\nchoices = {value}\n')
    assert load(file).choices == expected


def test_the_newest_file_and_the_command_line_win(tmp_path: Path) -> None:
    written(tmp_path, 'extends = "baseline"\nchoices = true\n[assumptions]\nattack_risk = 0.4\n')
    child = written(tmp_path, 'extends = "mine.toml"\nchoices = ["china"]\n', "child.toml")
    assert load(child).choices == ("china",)
    assert load(child, {"choices": ["rok"]}).choices == ("south_korea",)
    # weights of choices that nobody makes any more are not in use
    assert "attack_risk" not in load(child, {"choices": False}).assumptions


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ('"all"', r"mine\.toml, line 2: choices: 'all': expected true, false, or a list of united_states, south_korea"),
        ("[1]", r"choices: \[1\]: expected true, false, or a list of"),
        ('["russia"]', r"choices: 'russia' is not an actor of this scenario: expected true"),
        ('["chna"]', r"choices: 'chna' is not an actor.*did you mean 'china'"),
        ("1", r"choices: 1: expected true"),
    ],
)
def test_anything_else_is_told_in_a_sentence(tmp_path: Path, value: str, told: str) -> None:
    file = written(tmp_path, f'extends = "baseline"\nchoices = {value}\n')
    with pytest.raises(PeninsulaError, match=told):
        load(file)


def test_a_weight_that_moves_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PeninsulaError, match=r"--set: assumptions\.attack_risk: a weight of choices that nobody makes"):
        load("baseline", {"attack_risk": 0.2})
    file = written(tmp_path, 'extends = "baseline"\n[assumptions]\nattack_risk = 0.2\n')
    with pytest.raises(PeninsulaError, match=r"mine\.toml, line 3: assumptions\.attack_risk: a weight"):
        load(file)
    assert load(file, {"choices": True}).assumptions["attack_risk"] == (0.2, 0.2)


def test_without_choices_a_scenario_is_the_same_in_hash_file_and_draws(tmp_path: Path) -> None:
    plain, off, on = (load("baseline", changes) for changes in ({}, {"choices": False}, {"choices": True}))
    assert scenario_hash(plain) == scenario_hash(off) != scenario_hash(on)
    assert to_toml(plain) == to_toml(off)
    assert set(on.drawn) - set(plain.drawn) == set(weights_of(actor.role for actor in on.theatre.actors))
    again = load(written(tmp_path, to_toml(on)))
    assert scenario_hash(again) == scenario_hash(on)
    some: Any = load("baseline", {"choices": ["china"]})
    assert set(some.drawn) - set(plain.drawn) == {*COMMON, *DECISIONS["main_backer"].weights}


def test_every_weight_is_used_and_every_setting_is_one_of_the_role() -> None:
    assert set(weights_of(DECISIONS)) == {weight.name for weight in WEIGHTS}
    for role, decision in DECISIONS.items():
        assert decision.role == role
        known = {lever.name: lever for lever in LEVERS[role]}
        for option in decision.options:
            assert option.source
            for setting in option.settings:
                if setting.how != "times":
                    known[setting.lever].code(setting.value)


def test_a_weight_that_schools_dispute_spans_zero() -> None:
    for weight in WEIGHTS:
        assert range_of(weight.name, [weight.low, weight.high], "here") == (weight.low, weight.high)
        if "spans zero" in weight.source:
            assert weight.low < 0 < weight.high, weight.name
        if "may be zero" in weight.source:
            assert weight.low <= 0 <= weight.high, weight.name


def test_options_are_told_in_the_words_of_the_theatre() -> None:
    rows = option_rows(load("baseline", {"choices": ["china", "us"]}))
    assert (rows[-1][1], rows[-1][2]) == ("coerce", "cuts trade and tourism with South Korea")
    assert rows[2][3] == "troops_korea times 0.67"


def test_the_schema_knows_choices() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    validator = jsonschema.Draft202012Validator(json_schema(load("baseline").theatre))
    for value, valid in ((True, True), (["china", "dprk"], True), ("all", False), (["nobody"], False)):
        assert validator.is_valid({"choices": value}) == valid
    assert validator.is_valid({"assumptions": {"attack_risk": [0.1, 0.3]}})
