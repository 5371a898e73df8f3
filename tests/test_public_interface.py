"""What `import sim` offers, in Python and in a notebook."""

import pickle
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import sim


@pytest.fixture(scope="module")
def run() -> sim.Run:
    return sim.run(Path(__file__).parents[1] / "scenarios" / "baseline.toml", worlds=12, months=14, workers=1)


def test_what_runs_and_prints_does_not_import_mesa_which_its_workers_need() -> None:
    code = "import sim.studies.run, sim.cli.output.run, sim.plots, sys; print('mesa' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"


def test_importing_the_package_imports_nothing_heavy() -> None:
    code = "import sim, sys; print(sorted({'numpy', 'mesa', 'pandas', 'matplotlib', 'pydantic'} & set(sys.modules)))"
    root = Path(__file__).parents[1]
    said = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert said.stdout == "[]\n"


def test_the_version_is_that_of_the_distribution() -> None:
    from importlib.metadata import version

    assert sim.__version__ == version("peninsula")


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'simulate'"):
        _ = sim.simulate


def test_a_loaded_scenario_runs_as_its_name_does(root: Path, run: sim.Run) -> None:
    scenario = sim.load("baseline")
    again = sim.run(scenario, worlds=12, months=14, workers=1)
    assert again.scenario.name == "baseline"
    np.testing.assert_array_equal(again.outcomes_array, run.outcomes_array)


def test_overrides_change_a_loaded_scenario(root: Path) -> None:
    run = sim.run(sim.load("baseline", worlds=5, months=6), overrides={"us.troops_korea": 0}, workers=1)
    assert run.scenario.policy["united_states"]["troops_korea"].initial == 0
    assert (run.scenario.worlds, run.scenario.months) == (5, 6)


def test_a_run_is_kept_with_its_plots_and_read_again(run: sim.Run, tmp_path: Path) -> None:
    kept = run.write(tmp_path)
    assert any(file.suffix == ".png" for file in (kept / "plots").iterdir())
    again = sim.read(kept)
    assert isinstance(again, sim.Run)
    np.testing.assert_array_equal(again.series("warheads"), run.series("warheads"))


def test_a_run_plots_outcomes_and_figures_by_name(run: sim.Run) -> None:
    from matplotlib.figure import Figure

    from sim.plots import FIGURES

    assert isinstance(run.plot(), Figure)
    assert isinstance(run.plot("warheads"), Figure)
    assert isinstance(run.plot(next(iter(FIGURES))), Figure)
    with pytest.raises(sim.PeninsulaError, match="did you mean 'warheads'"):
        run.plot("warhead")


def test_a_notebook_shows_the_summary_and_the_fan_chart(run: sim.Run) -> None:
    html = run._repr_html_()
    assert "data:image/png;base64," in html
    assert "Warheads" in html or "warheads" in html
    assert "not a forecast" in html


def test_deep_uncertainty_is_the_same_in_python(root: Path) -> None:
    size: dict[str, Any] = {"worlds": 10, "months": 12, "workers": 1}
    chosen = sim.robust(["baseline_2025", "moon_package"], worldviews="agnostic,spiral", **size)
    assert (chosen.regret.min(axis=1) == 0).all()
    asked = sim.sensitivity(["baseline_2025"], vary=["us.troops_korea"], outcomes=["autonomy"], samples=4, **size)
    assert asked.table()["importance"].iloc[0] > 0
    found = sim.search("baseline_2025", ["us.troops_korea"], maximise=["autonomy"], candidates=8, population=4, check=4, **size)
    assert found.packages[found.knee].aims[0] > found.beside[0].aims[0]
    drawn = sim.run("baseline_2025", worlds=200, months=24, workers=1)
    when = f"warheads > {float(np.median(drawn.series('warheads')[-1]))}"
    assert sim.discover([drawn], when, boxes=1).share == pytest.approx(0.5, abs=0.01)
    with pytest.raises(sim.PeninsulaError, match="finished runs cannot be changed"):
        sim.discover([drawn, "baseline_2025"], when)


def test_a_difference_is_told_lever_by_lever(root: Path) -> None:
    size: dict[str, Any] = {"worlds": 10, "months": 12, "workers": 1}
    told = sim.explain_by_lever("moon_package", "baseline_2025", of="mean(peninsula_tension)", **size)
    assert len(told.table()) == len(told.changes) + 2
    assert "changes from baseline_2025 to moon_package" in repr(told)
    assert "remainder" in told._repr_html_()
    assert told.plot().axes
    assert sim.explain_by_lever("moon_package", of="mean(peninsula_tension)", **size).reference == told.reference
    of_month = sim.explain_by_lever("moon_package", "baseline_2025", month="2025-08", **size)
    whole = sim.compare(["baseline_2025", "moon_package"], **size).contrasts[0].mean_difference("peninsula_tension", 6)
    assert of_month.whole.mean == pytest.approx(whole.mean)
    assert of_month.whole.half_width == pytest.approx(whole.half_width)


@pytest.mark.parametrize("workers", [1, 2])
def test_runs_comparisons_and_sweeps_can_be_pickled(workers: int) -> None:
    run = sim.run("baseline_2025", worlds=6, months=6, workers=workers)
    again = pickle.loads(pickle.dumps(run))
    np.testing.assert_array_equal(again.outcomes_array, run.outcomes_array)
    pd.testing.assert_frame_equal(again.events, run.events)
    comparison = sim.compare([run, "abrupt_withdrawal"], workers=1)
    pd.testing.assert_frame_equal(pickle.loads(pickle.dumps(comparison)).table(), comparison.table())
    sweep = sim.sweep("baseline_2025", {"us.troops_korea": [0, 28500]}, worlds=3, months=3, workers=1)
    assert pickle.loads(pickle.dumps(sweep)).drawn == sweep.drawn


def test_runs_cross_processes() -> None:
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        (run,) = pool.map(partial(sim.run, worlds=3, months=4, workers=1), ["baseline_2025"])
    assert run.series("warheads").shape == (4, 3)


def test_a_run_in_temporary_files_says_why_it_cannot_be_pickled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.ensemble.plan.KEPT_IN_MEMORY", 0)
    with pytest.raises(sim.PeninsulaError, match="write it to a folder"):
        pickle.dumps(sim.run("baseline", worlds=3, months=4, workers=1))


def test_a_name_alone_is_no_list_of_letters(root: object) -> None:
    run = sim.run("baseline", worlds=5, months=24, outcomes="autonomy", workers=1)
    assert {"autonomy", "peninsula_tension"} == {outcome.name for outcome in run.outcomes_reported}
    assert run.quantiles("autonomy", 0.5).shape == (1, 24)  # type: ignore[arg-type]
    with pytest.raises(sim.PeninsulaError, match="a comparison needs two runs or scenarios"):
        sim.compare("baseline")
    found = sim.discover("baseline", when="peninsula_tension > 80", worlds=80, months=24, workers=1)
    assert found.cases.factors
    with pytest.raises(sim.PeninsulaError, match="observations is not a folder"):
        sim.nowcast(data="observations")
