"""Estimate the current state from everything observed: the study behind `sim.nowcast` and `peninsula nowcast`."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sim.foundations.months import format_month, parse_month
from sim.history import nowcast as history
from sim.history.hindcast import VARIABLES
from sim.history.settings import fitted_settings
from sim.history.sources import folders, observe
from sim.scenario.loading import load
from sim.storage.run_folder import require_writable
from sim.studies.hindcast import HISTORY
from sim.studies.progress import ProgressBar, no_progress
from sim.studies.study_folder import refuse_to_replace


@dataclass(frozen=True)
class Nowcast:
    """The file of an estimated state. month: the first to be simulated from it, YYYY-MM."""

    file: Path
    worlds: int
    month: str


def nowcast(
    data: Sequence[str | Path] = (),
    worlds: int | None = 2000,
    seed: int | None = None,
    *,
    out: str | Path = "results/nowcast.npz",
    overwrite: bool = False,
    progress: ProgressBar = no_progress,
) -> Nowcast:
    """Constrain an ensemble by everything observed and write its state, in which `run` and `compare` can start (nowcast=FILE).

    data: folders with the publishers' files (none: those in PENINSULA_DATA).
    Raises PeninsulaError when a series is missing, or the file exists and is not to be overwritten.
    """
    file = Path(out)
    refuse_to_replace(file, overwrite)
    require_writable(file.parent)
    observations = observe(folders(data))
    scenario = load(HISTORY, worlds=worlds, seed=seed)
    known = [series.months[-1] for name, series in observations.series.items() if name in VARIABLES]
    months = parse_month(min(known)) - scenario.start + 1 if known else 0
    with progress("nowcast", max(months, 1) * scenario.worlds) as advance:
        ensemble = history.nowcast(scenario, observations, fitted_settings(), advance)
    history.write_nowcast(ensemble, file)
    return Nowcast(file, scenario.worlds, format_month(scenario.start + ensemble.model.elapsed))
