"""Comparing: run what is to be run, and keep tables and plots."""

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.analysis.attribution import Attribution, differ_in_both, under_assumptions_of
from sim.analysis.compare import Comparison
from sim.analysis.explain import Explanation, between
from sim.analysis.key_outcomes import key_outcomes
from sim.ensemble.manifest import CAVEAT
from sim.ensemble.quantiles import quantiles
from sim.ensemble.run import Run
from sim.foundations.errors import PeninsulaError
from sim.foundations.wording import signed_text
from sim.plots import save
from sim.plots.attribution import attribution as attribution_figure
from sim.plots.compare import differences, ends, overlay, scorecard
from sim.plots.waterfall import waterfall
from sim.scenario.scenario import Scenario
from sim.storage.analysis_folder import analysis_hash, reserve_analysis_folder, write_analysis_folder
from sim.studies.sources import runs_of

if TYPE_CHECKING:
    from pandas import DataFrame

PANELS = 6
"""Outcomes that are drawn unless some are asked for."""


@dataclass(frozen=True)
class Wanted:
    """How to compare. outcomes: to be drawn (none: chosen by what differs most)."""

    outcomes: tuple[str, ...]
    unpaired: bool
    workers: int | None
    overwrite: bool
    show: bool


@dataclass(frozen=True)
class Kept:
    """A comparison with what was drawn from it and its folder."""

    comparison: Comparison
    attributions: tuple[Attribution, ...]
    explanations: tuple[Explanation, ...]
    folder: Path

    def document(self) -> dict[str, Any]:
        """Return what `compare --json` prints, ready for JSON."""
        return _document(self.comparison, self.attributions, self.explanations) | {"folder": str(self.folder)}


def compare_and_keep(sources: Sequence[Run | Scenario], results: Path, wanted: Wanted) -> Kept:
    """Compare runs and scenarios with the first of them, and keep tables and plots in a folder under the results folder."""
    if len(sources) < 2:
        raise PeninsulaError("a comparison needs two runs or scenarios: give the reference first, then the others")
    scenarios = [source.scenario if isinstance(source, Run) else source for source in sources]
    # the policy of the reference under the others' assumptions, where both differ
    both = [place for place, other in enumerate(scenarios[1:], 1) if not wanted.unpaired and differ_in_both(scenarios[0], other)]
    between_them = [under_assumptions_of(scenarios[0], scenarios[place]) for place in both]
    about = analysis_hash("comparison", scenarios, f"{wanted.outcomes} {wanted.unpaired}")
    name = "compare-" + "-vs-".join(scenario.name for scenario in scenarios[:2])
    name += f"-and-{len(scenarios) - 2}-more" * (len(scenarios) > 2)
    final = reserve_analysis_folder(results, name, about, wanted.overwrite)
    made = runs_of([*sources, *between_them], wanted.workers, wanted.show)
    runs, middle = made[: len(sources)], made[len(sources) :]
    comparison = Comparison(runs, wanted.unpaired)
    for outcome in wanted.outcomes:
        comparison.contrasts[0].outcome(outcome)
    attributions = tuple(Attribution(runs[0], step, runs[place]) for place, step in zip(both, middle, strict=True))
    explicable = comparison.paired and _one_theatre(runs) and all(run.has_ledger for run in runs)
    explained = tuple(between(runs[0], other) for other in runs[1:]) if explicable else ()
    shown = list(wanted.outcomes) or comparison.most_different(PANELS)

    def fill(folder: Path) -> None:
        comparison.table().to_csv(folder / "contrasts.csv", index=False, float_format="%.6g")
        comparison.probabilities().to_csv(folder / "probabilities.csv", index=False, float_format="%.6g")
        if comparison.paired:
            comparison.best().to_csv(folder / "best.csv", float_format="%.6g")
        text = json.dumps(_document(comparison, attributions, explained), indent=2, ensure_ascii=False, allow_nan=False)
        (folder / "contrasts.json").write_text(text + "\n", encoding="utf-8")
        plots = folder / "plots"
        save(overlay(comparison, shown), plots, "overlay")
        save(differences(comparison, shown), plots, "differences")
        save(ends(comparison, shown), plots, "ends")
        save(scorecard(comparison, _scored(comparison)), plots, "scorecard")
        for label, found, contrast in zip(comparison.names[1:], explained, comparison.contrasts, strict=False):
            save(waterfall(found, contrast.reference, contrast.other), plots, f"waterfall-{label}")
        for each in attributions:
            label = f"attribution-{each.other.scenario.name}"
            save(attribution_figure(each, shown), plots, label)
            each.table().to_csv(folder / f"{label}.csv", index=False, float_format="%.6g")

    facts = {
        "title": f"{scenarios[0].title} against {', '.join(scenario.title for scenario in scenarios[1:])}",
        "worlds": runs[0].scenario.worlds,
        "seed": runs[0].scenario.seed,
        "paired": comparison.paired,
        "result": _in_one_line(comparison),
    }
    named = dict(zip(comparison.names, scenarios, strict=True))
    return Kept(comparison, attributions, explained, write_analysis_folder(final, "comparison", about, facts, named, fill))


def _in_one_line(comparison: Comparison) -> str:
    headline = comparison.reference.scenario.theatre.headline
    parts = []
    for name, contrast in zip(comparison.names[1:], comparison.contrasts, strict=True):
        low, middle, high = quantiles(contrast.difference(headline)[-1:], (0.05, 0.5, 0.95))[:, 0]
        parts.append(f"{name}: {signed_text(middle)} (90 % of worlds: {signed_text(low)} to {signed_text(high)})")
    return f"{comparison.reference.scenario.theatre.headline_label}, {'; '.join(parts)}"


def _scored(comparison: Comparison) -> list[str]:
    shared = {outcome.name for contrast in comparison.contrasts for outcome in contrast.outcomes}
    return [outcome.name for outcome in key_outcomes(comparison.reference.scenario.theatre) if outcome.name in shared]


def _one_theatre(runs: Sequence[Run]) -> bool:
    return all(run.scenario.theatre.headline == runs[0].scenario.theatre.headline for run in runs)


def _document(comparison: Comparison, attributions: Sequence[Attribution], explained: Sequence[Explanation]) -> dict[str, Any]:
    return {
        "caveat": CAVEAT,
        "reference": comparison.names[0],
        "paired": comparison.paired,
        "month": comparison.contrasts[0].months[-1],
        "contrasts": _records(comparison.table()),
        "probabilities": _records(comparison.probabilities()),
        "explanations": {
            name: {"quantity": found.quantity, "total": float(found.total)}
            | {"contributions": {cause: float(value) for cause, value in found.contributions.items()}}
            for name, found in zip(comparison.names[1:], explained, strict=False)
        },
        "attributions": {found.other.scenario.name: _records(found.table()) for found in attributions},
    }


def _records(frame: "DataFrame") -> list[dict[str, Any]]:
    """Return the rows of a table, ready for JSON: what is no finite number becomes null."""
    return [
        {key: None if isinstance(value, float) and not math.isfinite(value) else value for key, value in row.items()}
        for row in frame.to_dict("records")
    ]
