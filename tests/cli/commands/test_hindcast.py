"""`peninsula hindcast` and its neighbours: files whole or not at all, and one sentence where the data are not there."""

import json
import subprocess
import sys
import tomllib
from math import isfinite
from pathlib import Path

import pytest

from sim.cli.entry import main

pytestmark = [pytest.mark.usefixtures("root"), pytest.mark.slow]
SHARED = Path(__file__).parents[4] / "shared"


@pytest.fixture
def data() -> list[str]:
    if not (SHARED / "data").is_dir():
        pytest.skip("the observed series are not here: they are not part of the project")
    return ["--data", str(SHARED / "data")]


def test_forecasts_and_page_are_written_and_the_shared_scorer_reads_them(data: list[str], tmp_path: Path) -> None:
    forecasts, page = tmp_path / "forecasts.csv", tmp_path / "docs" / "validation.md"
    stacked, scores = tmp_path / "stacked.csv", tmp_path / "scored.toml"
    kept = [
        "--forecasts",
        str(forecasts),
        "--stacked",
        str(stacked),
        "--page",
        str(page),
        "--scores",
        str(scores),
        "--worlds",
        "200",
        "--from",
        "2013-01",
        "--quiet",
    ]
    assert main(["hindcast", *data, *kept]) == 0
    text = page.read_text(encoding="utf-8")
    rows = text.partition("| variable | window |")[2].partition("\n\n")[0].splitlines()[2:]
    found = tomllib.loads(scores.read_text(encoding="utf-8"))["score"]
    assert len(rows) == len(found) > 20
    assert all(
        f"| {row['months']} | {row['crps']:.3f} | {row['skill']:+.3f} |" in line for row, line in zip(found, rows, strict=True)
    )
    assert text.index("## Failures") < text.index("## Scores") < text.index("## Regularities")
    assert text.index("## Scores") < text.index("### By era") < text.index("## Events within twelve months")
    often = text.partition("## How often things happen")[2].partition("## Regularities")[0]
    assert all(f"| {title} " in often for title in ("Missile tests", "Crises of the peninsula", "Sanctions rounds", "Wars"))
    assert str(data[1]) not in text
    assert all(
        (page.parent / "images" / f"validation_{name}.png").is_file()
        for name in ("press", "missiles", "skill", "transform", "pairs", "events")
    )
    scorer = SHARED / "tools" / "score_hindcast.py"
    for file in (forecasts, stacked):
        done = subprocess.run([sys.executable, str(scorer), str(file)], capture_output=True, text=True, check=True)
        assert "missile: n=72" in done.stdout
        assert "china_us: n=72" in done.stdout
    assert main(["hindcast", *data, *kept]) == 2


def test_json_has_scores_by_window(data: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["hindcast", *data, "--worlds", "100", "--from", "2017-01", "--to", "2017-12", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert {score["forecaster"] for score in document["scores"]} >= {
        "Peninsula",
        "stacked",
        "climatology",
        "regression",
        "smoothed level",
    }
    assert document["collapsed"] == []
    assert {event["event"] for event in document["events"]} == {"nuclear_test", "limited_attack", "crisis", "talks"}
    assert {score["number"] for score in document["scores"]} == {12}


def test_calibration_writes_what_the_settings_read(data: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from sim.history import posterior
    from sim.history.settings import fitted_settings

    monkeypatch.setattr(posterior, "KEPT", 0.02)  # the record is taken in few steps, and nothing is moved in between
    monkeypatch.setattr(posterior, "MOVES", 0)

    out = tmp_path / "fitted.toml"
    assert main(["calibrate", *data, "--worlds", "60", "--out", str(out), "--quiet"]) == 0
    found = fitted_settings(out)
    assert 0 < found.press.fast < found.press.slow < 1
    assert 0.9 < found.memory < 1


def test_what_has_gaps_is_scored_where_it_is_known(data: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    missing = {"gpr_monthly.csv": ("2012-12", "2014-03"), "dprk_provocations_monthly.csv": ("2013-04",)}
    for name, months in missing.items():
        lines = (Path(data[1]) / name).read_text(encoding="utf-8").splitlines(keepends=True)
        (tmp_path / name).write_text("".join(line for line in lines if not line.startswith(months)), encoding="utf-8")
    assert main(["hindcast", "--data", str(tmp_path), "--worlds", "40", "--json", "--quiet", "--from", "2012-01"]) == 0
    document = json.loads(capsys.readouterr().out)
    scores = document["scores"]
    assert document["missing"] == {"missile": ["2013-04"], "gprc_kor": ["2012-12", "2014-03"]}
    number = {row["variable"]: row["number"] for row in scores if row["window"] == ["2012-01", "2018-12"]}
    assert number == {"missile": 83, "gprc_kor": 82}
    assert all(isfinite(row[key]) for row in scores for key in ("crps", "skill", "coverage"))
    rivals = {row["forecaster"] for row in scores if row["variable"] == "gprc_kor"}
    assert {"climatology", "persistence", "autoregression", "smoothed level"} <= rivals


def test_observed_shows_coverage(data: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["observed", *data, "--json"]) == 0
    found = {row["name"]: row for row in json.loads(capsys.readouterr().out)}
    assert found["gprc_kor"]["first"] == "1985-01"
    assert found["missile"]["gaps"] == 0


def test_observed_tells_what_it_found_noticed_and_did_not_find(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "data_gpr_export (1).csv").write_text("month;GPRC_KOR\n2018-10;1,5\n2018-12;2,5\n", encoding="utf-8")
    (tmp_path / "launches.csv").write_text("date,missile,facility\n2017-07-04,Mystery,Sunan\n", encoding="utf-8")
    (tmp_path / "notes.csv").write_text("who,what\nme,this\n", encoding="utf-8")
    assert main(["observed", "--data", str(tmp_path)]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "data_gpr_export (1).csv: Caldara & Iacoviello, Geopolitical Risk index" in told
    assert "launches.csv: Mystery: of no known range class, counted in launches alone" in told
    assert "notes.csv: not read: no known table has its headings" in told
    assert "Not found: Iacoviello & Tong (The AI-GPR index, bilateral);" in told


@pytest.mark.parametrize("command", ["observed", "hindcast", "calibrate"])
def test_without_data_it_says_what_to_give(
    command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("PENINSULA_DATA", raising=False)
    assert main([command]) == 2
    assert "give --data DIR, or set PENINSULA_DATA" in capsys.readouterr().err
