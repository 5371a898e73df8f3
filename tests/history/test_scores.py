"""Scores equal those of an independent scorer, and the simulator beats simple statistical forecasters."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from sim.history.hindcast import Hindcast
from sim.history.observations import Observations
from sim.history.scores import OWN, crps, pit_histogram, rival_quantiles, scores
from sim.scenario.scenario import Scenario

pytestmark = [pytest.mark.usefixtures("data"), pytest.mark.slow]


SCORER = Path(__file__).parents[3] / "shared" / "tools" / "score_hindcast.py"


def test_scores_are_those_of_the_shared_scorer(result: Hindcast, observations: Observations, scenario: Scenario) -> None:
    if not SCORER.is_file():
        pytest.skip("the shared scorer is not here")
    scorer = loaded(SCORER)
    rng = np.random.default_rng(0)
    quantiles, observed = np.sort(rng.normal(size=(20, 19)), axis=1), rng.normal(size=20)
    np.testing.assert_allclose(crps(quantiles, observed), [scorer.crps(*pair) for pair in zip(quantiles, observed, strict=True)])
    series = observations.series["missile"].values
    rivals = rival_quantiles(scenario, observations, result.quantiles)
    for name, months in (("climatology", 60), ("persistence", 12)):
        said = rivals[name]["missile", "2009-12", "2010-05"]
        np.testing.assert_allclose(said, scorer.trailing(series, sorted(series), "2009-12", months))


def test_the_simulator_beats_climatology_and_simple_statistics(
    result: Hindcast, observations: Observations, scenario: Scenario
) -> None:
    rated = scores({OWN: result.quantiles} | rival_quantiles(scenario, observations, result.quantiles), observations)
    whole = {(score.variable, score.forecaster): score for score in rated if score.window[1] == "2018-12" and score.number > 200}
    assert whole["missile", "Peninsula"].skill >= 0.10
    assert whole["gprc_kor", "Peninsula"].skill >= 0.18
    for rival in ("climatology", "persistence", "autoregression", "smoothed level"):
        assert whole["gprc_kor", "Peninsula"].crps < whole["gprc_kor", rival].crps
    assert 0.85 <= whole["gprc_kor", "Peninsula"].coverage <= 0.95
    # in most months the whole lower tail of a count is the number 0, so that its band holds more than it says
    assert 0.85 <= whole["missile", "Peninsula"].coverage <= 0.97


def loaded(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_hindcast", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["score_hindcast"] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("variable", ["missile", "gprc_kor"])
def test_where_observations_fell_is_shared_out_whole(result: Hindcast, observations: Observations, variable: str) -> None:
    heights = pit_histogram(result.quantiles, observations, variable)
    assert heights.mean() == pytest.approx(1)
    assert heights.max() < 2


def test_windows_of_a_part_end_where_its_months_do_and_none_is_told_twice(
    result: Hindcast, observations: Observations, scenario: Scenario
) -> None:
    part = {key: values for key, values in result.quantiles.items() if key[2] >= "2011-01"}
    everything = {OWN: part} | rival_quantiles(scenario, observations, part)
    own = [score for score in scores(everything, observations, clip=True) if score.forecaster == OWN]
    windows = [(score.window, score.number) for score in own if score.variable == "gprc_kor"]
    assert windows == [(("2011-01", "2018-12"), 96), (("2011-01", "2011-12"), 12), (("2012-01", "2018-12"), 84)]
    assert [score.window for score in own if score.variable == "us_dprk"] == [("2011-01", "2018-12")]
