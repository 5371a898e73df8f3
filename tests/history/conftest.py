"""Observations from the data folder beside the project, where it exists, and one hindcast that tests share."""

from pathlib import Path

import pytest

from sim.history.hindcast import Hindcast, hindcast
from sim.history.observations import Observations
from sim.history.settings import fitted_settings
from sim.history.sources import observe
from sim.scenario.loading import load
from sim.scenario.scenario import Scenario

ROOT = Path(__file__).parents[2]
DATA = ROOT.parent / "shared" / "data"


@pytest.fixture(scope="session")
def data() -> Path:
    if not DATA.is_dir():
        pytest.skip("the observed series are not available: they are not part of the project")
    return DATA


@pytest.fixture(scope="session")
def observations(data: Path) -> Observations:
    return observe([data])


@pytest.fixture(scope="session")
def scenario() -> Scenario:
    """The history scenario, in 600 worlds."""
    return load(ROOT / "scenarios" / "history.toml", worlds=600)


@pytest.fixture(scope="session")
def result(scenario: Scenario, observations: Observations) -> Hindcast:
    """A hindcast with origins from 1995-12 to 2017-12."""
    return hindcast(scenario, observations, fitted_settings(), last="2018-12")
