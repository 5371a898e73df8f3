"""The Python interface: load and run scenarios, compare, sweep and branch them, and look at all of it in a notebook."""

import base64
from collections.abc import Callable, Mapping, Sequence
from html import escape
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from sim.analysis import compare, sweep_values
from sim.analysis import sweep as sweeping
from sim.analysis.explain import Explanation, between, over_time
from sim.ensemble import branch as branching
from sim.ensemble import execute
from sim.ensemble import run as ensemble_run
from sim.foundations.errors import PeninsulaError
from sim.foundations.months import parse_month
from sim.scenario.loading import load
from sim.scenario.scenario import Scenario
from sim.storage import run_folder

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["Comparison", "PeninsulaError", "Run", "Sweep", "branch", "compare", "load", "read", "run", "sweep"]


class Run(ensemble_run.Run):
    """A run that draws itself and keeps itself; see `sim.ensemble.run.Run` for its results."""

    def plot(self, name: str | None = None) -> "Figure":
        """Return a figure: the fan chart of an outcome, or a figure of `sim.plots.FIGURES`; None: the headline index.

        Raises PeninsulaError when there is neither.
        """
        from sim.foundations.errors import nearest
        from sim.plots import FIGURES
        from sim.plots.fan import fan_chart

        name = name or self.scenario.theatre.headline
        if name in self.outcome_names:
            return fan_chart(self, name)
        if name in FIGURES:
            return FIGURES[name](self)
        hint = nearest(name, (*self.outcome_names, *FIGURES))
        raise PeninsulaError(f"'{name}' is neither an outcome nor a figure{hint}")

    def explain(self, quantity: str | None = None) -> Explanation:
        """Return what moved the headline index, or "hostility", "trust" or "credibility", since the first month."""
        return over_time(self, quantity)

    def write(self, results: str | Path = "results", name: str | None = None, overwrite: bool = False) -> Path:
        """Keep this run, with its plots, in a folder under a results folder, and return that folder."""
        from sim.plots import draw_all

        return run_folder.write(self, Path(results), name, overwrite, draw_all)

    def _repr_html_(self) -> str:
        """A notebook shows the summary and the fan chart of the headline index."""
        scenario = self.scenario
        table = self.summary().drop(columns="better").to_html(float_format="{:.2f}".format, border=0)
        likely = self.probabilities().drop(columns="count").to_html(float_format="{:.3f}".format, border=0)
        return (
            f"<h3>{escape(scenario.title)}</h3>"
            f"<p>{scenario.worlds:,} worlds, {self.months[0]} to {self.months[-1]}, "
            f"worldview {escape(scenario.worldview)}, seed {scenario.seed}. {escape(self.manifest['caveat'])}</p>"
            f"{_image(self.plot())}"
            f"<details><summary>Outcomes</summary>{table}</details>"
            f"<details><summary>Events within the horizon</summary>{likely}</details>"
        )


class Comparison(compare.Comparison):
    """A comparison that draws itself; see `sim.analysis.compare.Comparison` for its tables."""

    def plot(self, kind: str = "differences", outcomes: Sequence[str] | None = None) -> "Figure":
        """Return a figure: "overlay", "differences", "ends", "scorecard", or "waterfall" (of the last run).

        outcomes: to draw (None: those that differ most). Raises PeninsulaError for another kind.
        """
        from sim.analysis.key_outcomes import key_outcomes
        from sim.foundations.errors import nearest
        from sim.plots import compare
        from sim.plots.waterfall import waterfall

        kinds = ("overlay", "differences", "ends", "scorecard", "waterfall")
        if kind not in kinds:
            raise PeninsulaError(
                f"'{kind}' is no figure of a comparison: expected one of {', '.join(kinds)}{nearest(kind, kinds)}"
            )
        if kind == "waterfall":
            return waterfall(self.explain(), self.reference, self.runs[-1])
        if kind == "scorecard":
            key = [outcome.name for outcome in key_outcomes(self.reference.scenario.theatre)]
            return compare.scorecard(self, outcomes or key)
        draw = {"overlay": compare.overlay, "differences": compare.differences, "ends": compare.ends}[kind]
        return draw(self, outcomes or self.most_different(6))

    def explain(self, quantity: str | None = None) -> Explanation:
        """Return what moved a quantity from the reference to the last run, in the last month."""
        return between(self.reference, self.runs[-1], quantity)

    def _repr_html_(self) -> str:
        columns = ["scenario", "title", "unit", "reference", "other", "difference", "q05", "q95", "better_share"]
        table = self.table()[columns].head(15).to_html(float_format="{:.3g}".format, border=0, index=False)
        return f"<h3>{escape(' / '.join(self.names))}</h3>{_image(self.plot())}{table}"


