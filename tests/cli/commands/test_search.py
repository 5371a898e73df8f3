"""`peninsula search` over rules: packages that answer what happens, and what that is worth."""

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import sim
from sim.cli.entry import main
from sim.ensemble.experiment import experiment
from sim.scenario.loading import load

pytestmark = pytest.mark.usefixtures("root")

SMALL = ["--worlds", "12", "--months", "12", "--workers", "1", "--candidates", "8", "--population", "4", "--check", "4"]


def test_rules_are_held_against_the_same_levers_from_the_start(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    scenario = tmp_path / "ruled.toml"
    scenario.write_text(
        """title = "Ruled"
extends = "baseline_2025"
[[rules]]
name = "answer"
actor = "us"
when = "peninsula_tension > warning"
set = { exercise_tempo = 0.4, relief_offer = 0.5 }
parameters = { warning = 60 }
"""
    )
    vary = ["rules.answer.warning=40:90", "rules.answer.set.exercise_tempo=0:1", "rules.answer.for_months=2:6"]
    asked = ["search", str(scenario), *(part for text in vary for part in ("--vary", text))]
    asked += ["--minimise", "mean(peninsula_tension)", "--maximise", "autonomy", *SMALL, "--against-static"]
    assert main([*asked, "--out", str(tmp_path / "out")]) == 0
    page = capsys.readouterr().out
    assert "Value of adaptivity" in page
    assert "In mean(peninsula_tension)," in page
    (folder,) = (tmp_path / "out").iterdir()
    assert {path.stem for path in (folder / "plots").iterdir()} == {"front", "progress", "adaptivity"}
    assert list(pd.read_csv(folder / "adaptivity.csv")["aim"]) == ["mean(peninsula_tension)", "autonomy"]
    package = load(folder / "packages" / "package_01.toml")
    told = pd.read_csv(folder / "packages.csv").set_index("package").loc["package_01"]
    (rule,) = package.rules
    assert rule.for_months == told["rules.answer.for_months"]
    assert rule.sets["exercise_tempo"] == pytest.approx(told["rules.answer.set.exercise_tempo"])
    assert rule.sets["relief_offer"] == 0.5
    static = load(folder / "static_packages" / "package_01.toml")
    assert not static.rules
    assert main([*asked, "--out", str(tmp_path / "json"), "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert {"adaptivity", "static_packages", "hypervolume_gained"} <= set(document)


def test_a_package_with_rules_does_what_the_search_says_of_it(tmp_path: Path) -> None:
    rule = {
        "name": "answer",
        "actor": "us",
        "when": "warheads > 45",
        "set": {"exercise_tempo": 0.4},
        "within": "2025-06..2026-01",
    }
    found = sim.search(
        "baseline_2025", ["rules.answer.set.exercise_tempo=0:1", "rules.answer.for_months=1:5"], ["mean(peninsula_tension)"],
        candidates=12, population=4, check=20, overrides={"rules": [rule]}, worlds=8, months=14, workers=1, results=tmp_path,
    )  # fmt: skip
    assert found.folder is not None
    package = load(found.folder / "packages" / "package_01.toml", worlds=20, seed=2)
    run = sim.run(package, workers=1)
    assert run.series("peninsula_tension").mean(axis=0).mean() == pytest.approx(found.packages[0].aims[0], rel=1e-5)


@pytest.mark.parametrize(
    ("vary", "said"),
    [("us.troops_korea", "vary a rule with --vary"), ("rules.answer.for_months=1:3", "this scenario has no rules")],
)
def test_a_search_says_why_it_cannot_hold_rules_against_anything(
    vary: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["search", "baseline_2025", "--vary", vary, "--minimise", "warheads", *SMALL, "--against-static"]
    assert main([*asked, "--out", str(tmp_path)]) == 2
    assert said in capsys.readouterr().err


def test_a_search_that_is_stopped_keeps_both_of_its_parts_and_resumes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    rule = 'rules.answer={ actor = "us", when = "warheads > 45", set = { exercise_tempo = 0.4 } }'
    asked = ["search", "baseline_2025", "--set", rule, "--vary", "rules.answer.set.exercise_tempo=0:1", "--minimise", "warheads"]
    asked += [*SMALL, "--against-static", "--out", str(tmp_path)]

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as stopped:
        stopped.setattr("sim.studies.search.adaptivity", stop)
        assert main(asked) != 0
    assert "16 evaluated candidates are kept" in capsys.readouterr().err
    assert len([path for path in tmp_path.iterdir() if path.suffix == ".npz"]) == 2
    seen: list[int] = []
    whole = experiment

    def counting(*given: Any) -> Any:
        seen.append(given[2].number)
        return whole(*given)

    monkeypatch.setattr("sim.analysis.search.experiment", counting)
    assert main(asked) == 0
    # of either search only the packages are evaluated again, in fresh worlds, and what they are held against
    assert max(seen) < 8
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []
