"""The hindcast: it knows nothing of what comes later, scores as the shared scorer does, and beats the simple forecasters."""

import importlib.util
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import numpy as np
import pandas as pd
import pytest

from sim.ensemble.execute import execute
from sim.foundations.errors import PeninsulaError
from sim.history.assimilation import Assimilation
from sim.history.calibrate import calibrate
from sim.history.facts import FACTS
from sim.history.hindcast import LEVELS, Hindcast, count_quantiles, hindcast
from sim.history.observations import Observations, Series
from sim.history.regularities import findings
from sim.history.rivals import RIVALS
from sim.history.scores import crps, rival_quantiles, scores, transform
from sim.history.settings import fitted
from sim.scenario.assumptions import ASSUMPTIONS
from sim.scenario.loading import load
from sim.scenario.scenario import Scenario

pytestmark = [pytest.mark.usefixtures("data"), pytest.mark.slow]
SCORER = Path(__file__).parents[3] / "shared" / "tools" / "score_hindcast.py"
FAILING = {
    "Nuclear tests: six in 2006-2017, none under the Agreed Framework, none during talks",
    "Tension peaks of 1994, 2003, 2010, 2013 and 2017 stand out; 2018 falls",
    "Warheads: none in 1990, one or two in 2000, 5-10 in 2010, 30-40 in 2020, about 50 in 2025",
}
"""Regularities that docs/validation.md lists as failing."""


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return load(Path(__file__).parents[2] / "scenarios" / "history.toml", worlds=600)


@pytest.fixture(scope="module")
def found(scenario: Scenario, observations: Observations) -> Hindcast:
    return hindcast(scenario, observations, fitted(), last="2017-12")


def test_every_december_has_twelve_months_of_nineteen_rising_quantiles(found: Hindcast) -> None:
    origins = {origin for _, origin, _ in found.quantiles}
    assert origins == {f"{year}-12" for year in range(1995, 2018)}
    assert len(found.quantiles) == 2 * 12 * len(origins)
    for values in found.quantiles.values():
        assert values.shape == (19,)
        assert (np.diff(values) >= 0).all()


def test_quantiles_of_counts_lie_in_the_lower_half_of_their_step() -> None:
    counts = np.repeat([0.0, 1.0, 2.0], [50, 40, 10])
    found = dict(zip(LEVELS.tolist(), count_quantiles(counts), strict=True))
    assert found[0.5] == 0
    assert found[0.7] == pytest.approx(1 - 0.5 + 0.2 / 0.4)  # half way up the step of one: one itself
    assert found[0.55] == pytest.approx(1 - 0.5 + 0.05 / 0.4)
    assert found[0.95] == pytest.approx(2)
    assert (count_quantiles(np.zeros(10)) == 0).all()


def test_what_is_observed_later_changes_no_forecast(scenario: Scenario, observations: Observations) -> None:
    def with_lies(series: Series) -> Series:
        lies = {month: value if month <= "1999-12" else 9.0 for month, value in series.values.items()}
        return Series(series.name, series.title, series.unit, lies, series.source)

    lied = Observations({name: with_lies(series) for name, series in observations.series.items()})
    one, other = (hindcast(scenario, seen, fitted(), last="1999-12") for seen in (observations, lied))
    for key, values in one.quantiles.items():
        np.testing.assert_array_equal(values, other.quantiles[key])


def test_a_forecast_leaves_the_filter_where_it_was(scenario: Scenario, observations: Observations) -> None:
    ensemble = Assimilation.begin(scenario, observations, fitted())
    for _ in range(5):
        ensemble.advance()
    before = {name: values.copy() for name, values in vars(ensemble.model.state).items()}
    shape = ensemble.level.shape.copy()
    ensemble.ahead(12)
    for name, values in vars(ensemble.model.state).items():
        np.testing.assert_array_equal(values, before[name])
    np.testing.assert_array_equal(ensemble.level.shape, shape)
    assert ensemble.model.elapsed == 5


def test_scores_are_those_of_the_shared_scorer(found: Hindcast, observations: Observations, scenario: Scenario) -> None:
    if not SCORER.is_file():
        pytest.skip("the shared scorer is not here")
    scorer = loaded(SCORER)
    rng = np.random.default_rng(0)
    quantiles, observed = np.sort(rng.normal(size=(20, 19)), axis=1), rng.normal(size=20)
    np.testing.assert_allclose(crps(quantiles, observed), [scorer.crps(*pair) for pair in zip(quantiles, observed, strict=True)])
    series = observations.series["missile"].values
    rivals = rival_quantiles(scenario, observations, found.quantiles)
    for name, months in (("climatology", 60), ("persistence", 12)):
        said = rivals[name]["missile", "2009-12", "2010-05"]
        np.testing.assert_allclose(said, scorer.trailing(series, sorted(series), "2009-12", months))


