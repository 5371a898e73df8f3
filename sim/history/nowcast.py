"""The current estimated state: an ensemble that has assimilated all observations, stored for scenarios to start from."""

from collections.abc import Callable
from pathlib import Path

import numpy as np

from sim.files.named_file import write_named_file
from sim.foundations.errors import PeninsulaError
from sim.foundations.months import format_month, parse_month
from sim.history.assimilation import Assimilation, Settings
from sim.history.hindcast import VARIABLES
from sim.history.observations import Observations
from sim.history.particles import normalise, resample
from sim.history.sources import require
from sim.model.begun import LEVEL
from sim.scenario.nowcast_file import nowcast_content
from sim.scenario.scenario import Scenario


def nowcast(
    scenario: Scenario, observations: Observations, settings: Settings, progress: Callable[[int], None] | None = None
) -> Assimilation:
    """Return an ensemble that has assimilated all observations.

    progress: called with the number of world-months completed.
    Raises PeninsulaError when a series is missing, or ends before the scenario starts.
    """
    require(observations, *VARIABLES)
    last = min(parse_month(observations.last(*VARIABLES)), scenario.start + scenario.months - 1)
    if last < scenario.start:
        first = format_month(scenario.start)
        raise PeninsulaError(f"the observations end in {format_month(last)}: expected some from {first} on")
    ensemble = Assimilation.begin(scenario, observations, settings)
    for _ in range(last - scenario.start + 1):
        ensemble.advance()
        if progress is not None:
            progress(scenario.worlds)
    return ensemble


def write_nowcast(ensemble: Assimilation, path: Path) -> None:
    """Write an ensemble, resampled to equal weights, as a file from which scenarios start.

    The file appears complete or not at all.
    """
    indices = resample(normalise(ensemble.log_weights), 0.5)
    chance = np.random.default_rng(ensemble.scenario.seed)
    uniform, other = (chance.permutation((np.arange(len(indices)) + 0.5) / len(indices)) for _ in range(2))
    model, level = ensemble.model, ensemble.level.select(indices).draw(other)
    arrays = {f"state/{name}": values[..., indices] for name, values in vars(model.state).items()}
    arrays |= {f"assume/{name}": values[indices] for name, values in model.assume.items()}
    arrays[LEVEL] = level.log_quantile(uniform)
    metadata = {
        "month": ensemble.scenario.start + model.elapsed,
        "theatre": ensemble.scenario.theatre.name,
        "cast": list(model.cast.names),
        "memory": ensemble.settings.memory,
        "ranges": {name: list(each) for name, each in ensemble.scenario.assumptions.items()},
    }
    write_named_file(path, nowcast_content(arrays, metadata), folders=True)
