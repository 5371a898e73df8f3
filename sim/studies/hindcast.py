"""Hindcasting: forecast from the past, score it, keep the quantiles and the page."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from rich.text import Text

from sim.cli.output.terminal import console, table
from sim.ensemble.execute import execute
from sim.foundations.errors import PeninsulaError
from sim.history.hindcast import VARIABLES, Hindcast, hindcast, world_months
from sim.history.observations import Observations
from sim.history.regularities import RegularityCheck, check_regularities
from sim.history.scores import Score, rival_quantiles, scores
from sim.history.settings import fitted_settings
from sim.history.sources import observe
from sim.report.hindcast import write_page
from sim.scenario.loading import load
from sim.storage.run_folder import writable
from sim.studies.run import progress_bar

HISTORY = "history"
DRIVEN_WORLDS = 1000


@dataclass(frozen=True)
class Wanted:
    """What to hindcast and what to keep."""

    first: str
    last: str | None
    forecasts: Path | None
    page: Path | None
    worlds: int | None
    seed: int | None
    overwrite: bool
    show: bool


@dataclass(frozen=True)
class Done:
    """A hindcast with its scores, and the files that were written."""

    found: Hindcast
    scores: tuple[Score, ...]
    regularities: tuple[RegularityCheck, ...]
    files: tuple[Path, ...]

    def document(self) -> dict[str, Any]:
        """Return what `hindcast --json` prints."""
        return {
            "scores": [asdict(score) for score in self.scores],
            "effective_worlds": {"least": float(self.found.effective.min()), "of": self.found.worlds},
            "collapsed": self.found.collapsed,
            "regularities": [asdict(finding) for finding in self.regularities],
            "files": [str(file) for file in self.files],
        }


def hindcast_and_keep(places: Sequence[Path], wanted: Wanted) -> Done:
    """Run the hindcast, score it, and write what is asked for; nothing is written when anything fails before."""
    for file in (wanted.forecasts, wanted.page):
        if file is not None:
            if file.exists() and not wanted.overwrite:
                raise PeninsulaError(f"'{file}' exists already: give another name, or --overwrite")
            writable(file.parent)
    observations: Observations = observe(places)
    scenario = load(HISTORY, worlds=wanted.worlds, seed=wanted.seed)
    last = wanted.last or (observations.last(*VARIABLES) if set(VARIABLES) <= observations.series.keys() else wanted.first)
    with progress_bar("hindcast", world_months(scenario, wanted.first, last), wanted.show) as progress:
        found = hindcast(scenario, observations, fitted_settings(), wanted.first, wanted.last, progress)
    rated = scores(found, rival_quantiles(scenario, observations, found.quantiles), observations)
    held: list[RegularityCheck] = []
    files = []
    if wanted.page is not None:
        driven = execute(load(HISTORY, worlds=DRIVEN_WORLDS, seed=wanted.seed))
        held = check_regularities(driven)
        files += write_page(wanted.page, found, rated, held, observations, driven)
    if wanted.forecasts is not None:
        wanted.forecasts.parent.mkdir(parents=True, exist_ok=True)
        found.table().to_csv(wanted.forecasts, index=False, float_format="%.6g")
        files.append(wanted.forecasts)
    return Done(found, tuple(rated), tuple(held), tuple(files))


def print_hindcast(done: Done) -> None:
    """Print scores by window, the health of the ensemble, and what was written."""
    screen = console()
    rows = [
        (
            Text(score.variable, style="bold") if score.forecaster == "Peninsula" else "",
            f"{score.window[0]} to {score.window[1]}".replace(" to 9999-12", " on") if score.forecaster == "Peninsula" else "",
            score.forecaster,
            str(score.number),
            f"{score.crps:.3f}",
            f"{score.skill:+.3f}",
            f"{score.coverage:.2f}",
        )
        for score in done.scores
    ]
    headings = ("!Variable", "!Window", "!Forecaster", ">Months", ">CRPS", ">Skill", ">In the 90 % band")
    screen.print(table(headings, rows))
    least = done.found.effective.min()
    screen.print(f"Effective worlds: at least {least:,.0f} of {done.found.worlds:,} in every month.", style="dim")
    if done.found.collapsed:
        screen.print(f"The ensemble collapsed in {', '.join(done.found.collapsed)}: what was observed was beyond it.")
    for finding in done.regularities:
        screen.print(
            f"{'holds' if finding.holds else 'FAILS'}  {finding.title}: {finding.simulated} (expected: {finding.expected})"
        )
    for file in done.files:
        screen.print(Text.assemble("Wrote ", (str(file), "bold")), soft_wrap=True)
