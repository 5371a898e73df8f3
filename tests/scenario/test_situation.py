"""Figures at the start, and channels held to the record."""

from pathlib import Path

import numpy as np
import pytest

from sim.foundations.errors import PeninsulaError
from sim.model.outcomes import outcomes_of
from sim.model.simulate import simulate
from sim.model.theatre_model import TheatreModel
from sim.scenario.dump import to_toml
from sim.scenario.identity import scenario_hash
from sim.scenario.loading import load

START = """
title = "Another start"
theatre = "korea"
start = "2025-02"
months = 12
[situation]
source = "made up"
warheads = 10
[situation.actors.south_korea]
strength = 30
[situation.rivalries.us_dprk]
first_hostility = 0.3
[conditions]
channel_us_dprk = { "2025-04" = "talks", "2025-07" = "deal", "2025-09" = "none" }
"""


@pytest.fixture
def moved(tmp_path: Path) -> Path:
    file = tmp_path / "moved.toml"
    file.write_text(START, encoding="utf-8")
    return file


def test_a_world_begins_in_the_situation_and_responses_keep_their_posture(moved: Path) -> None:
    scenario = load(moved)
    assert scenario.situation.start["warheads"].value == 10
    assert scenario.theatre.start["warheads"].value == 50
    record = simulate(scenario, np.arange(5))
    row = [each.name for each in outcomes_of(scenario.theatre)].index("warheads")
    assert (record.outcomes[row, 0] < 12).all()


def test_a_resolved_situation_is_read_again(moved: Path, tmp_path: Path) -> None:
    scenario = load(moved)
    again = tmp_path / "again.toml"
    again.write_text(to_toml(scenario), encoding="utf-8")
    assert scenario_hash(load(again)) == scenario_hash(scenario)
    plain = tmp_path / "plain.toml"
    plain.write_text(START.replace("warheads = 10", ""), encoding="utf-8")
    assert scenario_hash(load(plain)) != scenario_hash(scenario)


def test_a_channel_follows_the_record_month_by_month(moved: Path) -> None:
    model = TheatreModel([load(moved)], np.arange(8))
    stages: list[float | None] = []
    for _ in range(12):
        model.step()
        (stage,) = set(model.state.channel_stage[0][:].tolist()) if len(stages) >= 2 else (None,)
        stages.append(stage)
    assert stages[2:] == [1, 1, 1, 2, 2, 0, 0, 0, 0, 0]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("warhead = 1", "situation.warhead: unknown figure; did you mean 'warheads'"),
        ("tech = 2", "situation.tech: 2: expected a number from 0 to 1"),
        ("warheads = -1", "expected a number from 0 to 5000"),
        ("[situation.actors.atlantis]\nstrength = 1", "unknown name"),
        ("[situation.rivalries.us_china]\nheet = 1", "did you mean 'heat'"),
    ],
)
def test_a_wrong_situation_is_one_sentence(line: str, sentence: str, tmp_path: Path) -> None:
    file = tmp_path / "wrong.toml"
    file.write_text(f'title = "x"\ntheatre = "korea"\n[situation]\n{line}\n', encoding="utf-8")
    with pytest.raises(PeninsulaError, match=sentence):
        load(file)


CARRIED_OUT = (
    START
    + """
[situation.policy.south_korea]
engagement = 0.5
opcon = "transition"
[policy.south_korea]
engagement = { "2025-08" = 0.9 }
"""
)


@pytest.fixture
def carried_out(tmp_path: Path) -> Path:
    file = tmp_path / "carried_out.toml"
    file.write_text(CARRIED_OUT, encoding="utf-8")
    return file


def test_a_policy_of_the_situation_holds_until_policy_changes_it(carried_out: Path) -> None:
    scenario = load(carried_out)
    engagement, opcon = (scenario.policy["south_korea"][name] for name in ("engagement", "opcon"))
    assert [engagement.value(scenario.start + month) for month in (0, 5, 6)] == pytest.approx([0.5, 0.5, 0.9])
    assert opcon.value(scenario.start) == 1
    assert scenario.origins["policy.south_korea.opcon"] == "carried_out.toml"
    assert scenario.theatre.main_protege.default("engagement") == load("baseline_2025").theatre.main_protege.default("engagement")


