"""`peninsula compare`: tables, plots, why, and an exit code for scripts."""

import json
from pathlib import Path

import pandas as pd
import pytest

from sim.cli.entry import main

pytestmark = [pytest.mark.usefixtures("root"), pytest.mark.slow]

SMALL = ["--worlds", "20", "--months", "24", "--workers", "1"]


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a comparison that changes assumptions as well as policy, and of one that changes policy alone."""
    out = tmp_path_factory.mktemp("compared")
    settings = ["--out", str(out), "--quiet"]
    assert main(["compare", "baseline_2025", "moon_package", "opcon_fast", *SMALL, *settings]) == 0
    (folder,) = out.iterdir()
    return folder


def test_the_folder_holds_tables_plots_and_the_scenarios(compared: Path) -> None:
    assert {path.name for path in compared.iterdir()} == {
        "manifest.json", "contrasts.csv", "contrasts.json", "probabilities.csv", "best.csv", "scenarios", "plots"
    }  # fmt: skip
    plots = {path.stem for path in (compared / "plots").iterdir()}
    assert plots == {"overlay", "differences", "ends", "scorecard", "waterfall-moon_package", "waterfall-opcon_fast"}
    assert {path.stem for path in (compared / "scenarios").iterdir()} == {"baseline_2025", "moon_package", "opcon_fast"}


def test_csv_and_json_say_the_same(compared: Path) -> None:
    table = pd.read_csv(compared / "contrasts.csv")
    document = json.loads((compared / "contrasts.json").read_text(encoding="utf-8"))
    row = table[(table["scenario"] == "moon_package") & (table["outcome"] == "peninsula_tension")].iloc[0]
    same = next(
        each for each in document["contrasts"] if (each["scenario"], each["outcome"]) == ("moon_package", "peninsula_tension")
    )
    assert row["difference"] == pytest.approx(same["difference"], rel=1e-4)
    explained = document["explanations"]["moon_package"]
    assert sum(explained["contributions"].values()) == pytest.approx(explained["total"], abs=1e-9)


def test_the_page_names_what_differs_why_and_where(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", "baseline_2025", "moon_package", *SMALL, "--out", str(tmp_path)]) == 0
    page = capsys.readouterr().out
    for part in ("Peninsula Tension Index", "Better in", "90 % of worlds", "Why:", "not a forecast", str(tmp_path)):
        assert part in page


def test_a_change_of_both_is_attributed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = tmp_path / "both.toml"
    baseline = Path("scenarios/baseline_2025.toml").absolute()
    other.write_text(
        f'title = "Both"\nextends = "{baseline}"\n[policy.united_states]\ntroops_korea = 0\n'
        '[assumptions]\nworldview = "spiral"\n',
        encoding="utf-8",
    )
    assert main(["compare", "baseline_2025", str(other), *SMALL, "--out", str(tmp_path / "out")]) == 0
    assert "the assumptions account for" in " ".join(capsys.readouterr().out.split())
    (folder,) = (tmp_path / "out").iterdir()
    assert (folder / "attribution-both.csv").is_file()
    assert (folder / "plots" / "attribution-both.png").is_file()


def test_the_same_comparison_may_be_made_again_but_another_is_not_overwritten(compared: Path) -> None:
    out = ["--out", str(compared.parent), "--quiet"]
    assert main(["compare", "baseline_2025", "moon_package", "opcon_fast", *SMALL, *out]) == 0
    (compared / "manifest.json").write_text('{"hash": "of another"}', encoding="utf-8")
    assert main(["compare", "baseline_2025", "moon_package", "opcon_fast", *SMALL, *out]) == 2
    assert main(["compare", "baseline_2025", "moon_package", "opcon_fast", *SMALL, *out, "--overwrite"]) == 0


def test_a_scenario_takes_worlds_months_and_seed_of_the_finished_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "baseline_2025", *SMALL, "--seed", "7", "--out", str(tmp_path), "--quiet"]) == 0
    (run,) = tmp_path.iterdir()
    assert main(["compare", str(run), "moon_package", "--workers", "1", "--out", str(tmp_path), "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["paired"]
    assert document["month"] == "2027-01"


@pytest.mark.parametrize(("standing", "code"), [("better", 0), ("worse", 1), ("same", 1)])
def test_a_script_can_count_on_the_exit_code(standing: str, code: int, tmp_path: Path) -> None:
    expected = ["--expect", f"peninsula_tension={standing}", "--out", str(tmp_path), "--quiet"]
    assert main(["compare", "baseline_2025", "moon_package", *SMALL, *expected]) == code


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["baseline_2025"], "needs two runs or scenarios"),
        (["baseline_2025", "moon_pakage"], "did you mean 'moon_package'"),
        (["baseline_2025", "moon_package", "--outcome", "tensio"], "is not an outcome"),
        (["baseline_2025", "moon_package", "--expect", "peninsula_tension"], "expected OUTCOME=better"),
        (["baseline_2025", "moon_package", "--expect", "burden=better"], "neither higher nor lower is better"),
        (["baseline_2025", "europe_baseline"], "cannot be compared world by world"),
    ],
)
def test_what_cannot_be_compared_is_one_sentence_and_leaves_nothing(
    arguments: list[str], sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["compare", *arguments, *SMALL, "--out", str(tmp_path / "out")]) == 2
    said = capsys.readouterr().err
    assert sentence in said
    assert said.count("\n") == 1
    assert not (tmp_path / "out").exists() or "burden" in arguments[-1]


def test_finished_runs_cannot_be_changed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "baseline_2025", "moon_package", *SMALL, "--out", str(tmp_path), "--quiet"]) == 0
    runs = [str(path) for path in sorted(tmp_path.iterdir())]
    assert main(["compare", *runs, "--set", "us.troops_korea=0", "--out", str(tmp_path)]) == 2
    assert "finished runs cannot be changed" in capsys.readouterr().err
