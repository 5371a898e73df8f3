"""Continue every world of a run from its state in a month under another policy.

A world is a pure function of its scenario, its identity and the seed, so its past need not be kept: it is simulated again, and
must come out as it was recorded, to the last bit.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np

from sim.ensemble.execute import execute
from sim.ensemble.run import Run
from sim.foundations.errors import PeninsulaError
from sim.foundations.months import format_month
from sim.parallel.executor import Progress
from sim.scenario.branch import branch as branched
from sim.scenario.scenario import Scenario


def branch_of(run: Run, at: int, overrides: Mapping[str, Any]) -> Scenario:
    """Return the scenario of a branch; see `sim.scenario.branch`."""
    return branched(run.scenario, at, overrides)


def continue_from(run: Run, scenario: Scenario, at: int, workers: int | None = None, progress: Progress | None = None) -> Run:
    """Run a branch of a run and check that its past is that of the run.

    Raises PeninsulaError when it is not: another version of the model made the run.
    """
    continued = execute(scenario, workers, progress)
    past = at - scenario.start
    for name in {run.scenario.theatre.headline, "warheads", "consensus"}.intersection(run.outcome_names):
        if not np.array_equal(run.series(name)[:past], continued.series(name)[:past]):
            raise PeninsulaError(
                f"the past of {run.folder or run.scenario.name} cannot be repeated: another version of the model made it; "
                "run its scenario again and branch from that"
            )
    continued.manifest["branch"] = {"of": run.manifest["hash"], "run": run.scenario.name, "at": format_month(at)}
    return continued
