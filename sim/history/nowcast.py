"""Where the region really is: an ensemble held to the record up to the last observed month, kept for scenarios to begin from."""

import os
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import numpy as np

from sim.foundations.errors import PeninsulaError
from sim.foundations.months import format_month, parse_month
from sim.history.assimilation import Assimilation, Settings
from sim.history.hindcast import VARIABLES
from sim.history.observations import Observations
from sim.history.particles import normalised, resampled
from sim.scenario.nowcast_file import write_nowcast_file
from sim.scenario.scenario import Scenario


def nowcast(
    scenario: Scenario, observations: Observations, settings: Settings, progress: Callable[[int], None] | None = None
) -> Assimilation:
    """Return an ensemble that has taken in everything observed.

    Raises PeninsulaError when a series is missing, or ends before the history begins.
    """
    for name in VARIABLES:
        if name not in observations.series:
            raise PeninsulaError(f"the series {name} is missing: 'peninsula observed' shows what was found")
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
    """Keep an ensemble, its worlds resampled to equal weights, as a file that scenarios begin from; whole or not at all."""
    places = resampled(normalised(ensemble.log_weights), 0.5)
    model, level = ensemble.model, ensemble.level.chosen(places)
    uniform = np.random.default_rng(ensemble.scenario.seed).permutation((np.arange(len(places)) + 0.5) / len(places))
    arrays = {f"state/{name}": values[..., places] for name, values in vars(model.state).items()}
    arrays |= {f"assume/{name}": values[places] for name, values in model.assume.items()}
    arrays["level/missile_test"] = level.drawn(uniform)
    about = {
        "month": ensemble.scenario.start + model.elapsed,
        "theatre": ensemble.scenario.theatre.name,
        "cast": list(model.cast.names),
        "memory": ensemble.settings.memory,
        "ranges": {name: list(each) for name, each in ensemble.scenario.assumptions.items()},
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    hidden = path.with_name(f".{path.name}.unfinished-{uuid4().hex[:8]}")
    try:
        write_nowcast_file(hidden, arrays, about)
        os.replace(hidden, path)
    finally:
        hidden.unlink(missing_ok=True)
