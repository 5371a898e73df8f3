"""A nowcast: scenarios start where observations end, reproducibly, and refuse a changed or unsuitable file."""

import json
from pathlib import Path

import numpy as np
import pytest

from sim.analysis.compare import Comparison
from sim.analysis.seat import Seat
from sim.ensemble.execute import execute, execute_together
from sim.foundations.errors import PeninsulaError
from sim.foundations.months import format_month
from sim.history.nowcast import nowcast, write_nowcast
from sim.history.observations import Observations
from sim.history.settings import fitted_settings
from sim.model.simulate import simulate
from sim.model.theatre_model import TheatreModel
from sim.scenario.loading import load
from sim.storage.run_folder import read, write

ROOT = Path(__file__).parents[2]
BASELINE = ROOT / "scenarios" / "baseline.toml"


@pytest.fixture(scope="module")
def nowcast_file(observations: Observations, tmp_path_factory: pytest.TempPathFactory) -> Path:
    ensemble = nowcast(load(ROOT / "scenarios" / "history.toml", worlds=200), observations, fitted_settings())
    file = tmp_path_factory.mktemp("nowcast") / "nowcast.npz"
    write_nowcast(ensemble, file)
    return file


@pytest.mark.slow
def test_a_scenario_begins_in_the_month_after_the_last_observation_where_the_region_was(nowcast_file: Path) -> None:
    scenario = load(BASELINE, worlds=100, months=12, nowcast=nowcast_file)
    assert format_month(scenario.start) == "2019-01"
    run = execute(scenario, workers=1)
    arsenal = run.series("warheads")[0]
    assert 15 < np.median(arsenal) < 45  # the situation of the theatre file, of 2025, has 50
    assert arsenal.std() > 1
    assert run.series("talks_months")[0].max() <= 1


def test_a_seat_is_taken_where_the_region_was(nowcast_file: Path) -> None:
    scenario = load(BASELINE, worlds=20, months=12, nowcast=nowcast_file)
    seat = Seat(scenario, "north_korea", world=5).replay([{}, {}])
    assert len(seat.outlook({"testing_tempo": 0.0}, worlds=20).months) == 6
    seat.replay([{}, {}])
    np.testing.assert_array_equal(seat.live.outcomes()[..., 0], simulate(scenario, np.array([5])).outcomes[..., 0])


def test_chunks_and_company_change_nothing(nowcast_file: Path) -> None:
    scenarios = [
        load(path, worlds=30, months=6, nowcast=nowcast_file) for path in (BASELINE, ROOT / "scenarios" / "opcon_fast.toml")
    ]
    together = execute_together(scenarios, workers=1, chunk=7)
    for scenario, run in zip(scenarios, together, strict=True):
        np.testing.assert_array_equal(run.outcomes_array, execute(scenario, workers=1).outcomes_array)
    assert Comparison(together).paired


def test_a_kept_run_repeats_itself_and_refuses_another_nowcast(nowcast_file: Path, tmp_path: Path) -> None:
    run = execute(load(BASELINE, worlds=20, months=6, nowcast=nowcast_file), workers=1)
    folder = write(run, tmp_path)
    again = execute(load(folder / "scenario.toml"), workers=1)
    np.testing.assert_array_equal(again.outcomes_array, run.outcomes_array)
    np.testing.assert_array_equal(read(folder).outcomes_array, run.outcomes_array)
    text = (folder / "scenario.toml").read_text(encoding="utf-8")
    nowcast = load(BASELINE, nowcast=nowcast_file).nowcast
    assert nowcast is not None
    (folder / "scenario.toml").write_text(text.replace(nowcast.digest, "0" * 64), encoding="utf-8")
    with pytest.raises(PeninsulaError, match="its content has changed"):
        load(folder / "scenario.toml")


def test_assumptions_of_a_scenario_s_own_are_drawn_and_the_others_are_those_of_the_record(nowcast_file: Path) -> None:
    scenario = load(BASELINE, {"trust_decay": 0.05}, worlds=50, months=6, nowcast=nowcast_file)
    model = TheatreModel([scenario], np.arange(50))
    np.testing.assert_allclose(model.assume["trust_decay"], 0.05)
    assert scenario.nowcast is not None
    arrays = scenario.nowcast.arrays()
    np.testing.assert_array_equal(model.assume["talks_restraint"], arrays["assume/talks_restraint"][:50])


def test_a_file_that_is_none_and_another_cast_are_refused(nowcast_file: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.npz"
    wrong.write_bytes(b"nothing")
    with pytest.raises(PeninsulaError, match="is not a nowcast"):
        load(BASELINE, nowcast=wrong)
    with pytest.raises(PeninsulaError, match="no such nowcast"):
        load(BASELINE, nowcast=tmp_path / "none.npz")
    for other in ("europe_baseline", "russia_in_the_cast"):
        with pytest.raises(PeninsulaError, match="this scenario has another cast"):
            load(ROOT / "scenarios" / f"{other}.toml", nowcast=nowcast_file)


def test_a_nowcast_of_another_model_is_to_be_written_again(nowcast_file: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.npz"
    with np.load(nowcast_file) as arrays:
        about = json.loads(str(arrays["about"]))
        del about["ranges"]["trust_decay"]
        np.savez(other, about=np.array(json.dumps(about)))
    with pytest.raises(PeninsulaError, match="made by another version of the model: write it again"):
        load(BASELINE, nowcast=other)


def test_a_missing_series_is_named(observations: Observations) -> None:
    history, missile = load(ROOT / "scenarios" / "history.toml", worlds=5), observations.series["missile"]
    with pytest.raises(PeninsulaError, match="the series gprc_kor is missing"):
        nowcast(history, Observations({"missile": missile}), fitted_settings())
