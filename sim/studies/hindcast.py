"""Validate the model against observations: the study behind `sim.hindcast` and `peninsula hindcast`."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sim.ensemble.execute import execute
from sim.history import hindcast as history
from sim.history.regularities import RegularityCheck, check_regularities
from sim.history.scores import Score, rival_quantiles, scores
from sim.history.settings import fitted_settings
from sim.history.sources import folders, observe
from sim.report.hindcast import write_page
from sim.scenario.loading import load
from sim.storage.run_folder import require_writable
from sim.studies.progress import ProgressBar, no_progress
from sim.studies.study_folder import refuse_to_replace

HISTORY = "history"
"""The scenario of the policies as they were."""

DRIVEN_WORLDS = 1000
"""Worlds of the history driven by policies alone, whose regularities the page reports."""


@dataclass(frozen=True)
class Validation:
    """A hindcast with its scores, the regularities of the driven history (where a page was asked for), and the files written."""

    hindcast: history.Hindcast
    scores: tuple[Score, ...]
    regularities: tuple[RegularityCheck, ...]
    files: tuple[Path, ...]

    def document(self) -> dict[str, Any]:
        """Return scores and regularities, ready for JSON."""
        return {
            "scores": [asdict(score) for score in self.scores],
            "effective_worlds": {"least": float(self.hindcast.effective.min()), "of": self.hindcast.worlds},
            "collapsed": self.hindcast.collapsed,
            "regularities": [asdict(finding) for finding in self.regularities],
            "files": [str(file) for file in self.files],
        }


def hindcast(
    data: Sequence[str | Path] = (),
    first: str = history.FIRST_MONTH,
    last: str | None = None,
    worlds: int | None = 2000,
    seed: int | None = None,
    *,
    forecasts: str | Path | None = None,
    page: str | Path | None = None,
    overwrite: bool = False,
    progress: ProgressBar = no_progress,
) -> Validation:
    """Forecast every month of a span from the December before it, and score the forecasts against what was observed.

    data: folders with the publishers' files (none: those in PENINSULA_DATA). first, last: months that are forecast, YYYY-MM
    (last None: the twelve months after the last December of the data). forecasts: file for the nineteen quantiles of each
    month. page: file for the report, as Markdown with figures.
    Nothing is written when anything fails.
    """
    table_file, page_file = (Path(file) if file is not None else None for file in (forecasts, page))
    for file in (table_file, page_file):
        refuse_to_replace(file, overwrite)
        if file is not None:
            require_writable(file.parent)
    observations = observe(folders([Path(folder) for folder in data]))
    scenario = load(HISTORY, worlds=worlds, seed=seed)
    have_all = set(history.VARIABLES) <= observations.series.keys()
    end = last or (observations.last(*history.VARIABLES) if have_all else first)
    with progress("hindcast", history.world_months(scenario, first, end)) as advance:
        result = history.hindcast(scenario, observations, fitted_settings(), first, last, advance)
    rated = scores(result, rival_quantiles(scenario, observations, result.quantiles), observations)
    regularities: list[RegularityCheck] = []
    files: list[Path] = []
    if page_file is not None:
        driven = execute(load(HISTORY, worlds=DRIVEN_WORLDS, seed=seed))
        regularities = check_regularities(driven)
        files += write_page(page_file, result, rated, regularities, observations, driven)
    if table_file is not None:
        table_file.parent.mkdir(parents=True, exist_ok=True)
        result.table().to_csv(table_file, index=False, float_format="%.6g")
        files.append(table_file)
    return Validation(result, tuple(rated), tuple(regularities), tuple(files))
