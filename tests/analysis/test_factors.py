"""Factors stand for what a scenario file could say, and the points of an experiment are the scenarios of those files."""

from typing import Any

import numpy as np
import pytest

from sim.analysis.factors import distinct, factor, factors_of, points_at
from sim.ensemble.execute import execute
from sim.ensemble.experiment import experiment
from sim.foundations.errors import PeninsulaError
from sim.model.measure import Measure
from sim.scenario.loading import load
from sim.scenario.scenario import Scenario

SIZE: dict[str, Any] = {"worlds": 12, "months": 36}
MEASURES = (
    Measure("peninsula_tension"), Measure("autonomy", "mean"), Measure("warheads", "max"), Measure("autonomy", "min"),
    Measure("missile_test", "count"), Measure("talks_months", "at", 11),
)  # fmt: skip


@pytest.fixture(scope="module")
def base() -> Scenario:
    return load("baseline_2025", **SIZE)


def test_every_point_is_the_run_of_its_scenario(base: Scenario) -> None:
    factors = [
        factor("us.troops_korea=0:28500", base), factor("south_korea.opcon=rok_led@2025-06:2027-01", base),
        factor("us.dialogue_precondition=none,cvid_first", base), factor("test_learning", base),
        factor("south_korea.peace_regime_link", base),
    ]  # fmt: skip
    coordinates = np.array([[0.25, 0.1, 0.9, 0.5, 0.0], [1.0, 0.95, 0.2, 0.0, 0.7]])
    found = experiment([base], MEASURES, points_at(factors, coordinates, base), workers=1)
    for point, row in enumerate(coordinates):
        settings = {each.key: each.value(coordinate) for each, coordinate in zip(factors, row, strict=True)}
        run = execute(load("baseline_2025", settings, **SIZE), workers=1)
        series = [
            run.series("peninsula_tension")[-1], run.series("autonomy").mean(axis=0), run.series("warheads").max(axis=0),
            run.series("autonomy").min(axis=0),
            np.bincount(run.events.query("kind == 'missile_test'")["world"], minlength=12), run.series("talks_months")[11],
        ]  # fmt: skip
        for measured, expected in zip(found[:, 0, point], series, strict=True):
            np.testing.assert_allclose(measured, expected, rtol=1e-5)


@pytest.mark.parametrize(("workers", "at_once"), [(2, 4096), (1, 7), (2, 40)])
def test_numbers_do_not_depend_on_the_parts(base: Scenario, workers: int, at_once: int, monkeypatch: pytest.MonkeyPatch) -> None:
    from sim.ensemble import experiment as module

    factors = [factor("us.troops_korea", base), factor("test_learning", base)]
    points = points_at(factors, np.random.default_rng(1).random((4, 2)), base)
    pair = [base, load("offshore_balancing", **SIZE)]
    whole = experiment(pair, MEASURES, points, workers=1)
    monkeypatch.setattr(module, "STEPPED_AT_ONCE", at_once)
    np.testing.assert_array_equal(experiment(pair, MEASURES, points, workers=workers), whole)


def test_a_point_with_a_world_of_its_own_is_that_world(base: Scenario) -> None:
    factors = [factor("us.troops_korea=0:28500", base)]
    coordinates = np.ones((12, 1)) * (1 - 1e-12)
    own = experiment([base], MEASURES, points_at(factors, coordinates, base, np.arange(12)), workers=1)
    together = experiment([base], MEASURES, points_at(factors, coordinates[:1], base), workers=1)
    np.testing.assert_array_equal(own[:, 0, :, 0], together[:, 0, 0])


def test_options_and_months_have_equal_shares(base: Scenario) -> None:
    coordinates = np.linspace(0, 1, 1201)
    choice = factor("us.dialogue_precondition", base)
    assert np.bincount(choice.numbers(coordinates).astype(int)).tolist() == [400, 400, 401]
    dated = factor("south_korea.opcon=rok_led@2026-01:2026-12", base)
    counted = np.bincount((dated.numbers(coordinates) - dated.low).astype(int))
    assert len(counted) == 12
    assert counted.min() == 100


