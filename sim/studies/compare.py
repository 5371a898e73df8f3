"""Compare runs or scenarios with the first of them: the study behind `sim.compare` and `peninsula compare`."""

import json
from collections.abc import Mapping, Sequence
from functools import cached_property
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.analysis import compare as analysis
from sim.analysis.attribution import Attribution, differ_in_both, under_assumptions_of
from sim.analysis.explain import Explanation, between
from sim.analysis.key_outcomes import key_outcomes
from sim.ensemble import run as ensemble_run
from sim.ensemble.chunk import chosen_outcomes
from sim.ensemble.manifest import CAVEAT
from sim.ensemble.quantiles import quantiles
from sim.foundations.errors import PeninsulaError, nearest
from sim.foundations.plain_values import listed
from sim.foundations.wording import decimals_of, signed_text
from sim.plots import save
from sim.plots.attribution import attribution as attribution_figure
from sim.plots.compare import differences, ends, overlay, scorecard
from sim.plots.theme import PANELS
from sim.plots.waterfall import waterfall
from sim.scenario.scenario import Scenario
from sim.studies.progress import ProgressBar, no_progress
from sim.studies.run import Run, image_html
from sim.studies.sources import Source, adjustments, load_sources, run_sources, scenario_of
from sim.studies.study_folder import StudyFolder, by_unique_name, json_rows

if TYPE_CHECKING:
    from matplotlib.figure import Figure

KINDS = ("overlay", "differences", "ends", "scorecard", "waterfall", "attribution")
"""Figures of a comparison."""


class Comparison(analysis.Comparison):
    """A comparison that draws itself, says what assumptions did apart from policy, and writes its folder.

    attributions: of the scenarios that change assumptions as well as policy. folder: where it is kept, or None.
    See `sim.analysis.compare.Comparison` for its tables.
    """

    def __init__(
        self, runs: Sequence[ensemble_run.Run], unpaired: bool = False, attributions: Sequence[Attribution] = ()
    ) -> None:
        super().__init__(runs, unpaired)
        self.attributions = tuple(attributions)
        self.folder: Path | None = None

    @cached_property
    def explanations(self) -> tuple[Explanation, ...]:
        """What moved the headline index from the reference to each other run; none where the ledgers cannot be paired."""
        headlines = {run.scenario.theatre.headline for run in self.runs}
        if not (self.paired and len(headlines) == 1 and all(run.has_ledger for run in self.runs)):
            return ()
        return tuple(between(self.reference, other) for other in self.runs[1:])

    def explain(self, quantity: str | None = None) -> Explanation:
        """Return what moved a quantity from the reference to the last run, in the last month."""
        return between(self.reference, self.runs[-1], quantity)

    def plot(self, kind: str = "differences", outcomes: Sequence[str] | None = None) -> "Figure":
        """Return a figure: "overlay", "differences", "ends", "scorecard", or of the last run "waterfall" or "attribution".

        outcomes: to draw (None: those that differ most).
        Raises PeninsulaError for another kind, or where there is no attribution.
        """
        if kind not in KINDS:
            raise PeninsulaError(f"'{kind}' is not a figure of a comparison: expected {', '.join(KINDS)}{nearest(kind, KINDS)}")
        outcomes = listed(outcomes or ())
        if kind == "waterfall":
            return waterfall(self.explain(), self.reference, self.runs[-1])
        if kind == "scorecard":
            return scorecard(self, outcomes or self.key_outcomes)
        if kind == "attribution":
            if not self.attributions:
                raise PeninsulaError("no scenario of this comparison changes both assumptions and policy: nothing to attribute")
            return attribution_figure(self.attributions[-1], outcomes or self.most_different(PANELS))
        draw = {"overlay": overlay, "differences": differences, "ends": ends}[kind]
        return draw(self, outcomes or self.most_different(PANELS))

    @property
    def key_outcomes(self) -> list[str]:
        """The key outcomes of the theatre that some contrast has."""
        shared = {outcome.name for contrast in self.contrasts for outcome in contrast.outcomes}
        return [outcome.name for outcome in key_outcomes(self.reference.scenario.theatre) if outcome.name in shared]

    def document(self) -> dict[str, Any]:
        """Return tables, causes and attributions, ready for JSON."""
        return {
            "caveat": CAVEAT,
            "reference": self.names[0],
            "paired": self.paired,
            "month": self.contrasts[0].months[-1],
            "contrasts": json_rows(self.table()),
            "probabilities": json_rows(self.probabilities()),
            "explanations": {
                name: {
                    "quantity": each.quantity,
                    "total": float(each.total),
                    "contributions": {cause: float(value) for cause, value in each.contributions.items()},
                }
                for name, each in zip(self.names[1:], self.explanations, strict=False)
            },
            "attributions": {each.other.scenario.name: json_rows(each.table()) for each in self.attributions},
        }

    def in_one_line(self) -> str:
        """Return how the headline index differs in the last month."""
        headline = self.reference.scenario.theatre.headline
        parts = []
        for name, contrast in zip(self.names[1:], self.contrasts, strict=True):
            low, high = quantiles(contrast.difference(headline)[-1:], (0.05, 0.95))[:, 0]
            difference, decimals = contrast.mean_difference(headline), decimals_of(low, high)
            band = f"{signed_text(low, decimals)} to {signed_text(high, decimals)}"
            parts.append(f"{name}: {difference.text}; 90 % of {difference.worlds:,} worlds: {band}")
        return f"{self.reference.scenario.theatre.headline_label}, {'; '.join(parts)}"

    def __repr__(self) -> str:
        return f"<Comparison of {', '.join(self.names[1:])} with {self.names[0]}, {'paired' if self.paired else 'unpaired'}>"

    def _repr_html_(self) -> str:
        columns = [
            "scenario",
            "title",
            "unit",
            "reference_mean",
            "other_mean",
            "mean_difference",
            "standard_error",
            "difference",
            "q05",
            "q95",
        ]
        table = (
            self.table()[columns]
            .rename(columns={"difference": "median_difference"})
            .head(15)
            .to_html(float_format="{:.3g}".format, border=0, index=False)
        )
        return f"<h3>{escape(' / '.join(self.names))}</h3>{image_html(self.plot())}{table}"


