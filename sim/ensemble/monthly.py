"""What measures see month by month in the same worlds of several scenarios, in several processes."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from sim.ensemble.experiment import STEPPED_AT_ONCE, refuse_too_many
from sim.ensemble.plan import even_split, processes_for
from sim.foundations.axes import Array
from sim.model import monthly as seeing
from sim.model.measure import Measure
from sim.model.rules.bound import bound_rules
from sim.parallel.executor import run_jobs
from sim.parallel.job import Progress
from sim.scenario.scenario import Scenario


@dataclass(frozen=True)
class MonthlyJob:
    """Some worlds of some scenarios, by their identities; see `sim.parallel.job.Job`."""

    modules: ClassVar[tuple[str, ...]] = (__name__, "sim.model.theatre_model")

    scenarios: tuple[Scenario, ...]
    worlds: tuple[int, ...]
    measures: tuple[Measure, ...]

    @property
    def size(self) -> int:
        return len(self.scenarios) * len(self.worlds) * self.scenarios[0].months

    @property
    def label(self) -> str:
        return f"worlds {self.worlds[0]} to {self.worlds[-1]} of {', '.join(scenario.name for scenario in self.scenarios)}"

    def do(self, progress: Progress) -> Array:
        """Return what the measures see, shape (measure, scenario, month, world)."""
        each = self.size // self.scenarios[0].months
        return seeing.monthly(self.scenarios, np.array(self.worlds), self.measures, lambda months: progress(months * each))


def monthly(
    scenarios: Sequence[Scenario],
    measures: Sequence[Measure],
    worlds: NDArray[np.integer],
    workers: int | None = None,
    progress: Progress | None = None,
) -> Array:
    """Return what measures see in each month, shape (measure, scenario, month, world); see `sim.model.monthly`.

    scenarios: that can share worlds. worlds: identities, (world,). workers: number of processes (None: chosen).
    progress: called with the number of world-months completed.
    Raises PeninsulaError when a rule is wrong, the result would not fit into memory, or a part fails repeatedly.
    """
    for scenario in scenarios:
        bound_rules(scenario)  # what is wrong with a rule is said in this process
    months = scenarios[0].months
    refuse_too_many(len(scenarios), len(worlds), len(measures) * months)
    processes = processes_for(len(scenarios) * len(worlds) * months, workers)
    parts = even_split(len(worlds), ceil(len(worlds) / STEPPED_AT_ONCE), processes)
    rows = max(1, STEPPED_AT_ONCE // max(len(part) for part in parts))
    groups = [range(low, min(low + rows, len(scenarios))) for low in range(0, len(scenarios), rows)]
    places = [(group, part) for group in groups for part in parts]
    jobs = [
        MonthlyJob(tuple(scenarios[row] for row in group), tuple(worlds[part.start : part.stop].tolist()), tuple(measures))
        for group, part in places
    ]
    found = np.empty((len(measures), len(scenarios), months, len(worlds)), dtype=np.float32)
    for (group, part), values in zip(places, run_jobs(jobs, min(processes, len(jobs)), progress), strict=True):
        found[:, group.start : group.stop, :, part.start : part.stop] = values
    return found
