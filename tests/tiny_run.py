"""Tiny ensembles of the shipped baseline of early 2025, run once."""

import copy
from pathlib import Path

import pytest

from sim.ensemble.execute import execute
from sim.ensemble.run import Run
from sim.scenario.loading import load
from sim.scenario.scenario import Scenario

BASELINE = Path(__file__).parents[1] / "scenarios" / "baseline_2025.toml"


@pytest.fixture(scope="session")
def scenario() -> Scenario:
    return load(BASELINE, worlds=30, months=18)


@pytest.fixture(scope="session")
def executed(scenario: Scenario) -> Run:
    return execute(scenario, workers=1)


@pytest.fixture
def whole(executed: Run) -> Run:
    """The run in one chunk and this process, which all other ways of running must equal; writing it changes this copy alone."""
    return copy.copy(executed)
