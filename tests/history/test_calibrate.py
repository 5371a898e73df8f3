"""A calibration fits the press, learns from the record, and writes worldviews and a page."""

import shutil
import tomllib
from pathlib import Path

import pytest

from sim.foundations.errors import PeninsulaError
from sim.history import posterior
from sim.history.calibrate import calibrate
from sim.history.observations import Observations
from sim.history.settings import fitted_settings
from sim.report.calibration import calibration_page
from sim.scenario.worldviews import FOLDER, known_worldviews, load_worldview
from sim.studies.calibrate import calibrate as study
from sim.studies.calibrate import histories, updated, with_assumptions


@pytest.mark.slow
def test_a_calibration_learns_that_tests_follow_the_seasons(
    observations: Observations, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(posterior, "MOVES", 1)
    scenarios = {"agnostic": histories(worlds=150)["agnostic"]}
    found = calibrate(scenarios, observations)
    season = next(each for each in found.learnt["agnostic"].posteriors if each.name == "test_season")
    assert season.mean > 0.5
    file = tmp_path / "fitted.toml"
    file.write_text(found.to_toml(), encoding="utf-8")
    assert fitted_settings(file).press.level == pytest.approx(found.settings.press.level, abs=1e-4)
    assert "`test_season`" in calibration_page(found)
    low, high = found.anchors
    assert 0.2 < low < high < 0.9
    text = with_assumptions((FOLDER / "calibrated.toml").read_text(encoding="utf-8"), updated("calibrated", found))
    assert tomllib.loads(text)["assumptions"].keys() == found.learnt["agnostic"].ranges.keys()


def test_histories_begin_with_what_schools_say_and_not_with_what_the_record_left() -> None:
    found = histories(worlds=2)
    assert next(iter(found)) == "agnostic"
    assert set(found) == set(known_worldviews()) - {"calibrated"}
    low, high = load_worldview("spiral").prior["mutual_fear"]
    assert found["spiral"].assumptions["mutual_fear"] == (low, high)
    assert found["agnostic"].assumptions["mutual_fear"] != (low, high)


def test_a_folder_without_all_worldviews_is_refused_before_anything_is_computed(tmp_path: Path) -> None:
    shutil.copy(FOLDER / "spiral.toml", tmp_path)
    with pytest.raises(PeninsulaError, match="is missing: expected a folder with a file for every worldview"):
        study([tmp_path], worldviews=tmp_path)


def test_what_the_record_left_lies_within_what_a_school_says() -> None:
    for name in known_worldviews():
        view = load_worldview(name)
        for assumption, said in view.prior.items():
            low, high = view.assumptions[assumption]
            assert said[0] - 1e-6 <= low < high <= said[1] + 1e-6, (name, assumption)
