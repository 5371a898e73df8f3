"""Move every lever from low to high: the study behind `sim.lever_effects` and `peninsula levers --effects`."""

from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sim.analysis import lever_effects as analysis
from sim.analysis.worldviews import named_worldviews
from sim.ensemble.manifest import CAVEAT
from sim.files.named_file import write_named_file
from sim.foundations.errors import PeninsulaError
from sim.report.levers import failures, levers_page
from sim.scenario.catalogue import find
from sim.scenario.scenario import Scenario
from sim.scenario.theatre_file import optional_actors
from sim.studies.progress import ProgressBar, no_progress
from sim.studies.sources import Adjustments, adjustments, load_scenarios, load_under_worldviews
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
        """Return a row per lever, worldview and outcome, and the failures, ready for JSON.

        size: in standard deviations over worlds, null where no world differs from another. counts: whether the difference does
        by itself; beyond_chance: among all that were looked at.
        """
        return {
            "caveat": CAVEAT,
            "page": str(self.page) if self.page else None,
            "failures": self.failures,
            "rows": [
                {
                    "lever": each.name,
                    "low": each.lever.decode(each.low),
                    "high": each.lever.decode(each.high),
                    "alongside": dict(each.alongside),
                    "worldview": effect.worldview,
                    "outcome": effect.tracked.text,
                    "difference": effect.difference,
                    "half_width": effect.half_width,
                    "size": effect.size if isfinite(effect.size) else None,
                    "counts": effect.counts,
                    "beyond_chance": effect in each.beyond_chance,
                    "side": {1: "better", -1: "worse", 0: ""}[effect.side],
                }
                for each in self.effects
                for effect in each.effects
            ],
        }


def lever_effects(
    scenario: str | Path = "baseline",
    levers: str = "*",
    worldviews: str = "all",
    worlds: int | None = 1000,
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
    page: file for the tables, as Markdown. Levers of an actor that is not in the cast but may join are moved with it in the cast.
    Raises PeninsulaError when no lever fits the pattern.
    """
    file = Path(page) if page is not None else None
    refuse_to_replace(file, overwrite)
    changes = adjustments(worlds=worlds, months=months, seed=seed)
    own = load_scenarios([scenario], changes)[0]
    views = tuple(dict.fromkeys((own.worldview, *named_worldviews(worldviews))))
    (forms,) = load_under_worldviews([scenario], changes, views)
    joined = _with_all_who_may_join(scenario, own, changes, views)
    chosen = analysis.levers_of(own.theatre, levers)
    joining = [key for key in analysis.levers_of(joined[0].theatre, levers) if key[0] not in own.policy] if joined else []
    if not chosen and not joining:
        raise PeninsulaError(f"no lever fits '{levers}': expected a pattern of actor.lever, such as united_states.troops_*")
    number = len(chosen) + len(joining)
    with progress(f"{number} levers", 2 * number * len(views) * own.worlds * own.months) as advance:
        found = analysis.lever_effects(forms, chosen, workers, advance)
        if joining:
            found += analysis.lever_effects(joined, joining, workers, advance)
    if file is not None:
        write_named_file(file, levers_page(forms[0], (joined or forms)[0].theatre, views, found), folders=True)
    return LeverTable(views, found, file)


def _with_all_who_may_join(
    source: str | Path, own: Scenario, changes: Adjustments, worldviews: tuple[str, ...]
) -> list[Scenario]:
    """Return a scenario with every optional actor of its theatre in the cast, under each worldview; nothing if all are in it."""
    import tomli_w

    absent = [name for name in optional_actors(own.theatre.file or own.theatre.name) if name not in own.policy]
    if not absent:
        return []
    with TemporaryDirectory() as folder:
        file = Path(folder) / f"{own.name}.toml"
        wider = {"title": own.title, "extends": str(find(source).resolve()), "joins": absent}
        file.write_text(tomli_w.dumps(wider), encoding="utf-8")
        return load_under_worldviews([file], changes, worldviews)[0]
