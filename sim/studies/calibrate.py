"""Fit the observation models, and say which assumptions the record informs: the study behind `peninsula calibrate`."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sim.ensemble.fingerprint import model_fingerprint
from sim.history import calibrate as history
from sim.history.checkpoint import Checkpoint
from sim.history.observations import Observations
from sim.history.sources import folders, observe
from sim.plots import save_as
from sim.plots.hindcast import posteriors_figure
from sim.scenario.identity import scenario_hash
from sim.scenario.loading import load
from sim.scenario.scenario import Scenario
from sim.studies.hindcast import HISTORY
from sim.studies.progress import ProgressBar, no_progress
from sim.studies.study_folder import refuse_to_replace

CHECKPOINT = Path("results/.calibration.json")
"""Where finished steps are kept until all are done, so that a calibration that was interrupted resumes."""


def calibrate(
    data: Sequence[str | Path] = (),
    worlds: int | None = 1000,
    seed: int | None = None,
    *,
    out: str | Path | None = None,
    worldview: str | Path | None = None,
    plot: str | Path | None = None,
    overwrite: bool = False,
    progress: ProgressBar = no_progress,
) -> history.Calibration:
    """Fit on the months before 2012 and choose on 2012-2018.

    data: folders with the publishers' files (none: those in PENINSULA_DATA). out: file for what was fitted. worldview: file for
    the worldview that the record leans to. plot: file for a figure of the assumptions before and after.
    """
    files = [Path(file) if file is not None else None for file in (out, worldview, plot)]
    for file in files:
        refuse_to_replace(file, overwrite)
    observations = observe(folders([Path(folder) for folder in data]))
    scenario = load(HISTORY, worlds=worlds, seed=seed)
    with progress("calibration", history.world_months(scenario)) as advance:
        result = history.calibrate(scenario, observations, advance, Checkpoint(CHECKPOINT, _identity(scenario, observations)))
    fitted_file, worldview_file, plot_file = files
    if fitted_file is not None:
        fitted_file.write_text(result.to_toml(), encoding="utf-8")
    if worldview_file is not None:
        worldview_file.write_text(result.to_worldview(), encoding="utf-8")
    if plot_file is not None:
        save_as(posteriors_figure(result.posteriors), plot_file)
    return result


def document(result: history.Calibration) -> dict[str, Any]:
    """Return settings, evidence and the correlation of each assumption with the likelihood, ready for JSON."""
    evidence = [{"memory": memory, "rest": rest, "evidence": value} for (memory, rest), value in result.evidence.items()]
    return {
        "settings": asdict(result.settings),
        "evidence": evidence,
        "assumptions": [asdict(each) for each in result.correlations],
    }


def _identity(scenario: Scenario, observations: Observations) -> str:
    """Return the hash of all that finished steps depend on."""
    seen = "|".join(f"{name} {sorted(series.values.items())}" for name, series in sorted(observations.series.items()))
    return hashlib.sha256(f"{model_fingerprint()} {scenario_hash(scenario)} {seen}".encode()).hexdigest()
