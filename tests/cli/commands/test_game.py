"""`peninsula game`: what the others answer stands on the screen, in JSON, in tables and as figures."""

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import sim
from sim.cli.entry import main

pytestmark = pytest.mark.usefixtures("root")
SMALL = ["--worlds", "10", "--months", "12", "--workers", "1"]
TWO = ["--players", "us,dprk", "--doctrines", "us=own,restraint", "--doctrines", "dprk=build_up,bargaining"]
VIEWS = ["--worldviews", "deterrence,spiral"]


def test_a_game_is_told_drawn_and_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = ["game", "baseline_2025", *TWO, *VIEWS, *SMALL, "--out", str(tmp_path)]
    assert main(given) == 0
    page = " ".join(capsys.readouterr().out.split())
    for part in (
        "4 profiles in the same 10 worlds", "Nash under spiral:", "If Washington goes first with restraint, Pyongyang most",
        "If Washington goes first with the scenario's own policy", "serves Washington best in", "not a forecast",
    ):  # fmt: skip
        assert part in page
    (folder,) = tmp_path.iterdir()
    figures = {path.stem for path in (folder / "plots").glob("*.png") if path.stat().st_size > 10_000}
    assert figures == {"equilibrium", "regret", "answers_to_united_states", "answers_to_north_korea", "payoffs"}
    assert len(pd.read_csv(folder / "payoffs.csv")) == 4 * 2 * 2
    assert main([*given, "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["players"] == {"united_states": ["own", "restraint"], "north_korea": ["build_up", "bargaining"]}
    assert len(document["sentences"]) == 6
    manifest = json.loads((folder / "manifest.json").read_text())
    assert manifest["kind"] == "game"
    assert manifest["told"]["sentences"] == document["sentences"][:3]


def test_python_gives_the_same_and_three_players_a_map_for_each_worldview(tmp_path: Path) -> None:
    doctrines = {"us": ["own", "restraint"], "dprk": ["build_up", "bargaining"], "china": ["shield", "coerce"]}
    result = sim.game(
        "baseline_2025", ["us", "dprk", "china"], doctrines, "spiral", worlds=6, months=6, workers=1, results=tmp_path
    )
    assert result.folder is not None
    assert (result.folder / "plots" / "payoffs_spiral.png").is_file()
    assert len(result.payoff_table()) == 8 * 3
    assert result.plot().axes
    assert "United States, North Korea, China" in repr(result)


def test_a_weight_that_is_set_counts_and_a_utility_of_ones_own_stands_alone() -> None:
    small: dict[str, Any] = {"worlds": 8, "months": 6, "workers": 1}
    doctrines = {"us": ["own", "restraint"], "dprk": ["build_up", "bargaining"]}
    usual = sim.game("baseline_2025", ["us", "dprk"], doctrines, "agnostic", **small)
    dear = sim.game("baseline_2025", ["us", "dprk"], doctrines, "agnostic", overrides={"patron_cost_of_troops": 4}, **small)
    own = dear.stake_table().query("weight == 'patron_cost_of_troops'")
    assert own[["low", "high"]].to_numpy().tolist() == [[4, 4]]
    restraint = [each.solved[0].payoffs[0, 1].mean() for each in (usual, dear)]
    assert restraint[1] > restraint[0], "troops that cost much are brought home"
    valued = sim.game("baseline_2025", ["us", "dprk"], doctrines, "agnostic", {"dprk": "warheads"}, **small)
    assert set(valued.stake_table()["player"]) == {"united_states"}


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--players", "us"], "--players us: a game needs two players or more"),
        (["--players", "us,nort_korea"], "'nort_korea' is no actor of this scenario"),
        (["--players", "us,united_states"], "united_states is named twice"),
        (["--players", "us,dprk", "--doctrines", "us=restrain,primacy"], "did you mean 'restraint'?"),
        (["--players", "us,dprk", "--doctrines", "china=shield,coerce"], "china: it is none of the players"),
        (["--players", "us,dprk", "--doctrines", "us"], "--doctrines 'us' is incomplete"),
        (["--players", "us,dprk", "--utility", "us=warhead"], "--utility united_states: 'warhead': 'warhead' is not an outcome"),
        (["--players", "us,dprk", "--utility", "us=warheads > 3"], "is a condition: expected a number"),
        (["--players", "us,dprk", "--utility", "japan=warheads"], "--utility japan: it is none of the players"),
        (["--players", "us,dprk", "--set", "us.troops_korea=0"], "each doctrine of united_states sets this"),
        (["--players", "us,dprk", "--set", "patron_cost_of_troops=99"], "99 is out of bounds"),
        (["--players", "us,dprk", "--worlds", "1"], "a game needs two worlds or more"),
        (["--players", "us,dprk", "--precision", "nan"], "a precision of nan: expected a number from 0, which is chance, to 50"),
        (["--worlds", "3000000"], "world-months, about"),
        (["--worldviews", "spirla"], "--worldviews: unknown worldview 'spirla'"),
    ],
)
def test_what_cannot_be_played_is_one_sentence_and_leaves_nothing(
    options: list[str], sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["game", "baseline_2025", *SMALL, *options, "--out", str(tmp_path / "out")]) == 2
    said = capsys.readouterr().err
    assert sentence in said
    assert said.count("\n") == 1
    assert not list((tmp_path / "out").glob("game*"))


def test_without_the_library_the_way_to_install_it_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sim.foundations.extras.find_spec", lambda _: None)
    assert main(["game", "baseline_2025", *SMALL]) == 2
    assert "pip install -c constraints.txt -e '.[games]'" in capsys.readouterr().err
