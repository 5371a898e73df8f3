"""Scenarios and runs from what a caller names: a scenario file or its name, a loaded scenario, a run or its folder."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sim.analysis.worldviews import under
from sim.ensemble.execute import execute_together
from sim.ensemble.run import Run
from sim.foundations.errors import PeninsulaError
from sim.foundations.plain_values import listed
from sim.scenario.dump import to_toml
from sim.scenario.loading import load
from sim.scenario.scenario import Scenario
from sim.storage.run_folder import read
from sim.studies.progress import ProgressBar, no_progress

type ScenarioSource = str | Path | Scenario
"""A scenario file, the name of a scenario, or a loaded scenario."""

type Source = ScenarioSource | Run
"""A scenario, a run, or the folder of a run."""


@dataclass(frozen=True)
class Adjustments:
    """What a caller changes in the scenarios that it names; None leaves the scenario's own value.

    overrides: levers, assumptions or the worldview, as in `load`. nowcast: file of the state in which worlds begin.
    """

    overrides: Mapping[str, Any] = field(default_factory=dict)
    worlds: int | None = None
    months: int | None = None
    seed: int | None = None
    nowcast: str | Path | None = None

    @property
    def ensemble(self) -> dict[str, Any]:
        """Worlds, months, seed and nowcast, as keywords of `load`."""
        return {"worlds": self.worlds, "months": self.months, "seed": self.seed, "nowcast": self.nowcast}

    def __bool__(self) -> bool:
        return bool(self.overrides) or any(value is not None for value in self.ensemble.values())


def adjustments(
    overrides: Mapping[str, Any] | None = None,
    worlds: int | None = None,
    months: int | None = None,
    seed: int | None = None,
    nowcast: str | Path | None = None,
) -> Adjustments:
    """Return the adjustments that the keywords of a study ask for."""
    return Adjustments(overrides or {}, worlds, months, seed, nowcast)


def load_scenario(source: ScenarioSource, changes: Adjustments) -> Scenario:
    """Return a scenario with adjustments, which are checked as those of a file are.

    Raises PeninsulaError when the source is the folder of a run.
    """
    if isinstance(source, Scenario):
        return _adjusted(source, changes)
    _refuse_folder(source)
    return load(source, changes.overrides, **changes.ensemble)


def load_scenarios(sources: Sequence[ScenarioSource], changes: Adjustments) -> list[Scenario]:
    """Return scenarios with adjustments; see `load_scenario`."""
    return [load_scenario(source, changes) for source in listed(sources)]


def load_under_worldviews(sources: Sequence[str | Path], changes: Adjustments, worldviews: Sequence[str]) -> list[list[Scenario]]:
    """Return each scenario with adjustments under each worldview.

    Raises PeninsulaError when a source is the folder of a run.
    """
    named = listed(sources)
    for source in named:
        _refuse_folder(source)
    return under(named, worldviews, changes.overrides, **changes.ensemble)


def open_runs(sources: Sequence[Source]) -> list[Source]:
    """Return the sources, with the run in place of each folder of a run."""
    return [read(source) if isinstance(source, str | Path) and is_folder(source) else source for source in listed(sources)]


def load_sources(sources: Sequence[Source], changes: Adjustments) -> list[Run | Scenario]:
    """Return the run or the scenario that each source names.

    Scenarios take worlds, months and seed of the first finished run unless adjustments say otherwise, so that both can be paired.
    Raises PeninsulaError when a source cannot be read, or there are only finished runs and adjustments.
    """
    opened = open_runs(sources)
    runs = [source for source in opened if isinstance(source, Run)]
    if changes and len(runs) == len(opened):
        raise PeninsulaError(
            "finished runs cannot be changed by --set, --worlds, --months or --seed: name their scenarios instead"
        )
    if runs:
        like = runs[0].scenario
        own = {key: value for key, value in changes.ensemble.items() if value is not None}
        changes = Adjustments(changes.overrides, **{"worlds": like.worlds, "months": like.months, "seed": like.seed, **own})
    return [
        source if isinstance(source, Run) or (isinstance(source, Scenario) and not changes) else load_scenario(source, changes)
        for source in opened
    ]


def run_sources(
    sources: Sequence[Run | Scenario],
    workers: int | None = None,
    progress: ProgressBar = no_progress,
    scratch: Path | None = None,
) -> list[Run]:
    """Return a run for each source: scenarios are run together, side by side where they can share worlds."""
    scenarios = [source for source in sources if isinstance(source, Scenario)]
    if not scenarios:
        return [source for source in sources if isinstance(source, Run)]
    label = scenarios[0].name if len(scenarios) == 1 else f"{len(scenarios)} scenarios"
    with progress(label, sum(scenario.worlds * scenario.months for scenario in scenarios)) as advance:
        runs = iter(execute_together(scenarios, workers, advance, scratch=scratch))
    return [source if isinstance(source, Run) else next(runs) for source in sources]


def scenario_of(source: Run | Scenario) -> Scenario:
    """Return a scenario, or that of a run."""
    return source.scenario if isinstance(source, Run) else source


def is_folder(source: str | Path) -> bool:
    """Return whether a source is a folder, and so meant as a finished run."""
    return Path(source).is_dir()


def _refuse_folder(source: str | Path) -> None:
    if is_folder(source):
        raise PeninsulaError(f"{source} is a folder: this study simulates worlds of its own, so name a scenario")


def _adjusted(scenario: Scenario, changes: Adjustments) -> Scenario:
    """Return a loaded scenario with adjustments: its resolved file is loaded again."""
    if not changes:
        return scenario
    with TemporaryDirectory() as folder:
        file = Path(folder) / f"{scenario.name}.toml"
        file.write_text(to_toml(scenario), encoding="utf-8")
        return load(file, changes.overrides, **changes.ensemble)
