"""Single precision is enough: worlds are the same in double precision, but for the last digits."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from sim.model.simulate import outcomes_of_worlds
from sim.scenario.loading import load

pytestmark = pytest.mark.slow

TOLERANCE = 1e-5
"""Largest difference, of numbers up to 1 as it is, of larger ones as a share; see docs/decisions/0016-single-precision.md."""

WENT_ANOTHER_WAY = 0.005
"""Share of worlds in which a draw may fall between two roundings of a probability."""

WORLDS, MONTHS = 500, 120


@pytest.mark.parametrize("name", ["baseline", "moon_package", "europe_baseline"])
def test_outcomes_are_those_of_double_precision(name: str, root: Path, tmp_path: Path) -> None:
    file = tmp_path / "double.npy"
    said = [name, str(WORLDS), str(MONTHS), str(file)]
    subprocess.run([sys.executable, "-m", "tests.rounding.double", *said], check=True, cwd=root)
    double = np.load(file)
    single = outcomes_of_worlds(load(name, worlds=WORLDS, months=MONTHS), np.arange(WORLDS))
    apart = (np.abs(single - double) / np.maximum(1, np.abs(double))).max(axis=(0, 1))
    assert (apart > TOLERANCE).mean() <= WENT_ANOTHER_WAY
    assert apart.max() > 0, "both were computed in the same precision"
