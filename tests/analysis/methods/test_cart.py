"""The decision tree recovers a planted rule."""

import numpy as np
import pytest

from sim.analysis.methods.cart import rules


@pytest.fixture(scope="module")
def numbers() -> np.ndarray:
    return np.random.default_rng(1).random((2000, 12))


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
