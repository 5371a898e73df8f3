"""Cases of finished runs equal those of their scenarios."""

import numpy as np

from sim.analysis.cases import cases, cases_of_runs
from sim.ensemble.execute import execute
from sim.model.expression import expression
from sim.scenario.loading import load


def test_a_run_and_its_scenario_are_the_same_cases() -> None:
    base = load("baseline_2025", worlds=40, months=24)
    other = load("moon_package", worlds=40, months=24)
    asked = expression("mean(peninsula_tension) < -3 and count(crisis) < 2", base)
    stepped = cases([base, other], asked, workers=1)
    read = cases_of_runs([execute(base, workers=1), execute(other, workers=1)], asked)
    np.testing.assert_array_equal(stepped.values, read.values)
    np.testing.assert_array_equal(stepped.numbers, read.numbers)