def test_a_divided_country_falls_back_to_what_it_already_carries_out(carried_out: Path, tmp_path: Path) -> None:
    plain = tmp_path / "plain.toml"
    plain.write_text(
        CARRIED_OUT.replace("[situation.policy.south_korea]", "[policy.south_korea]").partition(
            "[policy.south_korea]\nengagement = {"
        )[0]
    )
    model, other = (TheatreModel([load(file)], np.arange(200)) for file in (carried_out, plain))
    for each in (model, other):
        each.step()
    held, torn = (each.month.levers["south_korea"]["engagement"] for each in (model, other))
    assert held == pytest.approx(0.5)
    # the government of the second wants the same, but comes from the theatre's -0.3
    needed, consensus = other.assume["consensus_needed"], other.cast.figures("consensus")[other.cast.main]
    assert torn == pytest.approx(np.broadcast_to(-0.3 + np.minimum(1, consensus / needed) * 0.8, torn.shape), abs=1e-5)
    assert (torn < 0.5).any()
    # responses are measured from the posture of the theatre in both
    assert model.month.since_reference(model.cast.main, "engagement") == pytest.approx(0.8)


def test_a_value_may_have_a_source_of_its_own_and_keeps_it(tmp_path: Path) -> None:
    file = tmp_path / "sourced.toml"
    file.write_text(
        """
theatre = "korea"
[situation]
source = "all"
warheads = { value = 10, source = "count" }
fissile = 5
[situation.actors]
japan = { gdp = 4000, growth = { value = 1.5, source = "bank" }, source = "yearbook" }
[situation.policy.japan]
hosting = { value = 0.2, source = "law" }
counterstrike = 0.1
""",
        encoding="utf-8",
    )
    again = tmp_path / "again.toml"
    again.write_text(to_toml(load(file)), encoding="utf-8")
    for scenario in (load(file), load(again)):
        assert {key: figure.source for key, figure in scenario.situation.start.items() if key in ("warheads", "fissile")} == {
            "warheads": "count", "fissile": "all",
        }  # fmt: skip
        japan = scenario.situation.actor("japan")
        assert [japan.start[key].source for key in ("gdp", "growth")] == ["yearbook", "bank"]
        assert [japan.levers[name].source for name in ("hosting", "counterstrike")] == ["law", "all"]
        assert (japan.start["growth"].value, japan.default("hosting")) == (1.5, 0.2)
    assert load(again).situation == load(file).situation


def test_policies_of_the_situation_are_written_and_read_again(carried_out: Path, tmp_path: Path) -> None:
    scenario = load(carried_out)
    again = tmp_path / "again.toml"
    again.write_text(to_toml(scenario), encoding="utf-8")
    assert scenario_hash(load(again)) == scenario_hash(scenario)
    assert load(again).situation.main_protege.default("engagement") == 0.5


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        (
            "[situation.policy.south_corea]\nengagement = 0",
            "situation.policy.south_corea: unknown actor; did you mean 'south_korea'?",
        ),
        (
            "[situation.policy.south_korea]\nengagment = 0",
            "situation.policy.south_korea.engagment: unknown lever; did you mean 'engagement'?",
        ),
        ("[situation.policy.south_korea]\nengagement = 7", "situation.policy.south_korea.engagement: 7 is out of bounds"),
        ('[situation.policy.south_korea]\nengagement = { "2025-03" = 0 }', "situation.policy.south_korea.engagement:"),
        ("[situation]\npolicy = 3", "policy: "),
        ('[situation.policy.south_korea]\nengagement = { value = 7, source = "x" }', "engagement: 7 is out of bounds"),
        ("[situation.policy.south_korea]\nengagement = { value = 0.1 }", "engagement: expected a value, or { value = "),
        ('[situation]\nwarheads = { value = 1, source = "" }', "situation.warheads: expected a value, or { value = "),
        (
            '[situation.actors.japan]\ngdp = { value = 1, sourc = "x" }',
            "situation.actors.japan.gdp: expected a value, or { value = ",
        ),
    ],
)
def test_a_fault_in_a_policy_of_the_situation_is_told(written: str, sentence: str, tmp_path: Path) -> None:
    file = tmp_path / "fault.toml"
    file.write_text(f'theatre = "korea"\n{written}\n', encoding="utf-8")
    with pytest.raises(PeninsulaError) as refused:
        load(file)
    assert sentence in str(refused.value)
