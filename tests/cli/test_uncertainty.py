"""`peninsula robust`, `sensitivity`, `discover`, `search` and `findings`, as users run them."""

import json
import tomllib
from pathlib import Path

import pandas as pd
import pytest

from sim.cli.entry import main
from sim.scenario.assumptions import ASSUMPTIONS
from sim.scenario.loading import load

pytestmark = pytest.mark.usefixtures("root")

SMALL = ["--worlds", "12", "--months", "12", "--workers", "1"]
VARY = ["--vary", "us.troops_korea=0:28500", "--vary", "south_korea.opcon=rok_led@2025-04:2025-10"]
SEARCH = [
    *VARY,
    "--minimise",
    "peninsula_tension",
    "--maximise",
    "autonomy",
    "--candidates",
    "24",
    "--population",
    "8",
    "--check",
    "10",
]
SMALL_SEARCH = ["--candidates", "8", "--population", "4", "--check", "4"]


def drawn(folder: Path) -> set[str]:
    return {path.stem for path in (folder / "plots").glob("*.png") if path.stat().st_size > 10_000}


def test_robust_leaves_matrix_ranking_and_figures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = [
        "robust",
        "baseline_2025",
        "moon_package",
        "cvid_first",
        "--worldviews",
        "agnostic,spiral",
        *SMALL,
        "--out",
        str(tmp_path),
    ]
    assert main(asked) == 0
    page = capsys.readouterr().out
    assert "Expected regret" in page
    assert "not a forecast" in page
    (folder,) = tmp_path.iterdir()
    assert drawn(folder) == {"survey", "trade_offs", "worldviews_peninsula_tension", "regret_peninsula_tension"}
    matrix = pd.read_csv(folder / "worldviews.csv")
    assert len(matrix[matrix["outcome"] == "peninsula_tension"]) == 3 * 2
    ranking = pd.read_csv(folder / "ranking.csv")
    assert (ranking["low"] <= ranking["expected_regret"] + 1e-6).all()
    assert {"worldviews", "satisfy", "hash"} <= set(json.loads((folder / "manifest.json").read_text()))


