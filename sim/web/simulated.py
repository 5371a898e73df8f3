"""What the page shows of a simulated scenario, and the tasks of a worker that simulate."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from sim.ensemble.execute import execute_together
from sim.foundations.axes import Array
from sim.scenario.scenario import Scenario
from sim.web.views import policy
from sim.web.worker import Progress


class Simulated(NamedTuple):
    """All outcomes, shape (outcome, month, world), and what came about of the policy; see `sim.web.views.policy`."""

    outcomes: Array
    policy: dict[str, Any]


def simulations(scenarios: Sequence[Scenario], progress: Progress) -> list[Simulated]:
    """Simulate scenarios by the NumPy engine, side by side where they can share worlds."""
    return [Simulated(run.outcomes_array, policy(run)) for run in execute_together(scenarios, workers=1, progress=progress)]


def compiled_simulation(scenario: Scenario, _: Progress) -> Simulated:
    """Simulate a scenario by the compiled engine, which tells nothing of its policy."""
    from sim.model.compiled.simulate import outcomes_of_worlds

    return Simulated(outcomes_of_worlds(scenario, np.arange(scenario.worlds)), {})
