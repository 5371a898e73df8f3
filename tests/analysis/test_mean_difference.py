"""The mean difference: its size in standard deviations, and its confidence interval."""

import numpy as np
import pytest

from sim.analysis.mean_difference import half_width, mean_difference, standard_error, standardised_difference


def test_the_difference_is_in_pooled_standard_deviations() -> None:
    reference = np.array([0.0, 2.0])
    assert standardised_difference(reference, reference + 3) == pytest.approx(3.0)
    assert standardised_difference(reference, 3 * reference) == pytest.approx(2 / np.sqrt((1 + 9) / 2))
    assert standardised_difference(reference, reference) == 0
    assert standardised_difference(np.zeros(3), np.ones(3)) == np.inf
    assert standardised_difference(np.ones(3), np.zeros(3)) == -np.inf


def test_the_interval_of_the_mean_covers_nine_samples_in_ten() -> None:
    samples = np.random.default_rng(1).normal(5.0, 2.0, (4000, 50))
    inside = np.abs(samples.mean(axis=1) - 5.0) <= half_width(samples)
    assert inside.mean() == pytest.approx(0.9, abs=0.015)
    np.testing.assert_allclose(standard_error(samples.T, axis=0), samples.std(axis=1) / np.sqrt(50))


def test_a_verdict_needs_a_difference_that_is_shown_and_not_negligible() -> None:
    reference = np.random.default_rng(2).normal(50, 10, 4000)
    for shift, verdict in ((0.0, "no difference"), (0.5, "negligible"), (3.0, "worse"), (-3.0, "better")):
        assert mean_difference(reference, reference + shift).verdict("lower") == verdict
    assert mean_difference(reference, reference + 3).verdict("") == "different"
    noise = np.random.default_rng(3).normal(0, 400, 4000)
    assert mean_difference(reference, reference + noise - noise.mean() + 5).verdict("lower") == "no difference"


def test_the_text_holds_mean_interval_and_median() -> None:
    gap = np.array([0.0, 0.0, 0.0, 4.0])
    assert mean_difference(np.zeros(4), gap).text == "+1.0 ± 1.4 (median 0)"
    assert mean_difference(gap, gap).text == "0"
