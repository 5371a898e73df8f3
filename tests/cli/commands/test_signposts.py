"""`peninsula signposts`, as users run it: tables, figures, a rule that passes `check` and acts, sentences for bad input."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import sim
from sim.cli.entry import main

pytestmark = pytest.mark.usefixtures("root")

ASKED = ["signposts", "baseline_2025", "--warn-of", "count(crisis) > 0", "--within", "6", "--lead", "0,3", "--calm", "3"]
SMALL = ["--worlds", "120", "--months", "60", "--workers", "1"]


def test_signposts_leave_tables_figures_and_a_rule_that_acts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "watch.toml"
    then = ["--only", "tension_*", "--as-rule", str(file), "--set-then", "us.exercise_tempo=0.4"]
    assert main([*ASKED, *SMALL, *then, "--out", str(tmp_path / "out")]) == 0
    page = capsys.readouterr().out
    assert "warns best: it catches" in page
    assert "not a forecast" in page
    (folder,) = (tmp_path / "out").iterdir()
    assert {path.stem for path in (folder / "plots").iterdir()} == {"ranking", "roc", "reliability", "paths"}
    assert set(pd.read_csv(folder / "signposts.csv")["lead"]) == {0, 3}
    assert json.loads((folder / "manifest.json").read_text())["event"] == "count(crisis) > 0"
    assert main(["check", str(file)]) == 0
    assert "signpost" in capsys.readouterr().out
    run = sim.run(file, worlds=40, months=60, workers=1)
    (rule,) = run.scenario.rules
    assert run.scenario.name == "watch"
    watched = run.series(rule.when.split()[0])[:-1]
    warns = watched > np.float32(rule.parameters["warning"][0])
    # a rule acts from the month after the first warning on
    assert run.rules_in_force["signpost"][1:].tolist() == pytest.approx(np.maximum.accumulate(warns).mean(axis=1).tolist())


def test_a_rule_that_sets_nothing_yet_is_off_and_valid(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "watch.toml"
    asked = [*ASKED, *SMALL, "--as-rule", str(file), "--set", "us.troops_korea=20000", "--out", str(tmp_path / "out"), "--json"]
    assert main(asked) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["rule_file"] == str(file)
    assert {"signposts", "roc", "reliability", "best", "do_not_vary"} <= set(document)
    loaded = sim.load(file)
    assert not loaded.rules
    assert loaded.policy["united_states"]["troops_korea"].initial == 20000
    switched = file.read_text().replace("enabled = false\n", "").replace("[rules.set]\n", "[rules.set]\nexercise_tempo = 0.4\n")
    file.write_text(switched)
    assert sim.load(file).rules[0].sets == {"exercise_tempo": 0.4}


def test_worldviews_have_a_table_and_a_figure_of_their_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    views = ["--worldviews", "spiral,deterrence", "--only", "tension_*"]
    assert main([*ASKED, *SMALL, *views, "--out", str(tmp_path)]) == 0
    assert "better than chance" in capsys.readouterr().out
    (folder,) = tmp_path.iterdir()
    assert (folder / "plots" / "worldviews.png").exists()
    assert set(pd.read_csv(folder / "worldviews.csv")["worldview"]) == {"spiral", "deterrence"}


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--false-alarms", "1.5"], "--false-alarms 1.5: expected a share"),
        (["--lead", "0,x"], "--lead '0,x': expected whole numbers"),
        (["--set-then", "us.exercise_tempo=0.4"], "give --as-rule FILE, too"),
        (["--as-rule", "watch.txt"], "expected one that ends in .toml"),
        (["--as-rule", "nowhere/watch.toml"], "there is no folder nowhere"),
        (["--as-rule", "w.toml", "--set-then", "us.exercise_tempo=7"], "--set-then us.exercise_tempo"),
        (["--as-rule", "w.toml", "--set-then", "us.exercise=0.4"], "did you mean 'exercise_tempo'"),
        (["--as-rule", "w.toml", "--set-then", "uss.exercise_tempo=0.4"], "unknown actor 'uss'"),
        (["--as-rule", "w.toml", "--set-then", "us.exercise_tempo"], "--set-then 'us.exercise_tempo' is incomplete"),
        (["--as-rule", "w.toml", "--set-then", "us.relief_offer=0", "--set-then", "rok.engagement=0"], "levers of one actor"),
        (["--as-rule", "w.toml", "--only", "change(warheads)"], "a rule cannot look at a change"),
        (["--only", "tension_rok_dprkk"], "did you mean 'tension_rok_dprk'"),
        (["--within", "70"], "too short to read a sign"),
    ],
)
def test_what_cannot_be_is_one_sentence(
    options: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*ASKED, *SMALL, *options, "--out", str(tmp_path)]) == 2
    error = capsys.readouterr().err
    assert said in error
    assert len(error.strip().splitlines()) == 1
    assert not list(tmp_path.iterdir())
    assert not Path("w.toml").exists()


def test_signposts_are_the_same_in_python(tmp_path: Path) -> None:
    found = sim.signposts(
        "baseline_2025", "count(crisis) > 0", 6, [0], only="tension_*", calm=3, worlds=120, months=60, workers=1, results=tmp_path
    )
    assert found.folder is not None
    assert found.plot("roc").axes
    assert "area under the curve" in repr(found)
    assert "data:image/png" in found._repr_html_()
    with pytest.raises(sim.PeninsulaError, match="not a figure"):
        found.plot("ranks")
