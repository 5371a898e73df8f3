"""Run a scenario over values of one or more quantities: the study behind `sim.sweep` and `peninsula sweep`."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from math import prod
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from sim.analysis import sweep as analysis
from sim.analysis.sweep_values import Variation, variation, variation_of_values
from sim.ensemble.chunk import chosen_outcomes
from sim.foundations.errors import PeninsulaError
from sim.foundations.plain_values import listed
from sim.plots.sweep import sweep_figure
from sim.plots.sweep_multiples import sweep_multiples
from sim.plots.theme import PANELS
from sim.scenario.loading import load
from sim.studies.progress import ProgressBar, no_progress
from sim.studies.run import image_html
from sim.studies.sources import adjustments
from sim.studies.study_folder import StudyFolder, field_values, json_document

if TYPE_CHECKING:
    from matplotlib.figure import Figure

MOST_MAPS = 48
"""Small multiples that a figure can show: combinations of the values of all quantities but the last two."""


@dataclass(frozen=True, repr=False)
class Sweep(analysis.Sweep):
    """A sweep that draws itself and writes its folder; see `sim.analysis.sweep.Sweep` for its table.

    drawn: outcomes in its plot. measure: of each world that is drawn, see `sim.analysis.sweep.MEASURES`. folder: or None.
    """

    drawn: tuple[str, ...] = ()
    measure: str = "end"
    folder: Path | None = None

    def __repr__(self) -> str:
        keys = " and ".join(each.key for each in self.variations)
        return f"<Sweep of {self.base.name} over {keys}: {len(self.scenarios)} points of {self.base.worlds:,} worlds>"

    def plot(self, outcomes: Sequence[str] | None = None, measure: str | None = None) -> "Figure":
        """Return lines for one varied quantity, maps for two, small multiples of one outcome for more.

        outcomes: to draw (None: those that move most; of small multiples the first of them).
        Raises PeninsulaError when three or more quantities vary, and more than one outcome is named.
        """
        if len(self.variations) <= 2:
            return sweep_figure(self, outcomes or self.drawn, measure or self.measure)
        if outcomes is not None and len(outcomes) != 1:
            raise PeninsulaError(f"small multiples show one outcome: expected one, not {len(outcomes)}")
        return sweep_multiples(self, (outcomes or self.drawn)[0], measure or self.measure)

    def document(self) -> dict[str, Any]:
        """Return the drawn outcomes, ready for JSON; the table in the folder holds all."""
        rows = self.table()
        drawn = rows[rows["outcome"].isin(self.drawn)]
        return json_document(self.folder, {"rows": drawn}, vary={each.key: list(each.labels) for each in self.variations})

    def _repr_html_(self) -> str:
        return image_html(self.plot())


def sweep(
    scenario: str | Path,
    vary: Mapping[str, Sequence[object]] | Sequence[str],
    overrides: Mapping[str, Any] | None = None,
    worlds: int | None = 200,
    months: int | None = None,
    seed: int | None = None,
    workers: int | None = None,
    *,
    outcomes: Sequence[str] = (),
    measure: Literal["end", "mean"] = "end",
    results: str | Path | None = None,
    overwrite: bool = False,
    svg: bool = False,
    progress: ProgressBar = no_progress,
) -> Sweep:
    """Run a scenario file over values of one or more quantities; all points share draws and chance.

    vary: quantity -> values, such as {"us.troops_korea": [0, 14250, 28500]}, where a value may be dated: {"2027-01": 0}; or
    texts as `--vary` takes them, such as "us.troops_korea=0:28500:7".
    outcomes: to draw (none: those that move most). measure: of each world that is drawn, in the last month or on average.
    results: folder under which table and plot are written (None: they are not). svg: figures as SVG, too.

    Raises PeninsulaError when a quantity cannot be set, or there are more combinations than can be simulated or drawn.
    """
    variations, outcomes = _variations(vary), listed(outcomes)
    changes = adjustments(overrides, worlds, months, seed)
    size = {"worlds": worlds, "months": months, "seed": seed}
    base = load(scenario, changes.overrides, **changes.ensemble)
    scenarios = analysis.sweep_scenarios(scenario, variations, changes.overrides, **size)
    chosen_outcomes(base.theatre, outcomes)
    keys = "-".join(re.sub(r"[^a-z0-9_]+", "_", each.key.lower()) for each in variations)
    study = StudyFolder(
        results,
        overwrite,
        "sweep",
        f"sweep-{base.name}-{keys}",
        {base.name: base},
        f"{[(each.key, each.labels) for each in variations]} {tuple(outcomes)} {measure}",
        svg=svg,
    )
    study.reserve()
    world_months = len(scenarios) * base.worlds * base.months
    with study.resumable() as known, progress(f"{len(scenarios)} points{known}", world_months) as advance:
        result = analysis.sweep(base, variations, scenarios, workers, advance)
    drawn = tuple(outcomes or result.most_moved(PANELS, measure))
    facts = {
        "title": f"{base.title}: sweep of {' and '.join(each.key for each in variations)}",
        "points": len(scenarios),
        "vary": {each.key: list(each.labels) for each in variations},
        "result": _in_one_line(result),
    }
    folder = study.write(facts, {"sweep": result.table()}, _figures(result, drawn, measure))
    return Sweep(**field_values(result), drawn=drawn, measure=measure, folder=folder)


def _variations(vary: Mapping[str, Sequence[object]] | Sequence[str]) -> list[Variation]:
    if isinstance(vary, Mapping):
        variations = [variation_of_values(key, values) for key, values in vary.items()]
    else:
        variations = [variation(text) for text in listed(vary)]
    maps = prod(len(each.values) for each in variations[:-2])
    if maps > MOST_MAPS:
        raise PeninsulaError(
            f"{maps} combinations of values of {', '.join(each.key for each in variations[:-2])}, each a map over the last two "
            f"quantities: expected at most {MOST_MAPS}"
        )
    return variations


def _figures(result: analysis.Sweep, drawn: Sequence[str], measure: str) -> dict[str, Callable[[], "Figure"]]:
    """Return what is drawn, by file: one figure for all outcomes, or one for each where there are small multiples."""
    if len(result.variations) <= 2:
        return {"sweep": partial(sweep_figure, result, drawn, measure)}
    return {f"sweep_{name}": partial(sweep_multiples, result, name, measure) for name in drawn}


def _in_one_line(result: analysis.Sweep) -> str:
    theatre = result.base.theatre
    means = [float(mean) for mean in result.worlds(theatre.headline).mean(axis=1)]
    return f"{theatre.headline_label}: mean {min(means):.1f} to {max(means):.1f} over {len(means)} points"
