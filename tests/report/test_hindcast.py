"""The validation page begins with what failed."""

import numpy as np

from sim.history.brier import EventScores
from sim.history.hindcast import Hindcast
from sim.history.rates import Band, Rate
from sim.history.scores import ERAS, OWN, STACKED, WINDOWS, Score
from sim.report.hindcast import Evidence, failures, validation_page


def score(variable: str, forecaster: str, skill: float, coverage: float = 0.9) -> Score:
    return Score(variable, WINDOWS[variable][0], forecaster, 252, 0.3, skill, coverage)


def test_every_kind_of_failure_has_its_sentence() -> None:
    scores = [
        score("missile", OWN, 0.10, coverage=0.99),
        score("missile", "regression", 0.16),
        score("missile", STACKED, 0.17),
        score("us_dprk", OWN, 0.20),
        score("us_china", OWN, -0.20),
    ]
    eras = [Score("missile", ERAS[1], OWN, 72, 0.3, -0.01, 0.9), Score("missile", ERAS[1], STACKED, 72, 0.3, -0.02, 0.9)]
    sentences = failures(scores, eras, [])
    assert sentences == [
        "Missile provocations a month: skill +0.100, required +0.18.",
        "Missile provocations a month: 99.0% of months lie inside the 90 % band, required 85% to 95%.",
        "Missile provocations a month: regression has more skill (+0.160 against +0.100).",
        "AI-GPR, United States toward China: skill -0.200, required +0.00.",
        "Directed pairs: mean skill +0.000, required +0.06.",
        "Missile provocations a month: below climatology in 2003-2008 (-0.010).",
    ]


def test_nothing_failed_is_said() -> None:
    assert failures([score("missile", OWN, 0.5)], [], []) == []
    hindcast = Hindcast({}, {}, {}, ("1995-12",), np.array([50.0]), np.array([0.0]), 100)
    page = validation_page(Evidence(hindcast, {}, [score("missile", OWN, 0.5)], [], EventScores((), ()), [], []))
    assert "## Failures\n\n- None." in page


def test_a_record_outside_the_band_stands_among_the_failures() -> None:
    hindcast = Hindcast({}, {}, {}, ("1995-12",), np.array([50.0]), np.array([0.0]), 100)
    wars = Rate("Wars", ("1990-01", "2018-12"), 0, Band(2, 1, 3), None)
    page = validation_page(Evidence(hindcast, {}, [score("missile", OWN, 0.5)], [], EventScores((), ()), [], [wars]))
    assert "## Failures\n\n- Wars, 1990 to 2018: 0.00 on record" in page
