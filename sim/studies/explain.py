"""Tell which lever did it: the study behind `sim.explain_by_lever` and `peninsula explain --by lever`."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.analysis import by_lever as analysis
from sim.ensemble.manifest import CAVEAT
from sim.foundations.errors import PeninsulaError
from sim.foundations.months import format_month, parse_month
from sim.foundations.wording import interval_text
from sim.model.expression import expression
from sim.model.outcomes import outcomes_of
from sim.plots.waterfall import waterfall_by_lever
from sim.scenario.scenario import Scenario
from sim.scenario.stacks.parts import departs_from
from sim.studies.progress import ProgressBar, no_progress
from sim.studies.sources import Source, adjustments, is_folder, load_sources, scenario_of
from sim.studies.study_folder import field_values, json_rows

if TYPE_CHECKING:
    from matplotlib.figure import Figure


@dataclass(frozen=True, repr=False)
class ByLever(analysis.ByLever):
    """A difference told lever by lever that draws itself; see `sim.analysis.by_lever` for its table and what it estimates."""

    title: str
    unit: str

    def plot(self) -> "Figure":
        """Return the waterfall by lever."""
        return waterfall_by_lever(self, self.title, self.unit)

    def document(self) -> dict[str, Any]:
        """Return the table, ready for JSON."""
        return {
            "caveat": CAVEAT,
            "reference": self.reference.name,
            "scenario": self.other.name,
            "of": self.expression.text,
            "title": self.title,
            "unit": self.unit,
            "worlds": self.total.size,
            "rows": json_rows(self.table()),
        }

    def __repr__(self) -> str:
        whole = interval_text(self.whole.mean, self.whole.half_width)
        return f"<{len(self.changes)} changes from {self.reference.name} to {self.other.name}: {self.expression.text} {whole}>"

    def _repr_html_(self) -> str:
        columns = ["change", "was", "becomes", "removed", "removed_half_width", "removed_share", "alone", "alone_half_width"]
        html: str = self.table()[columns].to_html(float_format="{:.3g}".format, border=0, index=False)
        return html


def explain_by_lever(
    scenario: Source,
    against: Source | None = None,
    of: str | None = None,
    month: str | None = None,
    *,
    overrides: Mapping[str, Any] | None = None,
    worlds: int | None = None,
    months: int | None = None,
    seed: int | None = None,
    workers: int | None = None,
    progress: ProgressBar = no_progress,
) -> ByLever:
    """Tell what each changed lever, condition, assumption and rule does to the difference of a scenario from a reference.

    Each is taken back alone from the scenario, and made alone in the reference, in the same worlds.
    scenario, against: scenarios, their files or names, runs, or their folders; runs are repeated. Against None: what a scenario
    that is named extends in the end, such as baseline_2025.
    of: an outcome, an expression or a condition (None: the headline index). month: YYYY-MM, of an outcome (None: the last).
    overrides, worlds, months, seed: for both, as in `run`.

    Raises PeninsulaError when the two cannot share worlds or do not differ, or `of` cannot be evaluated.
    """
    reference = _departs_from(scenario) if against is None else against
    sources = load_sources([reference, scenario], adjustments(overrides, worlds, months, seed))
    before, other = [scenario_of(source) for source in sources]
    outcomes = {outcome.name: outcome for outcome in outcomes_of(other.theatre)}
    name = of or other.theatre.headline
    when = format_month(other.start + (other.months - 1 if month is None else month_index(other, month)))
    if month is not None and name not in outcomes:
        raise PeninsulaError(
            f"'{name}' is no outcome, so a month does not go with it: write the month into it, as outcome@{when}"
        )
    expressed = expression(f"{name}@{when}" if month is not None else name, other)
    if name in outcomes:
        title, unit = f"{outcomes[name].title}, {when}", outcomes[name].unit
    else:
        title, unit = name, "share of worlds" if expressed.kind == "condition" else "as written"
    runs = analysis.number_of_runs(before, other)
    with progress(f"{runs} scenarios", runs * other.worlds * other.months) as advance:
        found = analysis.by_lever(before, other, expressed, workers, advance)
    return ByLever(**field_values(found), title=title, unit=unit)


def _departs_from(source: Source) -> Path:
    if not isinstance(source, str | Path) or is_folder(source):
        raise PeninsulaError("a run does not say what it is held against: give the reference, as in --against baseline")
    return departs_from(source)


def month_index(scenario: Scenario, month: str) -> int:
    """Return the index of a month, YYYY-MM, on the horizon; raises PeninsulaError when it lies outside."""
    index = parse_month(month) - scenario.start
    if not 0 <= index < scenario.months:
        ends = f"{format_month(scenario.start)} to {format_month(scenario.start + scenario.months - 1)}"
        raise PeninsulaError(f"--month {month} lies outside the horizon: expected {ends}")
    return index
