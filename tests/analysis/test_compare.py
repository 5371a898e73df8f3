"""Comparisons: probabilities by horizon, the best scenario of each world, and the largest differences."""

import numpy as np

from sim.analysis.compare import Comparison
from sim.ensemble.run import Run


def test_probabilities_are_given_for_each_horizon(runs: list[Run]) -> None:
    comparison = Comparison(runs)
    table = comparison.probabilities()
    assert set(table["horizon"]) == {"1 year", "3 years", runs[0].months[-1]}
    assert ((table["better"] + table["worse"]).between(0, 1)).all()
    last = table[(table["outcome"] == "autonomy") & (table["scenario"] == "moon_package")].iloc[-1]
    assert (last["better"], last["worse"]) == comparison.contrasts[0].standing("autonomy")


def test_every_world_has_one_best_scenario(runs: list[Run]) -> None:
    comparison = Comparison(runs)
    assert comparison.names == ("baseline_2025", "moon_package", "baseline_2025 (2)")
    np.testing.assert_allclose(comparison.best().sum(axis=1), 1)


def test_what_differs_most_begins_with_the_headline(runs: list[Run]) -> None:
    names = Comparison(runs[:2]).most_different(4)
    assert names[0] == "peninsula_tension"
    assert len(set(names)) == 4