class Sweep(sweeping.Sweep):
    """A sweep that draws itself; see `sim.analysis.sweep.Sweep` for its table."""

    def plot(self, outcomes: Sequence[str] | None = None, measure: str = "end") -> "Figure":
        """Return lines for one varied quantity, maps for two; outcomes: to draw (None: those that move most)."""
        from sim.plots.sweep import sweep_figure

        return sweep_figure(self, outcomes or self.most_moved(6, measure), measure)

    def _repr_html_(self) -> str:
        return _image(self.plot())


def run(
    scenario: Scenario | str | Path,
    worlds: int | None = None,
    months: int | None = None,
    seed: int | None = None,
    workers: int | None = None,
    overrides: Mapping[str, object] | None = None,
    nowcast: str | Path | None = None,
    progress: Callable[[int], None] | None = None,
) -> Run:
    """Run a scenario, or the file or name of one.

    worlds, months, seed: instead of the scenario's own. workers: number of processes, which never changes the numbers.
    overrides: levers, assumptions or the worldview, as in `load`. nowcast: a file in which worlds begin.
    progress: told of world-months newly done.
    """
    if isinstance(scenario, Scenario):
        scenario = _adjusted(scenario, worlds, months, seed, overrides, nowcast)
    else:
        scenario = load(scenario, overrides, worlds=worlds, months=months, seed=seed, nowcast=nowcast)
    return _shown(execute.execute(scenario, workers, progress))


def compare(
    sources: Sequence[ensemble_run.Run | Scenario | str | Path], unpaired: bool = False, workers: int | None = None
) -> Comparison:
    """Compare runs or scenarios with the first of them; scenarios are run together, sharing draws and chance.

    Raises PeninsulaError when runs cannot be compared world by world and `unpaired` is not asked for.
    """
    found = [load(source) if isinstance(source, str | Path) else source for source in sources]
    scenarios = [source for source in found if isinstance(source, Scenario)]
    made = iter(execute.execute_together(scenarios, workers) if scenarios else ())
    return Comparison([_shown(next(made) if isinstance(source, Scenario) else source) for source in found], unpaired)


def sweep(
    scenario: str | Path,
    vary: Mapping[str, Sequence[object]],
    overrides: Mapping[str, object] | None = None,
    worlds: int | None = 200,
    months: int | None = None,
    seed: int | None = None,
    workers: int | None = None,
) -> Sweep:
    """Run a scenario file over values of one or two quantities, in one batch.

    vary: quantity -> values, such as {"us.troops_korea": [0, 14250, 28500]}; a value may be dated: {"2027-01": 0}.
    """
    variations = [sweep_values.variation_of_values(key, values) for key, values in vary.items()]
    base = load(scenario, overrides, worlds=worlds, months=months, seed=seed)
    scenarios = sweeping.sweep_scenarios(scenario, variations, overrides, worlds=worlds, months=months, seed=seed)
    return Sweep(**vars(sweeping.sweep(base, variations, scenarios, workers)))


def branch(run: ensemble_run.Run, at: str, overrides: Mapping[str, object], workers: int | None = None) -> Run:
    """Continue every world of a run from a month (YYYY-MM) on under another policy; the past stays as it was, to the last bit."""
    month = parse_month(at)
    return _shown(branching.continue_from(run, branching.branch_of(run, month, overrides), month, workers))


def read(path: str | Path) -> Run:
    """Return the run that a folder holds."""
    return _shown(run_folder.read(path))


def _image(figure: "Figure") -> str:
    """Return a figure as an image of a notebook."""
    image = BytesIO()
    figure.savefig(image, format="png", dpi=100)
    return f'<img src="data:image/png;base64,{base64.b64encode(image.getvalue()).decode()}">'


def _shown(found: ensemble_run.Run) -> Run:
    shown = Run.__new__(Run)
    shown.__dict__.update(found.__dict__)
    return shown


def _adjusted(
    scenario: Scenario,
    worlds: int | None,
    months: int | None,
    seed: int | None,
    overrides: Mapping[str, object] | None,
    nowcast: str | Path | None,
) -> Scenario:
    """Return a loaded scenario with changes, checked as those of a file are: through its own resolved file."""
    if (worlds, months, seed, nowcast) == (None, None, None, None) and not overrides:
        return scenario
    from tempfile import TemporaryDirectory

    from sim.scenario.dump import to_toml

    with TemporaryDirectory() as place:
        file = Path(place) / f"{scenario.name}.toml"
        file.write_text(to_toml(scenario), encoding="utf-8")
        return load(file, overrides, worlds=worlds, months=months, seed=seed, nowcast=nowcast)
