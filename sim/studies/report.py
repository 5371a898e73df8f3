"""Write one HTML page on runs: the study behind `sim.write_report` and `peninsula report`."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sim.ensemble.run import Run
from sim.files.named_file import write_named_file
from sim.foundations.errors import PeninsulaError
from sim.foundations.plain_values import listed
from sim.report import report_page
from sim.report.answers import Answer, answer, answer_to_target
from sim.report.words import ENGLISH, Words
from sim.scenario.scenario import Scenario
from sim.storage.run_folder import require_writable
from sim.studies.compare import run_with_attributions
from sim.studies.pathways import pathways
from sim.studies.progress import ProgressBar, no_progress
from sim.studies.sources import Source, adjustments, load_sources, scenario_of
from sim.studies.study_folder import refuse_to_replace

LONGEST_NAMES = 80


def write_report(
    sources: Sequence[Source],
    out: str | Path | None = None,
    title: str = "",
    unpaired: bool = False,
    workers: int | None = None,
    *,
    overrides: Mapping[str, Any] | None = None,
    worlds: int | None = None,
    months: int | None = None,
    seed: int | None = None,
    answers: Sequence[str | Path] = (),
    target: str = "",
    overwrite: bool = False,
    progress: ProgressBar = no_progress,
) -> Path:
    """Write a self-contained page on one run, or on several compared with the first, and return its file.

    sources, overrides, worlds, months, seed, unpaired: as in `compare`. out: None: results/report-<names>.html.
    answers: folders of games, pathways, signposts or searches of rules against static packages, each for a section.
    target: a condition as of `pathways`; the page then says when each policy stops meeting it, and what to pass to ("": nothing).
    Raises PeninsulaError when the file exists and is not to be overwritten, or cannot be written.
    """
    opened = load_sources(sources, adjustments(overrides, worlds, months, seed))
    names = "-vs-".join(scenario_of(source).name for source in opened)
    file = Path(out) if out is not None else Path("results") / f"report-{names[:LONGEST_NAMES]}.html"
    if file.suffix.lower() not in (".html", ".htm"):
        raise PeninsulaError(f"'{file}' is not the name of a page: expected one that ends in .html")
    refuse_to_replace(file, overwrite)
    require_writable(file.parent)
    told = [answer(Path(folder)) for folder in listed(answers)]
    page = report_html(opened, title, unpaired, workers, progress, told, target)
    write_named_file(file, page, folders=True)
    return file


def report_html(
    sources: Sequence[Run | Scenario],
    title: str = "",
    unpaired: bool = False,
    workers: int | None = None,
    progress: ProgressBar = no_progress,
    answers: Sequence[Answer] = (),
    target: str = "",
    words: Words = ENGLISH,
) -> str:
    """Return the page on runs and loaded scenarios as one HTML document. words: of its language."""
    plans = [scenario_of(source) for source in sources]
    if target:
        ways = pathways(plans, target, worlds=None, workers=workers, transfers=len(plans) > 1, progress=progress)
        answers = [answer_to_target(ways), *answers]
    runs, attributions = run_with_attributions(sources, unpaired, workers, progress)
    return report_page(runs, attributions, title, unpaired, answers, words)
