"""Reporting: run what is to be run, and write the page whole or not at all."""

import os
from collections.abc import Sequence
from pathlib import Path
from uuid import uuid4

from sim.analysis.attribution import Attribution, differ_in_both, under_assumptions_of
from sim.ensemble.run import Run
from sim.foundations.errors import PeninsulaError
from sim.report import report_page
from sim.scenario.scenario import Scenario
from sim.storage.run_folder import require_writable
from sim.studies.sources import runs_of


def write_report(
    sources: Sequence[Run | Scenario],
    out: Path | None,
    title: str,
    unpaired: bool,
    workers: int | None,
    overwrite: bool,
    show: bool,
) -> Path:
    """Write the report on runs and scenarios and return its file.

    Raises PeninsulaError when the file exists and is not to be replaced, or cannot be written.
    """
    scenarios = [source.scenario if isinstance(source, Run) else source for source in sources]
    file = out or Path("results") / f"report-{'-vs-'.join(scenario.name for scenario in scenarios)[:80]}.html"
    if file.suffix.lower() not in (".html", ".htm"):
        raise PeninsulaError(f"'{file}' is not the name of a page: expected one that ends in .html")
    if file.exists() and not overwrite:
        raise PeninsulaError(f"'{file}' exists already: give another name with --out, or --overwrite")
    require_writable(file.parent)
    both = [place for place, other in enumerate(scenarios) if place and not unpaired and differ_in_both(scenarios[0], other)]
    made = runs_of([*sources, *(under_assumptions_of(scenarios[0], scenarios[place]) for place in both)], workers, show)
    runs, middle = made[: len(sources)], made[len(sources) :]
    attributions = [Attribution(runs[0], between, runs[place]) for place, between in zip(both, middle, strict=True)]
    page = report_page(runs, attributions, title, unpaired)
    file.parent.mkdir(parents=True, exist_ok=True)
    hidden = file.with_name(f".{file.name}.unfinished-{uuid4().hex[:8]}")
    try:
        hidden.write_text(page, encoding="utf-8")
        os.replace(hidden, file)
    finally:
        hidden.unlink(missing_ok=True)
    return file
