"""Fit the observation models, and say which assumptions the record informs: the study behind `peninsula calibrate`."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sim.ensemble.fingerprint import model_fingerprint
from sim.files.named_file import write_named_file
from sim.foundations.errors import PeninsulaError
from sim.history import calibrate as history
from sim.history.checkpoint import Checkpoint
from sim.history.observations import Observations
from sim.history.sources import folders, observe
from sim.plots import save_as
from sim.plots.hindcast import posteriors_figure
from sim.report.calibration import FIGURE, calibration_page
from sim.scenario.identity import scenario_hash
from sim.scenario.loading import load
from sim.scenario.scenario import Scenario
from sim.scenario.stakes.weights import OF_STAKES
from sim.scenario.worldviews import known_worldviews, load_worldview, rival_worldviews
from sim.studies.hindcast import HISTORY
from sim.studies.progress import ProgressBar, no_progress
from sim.studies.study_folder import refuse_to_replace

CHECKPOINT = Path("results/.calibration.json")
"""Where finished steps are kept until all are done, so that a calibration that was interrupted resumes."""


def calibrate(
    data: Sequence[str | Path] = (),
    worlds: int | None = 4000,
    seed: int | None = None,
    *,
    out: str | Path | None = None,
    worldviews: str | Path | None = None,
    page: str | Path | None = None,
    overwrite: bool = False,
    progress: ProgressBar = no_progress,
) -> history.Calibration:
    """Fit the observation models, and learn from the record what it says of every assumption under every worldview.

    data: folders with the publishers' files (none: those in PENINSULA_DATA). out: file for what was fitted. worldviews: folder of
    worldview files whose [assumptions] are written anew. page: file for the report, as Markdown with a figure.
    """
    fitted_file, page_file = (Path(file) if file is not None else None for file in (out, page))
    for file in (fitted_file, page_file):
        refuse_to_replace(file, overwrite)
    files = _worldview_files(worldviews)
    observations = observe(folders(data))
    scenarios = histories(worlds, seed)
    total = history.world_months(scenarios["agnostic"], len(scenarios))
    with progress("calibration", total) as advance:
        checkpoint = Checkpoint(CHECKPOINT, _identity(scenarios, observations))
        result = history.calibrate(scenarios, observations, advance, checkpoint)
    if fitted_file is not None:
        write_named_file(fitted_file, result.to_toml())
    texts = {file: with_assumptions(file.read_text(encoding="utf-8"), updated(view, result)) for view, file in files.items()}
    for file, text in texts.items():
        write_named_file(file, text)
    if page_file is not None:
        figure = posteriors_figure(result.learnt["agnostic"].informed)
        save_as(figure, page_file.parent / "images" / f"{FIGURE}.png", folders=True)
        write_named_file(page_file, calibration_page(result))
    return result


def histories(worlds: int | None = None, seed: int | None = None) -> dict[str, Scenario]:
    """Return the history under the prior of every school, the open mind first; what the record said of it is left aside."""
    names = ("agnostic", *(name for name in rival_worldviews() if name != "agnostic"))
    # schools say what governments would choose, too, and in the history nobody does; nor does anyone play a game there
    common = {"worldview": "agnostic", "choices": False}
    priors = {name: load_worldview(name).prior for name in names}
    ranges = {name: {key: ends for key, ends in prior.items() if key not in OF_STAKES} for name, prior in priors.items()}
    return {name: load(HISTORY, {**common, **ranges[name]}, worlds=worlds, seed=seed) for name in names}


def updated(view: str, result: history.Calibration) -> dict[str, Any]:
    """Return the assumptions of a worldview: its prior where the record is silent, else the middle 90 % of what is left.

    "calibrated" is what becomes of the open mind, which itself stays as it is.
    """
    if view == "agnostic":
        return {}
    learnt = result.learnt["agnostic" if view == "calibrated" else view]
    left = {name: [float(f"{low:.4g}"), float(f"{high:.4g}")] for name, (low, high) in learnt.ranges.items()}
    return load_worldview(view).prior | left


def with_assumptions(text: str, ranges: Mapping[str, Any]) -> str:
    """Return the text of a worldview file with other assumptions."""
    head, mark, _ = text.partition("[assumptions]\n")
    return head + mark + "".join(f"{name} = {values}\n" for name, values in ranges.items())


def _worldview_files(folder: str | Path | None) -> dict[str, Path]:
    """Return the files of a folder of worldviews by name; raises PeninsulaError when one is missing."""
    if folder is None:
        return {}
    files = {name: Path(folder) / f"{name}.toml" for name in known_worldviews()}
    for file in files.values():
        if not file.is_file():
            raise PeninsulaError(f"{file} is missing: expected a folder with a file for every worldview")
    return files


def document(result: history.Calibration) -> dict[str, Any]:
    """Return settings, evidence, scores of eras and every assumption under every worldview, ready for JSON."""
    evidence = [{"memory": memory, "rest": rest, "evidence": value} for (memory, rest), value in result.evidence.items()]
    return {
        "settings": asdict(result.settings),
        "evidence": evidence,
        "eras": [asdict(each) for each in result.eras],
        "anchors": {"index_mean": result.anchors[0], "index_peak": result.anchors[1]},
        "assumptions": [
            {"worldview": view, **asdict(each), "informed": each.informed}
            for view, learnt in result.learnt.items()
            for each in learnt.posteriors
        ],
    }


def _identity(scenarios: Mapping[str, Scenario], observations: Observations) -> str:
    """Return the hash of all that finished steps depend on."""
    seen = "|".join(f"{name} {sorted(series.values.items())}" for name, series in sorted(observations.series.items()))
    hashes = " ".join(scenario_hash(scenario) for scenario in scenarios.values())
    return hashlib.sha256(f"{model_fingerprint()} {hashes} {seen}".encode()).hexdigest()
