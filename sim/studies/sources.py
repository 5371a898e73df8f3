"""Runs from what a user names: the folder of a finished run, a scenario file, or the name of a scenario."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.ensemble.execute import execute_together
from sim.ensemble.run import Run
from sim.foundations.errors import PeninsulaError
from sim.scenario.loading import load
from sim.scenario.scenario import Scenario
from sim.storage.run_folder import read
from sim.studies.run import progress_bar


@dataclass(frozen=True)
class Tweaks:
    """What the options of the command line change of the scenarios that are named."""

    overrides: Mapping[str, Any]
    worlds: int | None = None
    months: int | None = None
    seed: int | None = None
    nowcast: Path | None = None

    @property
    def any(self) -> bool:
        return bool(self.overrides) or (self.worlds, self.months, self.seed, self.nowcast) != (None, None, None, None)


def is_run(source: str) -> bool:
    """Return whether a source is a folder, and so meant as a finished run."""
    return Path(source).is_dir()


def named(sources: Sequence[str], tweaks: Tweaks) -> list[Run | Scenario]:
    """Return what each source holds, scenarios still to be run, with the worlds, months and seed of the first finished run.

    Raises PeninsulaError when one cannot be read, or a finished run is to be changed.
    """
    if tweaks.any and all(is_run(source) for source in sources):
        raise PeninsulaError(
            "finished runs cannot be changed by --set, --worlds, --months or --seed: name their scenarios instead"
        )
    finished = {source: read(Path(source)) for source in sources if is_run(source)}
    like = next((run.scenario for run in finished.values()), None)
    ensemble = {
        key: getattr(tweaks, key) if like is None or getattr(tweaks, key) is not None else getattr(like, key)
        for key in ("worlds", "months", "seed")
    }
    return [
        finished[source] if source in finished else load(source, tweaks.overrides, nowcast=tweaks.nowcast, **ensemble)
        for source in sources
    ]


def runs_of(sources: Sequence[Run | Scenario], workers: int | None, show: bool, scratch: Path | None = None) -> list[Run]:
    """Return a run for each source: scenarios are run together, side by side where they can share worlds."""
    scenarios = [source for source in sources if isinstance(source, Scenario)]
    total = sum(scenario.worlds * scenario.months for scenario in scenarios)
    label = scenarios[0].name if len(scenarios) == 1 else f"{len(scenarios)} scenarios"
    if not scenarios:
        return [source for source in sources if isinstance(source, Run)]
    with progress_bar(label, total, show) as progress:
        made = iter(execute_together(scenarios, workers, progress, scratch=scratch))
    return [source if isinstance(source, Run) else next(made) for source in sources]
