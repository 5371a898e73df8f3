"""Stacks on the command line: `peninsula run a + b`, `peninsula compare`, `peninsula check`, `peninsula rerun`."""

import json
from pathlib import Path

import pytest

from sim.cli.entry import main
from sim.storage.run_folder import read

pytestmark = pytest.mark.usefixtures("root")
SMALL = ["--worlds", "8", "--months", "30", "--workers", "1"]
STACK = ["baseline", "+", "opcon_conditions", "+", "burden_bargain"]


def test_a_stack_is_told_before_it_runs_and_its_file_runs_again_to_the_same_numbers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", *STACK, *SMALL, "--out", str(tmp_path)]) == 0
    page = capsys.readouterr().out
    told, result = page.index("burden_bargain, A bargain over burdens"), page.index("Peninsula Tension Index")
    assert told < result
    assert "united_states.burden_demand = 5.3; 2027-07: 8; 2028-01: 6.65" in page
    (folder,) = tmp_path.iterdir()
    assert folder.name.startswith("baseline+opcon_conditions+burden_bargain-")
    assert main(["rerun", str(folder)]) == 0
    assert main(["run", str(folder / "scenario.toml"), "--out", str(tmp_path / "again"), "--workers", "1", "--quiet"]) == 0
    (again,) = (tmp_path / "again").iterdir()
    assert (again / "summary.csv").read_bytes() == (folder / "summary.csv").read_bytes()
    assert read(again).manifest["hash"] == read(folder).manifest["hash"]


def test_stacks_are_compared_with_scenarios(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = [
        "compare",
        "baseline",
        "baseline+baseline_2026",
        "baseline",
        "+",
        "opcon_fast",
        *SMALL,
        "--out",
        str(tmp_path),
        "--json",
    ]
    assert main(given) == 0
    rows = json.loads(capsys.readouterr().out)["contrasts"]
    assert {row["scenario"] for row in rows} == {"baseline+baseline_2026", "baseline+opcon_fast"}
    empty = [row["mean_difference"] for row in rows if row["scenario"] == "baseline+baseline_2026"]
    assert set(empty) == {0}
    assert any(row["mean_difference"] for row in rows if row["scenario"] == "baseline+opcon_fast")


def test_check_says_what_each_package_changes(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", *STACK]) == 0
    page = capsys.readouterr().out
    assert "File: scenarios/burden_bargain.toml, which extends baseline_2026.toml" in page
    assert "Payment that United States asks of South Korea each year: 5.3; 2027-07: 8; 2028-01: 6.65 bn US$" in page
    assert main(["check", *STACK, "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert [package["name"] for package in document["packages"]] == ["opcon_conditions", "burden_bargain"]
    assert "scenarios/opcon_conditions.toml" in document["files"]
    assert main(["check", "baseline", "--json"]) == 0
    assert "packages" not in json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("command", ["run", "check", "compare"])
def test_a_contradiction_is_one_sentence_and_leaves_nothing(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = ["baseline"] if command == "compare" else []
    out = [] if command == "check" else ["--out", str(tmp_path / "out")]
    assert main([command, *first, "baseline", "+", "offshore_balancing", "+", "burden_bargain", *out]) == 2
    said = capsys.readouterr().err
    assert said.startswith("Error: offshore_balancing and burden_bargain contradict each other in south_korea.opcon")
    assert said.count("\n") == 1
    assert not (tmp_path / "out").exists()
