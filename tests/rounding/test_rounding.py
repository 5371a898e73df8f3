"""Single precision is enough: worlds are the same in double precision, but for the last digits."""

from pathlib import Path

import numpy as np
import pytest

from sim.model.simulate import outcomes_of_worlds
from sim.scenario.loading import load
from tests.in_double import apart, outcomes_in_double

pytestmark = pytest.mark.slow

TOLERANCE = 1e-5
"""Largest difference, of numbers up to 1 as it is, of larger ones as a share; see docs/decisions/0016-single-precision.md."""

WENT_ANOTHER_WAY = 0.005
"""Share of worlds in which a draw may fall between two roundings of a probability."""

WORLDS, MONTHS = 500, 120


@pytest.mark.parametrize("name", ["baseline", "moon_package", "europe_baseline"])
def test_outcomes_are_those_of_double_precision(name: str, root: Path, tmp_path: Path) -> None:
    scenario = load(name, worlds=WORLDS, months=MONTHS)
    (double,) = outcomes_in_double([scenario], tmp_path)
    assert double.dtype == np.float64
    worlds = apart(outcomes_of_worlds(scenario, np.arange(WORLDS)), double)
    assert (worlds > TOLERANCE).mean() <= WENT_ANOTHER_WAY
    assert worlds.max() > 0, "both were computed in the same precision"
