"""`peninsula explain`: contributions that add up, and the chronicle of one world."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from sim.cli.entry import main

pytestmark = pytest.mark.usefixtures("root")

SMALL = ["--worlds", "20", "--months", "24", "--workers", "1"]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("explained")
    assert main(["run", "baseline_2025", *SMALL, "--out", str(out), "--quiet"]) == 0
    return next(out.iterdir())


def document(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert main(["explain", *arguments, "--json"]) == 0
    document: dict[str, Any] = json.loads(capsys.readouterr().out)
    return document


@pytest.mark.parametrize("quantity", ["peninsula_tension", "trust", "credibility"])
def test_contributions_add_up_at_each_shown_month(run: Path, quantity: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = document(capsys, str(run), "--of", quantity)
    assert found["months"] == ["2026-01", "2027-01"]
    for place, total in enumerate(found["total"]):
        assert sum(values[place] for values in found["contributions"].values()) == pytest.approx(total, abs=1e-9)


def test_a_difference_is_explained_and_drawn(run: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    drawn = tmp_path / "why.svg"
    assert main(["explain", "moon_package", "--against", str(run), "--month", "2026-06", "--out", str(drawn)]) == 0
    page = capsys.readouterr().out
    for part in ("from baseline_2025 to moon_package", "in 2026-06", "all together", str(drawn)):
        assert part in page
    assert drawn.read_text(encoding="utf-8").startswith("<?xml")


@pytest.mark.parametrize("which", [["--world", "3"], ["--typical"], ["--worst"], ["--best"]])
def test_a_world_is_told_event_by_event(run: Path, which: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", str(run), *which, "--out", str(tmp_path / "world.png")]) == 0
    page = capsys.readouterr().out
    for part in ("Month", "missile test", "North Korea", "Peninsula Tension Index from"):
        assert part in page
    assert (tmp_path / "world.png").stat().st_size > 10_000


def test_a_chronicle_in_json_is_in_order(run: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = document(capsys, str(run), "--typical")
    months = [event["month"] for event in told["events"]]
    assert months == sorted(months)
    assert len(told["peninsula_tension"]) == 24


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--of", "hostil"], "did you mean 'hostility'"),
        (["--month", "2050-01"], "outside the horizon"),
        (["--month", "May"], "is not a month"),
        (["--world", "20"], "worlds 0 to 19"),
        (["--worst", "--best"], "give one of --world"),
        (["--out", "why.txt"], "ends in .png, .svg, .pdf"),
        (["--by", "lever"], "give the reference, as in --against baseline"),
        (["--by", "lever", "--worst"], "without --of, --against, --by"),
        (["--by", "lever", "--against", "baseline_2025"], "changes nothing of baseline_2025"),
        (["--by", "lever", "--against", "moon_package", "--of", "warhead"], "did you mean 'warheads'"),
        (["--by", "lever", "--against", "moon_package", "--month", "2050-01"], "lies outside the horizon: expected 2025-02 to"),
        (
            ["--by", "lever", "--against", "moon_package", "--of", "count(war)", "--month", "2026-01"],
            "a month does not go with it",
        ),
    ],
)
def test_what_cannot_be_explained_is_one_sentence(
    run: Path, arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", str(run), *arguments]) == 2
    said = capsys.readouterr().err
    assert sentence in said
    assert said.count("\n") == 1


@pytest.mark.parametrize("damage", ["manifest.json", "scenario.toml", "worlds/00000000.parquet"])
def test_a_run_half_gone_is_one_sentence(run: Path, damage: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = tmp_path / run.name
    shutil.copytree(run, broken)
    (broken / damage).unlink()
    assert main(["explain", str(broken)]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert str(broken) in said


def test_rules_stand_beside_the_causes_and_in_the_chronicle(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rule = '[[rules]]\nname = "answer"\nactor = "us"\nwhen = "peninsula_tension > 57"\nset = { exercise_tempo = 0.1 }\n'
    (tmp_path / "mine.toml").write_text(f'extends = "baseline_2025"\n{rule}', encoding="utf-8")
    assert main(["run", str(tmp_path / "mine.toml"), *SMALL, "--out", str(tmp_path), "--quiet"]) == 0
    folder = next(path for path in tmp_path.iterdir() if path.is_dir())
    assert main(["explain", str(folder)]) == 0
    (line,) = (line for line in capsys.readouterr().out.splitlines() if line.startswith("answer"))
    shares = [share.rstrip("%") for share in line.split()[1:]]
    assert 50 < int(shares[0]) <= int(shares[1]) <= 100
    events = document(capsys, str(folder), "--worst")["events"]
    (begins,) = (event for event in events if event["kind"] == "rule: answer")
    assert (begins["actor"], begins["target"], begins["severity"]) == ("united_states", None, 1)


def test_a_difference_is_told_lever_by_lever(run: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rule = '[[rules]]\nname = "answer"\nactor = "us"\nwhen = "peninsula_tension > 57"\nset = { exercise_tempo = 0.1 }\n'
    policy = "[policy.south_korea]\nchina_japan_cooperation = 0.9\n"
    (tmp_path / "mine.toml").write_text(f'extends = "baseline_2025"\n{policy}{rule}', encoding="utf-8")
    asked = [str(tmp_path / "mine.toml"), "--against", str(run), "--by", "lever", "--workers", "1"]
    found = document(capsys, *asked)
    assert (found["worlds"], found["unit"], found["title"]) == (20, "0-100", "Peninsula Tension Index, 2027-01")
    keys = [row["key"] for row in found["rows"]]
    assert {*keys[:2]} == {"rules.answer", "policy.south_korea.china_japan_cooperation"}
    assert keys[2:] == ["remainder", "whole"]
    *parts, whole = (row["removed"] for row in found["rows"])
    assert sum(parts) == pytest.approx(whole)
    drawn = tmp_path / "levers.svg"
    assert main(["explain", *asked, "--month", "2026-06", "--out", str(drawn)]) == 0
    page = capsys.readouterr().out
    for part in (
        "Peninsula Tension Index, 2026-06",
        "rule 'answer'",
        "new",
        "remainder: they interact",
        "all together",
        str(drawn),
    ):
        assert part in page
    assert "rule &apos;answer&apos;" in drawn.read_text(encoding="utf-8") or "rule 'answer'" in drawn.read_text(encoding="utf-8")


def test_choices_stand_beside_the_causes_and_in_the_chronicle(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    changes = ["--choices", "--set", "choice_precision=1"]
    assert main(["run", "baseline_2025", *changes, *SMALL, "--out", str(tmp_path), "--quiet"]) == 0
    (folder,) = tmp_path.iterdir()
    assert main(["explain", str(folder)]) == 0
    lines = [line for line in capsys.readouterr().out.splitlines() if line.startswith("North Korea: ")]
    assert [line.split()[2] for line in lines] == ["test", "talk", "freeze", "attack"]
    assert any(int(share.rstrip("%")) > 0 for line in lines for share in line.split()[3:])
    kinds = {event["kind"] for event in document(capsys, str(folder), "--worst")["events"]}
    assert any(kind.startswith("choice: ") for kind in kinds)