def test_the_simulator_beats_climatology_and_simple_statistics(
    found: Hindcast, observations: Observations, scenario: Scenario
) -> None:
    rated = scores(found, rival_quantiles(scenario, observations, found.quantiles), observations)
    whole = {(score.variable, score.forecaster): score for score in rated if score.window[1] == "2018-12" and score.number > 200}
    assert whole["missile", "Peninsula"].skill >= 0.10
    assert whole["gprc_kor", "Peninsula"].skill >= 0.18
    for rival in ("climatology", "persistence", "autoregression", "smoothed level"):
        assert whole["gprc_kor", "Peninsula"].crps < whole["gprc_kor", rival].crps
    for variable in ("missile", "gprc_kor"):
        assert 0.85 <= whole[variable, "Peninsula"].coverage <= 0.95


def test_the_ensemble_does_not_collapse(found: Hindcast) -> None:
    assert found.effective.min() > 0.1 * found.worlds
    assert not found.collapsed


def test_a_surprise_beyond_the_ensemble_is_said(scenario: Scenario, observations: Observations) -> None:
    missile = observations.series["missile"]
    absurd = {**missile.values, "1992-03": 60.0, "1992-04": 0.0}
    series = {**observations.series, "missile": Series("missile", missile.title, missile.unit, absurd, "")}
    early = hindcast(scenario, Observations(series), fitted(), first="1992-12", last="1992-12")
    assert early.effective.min() < 0.2 * early.worlds


def test_later_origins_work_the_same_when_later_observations_are_given(scenario: Scenario, observations: Observations) -> None:
    later = {}
    for name, series in observations.series.items():
        made_up = {f"2019-{month:02d}": 1.0 for month in range(1, 13)}  # not what was observed: only the way is tested
        later[name] = Series(name, series.title, series.unit, {**series.values, **made_up}, series.source)
    ahead = hindcast(scenario, Observations(later), fitted(), first="2018-12")
    assert {origin for _, origin, _ in ahead.quantiles} == {"2018-12", "2019-12"}


@pytest.mark.parametrize(("first", "last"), [("2030-12", None), ("2001-01", "2001-06"), ("1989-12", "1989-12")])
def test_origins_that_cannot_be_are_refused(first: str, last: str | None, scenario: Scenario, observations: Observations) -> None:
    with pytest.raises(PeninsulaError, match="no December between"):
        hindcast(scenario, observations, fitted(), first=first, last=last)


def test_a_missing_series_is_named(scenario: Scenario, observations: Observations) -> None:
    with pytest.raises(PeninsulaError, match="the series gprc_kor is missing"):
        hindcast(scenario, Observations({"missile": observations.series["missile"]}), fitted())


def test_rivals_know_only_the_past(observations: Observations) -> None:
    past = np.array([observations.series["gprc_kor"].values[month] for month in observations.series["gprc_kor"].months])[:240]
    for name, rival in RIVALS["gprc_kor"].items():
        said = rival(past, np.zeros((252, 3)))
        assert said.shape == (12, len(LEVELS)), name
        assert (np.diff(said, axis=1) >= 0).all(), name


def test_the_regularities_hold_but_for_those_that_are_listed() -> None:
    root = Path(__file__).parents[2]
    held = findings(execute(load(root / "scenarios" / "history.toml", worlds=1000)))
    assert len(held) == 12
    assert {each.title for each in held if not each.holds} == FAILING
    page = (root / "docs" / "validation.md").read_text(encoding="utf-8")
    for title in FAILING:
        assert title in page.partition("## Scores")[0]


def test_facts_are_in_order_and_have_sources() -> None:
    assert [fact.month for fact in FACTS] == sorted(fact.month for fact in FACTS)
    assert all(fact.source for fact in FACTS)
    tests = [fact.month for fact in FACTS if fact.kind == "nuclear_test"]
    assert tests == ["2006-10", "2009-05", "2013-02", "2016-01", "2016-09", "2017-09"]


def test_the_table_has_the_columns_that_scorers_read(found: Hindcast) -> None:
    table = found.table()
    assert list(table.columns) == ["origin", "month", "variable", "quantile", "value"]
    assert isinstance(table, pd.DataFrame)
    assert set(table["quantile"]) == {round(float(level), 2) for level in LEVELS}


def loaded(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_hindcast", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["score_hindcast"] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("variable", ["missile", "gprc_kor"])
def test_where_observations_fell_is_shared_out_whole(found: Hindcast, observations: Observations, variable: str) -> None:
    heights = transform(found, observations, variable)
    assert heights.mean() == pytest.approx(1)
    assert heights.max() < 2


def test_a_calibration_leans_on_talks_and_writes_a_worldview(observations: Observations, tmp_path: Path) -> None:
    found = calibrate(load(Path(__file__).parents[2] / "scenarios" / "history.toml", worlds=300), observations)
    assert {each.name: each.leans for each in found.informed}["talks_restraint"] == "lower"
    file = tmp_path / "fitted.toml"
    file.write_text(found.to_toml(), encoding="utf-8")
    assert fitted(file).press.level == pytest.approx(found.settings.press.level, abs=1e-4)
    believed = tomllib.loads(found.to_worldview())["assumptions"]
    assert set(believed) == {each.name for each in found.beliefs}
    low, high = believed["talks_restraint"]
    prior = {assumption.name: assumption for assumption in ASSUMPTIONS}["talks_restraint"]
    assert prior.low <= low < high < prior.high
