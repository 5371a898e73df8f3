"""Hindcasts use no later observations, and report months in which the ensemble does not fit."""

import numpy as np
import pandas as pd
import pytest

from sim.foundations.errors import PeninsulaError
from sim.foundations.months import parse_month
from sim.history.hindcast import LEVELS, Hindcast, count_quantiles, hindcast, origins_of
from sim.history.observations import Observations, Series
from sim.history.settings import fitted_settings
from sim.scenario.scenario import Scenario

pytestmark = [pytest.mark.usefixtures("data"), pytest.mark.slow]


def test_every_december_has_twelve_months_of_nineteen_rising_quantiles(result: Hindcast) -> None:
    origins = {origin for _, origin, _ in result.quantiles}
    assert origins == {f"{year}-12" for year in range(1995, 2018)}
    assert len(result.quantiles) == 7 * 12 * len(origins)
    for values in result.quantiles.values():
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
    one, other = (hindcast(scenario, seen, fitted_settings(), last="2000-12") for seen in (observations, lied))
    for key, values in one.quantiles.items():
        np.testing.assert_array_equal(values, other.quantiles[key])


def test_the_ensemble_does_not_collapse(result: Hindcast) -> None:
    assert result.effective.min() > 0.1 * result.worlds
    assert not result.collapsed


def test_a_surprise_beyond_the_ensemble_is_said(scenario: Scenario, observations: Observations) -> None:
    missile = observations.series["missile"]
    absurd = {**missile.values, "1992-03": 60.0, "1992-04": 0.0}
    series = {**observations.series, "missile": Series("missile", missile.title, missile.unit, absurd, "")}
    early = hindcast(scenario, Observations(series), fitted_settings(), first="1993-01", last="1993-12")
    assert early.effective.min() < 0.2 * early.worlds


def test_later_origins_work_the_same_when_later_observations_are_given(scenario: Scenario, observations: Observations) -> None:
    later = {}
    for name, series in observations.series.items():
        made_up = {f"2019-{month:02d}": 1.0 for month in range(1, 13)}  # not what was observed: only the way is tested
        later[name] = Series(name, series.title, series.unit, {**series.values, **made_up}, series.source)
    ahead = hindcast(scenario, Observations(later), fitted_settings(), first="2019-01")
    assert {origin for _, origin, _ in ahead.quantiles} == {"2018-12", "2019-12"}


@pytest.mark.parametrize(("first", "last"), [("2030-12", None), ("2001-06", "2001-01"), ("1989-12", "1989-12")])
def test_months_out_of_reach_are_refused(first: str, last: str | None, scenario: Scenario, observations: Observations) -> None:
    with pytest.raises(PeninsulaError, match="can be forecast from a December"):
        hindcast(scenario, observations, fitted_settings(), first=first, last=last)


def test_the_span_names_months_that_are_forecast(scenario: Scenario, observations: Observations) -> None:
    ahead = hindcast(scenario, observations, fitted_settings(), first="1996-01", last="1996-03")
    assert {key[1:] for key in ahead.quantiles} == {("1995-12", f"1996-{month:02d}") for month in (1, 2, 3)}
    assert not ahead.yearly


def test_origins_are_the_decembers_before_the_months_of_a_span() -> None:
    january, december = parse_month("2019-01"), parse_month("2018-12")
    assert origins_of(range(january, january + 24), january + 30) == [december, december + 12]
    assert origins_of(range(january, january + 24), december) == [december]
    assert origins_of(range(december, december + 1), january) == [december - 12]


def test_a_missing_series_is_named(scenario: Scenario, observations: Observations) -> None:
    with pytest.raises(PeninsulaError, match="the series gprc_kor is missing"):
        hindcast(scenario, Observations({"missile": observations.series["missile"]}), fitted_settings())


def test_the_table_has_the_columns_that_scorers_read(result: Hindcast) -> None:
    table = result.table()
    assert list(table.columns) == ["origin", "month", "variable", "quantile", "value"]
    assert isinstance(table, pd.DataFrame)
    assert set(table["quantile"]) == {round(float(level), 2) for level in LEVELS}
