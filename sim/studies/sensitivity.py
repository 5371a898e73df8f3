"""Find out which assumptions and levers decide an outcome: the study behind `sim.sensitivity` and `peninsula sensitivity`."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from sim.analysis import sensitivity as analysis
from sim.analysis.factors import Factor, Over, distinct, factor, factors_of
from sim.analysis.methods.sensitivity_indices import Method
from sim.foundations.errors import PeninsulaError
from sim.foundations.plain_values import listed
from sim.model.expression import expressions
from sim.plots.sensitivity import importance
from sim.scenario.scenario import Scenario
from sim.studies.progress import ProgressBar, no_progress
from sim.studies.sources import ScenarioSource, adjustments, load_scenarios
from sim.studies.study_folder import StudyFolder, by_unique_name, field_values, json_document


@dataclass(frozen=True, repr=False)
class Sensitivity(analysis.Sensitivity):
    """A sensitivity analysis with its folder, or None; see `sim.analysis.sensitivity.Sensitivity` for its table."""

    folder: Path | None = None

    def __repr__(self) -> str:
        outcomes = ", ".join(each.text for each in self.outcomes)
        return f"<Sensitivity of {outcomes} to {len(self.factors)} factors, by {self.design.method}>"

    def document(self) -> dict[str, Any]:
        """Return the table, ready for JSON."""
        return json_document(self.folder, {"rows": self.table()}, method=self.design.method, notes=_notes(self))


def sensitivity(
    scenarios: Sequence[ScenarioSource],
    outcomes: Sequence[str] = (),
    method: Method = "morris",
    over: Over = "assumptions",
    only: Sequence[str] = (),
    vary: Sequence[str] = (),
    samples: int | None = None,
    chance: analysis.Chance = "held",
    overrides: Mapping[str, Any] | None = None,
    worlds: int | None = 8,
    months: int | None = None,
    seed: int | None = None,
    workers: int | None = None,
    *,
    nowcast: str | Path | None = None,
    results: str | Path | None = None,
    overwrite: bool = False,
    svg: bool = False,
    progress: ProgressBar = no_progress,
) -> Sensitivity:
    """Ask what decides outcomes of one scenario, or the difference between two; see `Sensitivity.table`.

    outcomes: names or expressions (none: the headline index). vary: factors as in `--vary`, instead of all that `over` and `only`
    name. worlds: in which every point is simulated. results: folder under which table and plots are written (None: they are not).
    svg: figures as SVG, too.
    """
    outcomes, only, vary = listed(outcomes), listed(only), listed(vary)
    loaded = load_scenarios(scenarios, adjustments(overrides, worlds, months, seed, nowcast))
    first = loaded[0]
    expressed = expressions(outcomes or (first.theatre.headline,), first)
    factors = _factors(first, over, only, vary)
    design = analysis.Design(method, samples, chance)
    study = StudyFolder(
        results,
        overwrite,
        "sensitivity",
        f"sensitivity-{'-vs-'.join(scenario.name for scenario in loaded)}-{method}",
        by_unique_name(loaded),
        repr((tuple(outcomes), over, tuple(only), tuple(vary), design, [each.key for each in factors])),
        svg=svg,
    )
    study.reserve()
    points = design.size(len(factors))
    worlds_each = 1 if chance == "varied" else first.worlds
    world_months = points * len(loaded) * worlds_each * first.months
    with study.resumable() as known, progress(f"{points:,} points{known}", world_months) as advance:
        result = analysis.sensitivity(loaded, factors, expressed, design, workers, advance)
    table = result.table()
    facts = {
        "title": f"What decides {', '.join(each.text for each in expressed)} in {' less '.join(s.name for s in loaded[::-1])}",
        "points": points,
        "method": method,
        "notes": _notes(result),
        "result": f"{expressed[0].text}: most by {', '.join(table['factor'].head(3))}",
    }
    names = _file_names([outcome.text for outcome in expressed])
    # an outcome that is not a number in some worlds has a note and a row, and nothing to draw
    figures = {
        name: partial(importance, result, outcome.text)
        for name, outcome in zip(names, expressed, strict=True)
        if np.isfinite(result.values[outcome.text]).all()
    }
    return Sensitivity(**field_values(result), folder=study.write(facts, {"sensitivity": table}, figures))


def _factors(scenario: Scenario, over: Over, only: Sequence[str], vary: Sequence[str]) -> tuple[Factor, ...]:
    """Return what varies: what `vary` names, or else everything of the kind."""
    if vary and only:
        raise PeninsulaError("--only chooses among all factors of a kind, and --vary names them: expected one of the two")
    if vary:
        return distinct([factor(text, scenario) for text in vary])
    return factors_of(scenario, over, only)


def _notes(result: analysis.Sensitivity) -> dict[str, list[str]]:
    return {outcome.text: list(result.indices[outcome.text].notes) for outcome in result.outcomes}


def _file_names(texts: Sequence[str]) -> list[str]:
    names: list[str] = []
    for number, text in enumerate(texts, 1):
        name = "importance_" + re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")[:60]
        names.append(f"{name}_{number}" if name in names else name)
    return names
