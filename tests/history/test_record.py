"""The record as a likelihood: what is imposed on worlds, and how probable they held it."""

from pathlib import Path

import numpy as np
import pytest

from sim.foundations.months import parse_month
from sim.history.assimilation import Assimilation
from sim.history.observations import Observations, Series
from sim.history.record import LEAST, TERMS, Record, bernoulli
from sim.history.settings import fitted_settings
from sim.model.stages import CALM, CRISIS
from sim.scenario.loading import load

HISTORY = Path(__file__).parents[2] / "scenarios" / "history.toml"


def crises(*months: str) -> Observations:
    """Return observations of a made-up crisis of the United States and North Korea, and of no press."""
    values = {f"{1990 + month // 12}-{month % 12 + 1:02d}": 0.0 for month in range(24)} | dict.fromkeys(months, 1.0)
    return Observations({"crisis_us_dprk": Series("crisis_us_dprk", "Crises", "0 or 1", values, "made up")})


def test_the_probability_of_what_happened_and_of_what_did_not() -> None:
    prob = np.array([0.2, 0.0, 1.0], dtype=np.float32)
    np.testing.assert_allclose(bernoulli(prob, 1.0), np.log([0.2, LEAST, 1 - LEAST]), rtol=1e-6)
    np.testing.assert_allclose(bernoulli(prob, 0.0), np.log([0.8, 1 - LEAST, LEAST]), rtol=1e-6)
    assert (bernoulli(prob, float("nan")) == 0).all()


def test_dated_facts_are_imposed_and_a_round_answers_the_month_before() -> None:
    scenario = load(HISTORY, worlds=2)
    record = Record.of(scenario, Observations())

    def facts(month: str) -> dict[str, float]:
        return record.facts(parse_month(month) - scenario.start)

    assert facts("2010-11")["limited_attack"] == 1
    assert facts("2010-12")["limited_attack"] == 0
    # the Council adopted resolution 1718 in the month of the test; the model answers a month later
    assert "nuclear_test" not in facts("2006-10"), "tests are read from the user's series"
    assert facts("2013-03")["sanctions_round"] == 1
    assert "limited_attack" not in facts("2019-05"), "later facts are kept back"


def test_worlds_are_held_to_crises_on_record_and_say_how_probable_they_were() -> None:
    scenario = load(HISTORY, {"worldview": "agnostic"}, worlds=30)
    ensemble = Assimilation.begin(scenario, crises("1990-04", "1990-05"), fitted_settings())
    row = [rivalry.name for rivalry in scenario.theatre.rivalries].index("us_dprk")
    stages, terms = [], []
    for _ in range(7):
        ensemble.advance()
        stages.append(set(ensemble.model.month.next.stage[row].tolist()))
        terms.append(ensemble.terms)
    assert stages == [{CALM}] * 3 + [{CRISIS}] * 2 + [{CALM}] * 2
    assert set(TERMS) <= set(terms[0])
    calm, began, went_on = (terms[month]["crises"] for month in (2, 3, 4))
    prob = np.exp(began)
    assert ((prob > LEAST / 2) & (prob < 0.2)).all(), "a crisis in a month of no provocation is improbable"
    assert (calm > -0.2).all()
    assert (went_on == 0).all(), "how long it lasts says nothing"


@pytest.mark.usefixtures("data")
def test_the_whole_record_is_read(observations: Observations) -> None:
    record = Record.of(load(HISTORY, worlds=2), observations)
    until = parse_month("2018-12") - parse_month("1990-01") + 1
    assert np.nansum(record.nuclear_test[:until]) == 6
    assert np.nansum(record.attack[:until]) == 6
    assert np.nansum(record.sanctions[:until]) == 10
    october = parse_month("2006-10") - parse_month("1990-01")
    assert (record.sanctions[october], record.sanctions[october + 1]) == (0, 1)
    assert set(record.crisis) >= {"us_dprk", "rok_dprk"}
