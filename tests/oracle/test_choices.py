"""Choices as `sim/model/choices/choosing.py` makes them equal the scalar reference, which makes them in plain Python."""

import numpy as np
import pytest

from sim.model.simulate import simulate
from sim.scenario.loading import load
from tests.in_double import apart
from tests.oracle.choices import by_the_reference
from tests.oracle.test_oracle import SINGLE

pytestmark = pytest.mark.slow

WORLDS, MONTHS = 20, 48


@pytest.mark.parametrize("name", ["russia_in_the_cast", "europe_baseline"])
def test_choices_equal_the_scalar_reference(name: str) -> None:
    scenario = load(name, {"choices": True}, worlds=WORLDS, months=MONTHS)
    record = simulate(scenario, np.arange(WORLDS))
    worlds = apart(record.outcomes, by_the_reference(scenario))
    # a number that falls between two roundings of a probability sends a world another way; one in twenty may
    assert (worlds > SINGLE).sum() <= 1
    assert len({kind for kind in record.events.kind.tolist() if "choice" in record.events.kinds[kind]}) > 10
