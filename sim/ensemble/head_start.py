"""A head start for worker processes: they import the model while this process imports what draws and writes."""

from collections.abc import Iterable

from sim.ensemble.memory_job import WorldsJob
from sim.ensemble.plan import CHUNK, plan
from sim.parallel import process_context
from sim.scenario.scenario import Scenario


def start_workers(scenarios: Iterable[Scenario], workers: int | None) -> None:
    """Start the server of worker processes if the run of some scenario will use it; workers: as in `plan`."""
    if any(plan([scenario], workers, CHUNK).processes > 1 for scenario in scenarios):
        process_context.context(WorldsJob.modules)
