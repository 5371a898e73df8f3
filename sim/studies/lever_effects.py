"""Move every lever from low to high: the study behind `sim.lever_effects` and `peninsula levers --effects`."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.analysis import lever_effects as analysis
from sim.analysis.worldviews import named_worldviews
from sim.ensemble.manifest import CAVEAT
from sim.foundations.errors import PeninsulaError
from sim.report.levers import failures, levers_page
from sim.studies.progress import ProgressBar, no_progress
from sim.studies.sources import adjustments, load_scenarios, load_under_worldviews
from sim.studies.study_folder import refuse_to_replace


@dataclass(frozen=True)
class LeverTable:
    """The effects of levers. worldviews: under which they were measured; the first is that of the page's table."""

    worldviews: tuple[str, ...]
    effects: tuple[analysis.LeverEffects, ...]
    page: Path | None

    @property
    def failures(self) -> list[str]:
        """Levers that are inert without a reason, or better in everything under every worldview, each as a sentence."""
        return failures(self.effects)

    def document(self) -> dict[str, Any]:
        """Return a row per lever, worldview and outcome, and the failures, ready for JSON."""
        return {
            "caveat": CAVEAT,
            "page": str(self.page) if self.page else None,
            "failures": self.failures,
            "rows": [
                {
                    "lever": f"{each.actor}.{each.lever.name}",
                    "low": each.lever.decode(each.low),
                    "high": each.lever.decode(each.high),
                    "worldview": effect.worldview,
                    "outcome": effect.tracked.text,
                    "difference": effect.difference,
                    "half_width": effect.half_width,
                    "counts": effect.counts,
                    "verdict": {1: "better", -1: "worse", 0: ""}[effect.verdict],
                }
                for each in self.effects
                for effect in each.effects
            ],
        }


def lever_effects(
    scenario: str | Path = "baseline",
    levers: str = "*",
    worldviews: str = "all",
    worlds: int | None = 500,
    months: int | None = None,
    seed: int | None = None,
    workers: int | None = None,
    *,
    page: str | Path | None = None,
    overwrite: bool = False,
    progress: ProgressBar = no_progress,
) -> LeverTable:
    """Hold every lever at its lowest and at its highest value, all else as in a scenario, and compare in the same worlds.

    levers: a pattern of actor.lever, such as "united_states.*". worldviews: as elsewhere; that of the scenario comes first.
    page: file for the table, as Markdown. Raises PeninsulaError when no lever fits the pattern.
    """
    file = Path(page) if page is not None else None
    refuse_to_replace(file, overwrite)
    views = named_worldviews(worldviews)
    changes = adjustments(worlds=worlds, months=months, seed=seed)
    own = load_scenarios([scenario], changes)[0]
    (forms,) = load_under_worldviews([scenario], changes, (own.worldview, *(view for view in views if view != own.worldview)))
    runs = analysis.number_of_runs(forms[0])
    with progress(f"{runs // 2} levers", runs * len(forms) * forms[0].worlds * forms[0].months) as advance:
        found = analysis.lever_effects(forms, levers, workers, advance)
    if not found:
        raise PeninsulaError(f"no lever fits '{levers}': expected a pattern of actor.lever, such as united_states.troops_*")
    if file is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(levers_page(forms[0], [form.worldview for form in forms], found), encoding="utf-8")
    return LeverTable(tuple(form.worldview for form in forms), found, file)
