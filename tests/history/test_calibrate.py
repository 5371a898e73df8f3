"""A calibration finds the assumptions that observations inform, and writes its files."""

import tomllib
from pathlib import Path

import pytest

from sim.history.calibrate import calibrate
from sim.history.observations import Observations
from sim.history.settings import fitted_settings
from sim.scenario.assumptions import ASSUMPTIONS
from sim.scenario.loading import load

pytestmark = [pytest.mark.usefixtures("data"), pytest.mark.slow]


def test_a_calibration_leans_on_talks_and_writes_a_worldview(observations: Observations, tmp_path: Path) -> None:
    found = calibrate(load(Path(__file__).parents[2] / "scenarios" / "history.toml", worlds=300), observations)
    assert {each.name: each.direction for each in found.correlations}["talks_restraint"] == "lower"
    file = tmp_path / "fitted.toml"
    file.write_text(found.to_toml(), encoding="utf-8")
    assert fitted_settings(file).press.level == pytest.approx(found.settings.press.level, abs=1e-4)
    believed = tomllib.loads(found.to_worldview())["assumptions"]
    assert set(believed) == {each.name for each in found.posteriors}
    low, high = believed["talks_restraint"]
    prior = {assumption.name: assumption for assumption in ASSUMPTIONS}["talks_restraint"]
    assert prior.low <= low < high < prior.high
