"""How many months a policy survives, counted by hand."""

import numpy as np
import pytest

from sim.ensemble.durability import durability_of
from sim.ensemble.execute import execute
from sim.model.theatre_model import TheatreModel
from sim.scenario.loading import load


def test_months_are_counted_from_the_start_to_the_first_change() -> None:
    scenario = load("baseline", {"turnover": True}, worlds=4, months=10)
    shares = {rule.name: np.zeros(10) for rule in scenario.rules}
    # one world of four changes in the fourth month, one in the ninth; two never
    shares["engagement in south_korea"] = np.array([0, 0, 0, 1, 1, 1, 0, 0, 1, 1]) / 4
    shares["self_reliance in south_korea"] = np.array([0, 0, 0, 0, 0, 0, 1, 1, 1, 1]) / 4
    seoul = durability_of(scenario, shares)[1]
    lives = [3, 8, 10, 10]
    assert seoul.label == "South Korea"
    assert seoul.mean == pytest.approx(np.mean(lives))
    assert seoul.half_width == pytest.approx(1.6449 * np.std(lives) / 2, rel=1e-4)
    assert seoul.quantiles == (3, 8, 10)
    assert seoul.at_end == {"": 0.5, "engagement": 0.25, "pressure": 0.0, "self_reliance": 0.25}
    assert durability_of(scenario, shares)[0].mean == 10


def test_they_are_those_of_the_worlds_of_a_run() -> None:
    scenario = load("baseline", {"turnover": True, "turnover.japan.hazard": 1.0}, worlds=30, months=24)
    rows = [row for row, rule in enumerate(scenario.rules) if rule.office and rule.actor == "japan"]
    model, lives = TheatreModel([scenario], np.arange(30)), np.zeros(30)
    for _ in range(24):
        model.step()
        lives += model.month.rules.now[rows].sum(axis=0) == 0
    japan = execute(scenario, workers=1).durability[-1]
    assert 0 < japan.mean < 24
    assert japan.mean == pytest.approx(lives.mean())
    assert japan.half_width == pytest.approx(1.6449 * lives.std() / np.sqrt(30), rel=1e-3)


def test_a_run_without_turnover_has_none() -> None:
    assert execute(load("baseline", worlds=2, months=3), workers=1).durability == ()
