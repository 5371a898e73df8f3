"""PRIM recovers planted boxes, and finds none where chance decides."""

import numpy as np
import pytest

from sim.analysis.methods.prim import find_boxes


@pytest.fixture(scope="module")
def numbers() -> np.ndarray:
    return np.random.default_rng(1).random((2000, 12))


@pytest.mark.slow
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


@pytest.mark.slow
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
