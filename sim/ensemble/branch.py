"""Continue every world of a run from its state in a month under another policy.

A world is a pure function of its scenario, its identity and the seed, so its past is not kept but simulated again. It must equal
the recorded past to the last bit.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np

from sim.ensemble.execute import execute
from sim.ensemble.run import Run
from sim.foundations.errors import PeninsulaError
from sim.foundations.months import format_month
from sim.parallel.job import Progress
from sim.scenario import branch as scenario_branch
from sim.scenario.scenario import Scenario


def branch_of(run: Run, at: int, overrides: Mapping[str, Any]) -> Scenario:
    """Return the scenario of a branch. at: month index. overrides: levers and conditions; see `sim.scenario.branch`."""
    return scenario_branch.branch(run.scenario, at, overrides)


def continue_from(run: Run, scenario: Scenario, at: int, workers: int | None = None, progress: Progress | None = None) -> Run:
    """Run a branch of a run and return it. workers, progress: as in `execute`.

    Raises PeninsulaError when its past differs from that of the run, since a different version of the model made the run.
    """
    continued = execute(scenario, workers, progress)
    past = at - scenario.start
    for name in {run.scenario.theatre.headline, "warheads", "consensus"}.intersection(run.outcome_names):
        if not np.array_equal(run.series(name)[:past], continued.series(name)[:past]):
            raise PeninsulaError(
                f"the past of {run.folder or run.scenario.name} cannot be reproduced: a different version of the model made it; "
                "run its scenario again and branch from that"
            )
    continued.manifest["branch"] = {"of": run.manifest["hash"], "run": run.scenario.name, "at": format_month(at)}
    return continued
