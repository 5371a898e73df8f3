"""Rates a decade: the record against the history driven by policies, and the baseline beside it."""

import numpy as np
import pytest

from sim.ensemble.execute import execute
from sim.ensemble.run import Run
from sim.history.observations import Observations, Series
from sim.history.rates import CRISES, Band, Rate, rates
from sim.report.rates import rate_failures, rates_section
from sim.scenario.loading import load
from tests.history.conftest import ROOT


@pytest.fixture(scope="module")
def driven() -> Run:
    return execute(load(ROOT / "scenarios" / "history.toml", worlds=40), workers=1)


@pytest.fixture(scope="module")
def baseline() -> Run:
    return execute(load(ROOT / "scenarios" / "baseline.toml", worlds=40, months=60), workers=1)


def monthly(name: str, values: dict[str, float]) -> Series:
    """Return a series that is zero in every month of 1989-2018 but some."""
    known = {f"{year}-{month:02}": 0.0 for year in range(1989, 2019) for month in range(1, 13)}
    return Series(name, "", "", known | values, "")


def test_a_band_holds_four_worlds_in_five() -> None:
    assert Band.of(np.arange(11.0)) == Band(5, 1, 9)


def test_counts_become_rates_a_decade(driven: Run, baseline: Run) -> None:
    found = {(each.title, each.window[0]): each for each in rates(driven, baseline, Observations())}
    tests = found["Nuclear tests", "2006-01"]
    events = driven.events
    counted = ((events["kind"] == "nuclear_test") & (events["month"] >= "2006-01") & (events["month"] <= "2017-12")).sum()
    assert tests.driven.mean == pytest.approx(counted / 40 / 1.2)
    assert tests.baseline is not None
    assert tests.baseline.mean == pytest.approx((baseline.events["kind"] == "nuclear_test").sum() / 40 / 0.5)


def test_facts_are_counted_in_their_window(driven: Run, baseline: Run) -> None:
    found = {(each.title, each.window[0]): each.observed for each in rates(driven, baseline, Observations())}
    assert found["Nuclear tests", "2006-01"] == pytest.approx(6 / 1.2)
    assert found["Nuclear tests", "1990-01"] == 0
    assert found["Limited attacks, dated facts", "1999-01"] == pytest.approx(6 / 1.7)
    assert found["Sanctions rounds", "2006-01"] == pytest.approx(10 / 1.2)
    assert found["Months of economic coercion of Seoul", "1990-01"] == pytest.approx(16 / 2.9)
    assert found["Wars", "1990-01"] == 0


def test_what_is_not_observed_has_no_row(driven: Run, baseline: Run) -> None:
    titles = {each.title for each in rates(driven, baseline, Observations())}
    assert not titles & {"Missile tests", "Crises of the peninsula", "Limited attacks, database of provocations"}


def test_observed_series_are_counted(driven: Run, baseline: Run) -> None:
    # a crisis that was under way before 1990 began before; both rivalries in one month are one crisis
    us, rok = CRISES
    series = {
        us: monthly(us, {"1989-12": 1, "1990-01": 1, "2000-03": 1, "2000-04": 1}),
        rok: monthly(rok, {"2000-03": 1, "2010-11": 1}),
        "missile": monthly("missile", {"2014-02": 3, "2017-12": 5, "2018-01": 9}),
        "attacks": monthly("attacks", {"2010-03": 2, "2010-11": 1}),
    }
    found = {(each.title, each.window[0]): each.observed for each in rates(driven, baseline, Observations(series))}
    assert found["Crises of the peninsula", "1990-01"] == pytest.approx(2 / 2.9)
    assert found["Missile tests", "2014-01"] == pytest.approx(8 / 0.4)
    assert found["Limited attacks, database of provocations", "1990-01"] == pytest.approx(2 / 2.9)


def test_talks_and_agreements_are_those_that_are_imposed(driven: Run, baseline: Run) -> None:
    imposed = [each for each in rates(driven, baseline, Observations()) if each.imposed]
    assert [each.title for each in imposed] == ["Talks begin", "Agreements"]
    for each in imposed:
        assert each.observed > 0
        assert (each.driven.low, each.driven.mean, each.driven.high) == pytest.approx((each.observed,) * 3)


def test_warheads_are_a_level(driven: Run, baseline: Run) -> None:
    level = next(each for each in rates(driven, baseline, Observations()) if each.window == ("2010-12", "2010-12"))
    values = driven.series("warheads")[driven.months.index("2010-12")]
    assert (level.per_decade, level.baseline) == (False, None)
    assert level.driven.high == pytest.approx(np.quantile(values, 0.9))


def test_a_record_outside_the_band_is_a_failure() -> None:
    inside = Rate("Nuclear tests", ("2006-01", "2017-12"), 5, Band(4, 2, 6), Band(3, 0, 5))
    outside = Rate("Wars", ("1990-01", "2018-12"), 0, Band(2, 1, 3), None)
    assert rate_failures([inside, outside]) == [
        "Wars, 1990 to 2018: 0.00 on record a decade, 1.00 to 3.00 in the driven history."
    ]
    section = rates_section([inside, outside])
    assert "| Nuclear tests | 2006 to 2017 | 5.00 | 4.00 (2.00 to 6.00) | yes | 3.00 (0.00 to 5.00) |" in section
    assert "| Wars | 1990 to 2018 | 0.00 | 2.00 (1.00 to 3.00) | **no** |  |" in section


@pytest.mark.slow
def test_every_observed_rate_lies_within_the_driven_history(observations: Observations) -> None:
    driven, baseline = (
        execute(load(ROOT / "scenarios" / "history.toml", worlds=500), workers=1),
        execute(load("baseline", worlds=500), workers=1),
    )
    assert rate_failures([each for each in rates(driven, baseline, observations) if each.per_decade]) == []
