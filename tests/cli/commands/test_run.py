"""`peninsula run`: a summary, a folder and plots; or one sentence and nothing."""

import json
from pathlib import Path

import pytest

from sim.cli.entry import main

pytestmark = pytest.mark.usefixtures("root")

SMALL = ["--worlds", "20", "--months", "12", "--workers", "1"]


def test_a_run_says_what_changed_how_it_ends_and_where_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "baseline", *SMALL, "--out", str(tmp_path), "--set", "us.troops_korea=20000"]) == 0
    page = capsys.readouterr().out
    for part in ("united_states.troops_korea = 20000 persons", "Peninsula Tension Index", "90 %", "not a forecast"):
        assert part in page
    (folder,) = tmp_path.iterdir()
    assert str(folder) in page
    assert (folder / "manifest.json").is_file()
    assert list((folder / "plots").glob("*.png"))
    assert not list((folder / "plots").glob("*.svg"))


def test_a_policy_that_waits_is_told_as_set_and_as_it_comes_about(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    waits = ["--set", 'south_korea.opcon={"2025-06" = "rok_led"}']
    assert main(["run", "baseline_2025", *SMALL, "--out", str(tmp_path), *waits]) == 0
    page = " ".join(capsys.readouterr().out.split())
    assert "south_korea.opcon, set from 2025-06: rok led: comes about in" in page
    assert "it waits for readiness of its own command" in page


def test_what_rules_set_is_told_beside_the_schedule_and_counted_in_the_worlds_that_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    rule = '{name = "back", actor = "south_korea", when = "peninsula_tension > 1", set = {opcon = "us_led"}}'
    changes = ["--set", 'south_korea.opcon={"2025-06" = "rok_led"}', "--set", f"rules=[{rule}]"]
    assert main(["run", "baseline_2025", *SMALL, "--out", str(tmp_path), *changes]) == 0
    page = " ".join(capsys.readouterr().out.split())
    dated = "set from 2025-06: rok led: comes about in no world; rules set it otherwise in 100 % of worlds"
    assert f"south_korea.opcon, {dated} (there from 2025-06, at the median); it waits for readiness" in page
    by_rule = "set by rule 'back': us led: set in 100 % of worlds (there from 2025-03, at the median), in force as set"
    assert f"south_korea.opcon, {by_rule}" in page
    assert "is counted in" not in page
    monkeypatch.setattr("sim.ensemble.came_about.WORLDS", 5)
    assert main(["run", "baseline_2025", *SMALL, "--out", str(tmp_path), "--overwrite", *changes]) == 0
    assert "what came about is counted in the first 5 worlds" in " ".join(capsys.readouterr().out.split())


def test_json_is_one_document_with_bands_and_likelihoods(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "baseline", *SMALL, "--out", str(tmp_path), "--json"]) == 0
    (run,) = json.loads(capsys.readouterr().out)["runs"]
    tension = run["outcomes"]["peninsula_tension"]
    ends = [tension[end] for end in ("start", "end")]
    assert all(0 <= end["q05"] <= end["q25"] <= end["q50"] <= end["q75"] <= end["q95"] <= 100 for end in ends)
    assert all(each["low"] <= each["share"] <= each["high"] for each in run["likelihoods"].values())
    assert run["worlds"] == 20
    assert Path(run["folder"]).parent == tmp_path


def test_quiet_prints_nothing_and_still_keeps_the_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "baseline", *SMALL, "--out", str(tmp_path), "--quiet"]) == 0
    assert capsys.readouterr() == ("", "")
    assert len(list(tmp_path.iterdir())) == 1


def test_one_bad_scenario_of_several_stops_all_before_anything_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", "baseline", "no_such_scenario", *SMALL, "--out", str(tmp_path / "out")]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_a_results_folder_that_is_a_file_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("a file", encoding="utf-8")
    assert main(["run", "baseline", *SMALL, "--out", str(blocked)]) == 2
    err = capsys.readouterr().err
    assert str(blocked) in err
    assert err.count("\n") == 1
    assert blocked.read_text(encoding="utf-8") == "a file"


def test_an_interrupted_run_leaves_nothing_and_exits_130(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import sim.studies.run

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(sim.studies.run, "execute", interrupted)
    assert main(["run", "baseline", *SMALL, "--out", str(tmp_path / "out")]) == 130
    assert capsys.readouterr().err.startswith("Interrupted: ")
    assert not list(tmp_path.rglob("*.*"))


def test_choices_are_told_kept_and_drawn(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "baseline", "--choices", *SMALL, "--out", str(tmp_path)]) == 0
    page = capsys.readouterr().out
    for part in (
        "choices = united_states, south_korea, north_korea, china, japan",
        "Taken up in a world",
        "cuts trade and tourism",
    ):
        assert part in " ".join(page.split())
    (folder,) = tmp_path.iterdir()
    assert (folder / "choices.csv").is_file()
    assert (folder / "plots" / "choices.png").is_file()
    assert main(["run", str(folder / "scenario.toml"), "--out", str(tmp_path / "again"), "--json", "--workers", "1"]) == 0
    (run,) = json.loads(capsys.readouterr().out)["runs"]
    assert {each["actor"] for each in run["choices"]} == {"united_states", "south_korea", "north_korea", "china", "japan"}
    assert all(0 <= share <= 1 for each in run["choices"] for share in each["in_force"])
