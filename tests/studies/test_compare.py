import json
from pathlib import Path

import pytest
from pandas.testing import assert_frame_equal

import sim
from sim.cli.entry import main

pytestmark = pytest.mark.usefixtures("root")

OPTIONS = ["--worlds", "20", "--months", "12", "--workers", "1"]
SPIRAL = """title = "Troops leave a spiral world"
extends = "{baseline}"

[policy.united_states]
troops_korea = 0

[assumptions]
worldview = "spiral"
"""


@pytest.fixture
def spiral(tmp_path: Path, root: Path) -> Path:
    """A scenario that changes assumptions as well as policy."""
    file = tmp_path / "spiral_withdrawal.toml"
    file.write_text(SPIRAL.format(baseline=(root / "scenarios" / "baseline.toml").as_posix()), encoding="utf-8")
    return file


def test_what_assumptions_did_is_told_apart_from_what_the_policy_did(spiral: Path) -> None:
    comparison = sim.compare(["baseline", spiral], workers=1, worlds=20, months=12)
    (attribution,) = comparison.attributions
    steps = attribution.table().set_index(["step", "outcome"])["mean_difference"]
    for outcome in ("peninsula_tension", "credibility_in_seoul"):
        assert steps["assumptions", outcome] + steps["policy", outcome] == pytest.approx(steps["both", outcome], abs=1e-4)
        assert steps["assumptions", outcome] != 0
    assert comparison.plot("attribution") is not None


def test_a_policy_alone_has_no_attribution() -> None:
    comparison = sim.compare(["baseline_2025", "abrupt_withdrawal"], workers=1, worlds=4, months=6)
    assert comparison.attributions == ()
    with pytest.raises(sim.PeninsulaError, match="nothing to attribute"):
        comparison.plot("attribution")


@pytest.mark.slow
def test_python_and_the_command_keep_the_same_comparison(
    spiral: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = sim.compare(["baseline", spiral], workers=1, worlds=20, months=12, results=tmp_path / "python")
    assert main(["compare", "baseline", str(spiral), *OPTIONS, "--out", str(tmp_path / "command"), "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    folder = Path(printed.pop("folder"))
    assert kept.folder is not None
    assert kept.folder.name == folder.name
    assert kept.document() == printed
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*")}
    assert files == {path.relative_to(kept.folder).as_posix() for path in kept.folder.rglob("*")}
    assert (kept.folder / "contrasts.csv").read_bytes() == (folder / "contrasts.csv").read_bytes()
    assert {"attribution-spiral_withdrawal.csv", "best.csv", "plots/waterfall-spiral_withdrawal.png"} <= files


def test_scenarios_take_the_size_of_the_first_finished_run(tmp_path: Path) -> None:
    run = sim.run("baseline_2025", worlds=6, months=8, seed=3, workers=1, results=tmp_path)
    comparison = sim.compare([run, "abrupt_withdrawal"], workers=1)
    other = comparison.runs[1].scenario
    assert (other.worlds, other.months, other.seed) == (6, 8, 3)
    assert comparison.paired
    again = sim.compare([str(run.folder), "abrupt_withdrawal"], workers=1)
    assert_frame_equal(again.table(), comparison.table())


def test_finished_runs_are_not_changed() -> None:
    run = sim.run("baseline", worlds=2, months=3, workers=1)
    with pytest.raises(sim.PeninsulaError, match="finished runs cannot be changed"):
        sim.compare([run, run], worlds=5)


def test_an_unknown_outcome_is_refused_before_anything_is_run() -> None:
    with pytest.raises(sim.PeninsulaError, match="did you mean 'warheads'"):
        sim.compare(["baseline", "abrupt_withdrawal"], outcomes=["warhead"], worlds=10**8, months=120)
