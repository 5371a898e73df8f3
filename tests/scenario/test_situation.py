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
