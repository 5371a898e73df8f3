"""Scenarios in one batch are what they are alone, to the last bit."""

import numpy as np
import pytest

from sim.model.simulate import simulate, simulate_side_by_side
from sim.scenario.loading import load

WORLDS = np.arange(12)


def test_every_korean_scenario_of_a_batch_equals_itself_alone() -> None:
    names = ["baseline_2025", "moon_package", "abrupt_withdrawal", "opcon_conditions", "balanced_diplomacy", "entrapment_taiwan"]
    scenarios = [load(name, months=40) for name in names]
    scenarios.append(load("baseline_2025", {"worldview": "spiral", "north_korea.closure": 1}, months=40))
    for scenario, record in zip(scenarios, simulate_side_by_side(scenarios, WORLDS), strict=True):
        alone = simulate(scenario, WORLDS)
        np.testing.assert_array_equal(record.outcomes, alone.outcomes)
        np.testing.assert_array_equal(record.entries, alone.entries)
        np.testing.assert_array_equal(record.events.severity, alone.events.severity)
        np.testing.assert_array_equal(record.events.world, alone.events.world)


def test_scenarios_of_another_seed_are_refused() -> None:
    with pytest.raises(ValueError, match="side by side"):
        simulate_side_by_side([load("baseline_2025"), load("baseline_2025", seed=2)], WORLDS)
