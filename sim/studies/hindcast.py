"""Validate the model against observations: the study behind `sim.hindcast` and `peninsula hindcast`."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sim.ensemble.execute import execute
from sim.files.named_file import write_named_file
from sim.foundations.plain_values import month_text
from sim.history import hindcast as history
from sim.history.brier import EventScores, event_scores
from sim.history.observations import Observations
from sim.history.rates import Rate, rates
from sim.history.regularities import RegularityCheck, check_regularities
from sim.history.scored import scored_toml
from sim.history.scores import OWN, STACKED, Key, Numbers, Score, era_scores, rival_quantiles
from sim.history.scores import scores as window_scores
from sim.history.settings import fitted_settings
from sim.history.sources import folders, observe
from sim.history.stacking import stacked as stack
from sim.report.hindcast import Evidence, write_page
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
    """A hindcast with its scores, regularities and rates of the driven history (for a page only), and the files written.

    forecasts: by forecaster, quantiles of (variable, origin, month): the model's own, the stacked one and the statistical ones.
    eras: scores of the first two by era. events: Brier scores. missing: series -> months of the span without a value, which are
    not scored. notes: what was noticed while the series were read.
    """

    hindcast: history.Hindcast
    forecasts: Mapping[str, Mapping[Key, Numbers]]
    scores: tuple[Score, ...]
    eras: tuple[Score, ...]
    events: EventScores
    regularities: tuple[RegularityCheck, ...]
    rates: tuple[Rate, ...]
    files: tuple[Path, ...]
    missing: Mapping[str, tuple[str, ...]]
    notes: tuple[str, ...]

    def document(self) -> dict[str, Any]:
        """Return scores, regularities and rates, ready for JSON."""
        return {
            "scores": [asdict(score) for score in self.scores],
            "eras": [asdict(score) for score in self.eras],
            "events": [asdict(score) | {"skill": score.skill} for score in self.events.scores],
            "reliability": [asdict(each) for each in self.events.classes],
            "effective_worlds": {"least": float(self.hindcast.effective.min()), "of": self.hindcast.worlds},
            "collapsed": self.hindcast.collapsed,
            "regularities": [asdict(finding) for finding in self.regularities],
            "rates": [asdict(rate) | {"inside": rate.inside} for rate in self.rates],
            "missing": {name: list(months) for name, months in self.missing.items()},
            "notes": list(self.notes),
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
    stacked: str | Path | None = None,
    page: str | Path | None = None,
    scores: str | Path | None = None,
    overwrite: bool = False,
    progress: ProgressBar = no_progress,
) -> Validation:
    """Forecast every month of a span from the December before it, and score the forecasts against what was observed.

    data: folders with the publishers' files (none: those in PENINSULA_DATA). first, last: months that are forecast, YYYY-MM
    (last None: the twelve months after the last December of the data). forecasts, stacked: files for the nineteen quantiles of
    each month, of the model's own and of the stacked forecast. page: file for the report, as Markdown with figures.
    scores: file for the scores of all forecasters, as TOML, such as that which the page of the record reads.
    Of a part of the record the windows of scores end where its months do.
    Earlier months are forecast as well, because the stacked forecast learns from them, and so that a forecast does not depend
    on `first`. Nothing is written when anything fails.
    """
    first, last = month_text(first), month_text(last) if last is not None else None
    own_file, stacked_file, page_file, scores_file = (
        Path(file) if file is not None else None for file in (forecasts, stacked, page, scores)
    )
    for file in (own_file, stacked_file, page_file, scores_file):
        refuse_to_replace(file, overwrite)
        if file is not None:
            require_writable(file.parent)
    observations = observe(folders(data))
    # what was learnt from the years that are forecast must not come in by the worldview
    scenario = load(HISTORY, {"worldview": "agnostic"}, worlds=worlds, seed=seed)
    begin = min(first, history.FIRST_MONTH)
    history.require_reachable(scenario, observations, first, last)
    _, origins = history.require_reachable(scenario, observations, begin, last)
    with progress("hindcast", history.world_months(scenario, origins)) as advance:
        whole = history.hindcast(scenario, observations, fitted_settings(), begin, last, advance)
    everything = {OWN: whole.quantiles} | rival_quantiles(scenario, observations, whole.quantiles)
    everything = {OWN: whole.quantiles, STACKED: stack(everything, observations)} | everything
    result = whole.since(first)
    by_name = {
        name: {key: values for key, values in each.items() if key in result.quantiles} for name, each in everything.items()
    }
    in_part = (first, last) != (history.FIRST_MONTH, None)
    rated, eras = window_scores(by_name, observations, clip=in_part), era_scores(by_name, observations, in_part)
    events = event_scores(result.probs, scenario, observations)
    regularities: list[RegularityCheck] = []
    often: list[Rate] = []
    files: list[Path] = []
    if page_file is not None:
        driven = execute(load(HISTORY, worlds=DRIVEN_WORLDS, seed=seed))
        regularities = check_regularities(driven)
        often = rates(driven, execute(load("baseline", worlds=DRIVEN_WORLDS, seed=seed)), observations)
        evidence = Evidence(result, by_name[STACKED], rated, eras, events, regularities, often)
        files += write_page(page_file, evidence, observations, driven)
    for file, quantiles in ((own_file, result.quantiles), (stacked_file, by_name[STACKED])):
        if file is not None:
            table = history.quantile_table(quantiles)
            write_named_file(file, table.to_csv(index=False, float_format="%.6g"), folders=True)
            files.append(file)
    if scores_file is not None:
        write_named_file(scores_file, scored_toml(rated), folders=True)
        files.append(scores_file)
    missing = {name: gaps for name in result.variables if (gaps := _gaps(result, observations, name))}
    read = [*(observations.series[name] for name in result.variables), *observations.empty.values()]
    notes = tuple(dict.fromkeys(note for series in read for note in series.notes))
    return Validation(
        result, by_name, tuple(rated), tuple(eras), events, tuple(regularities), tuple(often), tuple(files), missing, notes
    )


def _gaps(result: history.Hindcast, observations: Observations, name: str) -> tuple[str, ...]:
    """Return the months of a hindcast inside the coverage of a series that have no value."""
    forecast = {month for variable, _, month in result.quantiles if variable == name}
    return tuple(month for month in observations.series[name].gaps if month in forecast)
