"""`peninsula reach`: what is found stands on the screen, in JSON and as a scenario file."""

import json
from pathlib import Path

import pandas as pd
import pytest

import sim
from sim.cli.entry import main

pytestmark = pytest.mark.usefixtures("root")
SMALL = ["--worlds", "30", "--months", "36", "--workers", "1", "--points", "7"]
TARGET = "median(credibility_in_seoul) >= 0.5"


def test_what_is_found_is_told_and_runs_as_a_scenario(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = ["reach", "abrupt_withdrawal", "--lever", "us.troops_korea", "--target", TARGET, *SMALL, "--out", str(tmp_path)]
    assert main(given) == 0
    page = " ".join(capsys.readouterr().out.split())
    for part in ("As it stands, median(credibility_in_seoul) is 0.", "90 % interval over worlds", "in fresh worlds", "monotone"):
        assert part in page
    (folder,) = tmp_path.iterdir()
    assert (folder / "plots" / "reach.png").stat().st_size > 10_000
    assert len(pd.read_csv(folder / "reach.csv")) == 8
    assert main([*given, "--json", "--overwrite"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["reached"]
    found = sim.run(str(folder / "reached.toml"), workers=1)
    assert (
        found.scenario.policy["united_states"]["troops_korea"].initial
        == document["found"]["settings"]["united_states.troops_korea"]
    )
    assert found.quantiles("credibility_in_seoul", (0.5,))[0, -1] == pytest.approx(document["found"]["there"]["value"])


def test_what_no_value_reaches_is_said_with_how_near_it_comes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = ["reach", "baseline", "--lever", "us.dialogue_precondition", "--target", "share(count(war) >= 0) < 0.2"]
    assert main([*given, *SMALL, "--out", str(tmp_path)]) == 0
    page = " ".join(capsys.readouterr().out.split())
    assert "No value that was tried reaches the target: nearest is united_states.dialogue_precondition" in page
    assert "with 1.0 (1.0 to 1.0), 0.8 short of it" in page.replace("1.00", "1.0")
    (folder,) = tmp_path.iterdir()
    assert not (folder / "reached.toml").exists()


def test_python_gives_the_same_and_two_levers_a_map(tmp_path: Path) -> None:
    levers = ["us.troops_korea=0:28500", "rok.defence_share"]
    result = sim.reach("baseline + opcon_fast", levers, TARGET, worlds=20, months=24, points=4, results=tmp_path)
    assert len(result.table()) == len(result.grid.numbers)
    assert result.plot().axes
    assert result.folder is not None
    assert result.folder.name.startswith("reach-baseline+opcon_fast-united_states_troops_korea-south_korea_defence_share-")
    assert result.target.name in repr(result)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--lever", "us.troop_korea"], "--lever us.troop_korea: United States has no lever 'troop_korea'; did you mean"),
        (["--lever", "us.troops_korea=0:99999"], "--lever united_states.troops_korea: 0:99999 is out of bounds"),
        (["--lever", "trust_decay"], "--lever trust_decay: an assumption is not a policy to choose"),
        (["--lever", "us.troops_korea"] * 2, "given twice"),
        (
            ["--lever", "us.troops_korea", "--lever", "us.exercise_tempo", "--lever", "us.troops_japan"],
            "3 levers: expected one or two",
        ),
        (["--lever", "us.troops_korea", "--target", "warheads > 5"], "--target 'warheads > 5': this is a condition on one world"),
    ],
)
def test_what_cannot_be_sought_is_one_sentence_and_leaves_nothing(
    options: list[str], sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    aimed = [] if "--target" in options else ["--target", TARGET]
    assert main(["reach", "baseline", *options, *aimed, *SMALL, "--out", str(tmp_path / "out")]) == 2
    said = capsys.readouterr().err
    assert sentence in said
    assert said.count("\n") == 1
    assert not (tmp_path / "out").exists()