def compare(
    sources: Sequence[Source],
    unpaired: bool = False,
    workers: int | None = None,
    *,
    outcomes: Sequence[str] = (),
    overrides: Mapping[str, Any] | None = None,
    worlds: int | None = None,
    months: int | None = None,
    seed: int | None = None,
    nowcast: str | Path | None = None,
    results: str | Path | None = None,
    overwrite: bool = False,
    svg: bool = False,
    progress: ProgressBar = no_progress,
) -> Comparison:
    """Compare runs or scenarios with the first of them; scenarios are run together and share draws and chance.

    sources: scenarios, their files or names, runs, or their folders. unpaired: match worlds at random where they differ.
    outcomes: to draw (none: those that differ most). overrides, worlds, months, seed, nowcast: for all scenarios, as in `run`.
    results: folder under which tables and plots are written (None: they are not). svg: figures as SVG, too.

    Raises PeninsulaError when runs cannot be compared world by world and `unpaired` is not set, or an outcome is unknown.
    """
    opened = load_sources(sources, adjustments(overrides, worlds, months, seed, nowcast))
    return compare_opened(opened, unpaired, workers, outcomes, results, overwrite, svg, progress)


def compare_opened(
    sources: Sequence[ensemble_run.Run | Scenario],
    unpaired: bool,
    workers: int | None,
    outcomes: Sequence[str] = (),
    results: str | Path | None = None,
    overwrite: bool = False,
    svg: bool = False,
    progress: ProgressBar = no_progress,
) -> Comparison:
    """Compare runs and loaded scenarios; see `compare`."""
    outcomes = listed(outcomes)
    if len(sources) < 2:
        raise PeninsulaError("a comparison needs two runs or scenarios: give the reference first, then the others")
    scenarios = [scenario_of(source) for source in sources]
    chosen_outcomes(scenarios[0].theatre, outcomes)
    study = StudyFolder(
        results,
        overwrite,
        "comparison",
        "compare-" + "-vs-".join(each.name for each in scenarios[:2]) + _more(len(scenarios) - 2),
        by_unique_name(scenarios),
        f"{tuple(outcomes)} {unpaired}",
        svg=svg,
    )
    study.reserve()
    runs, attributions = run_with_attributions(sources, unpaired, workers, progress)
    comparison = Comparison([Run.of(run) for run in runs], unpaired, attributions)
    for outcome in outcomes:
        comparison.contrasts[0].outcome(outcome)
    comparison.folder = _write(comparison, study, outcomes)
    return comparison


def run_with_attributions(
    sources: Sequence[ensemble_run.Run | Scenario], unpaired: bool, workers: int | None, progress: ProgressBar
) -> tuple[list[ensemble_run.Run], list[Attribution]]:
    """Return a run for each source, and what assumptions did apart from policy where a source changes both.

    For that the policy of the reference is run under the other's assumptions, too.
    """
    reference, *others = [scenario_of(source) for source in sources]
    both = [] if unpaired else [index for index, other in enumerate(others, 1) if differ_in_both(reference, other)]
    between_them = [under_assumptions_of(reference, others[index - 1]) for index in both]
    runs = run_sources([*sources, *between_them], workers, progress)
    between_runs = runs[len(sources) :]
    attributions = [Attribution(runs[0], step, runs[index]) for index, step in zip(both, between_runs, strict=True)]
    return runs[: len(sources)], attributions


def _write(comparison: Comparison, study: StudyFolder, outcomes: Sequence[str]) -> Path | None:
    if study.results is None:
        return None
    shown = outcomes or comparison.most_different(PANELS)
    tables = {"contrasts": comparison.table(), "probabilities": comparison.probabilities()}
    tables |= {f"attribution-{each.other.scenario.name}": each.table() for each in comparison.attributions}
    if comparison.paired:
        tables["best"] = comparison.best().reset_index()

    def write_rest(folder: Path) -> None:
        text = json.dumps(comparison.document(), indent=2, ensure_ascii=False, allow_nan=False)
        (folder / "contrasts.json").write_text(text + "\n", encoding="utf-8")
        plots = folder / "plots"
        for kind in ("overlay", "differences", "ends"):
            save(comparison.plot(kind, shown), plots, kind, svg=study.svg)
        save(comparison.plot("scorecard"), plots, "scorecard", svg=study.svg)
        others = zip(comparison.names[1:], comparison.explanations, comparison.contrasts, strict=False)
        for label, explanation, contrast in others:
            save(waterfall(explanation, contrast.reference, contrast.other), plots, f"waterfall-{label}", svg=study.svg)
        for each in comparison.attributions:
            save(attribution_figure(each, shown), plots, f"attribution-{each.other.scenario.name}", svg=study.svg)

    reference, *others = [run.scenario for run in comparison.runs]
    facts = {
        "title": f"{reference.title} against {', '.join(other.title for other in others)}",
        "paired": comparison.paired,
        "result": comparison.in_one_line(),
    }
    return study.write(facts, tables, {}, write_rest)


def _more(number: int) -> str:
    return f"-and-{number}-more" if number > 0 else ""
