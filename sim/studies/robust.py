"""Compare scenarios across worldviews: the study behind `sim.robust` and `peninsula robust`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.analysis import robust as analysis
from sim.analysis.worldviews import aims_of, good_enough, named_worldviews
from sim.foundations.errors import PeninsulaError
from sim.foundations.plain_values import listed
from sim.plots import robust as figures
from sim.storage.analysis_folder import analysis_hash
from sim.studies.progress import ProgressBar, no_progress
from sim.studies.sources import adjustments, load_under_worldviews
from sim.studies.study_folder import StudyFolder, by_unique_name, field_values, json_document

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from pandas import DataFrame

LONGEST_FILE_NAME = 60


@dataclass(frozen=True, repr=False)
class Robustness(analysis.Robustness):
    """A robustness analysis with its folder, or None; see `sim.analysis.robust.Robustness` for its tables."""

    folder: Path | None = None

    def __repr__(self) -> str:
        return f"<Robustness of {', '.join(self.names)} under {len(self.worldviews)} worldviews>"

    @property
    def tables(self) -> Mapping[str, "DataFrame"]:
        """All tables, by the names of their files."""
        from pandas import concat

        rankings = [self.ranking(index).assign(outcome=aim.text) for index, aim in enumerate(self.aims)]
        return {
            "ranking": concat(rankings, ignore_index=True),
            "worldviews": self.matrix(),
            "satisficing": self.satisficing(),
        }

    def document(self) -> dict[str, Any]:
        """Return all tables, ready for JSON."""
        return json_document(self.folder, self.tables, worldviews=list(self.worldviews), satisfy=self.satisfy.text)


def robust(
    scenarios: Sequence[str | Path],
    outcomes: Sequence[str] = (),
    worldviews: str = "all",
    satisfy: str | None = None,
    overrides: Mapping[str, Any] | None = None,
    worlds: int | None = 500,
    months: int | None = None,
    seed: int | None = None,
    workers: int | None = None,
    *,
    nowcast: str | Path | None = None,
    results: str | Path | None = None,
    overwrite: bool = False,
    svg: bool = False,
    progress: ProgressBar = no_progress,
) -> Robustness:
    """Compare scenarios across worldviews in the same worlds, the reference scenario first.

    outcomes: that count, the first ranks (none: the key ones). worldviews: names with commas between them, or "all".
    satisfy: condition of a world that is good enough. results: folder under which tables and figures are written (None: they are
    not). See `Robustness.ranking` for regret and `.matrix` for what is contested.
    """
    scenarios, outcomes = listed(scenarios), listed(outcomes)
    if not scenarios:
        raise PeninsulaError("a robustness analysis needs scenarios: give the reference first, then the others")
    views = named_worldviews(worldviews)
    by_view = load_under_worldviews(scenarios, adjustments(overrides, worlds, months, seed, nowcast), views)
    first = by_view[0][0]
    aims = aims_of(outcomes, first)
    condition = good_enough(satisfy, first)
    rows = [scenario for forms in by_view for scenario in forms]
    study = StudyFolder(
        results,
        overwrite,
        "robust choice",
        f"robust-{first.name}" + (f"-and-{len(by_view) - 1}-more" if len(by_view) > 1 else ""),
        by_unique_name(forms[0] for forms in by_view),
        analysis_hash("worldviews", rows, repr((worldviews, tuple(outcomes), satisfy))),
        svg=svg,
    )
    study.reserve()
    rowed = f"{len(by_view)} scenarios x {len(views)} worldviews"
    with study.resumable() as known, progress(rowed + known, len(rows) * first.worlds * first.months) as advance:
        result = analysis.robustness(by_view, views, aims, condition, workers, advance)
    best = result.ranking().iloc[0]
    facts = {
        "title": f"Robust choice among {', '.join(result.names)}",
        "worldviews": list(views),
        "satisfy": condition.text,
        "result": f"{aims[0].title}: {best.scenario} has the lowest expected regret (first in {best.best:.0%} of bootstraps)",
    }
    robustness = Robustness(**field_values(result))
    folder = study.write(facts, robustness.tables, _figures(result, len(aims) if outcomes else 1))
    return replace(robustness, folder=folder)


def _figures(result: analysis.Robustness, drawn_aims: int) -> dict[str, Callable[[], "Figure"]]:
    drawn: dict[str, Callable[[], Figure]] = {
        "survey": partial(figures.survey, result),
        "trade_offs": partial(figures.trade_offs, result),
    }
    for number in range(drawn_aims):
        title = "".join(c if c.isalnum() else "_" for c in result.aims[number].text)[:LONGEST_FILE_NAME]
        if f"regret_{title}" in drawn:
            title += f"_{number + 1}"
        drawn[f"worldviews_{title}"] = partial(figures.matrix, result, number)
        drawn[f"regret_{title}"] = partial(figures.regret, result, number)
    return drawn
