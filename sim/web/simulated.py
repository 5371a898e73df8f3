"""What the page shows of a simulated scenario, and the tasks of a worker that simulate."""

from typing import Any, NamedTuple

import numpy as np

from sim.ensemble.execute import execute
from sim.foundations.axes import Array
from sim.scenario.scenario import Scenario
from sim.web.views import policy
from sim.web.worker import Progress


class Simulated(NamedTuple):
    """All outcomes, shape (outcome, month, world), and what came about of the policy; see `sim.web.views.policy`."""

    outcomes: Array
    policy: dict[str, Any]


def simulation(scenario: Scenario, progress: Progress) -> Simulated:
    """Simulate a scenario by the NumPy engine."""
    run = execute(scenario, workers=1, progress=progress)
    return Simulated(run.outcomes_array, policy(run))


def compiled_simulation(scenario: Scenario, _: Progress) -> Simulated:
    """Simulate a scenario by the compiled engine, which tells nothing of its policy."""
    from sim.model.compiled.simulate import outcomes_of_worlds

    return Simulated(outcomes_of_worlds(scenario, np.arange(scenario.worlds)), {})
