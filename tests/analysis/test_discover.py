"""Discovery finds what was planted, admits what is not there, and works on runs as on scenarios."""

import numpy as np
import pytest

from sim.analysis.cases import cases, cases_of_runs
from sim.analysis.discover import discover
from sim.analysis.expression import expression
from sim.analysis.factors import factor
from sim.analysis.methods.cart import rules
from sim.analysis.methods.prim import find_boxes
from sim.ensemble.execute import execute
from sim.foundations.errors import PeninsulaError
from sim.scenario.loading import load


@pytest.fixture(scope="module")
def numbers() -> np.ndarray:
    return np.random.default_rng(1).random((2000, 12))


def test_prim_recovers_a_planted_box(numbers: np.ndarray) -> None:
    planted = (numbers[:, 3] > 0.6) & (numbers[:, 7] < 0.5)
    (box, *_) = find_boxes(numbers, planted, 1)
    assert {each.factor for each in box.restrictions} == {3, 7}
    bounds = {each.factor: (each.low, each.high) for each in box.restrictions}
    assert bounds[3][0] == pytest.approx(0.6, abs=0.05)
    assert bounds[7][1] == pytest.approx(0.5, abs=0.05)
    assert box.density > 0.9
    assert box.coverage > 0.8
    assert all(each.quasi_p < 0.01 for each in box.restrictions)


def test_prim_recovers_two_boxes_through_noise(numbers: np.ndarray) -> None:
    noise = np.random.default_rng(2).random(len(numbers))
    planted = ((numbers[:, 0] > 0.7) & (noise < 0.8)) | ((numbers[:, 5] < 0.2) & (noise < 0.8)) | (noise < 0.03)
    boxes = find_boxes(numbers, planted, 2)
    assert [each.factor for box in boxes for each in box.restrictions[:1]] == [0, 5]


def test_where_chance_decides_no_box_is_found_or_none_holds_elsewhere(numbers: np.ndarray) -> None:
    coin = np.random.default_rng(3).random(4000) < 0.3
    fresh = np.random.default_rng(4).random((2000, 12))
    for box in find_boxes(numbers, coin[:2000], 1):
        assert coin[2000:][box.holds(fresh)].mean() < 0.45


def test_the_tree_recovers_the_same_rule(numbers: np.ndarray) -> None:
    planted = (numbers[:, 3] > 0.6) & (numbers[:, 7] < 0.5)
    best = rules(numbers, planted)[0]
    assert best.density > 0.98
    assert best.coverage > 0.95
    assert {each.factor for each in best.restrictions} == {3, 7}


def test_leaves_share_out_all_cases(numbers: np.ndarray) -> None:
    found = rules(numbers, numbers[:, 1] > 0.8)
    assert sum(rule.cases for rule in found) == len(numbers)
    assert sum(rule.coverage for rule in found) == pytest.approx(1)


def test_a_policy_that_decides_is_found_in_the_model() -> None:
    base = load("baseline", worlds=600, months=24)
    asked = cases([base], expression("autonomy > 0.5", base), [factor("us.troops_korea=0:28500", base)], workers=1)
    found = discover(asked, 1)
    assert "united_states.troops_korea below" in found.boxes[0].words
    assert found.boxes[0].held_out_density > found.share
    assert {"factor", "quasi_p", "coverage", "density"} <= set(found.table().columns)


def test_a_run_and_its_scenario_are_the_same_cases() -> None:
    base = load("baseline", worlds=40, months=24)
    other = load("moon_package", worlds=40, months=24)
    asked = expression("mean(peninsula_tension) < -3 and count(crisis) < 2", base)
    stepped = cases([base, other], asked, workers=1)
    read = cases_of_runs([execute(base, workers=1), execute(other, workers=1)], asked)
    np.testing.assert_array_equal(stepped.answers, read.answers)
    np.testing.assert_array_equal(stepped.numbers, read.numbers)


@pytest.mark.parametrize(("text", "said"), [("warheads > 1e9", "none of 60"), ("warheads >= 0", "all of 60")])
def test_a_condition_of_no_world_or_of_all_is_refused(text: str, said: str) -> None:
    base = load("baseline", worlds=60, months=3)
    with pytest.raises(PeninsulaError, match=said):
        discover(cases([base], expression(text, base), workers=1))
