"""`peninsula pathways`: what stands on the screen, in JSON and in the folder, and what is refused."""

import json
from inspect import signature
from pathlib import Path

import pandas as pd
import pytest

import sim
from sim.cli.commands.pathways import pathways
from sim.cli.entry import main

pytestmark = pytest.mark.usefixtures("root")
SMALL = ["--worlds", "40", "--months", "60", "--workers", "1", "--for-months", "4", "--after", "6"]
TARGET = "peninsula_tension < 85 and count(clash) == 0"
PLANS = ["baseline_2025", "moon_package", "baseline_2025 + opcon_fast"]


def given(*plans: str, target: str = TARGET) -> list[str]:
    return ["pathways", *plans, "--target", target, *SMALL]


def test_tipping_points_and_transfers_stand_on_the_screen_in_json_and_in_the_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*given(*PLANS), "--out", str(tmp_path), "--lead-time", "2"]) == 0
    page = capsys.readouterr().out
    for part in (
        "When plans stop meeting",
        "judged from 2025-08",
        "Half by (90 %)",
        "What a transfer brings",
        "Verdict",
        "Most on",
    ):
        assert part in page
    (folder,) = tmp_path.iterdir()
    assert {file.name for file in folder.iterdir()} == {
        "manifest.json", "pathways", "pathways.csv", "plots", "scenarios", "survival.csv", "tipping.csv", "transfers.csv",
    }  # fmt: skip
    assert (folder / "plots" / "metro_map.png").stat().st_size > 10_000
    assert main([*given(*PLANS), "--out", str(tmp_path), "--lead-time", "2", "--json", "--overwrite"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["lead_months"] == 2
    assert len(document["tipping"]) == 3
    assert len(document["transfers"]) == len(pd.read_csv(folder / "transfers.csv")) == 9
    assert document["best"] in {row["pathway"] for row in document["pathways"]}


def test_a_pathway_is_left_as_a_scenario_that_does_what_was_told(tmp_path: Path) -> None:
    result = sim.pathways(
        ["baseline_2025", "moon_package"], TARGET, worlds=40, months=60, for_months=4, after=6, results=tmp_path
    )
    assert result.folder is not None
    run = sim.run(str(result.folder / "pathways" / "baseline_2025-then-moon_package.toml"), workers=1)
    row = result.pathways().set_index("pathway").loc["baseline_2025, then moon_package"]
    burden = run.series("burden").mean() - sim.run("baseline_2025", worlds=40, months=60).series("burden").mean()
    assert burden == pytest.approx(row["burden"], rel=1e-3)
    assert run.rules_in_force[run.scenario.rules[0].name][-1] == pytest.approx(row["switches"])
    named = result.scenario("baseline_2025", "moon_package")
    assert [rule.name for rule in named.rules] == [rule.name for rule in run.scenario.rules]
    with pytest.raises(sim.PeninsulaError, match="'moon' is not a plan: expected one of baseline_2025, moon_package"):
        result.scenario("baseline_2025", "moon")


def test_worldviews_stand_side_by_side(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--worldviews", "deterrence,spiral", "--out", str(tmp_path)]
    assert main([*given("baseline_2025", "moon_package"), *options]) == 0
    page = " ".join(capsys.readouterr().out.split())
    assert "Helps under" in page
    assert "beyond sampling under every worldview" in page
    (folder,) = tmp_path.iterdir()
    assert sorted(pd.read_csv(folder / "tipping.csv")["worldview"].unique()) == ["deterrence", "spiral"]
    assert (folder / "plots" / "worldviews.png").exists()


def test_one_plan_has_a_tipping_point_and_no_transfers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*given("baseline_2025"), "--no-transfers", "--out", str(tmp_path)]) == 0
    page = capsys.readouterr().out
    assert "What a transfer brings" not in page
    assert "Half by (90 %)" in page


def test_a_target_that_is_always_met_is_said_to_ask_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*given("baseline_2025", "moon_package", target="warheads < 20000"), "--out", str(tmp_path)]) == 0
    assert "No plan tips in any world" in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize(
    ("plans", "options", "sentence"),
    [
        (["baseline_2025"], [], "1 plan has no other to pass to: name two or more, or give --no-transfers"),
        (["baseline_2025", "baseline_2025"], [], "baseline_2025 is named twice"),
        (["baseline_2025", "congress_floor"], [], "congress_floor differs from baseline_2025 in start 2026-11 against 2025-02"),
        (["baseline_2025", "europe_baseline"], [], "in theatre europe against korea"),
        (["baseline_2025", "entrapment_taiwan"], [], "in the condition "),
        (["baseline_2025", "moon_package"], ["--target", "peninsula_tension < 5"], "no plan meets 'peninsula_tension < 5'"),
        (
            ["baseline_2025", "moon_package"],
            ["--target", "peninsula_tensoin < 5"],
            "is not an outcome; did you mean 'peninsula_tension'",
        ),
        (["baseline_2025", "moon_package"], ["--target", "median(warheads) < 5"], "'median' is not a function"),
        (["baseline_2025", "moon_package"], ["--cost", "burdn"], "--cost burdn: this is not an outcome; did you mean 'burden'?"),
        (["baseline_2025", "moon_package"], ["--worldviews", "spral"], "--worldviews: "),
        (["baseline_2025", "moon_package"], ["--lead-time", "60"], "expected fewer, or --no-transfers"),
        (["baseline_2025", "moon_pakage"], [], "moon_pakage"),
    ],
)
def test_what_cannot_be_told_is_refused_in_one_sentence(
    plans: list[str], options: list[str], sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*given(*plans), *options, "--out", str(tmp_path)]) == 2
    error = capsys.readouterr().err
    assert sentence in error
    assert "Traceback" not in error
    assert not list(tmp_path.iterdir()), "nothing is left half-written"


def test_the_command_line_and_python_have_the_same_defaults() -> None:
    command, study = (signature(each).parameters for each in (pathways, sim.pathways))
    for option, keyword in (("for_months", "for_months"), ("after", "after"), ("lead_time", "lead_months"), ("worlds", "worlds")):
        assert command[option].default == study[keyword].default
