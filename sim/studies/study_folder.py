"""Analyses that leave a folder: the place is asked for before the work, and tables and plots are written whole or not at all."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any

from matplotlib.figure import Figure

from sim.analysis.worldviews import under
from sim.ensemble.manifest import CAVEAT
from sim.foundations.errors import PeninsulaError
from sim.parallel.job import Progress
from sim.plots import save
from sim.scenario.loading import load
from sim.scenario.scenario import Scenario
from sim.storage.analysis_folder import analysis_hash, reserve_analysis_folder, write_analysis_folder
from sim.studies.run import progress_bar
from sim.studies.sources import Tweaks

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True)
class Place:
    """Where an analysis is kept. kind: of analysis; also: whatever it depends on besides its scenarios."""

    kind: str
    name: str
    scenarios: tuple[Scenario, ...]
    also: str
    results: Path
    overwrite: bool

    def ready(self) -> Path:
        """Return the folder to be; raises PeninsulaError when it cannot be had."""
        return reserve_analysis_folder(self.results, self.name, self.hash, self.overwrite)

    @property
    def hash(self) -> str:
        return analysis_hash(self.kind, self.scenarios, self.also)

    def keep(
        self,
        tables: Mapping[str, "DataFrame"],
        figures: Mapping[str, Callable[[], Figure]],
        facts: Mapping[str, Any],
        more: Callable[[Path], None] = lambda folder: None,
    ) -> Path:
        """Write everything and return the folder. facts: for the manifest, with "title" and "result"; more: writes besides."""

        def fill(folder: Path) -> None:
            for name, frame in tables.items():
                frame.to_csv(folder / f"{name}.csv", index=False, float_format="%.6g")
            for name, draw in figures.items():
                save(draw(), folder / "plots", name)
            more(folder)

        first = self.scenarios[0]
        about = {"worlds": first.worlds, "seed": first.seed} | dict(facts)
        kept = {scenario.name: scenario for scenario in reversed(self.scenarios)}
        return write_analysis_folder(self.ready(), self.kind, self.hash, about, kept, fill)


def with_progress[T](label: str, total: int, show: bool, work: Callable[[Progress], T]) -> T:
    """Return what the work yields, under a progress bar of so many world-months."""
    with progress_bar(label, total, show) as progress:
        return work(progress)


def loaded(sources: Sequence[str], tweaks: Tweaks) -> list[Scenario]:
    """Return the scenarios that are named, with tweaks; raises PeninsulaError when a folder of a run is among them."""
    for source in sources:
        if Path(source).is_dir():
            raise PeninsulaError(f"{source} is a folder: this steps worlds of its own, so name a scenario")
    return [
        load(source, tweaks.overrides, worlds=tweaks.worlds, months=tweaks.months, seed=tweaks.seed, nowcast=tweaks.nowcast)
        for source in sources
    ]


def scenarios_under(sources: Sequence[str], tweaks: Tweaks, worldviews: Sequence[str]) -> list[list[Scenario]]:
    """Return each scenario that is named, with tweaks, under each worldview."""
    loaded(sources, tweaks)
    ensemble = {key: getattr(tweaks, key) for key in ("worlds", "months", "seed", "nowcast")}
    return under(sources, worldviews, tweaks.overrides, **ensemble)


def document(folder: Path, tables: Mapping[str, "DataFrame"], **facts: Any) -> dict[str, Any]:
    """Return what `--json` prints: tables as rows, with what is no number as null."""

    def shown(value: Any) -> Any:
        return None if isinstance(value, float) and not isfinite(value) else value

    rows = {
        name: [{key: shown(value) for key, value in row.items()} for row in frame.astype(object).to_dict("records")]
        for name, frame in tables.items()
    }
    return {"caveat": CAVEAT, "folder": str(folder), **facts, **rows}