def test_what_is_open_varies_and_what_is_fixed_does_not(base: Scenario) -> None:
    fixed = load("baseline_2025", {"test_learning": 0.01}, **SIZE)
    assert len(factors_of(fixed, "assumptions")) == len(factors_of(base, "assumptions")) - 1
    assert {each.key for each in factors_of(base, "levers", ["troops_*"])} == {
        "united_states.troops_korea", "united_states.troops_japan"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("us.troops_corea", "did you mean 'troops_korea'"),
        ("uss.troops_korea", "unknown actor"),
        ("us.troops_korea=0:90000", "expected 0 to 60000 persons"),
        ("us.troops_korea=9:1", "expected KEY=LOW:HIGH"),
        ("us.troops_korea=a:b", "expected KEY=LOW:HIGH"),
        ("us.troops_korea=0:28,500", "did you mean '28500', or '28.5', with a decimal point?"),
        ("us.troops_korea=a,b", "--vary united_states.troops_korea: 'a' is not a number"),
        ("us.dialogue_precondition=nne,cvid_first", "did you mean 'none'"),
        ("us.dialogue_precondition=none", "two or more different"),
        ("south_korea.opcon=rok_led@2026-01", "expected VALUE@"),
        ("south_korea.opcon=rok_led@2026-01:2066-01", "within 2025-02 to 2028-01"),
        ("test_lerning", "did you mean 'test_learning'"),
    ],
)
def test_what_cannot_vary_is_refused(base: Scenario, text: str, said: str) -> None:
    with pytest.raises(PeninsulaError) as error:
        factor(text, base)
    assert said in str(error.value)


def test_nothing_varies_twice(base: Scenario) -> None:
    with pytest.raises(PeninsulaError, match="given twice"):
        distinct([factor("us.troops_korea", base), factor("united_states.troops_korea=0:1000", base)])


RULE = {
    "name": "hedge when abandoned", "actor": "south_korea", "when": "credibility_in_seoul < floor",
    "set": {"defence_share": "share"}, "parameters": {"floor": [0.3, 0.9], "share": 3},
}  # fmt: skip


@pytest.fixture(scope="module")
def ruled() -> Scenario:
    return load("baseline_2025", {"rules": [RULE]}, worlds=6, months=12)


def test_a_parameter_of_a_rule_varies_like_an_assumption(ruled: Scenario) -> None:
    floor = factor("rules.hedge.floor=0.2:0.5", ruled)
    assert (floor.key, floor.low, floor.high) == ("rules.hedge when abandoned.floor", 0.2, 0.5)
    assert factor("rules.hedge.floor", ruled).high == 0.9
    assert [each.key for each in factors_of(ruled, "assumptions", ["rules.*"])] == [floor.key]


def test_points_replace_the_draws_of_a_parameter(ruled: Scenario) -> None:
    share = factor("rules.hedge.share=2:6", ruled)
    points = points_at([share], np.array([[0.0], [1.0]]), ruled)
    burden = [Measure("burden"), Measure("credibility_in_seoul", "max")]
    both = experiment([ruled], burden, points)[0, 0].mean(axis=-1)
    for value, found in zip((2, 6), both, strict=True):
        alone = experiment([load("baseline_2025", {"rules": [RULE], "rules.hedge.share": value}, worlds=6, months=12)], burden)
        assert found == pytest.approx(float(alone[0, 0, 0].mean()))
    assert both[1] > both[0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("rules.hege.floor=0:1", "no rule 'hege': expected one of hedge when abandoned"),
        ("rules.hedge.prob=0:1", "'prob' is not a parameter of this rule: expected one of floor, share"),
        ("rules.hedge.share=2:60", "out of bounds: expected 0.5 to"),
        ("rules.hedge.floor=0.5", "expected KEY=LOW:HIGH"),
    ],
)
def test_a_parameter_that_cannot_vary_is_refused(ruled: Scenario, text: str, said: str) -> None:
    with pytest.raises(PeninsulaError) as error:
        factor(text, ruled)
    assert said in str(error.value)
