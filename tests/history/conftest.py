"""Observations: the cut copies beside the project where they are, and a few made-up months elsewhere."""

from pathlib import Path

import pytest

from sim.history.observations import Observations
from sim.history.sources import observe

DATA = Path(__file__).parents[3] / "shared" / "data"


@pytest.fixture(scope="session")
def data() -> Path:
    if not DATA.is_dir():
        pytest.skip("the observed series are not here: they are not part of the project")
    return DATA


@pytest.fixture(scope="session")
def observations(data: Path) -> Observations:
    return observe([data])
