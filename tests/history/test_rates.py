"""Rates a decade: the record against the history driven by policies, and the baseline beside it."""

from pathlib import Path

import pytest

from sim.ensemble.execute import execute
from sim.history.observations import Observations
from sim.history.rates import Rate, rates
from sim.report.rates import rate_failures, rates_section
from sim.scenario.loading import load

HISTORY = Path(__file__).parents[2] / "scenarios" / "history.toml"


def test_counts_become_rates_a_decade_with_the_record_beside_them() -> None:
    driven, baseline = execute(load(HISTORY, worlds=40), workers=1), execute(load("baseline", worlds=40), workers=1)
    found = {(each.title, each.window[0]): each for each in rates(driven, baseline, Observations())}
    tests = found["Nuclear tests", "2006-01"]
    events = driven.events
    counted = ((events["kind"] == "nuclear_test") & (events["month"] >= "2006-01") & (events["month"] <= "2017-12")).sum()
    assert tests.observed == pytest.approx(6 / 1.2)
    assert tests.mean == pytest.approx(counted / 40 / 1.2)
    assert tests.baseline == pytest.approx((baseline.events["kind"] == "nuclear_test").sum() / 40)
    assert found["Limited attacks", "1999-01"].observed == pytest.approx(6 / 1.7)
    assert found["Sanctions rounds", "1990-01"].observed == 0
    assert found["Wars", "1990-01"].observed == 0
    assert not found["Warheads", "2010-12"].per_decade
    assert ("Missile tests", "2014-01") not in found, "there is no record of them here"


def test_a_record_outside_the_band_is_a_failure() -> None:
    inside = Rate("Nuclear tests", ("2006-01", "2017-12"), 5, 4, 2, 6, 3)
    outside = Rate("Wars", ("1990-01", "2018-12"), 0, 2, 1, 3, 2)
    assert rate_failures([inside, outside]) == [
        "Wars, 1990 to 2018: 0.00 on record a decade, 1.00 to 3.00 in the driven history."
    ]
    assert "| Nuclear tests | 2006 to 2017 | 5.00 | 4.00 | 2.00 to 6.00 | yes | 3.00 |" in rates_section([inside])


@pytest.mark.slow
def test_every_observed_rate_lies_within_the_driven_history(observations: Observations) -> None:
    driven, baseline = execute(load(HISTORY, worlds=500), workers=1), execute(load("baseline", worlds=500), workers=1)
    assert rate_failures([each for each in rates(driven, baseline, observations) if each.per_decade]) == []
