"""Find out when a condition holds: the study behind `sim.discover` and `peninsula discover`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.analysis import discover as analysis
from sim.analysis.cases import cases, cases_of_runs
from sim.analysis.factors import distinct, factor
from sim.ensemble.run import Run
from sim.foundations.errors import PeninsulaError
from sim.foundations.plain_values import listed
from sim.model.expression import expression
from sim.plots.discover import box_bounds, trajectories
from sim.studies.progress import ProgressBar, no_progress
from sim.studies.sources import Source, adjustments, load_scenarios, open_runs
from sim.studies.study_folder import StudyFolder, by_unique_name, field_values, json_document

if TYPE_CHECKING:
    from matplotlib.figure import Figure


@dataclass(frozen=True, repr=False)
class Discovery(analysis.Discovery):
    """A scenario discovery with its folder, or None; see `sim.analysis.discover.Discovery` for its tables."""

    folder: Path | None = None

    def __repr__(self) -> str:
        return f"<Discovery of when {self.cases.expression.text}: {len(self.boxes)} boxes>"

    def document(self) -> dict[str, Any]:
        """Return boxes and tree, ready for JSON."""
        boxes = [{"words": each.words, "coverage": each.coverage, "density": each.density} for each in self.boxes]
        tables = {"restrictions": self.table(), "tree": self.tree()}
        return json_document(self.folder, tables, when=self.cases.expression.text, share=self.share, boxes=boxes)


def discover(
    sources: Sequence[Source],
    when: str,
    vary: Sequence[str] = (),
    boxes: int = 2,
    overrides: Mapping[str, Any] | None = None,
    worlds: int | None = None,
    months: int | None = None,
    seed: int | None = None,
    workers: int | None = None,
    *,
    nowcast: str | Path | None = None,
    results: str | Path | None = None,
    overwrite: bool = False,
    svg: bool = False,
    progress: ProgressBar = no_progress,
) -> Discovery:
    """Find out when a condition holds in a scenario or a run, or in the difference of the second from the first.

    when: a condition on outcomes, such as "count(clash) > 0". vary: levers or assumptions to sample besides. boxes: at most.
    results: folder under which tables and figures are written (None: they are not). svg: figures as SVG, too.
    """
    changes = adjustments(overrides, worlds, months, seed, nowcast)
    vary = listed(vary)
    opened = open_runs(sources)
    runs = [source for source in opened if isinstance(source, Run)]
    if runs and (len(runs) < len(opened) or vary or changes):
        raise PeninsulaError("finished runs cannot be changed: name their scenarios instead of their folders")
    scenarios = [run.scenario for run in runs] or load_scenarios([s for s in opened if not isinstance(s, Run)], changes)
    first = scenarios[0]
    condition = expression(when, first, "condition")
    factors = distinct([factor(text, first) for text in vary])
    study = StudyFolder(
        results,
        overwrite,
        "discovery",
        f"discover-{'-vs-'.join(scenario.name for scenario in scenarios)}",
        by_unique_name(scenarios),
        repr((when, tuple(vary), boxes)),
        svg=svg,
    )
    study.reserve()
    if runs:
        judged = cases_of_runs(runs, condition)
    else:
        world_months = len(scenarios) * first.worlds * first.months
        with study.resumable() as known, progress(f"worlds{known}", world_months) as advance:
            judged = cases(scenarios, condition, factors, workers, advance)
    result = analysis.discover(judged, boxes)
    facts = {
        "title": f"When {when} in {' less '.join(scenario.name for scenario in scenarios[::-1])}",
        "share": result.share,
        "result": f"when {result.boxes[0].words}" if result.boxes else "no box tells the worlds apart",
    }
    figures: dict[str, Callable[[], Figure]] = {}
    if result.boxes:
        figures = {"boxes": partial(box_bounds, result), "trajectory": partial(trajectories, result)}
    folder = study.write(facts, {"boxes": result.table(), "tree": result.tree()}, figures)
    return Discovery(**field_values(result), folder=folder)
