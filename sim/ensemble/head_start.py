"""A head start for worker processes: they import the model, and what draws, while this process imports what writes."""

from collections.abc import Iterable, Sequence
from importlib import import_module

from sim.ensemble.memory_job import WorldsJob
from sim.ensemble.plan import CHUNK, plan
from sim.parallel import process_context
from sim.scenario.scenario import Scenario

_WRITERS = ("pandas", "pyarrow.parquet")


def start_workers(scenarios: Iterable[Scenario], workers: int | None, also: Sequence[str] = ()) -> None:
    """Start the server of worker processes if the run of some scenario will use it.

    workers: as in `plan`. also: modules of later jobs, which the server imports after the model.
    """
    if any(plan([scenario], workers, CHUNK).processes > 1 for scenario in scenarios):
        process_context.context((*WorldsJob.modules, *also))
        for module in _WRITERS:
            import_module(module)