def test_sensitivity_ranks_factors_with_intervals(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["sensitivity", "baseline_2025", "moon_package", "--outcome", "mean(autonomy)", *VARY, "--samples", "4", *SMALL]
    assert main([*asked, "--out", str(tmp_path), "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert {row["factor"] for row in document["rows"]} == {"united_states.troops_korea", "south_korea.opcon"}
    assert all(row["low"] <= row["importance"] <= row["high"] for row in document["rows"])
    assert drawn(Path(document["folder"])) == {"importance_mean_autonomy"}


@pytest.mark.slow
def test_discover_says_when_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = [
        "discover",
        "baseline_2025",
        "--when",
        "autonomy > 0.5",
        *VARY[:2],
        "--worlds",
        "300",
        "--months",
        "12",
        "--workers",
        "1",
    ]
    assert main([*asked, "--boxes", "1", "--out", str(tmp_path)]) == 0
    page = capsys.readouterr().out
    assert "Box 1: when united_states.troops_korea below" in page
    assert "Leaf of a decision tree" in page
    (folder,) = tmp_path.iterdir()
    assert drawn(folder) == {"boxes", "trajectory"}


@pytest.mark.slow
def test_discover_reads_finished_runs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "baseline_2025", "--worlds", "120", "--months", "24", "--out", str(tmp_path), "--quiet"]) == 0
    (run,) = tmp_path.iterdir()
    assert main(["discover", str(run), "--when", "crisis_prob > 0.35", "--out", str(tmp_path / "found"), "--json"]) == 0
    assert 0 < json.loads(capsys.readouterr().out)["share"] < 1


def test_packages_of_a_search_are_scenarios_that_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "baseline_2025", *SEARCH, "--beside", "moon_package", *SMALL, "--out", str(tmp_path)]) == 0
    assert "moon_package is" in capsys.readouterr().out
    (folder,) = tmp_path.iterdir()
    assert drawn(folder) == {"front", "progress"}
    table = pd.read_csv(folder / "packages.csv").set_index("package")
    assert {"baseline_2025", "moon_package"} <= set(table.index)
    packages = sorted((folder / "packages").glob("*.toml"))
    assert packages
    for package in packages:
        said = tomllib.loads(package.read_text())["policy"]
        month = next(iter(said["south_korea"]["opcon"]))
        found = load(package)
        assert found.policy["united_states"]["troops_korea"].value(found.start) == said["united_states"]["troops_korea"]
        assert "2025-04" <= month <= "2025-10"
    # what was remembered is gone, and no unfinished file is left
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_what_is_no_number_is_null_and_a_division_by_zero_no_fault(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = [
        "sensitivity",
        "baseline_2025",
        "--vary",
        "us.troops_korea",
        "--outcome",
        "peninsula_tension / count(war)",
        "--samples",
        "4",
    ]
    assert main([*asked, *SMALL, "--out", str(tmp_path), "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert "NaN or infinite" in str(document["notes"])
    asked = ["robust", "baseline_2025", "cvid_first", "--satisfy", "peninsula_tension < 1/0", "--worldviews", "agnostic", *SMALL]
    assert main([*asked, "--out", str(tmp_path), "--quiet"]) == 0


def test_findings_write_their_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "findings.md"
    asked = ["findings", "abrupt_withdrawal", "summit_without_preconditions", "--worldviews", "agnostic,spiral", *SMALL]
    assert main([*asked, "--page", str(page)]) == 0
    assert "abrupt_withdrawal" in capsys.readouterr().out
    text = page.read_text()
    for part in (
        "Tests of the hypotheses",
        "This is not a forecast",
        "without the change by North Korea",
        "Fear of abandonment",
    ):
        assert part in text
    assert main([*asked, "--page", str(page)]) == 2
    assert "exists already" in capsys.readouterr().err


def test_findings_as_a_document_hold_every_way_with_its_intervals(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["findings", "freeze_then_reduce", "--worldviews", "agnostic", *SMALL, "--json", "--quiet"]) == 0
    document = json.loads(capsys.readouterr().out)
    (hypothesis,) = document["hypotheses"]
    told = {way["way"]: way for way in hypothesis["ways"]}
    assert told["alone"]["changed_by"] == ["south_korea"]
    assert told["without north_korea"]["verdict"] == told["allies"]["verdict"]
    rows = [row for row in document["rows"] if row["outcome"] == "warheads"]
    assert {row["way"] for row in rows} == set(told)
    assert all(row["low"] <= row["difference"] <= row["high"] for row in rows)
    assert isinstance(next(row["holds"] for row in rows if row["way"] == "alone"), bool)
    assert "90 %" in document["counts_as_difference"]


def test_findings_fit_a_terminal_of_a_hundred_columns(capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["findings", "europe_two_percent_to_three", "freeze_then_reduce", "--worldviews", "agnostic", *SMALL]
    assert main(asked) == 0
    table = [line.rstrip() for line in capsys.readouterr().out.splitlines() if "freeze" in line or "europe" in line]
    assert len(table) == 2
    assert all(len(line) <= 100 for line in table)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["robust", "baseline_2025"], "two scenarios or more"),
        (["robust", "baseline_2025", "cvid_first", "--worldviews", "spirral"], "did you mean 'spiral'"),
        (["robust", "baseline_2025", "cvid_first", "--outcome", "gprc"], "known to be better"),
        (["robust", "baseline_2025", "cvid_first", "cvid_first"], "named twice"),
        (["robust", "baseline_2025", "cvid_first", *["--outcome", "warheads"] * 2], "given twice"),
        (["robust", "baseline_2025", "cvid_first", "--satisfy", "warheads"], "expected a condition"),
        (
            ["robust", "baseline_2025", "cvid_first", "--set", "worldview=spiral"],
            "this command takes worldviews from --worldviews",
        ),
        (["robust", "baseline_2025", "europe_baseline"], "theatre, horizon"),
        (["sensitivity", "baseline_2025", "--outcome", "tensio"], "is not an outcome"),
        (["sensitivity", "baseline_2025", "--method", "sobol", "--samples", "100"], "a power of two"),
        (["sensitivity", "baseline_2025", "--method", "morris", "--chance", "varied"], "cannot take chance"),
        (["sensitivity", "baseline_2025", "--only", "nothing_*"], f"none of the {len(ASSUMPTIONS)} assumptions"),
        (["sensitivity", "baseline_2025", "cvid_first", "opcon_fast"], "3 scenarios"),
        (["discover", "baseline_2025", "--when", "warheads"], "expected a condition"),
        (["discover", "baseline_2025", "--when", "warheads > 1e9"], "holds in none of 12 worlds"),
        (["discover", "baseline_2025", "--when", "warheads >= 0"], "holds in all of 12 worlds"),
        (["discover", "baseline_2025", "--when", "import os"], "cannot be read"),
        (["search", "baseline_2025", *VARY], "a search needs an objective"),
        (["search", "baseline_2025", *VARY, "--minimise", "autonomy", "--maximise", "autonomy"], "is an objective twice"),
        (["search", "baseline_2025", "--vary", "trust_decay", "--minimise", "warheads"], "an assumption is not a policy"),
        (["search", "baseline_2025", *VARY, "--minimise", "warheads", "--candidates", "10"], "whole generation"),
        (["search", "baseline_2025", *VARY, "--minimise", "warheads", "--share", "1.5"], "--share"),
        (["search", "baseline_2025", *VARY, "--minimise", "warheads", "--beside", "europe_baseline"], "theatre, horizon"),
        (["search", "baseline_2025", *VARY, "--minimise", "warheads", "--worlds", "90000000"], "GiB"),
        (["findings", "baseline_2025"], "claims nothing"),
        (["robust", "baseline_2025", "cvid_first", "--outcome", "100 - warheads"], "known to be better"),
        (
            ["search", "baseline_2025", *VARY, "--minimise", "warheads / count(war)", *SMALL_SEARCH],
            "NaN or infinite in some worlds",
        ),
        (
            ["search", "baseline_2025", *VARY, "--minimise", "warheads", "--subject-to", "warheads < 0", *SMALL_SEARCH],
            "keeps every",
        ),
        (["search", "baseline_2025", *VARY, "--minimise", "warheads", "--population", "0"], "--population"),
        (["search", "baseline_2025", *VARY, "--minimise", "warheads", *SMALL_SEARCH, "--check", "2000000000"], "GiB"),
        (["sensitivity", "baseline_2025", "--only", "g*", *VARY], "expected one of the two"),
    ],
)
def test_what_cannot_be_asked_is_one_sentence(
    asked: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = [] if asked[0] == "findings" else ["--out", str(tmp_path)]
    small = SMALL if "--worlds" not in asked else SMALL[2:]
    assert main([*asked, *small, *out, "--quiet"]) == 2
    error = capsys.readouterr().err
    assert said in error
    assert len(error.strip().splitlines()) == 1
    assert not [path for path in tmp_path.iterdir() if not path.name.startswith(".calibration")]


def test_a_missing_library_is_said_with_how_to_install_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sim.foundations.extras.find_spec", lambda _: None)
    assert main(["sensitivity", "baseline_2025", *SMALL, "--out", str(tmp_path), "--quiet"]) == 2
    assert "'.[analysis]'" in capsys.readouterr().err
    assert main(["web", "--no-open"]) == 2
    assert "'.[web]'" in capsys.readouterr().err


@pytest.mark.parametrize(
    "asked",
    [
        ["search", "baseline_2025", *SEARCH[:6], *SMALL_SEARCH],
        ["robust", "baseline_2025", "cvid_first", "--worldviews", "agnostic"],
        ["sensitivity", "baseline", *VARY[:2], "--samples", "4"],
        ["sweep", "baseline", "--vary", "us.troops_korea=0,28500"],
    ],
    ids=lambda asked: asked[0],
)
def test_turnover_turns_on_turnover_and_no_choices(asked: list[str], tmp_path: Path) -> None:
    assert main([*asked, "--turnover", *SMALL, "--out", str(tmp_path), "--quiet"]) == 0
    (folder,) = tmp_path.iterdir()
    resolved = tomllib.loads(next((folder / "scenarios").glob("*.toml")).read_text())
    assert resolved["turnover"]
    assert "choices" not in resolved
