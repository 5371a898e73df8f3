"""When plans stop meeting a target, and what to pass to then: the study behind `sim.pathways` and `peninsula pathways`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import tomli_w

from sim.analysis.pathways import pathways as analysis
from sim.analysis.pathways.simulation import pathways as simulate
from sim.analysis.pathways.switching import pathway
from sim.analysis.pathways.terms import AFTER, FOR_MONTHS, terms
from sim.analysis.pathways.told import told
from sim.analysis.worldviews import named_worldviews
from sim.foundations.errors import PeninsulaError, nearest
from sim.foundations.plain_values import listed
from sim.model.outcomes import outcomes_of
from sim.plots.pathways.metro_map import metro_map
from sim.plots.pathways.still_met import by_worldview, still_met
from sim.scenario.rules.wording import rule_table
from sim.scenario.scenario import Scenario
from sim.storage.analysis_folder import analysis_hash
from sim.studies.command_text import command_text
from sim.studies.progress import ProgressBar, no_progress
from sim.studies.run import image_html
from sim.studies.sources import Adjustments, ScenarioSource, adjustments, load_scenarios, load_under_worldviews
from sim.studies.study_folder import StudyFolder, by_unique_name, field_values, json_document

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from pandas import DataFrame

COSTS = ("burden", "burden_quarrel")
"""Outcomes by which cost is told unless others are named, as far as a theatre has them: what defence takes, and the quarrel."""


@dataclass(frozen=True, repr=False)
class Pathways(analysis.Pathways):
    """Plans, their tipping points and transfers, drawn and kept; see `sim.analysis.pathways` for its tables. folder: or None."""

    folder: Path | None = None

    def __repr__(self) -> str:
        return f"<Pathways of {', '.join(self.names)} for {self.terms.target.text}: best is {self.title(*self.best)}>"

    @property
    def tables(self) -> Mapping[str, "DataFrame"]:
        """All tables, by the names of their files."""
        found = {"tipping": self.tipping(), "survival": self.survival()}
        if any(standing.transfers for standing in self.standings):
            found["transfers"] = self.transfers()
        return found | ({"pathways": self.pathways()} if len(self.plans) > 1 else {})

    def plot(self) -> "Figure":
        """Return the metro map: a line for each plan up to its tipping point, and what a transfer there brings."""
        return metro_map(self)

    def scenario(self, plan: str | None = None, then: str | None = None) -> Scenario:
        """Return a pathway as a scenario with rules; the best one unless two plans are named.

        Raises PeninsulaError for an unknown plan.
        """
        if (plan is None) != (then is None):
            raise PeninsulaError("a pathway has two plans: expected the first and the one that follows, or neither for the best")
        for name in (plan, then):
            if name is not None and name not in self.names:
                raise PeninsulaError(f"'{name}' is not a plan: expected one of {', '.join(self.names)}")
        origin, to = self.best if plan is None or then is None else (self.names.index(plan), self.names.index(then))
        return self.plans[origin] if origin == to else pathway(self.plans[origin], self.plans[to], self.terms)

    def document(self) -> dict[str, Any]:
        """Return all tables, ready for JSON."""
        return json_document(
            self.folder,
            self.tables,
            target=self.terms.target.text,
            for_months=self.terms.for_months,
            after=self.terms.after,
            lead_months=self.terms.lead_months,
            best=self.title(*self.best),
            holding_under_all_worldviews=[self.title(*way) for way in self.holding()],
        )

    def _repr_html_(self) -> str:
        return image_html(self.plot())


def pathways(
    plans: Sequence[ScenarioSource],
    target: str,
    overrides: Mapping[str, Any] | None = None,
    worlds: int | None = 500,
    months: int | None = None,
    seed: int | None = None,
    workers: int | None = None,
    *,
    for_months: int = FOR_MONTHS,
    after: int = AFTER,
    lead_months: int = 0,
    worldviews: str = "",
    costs: Sequence[str] = (),
    transfers: bool = True,
    nowcast: str | Path | None = None,
    results: str | Path | None = None,
    overwrite: bool = False,
    svg: bool = False,
    progress: ProgressBar = no_progress,
) -> Pathways:
    """Find when plans stop meeting a target, and what a transfer to another plan then brings, all in the same worlds.

    plans: scenarios, the first of them the one that others are held against. target: a condition as of a rule, judged month by
    month, such as "peninsula_tension < 85 and count(clash) == 0"; functions look at the months of a plan, anew once it tips.
    for_months: in a row that a plan misses it before it has tipped. after: months before it is judged. lead_months: from then
    until another plan is in force. worldviews: names with commas between them, "all", or "" for that of the plans.
    costs: outcomes by which cost is told (none: burden and the quarrel over it). transfers: whether they are simulated.
    results: folder under which tables, figures and each pathway as a scenario are written (None: they are not).

    Raises PeninsulaError for a target that cannot be read or that no plan meets, and for plans that cannot follow one another.
    """
    asked = dict(locals())
    sources = listed(plans)
    if transfers and len(sources) < 2:
        raise PeninsulaError(
            f"{len(sources)} plan has no other to pass to: name two or more, or give --no-transfers for its tipping point alone"
        )
    views = named_worldviews(worldviews) if worldviews else ()
    by_view = _by_view(sources, adjustments(overrides, worlds, months, seed, nowcast), views)
    first = by_view[0][0]
    views = views or (first.worldview,)
    agreed = terms(target, first, for_months, after, lead_months)
    chosen = _costs(listed(costs), first)
    study = StudyFolder(
        results,
        overwrite,
        "pathways",
        f"pathways-{first.name}" + (f"-and-{len(by_view) - 1}-more" if len(by_view) > 1 else ""),
        by_unique_name(forms[0] for forms in by_view),
        analysis_hash(
            "plans",
            [scenario for forms in by_view for scenario in forms],
            repr((agreed.target.text, for_months, after, lead_months, chosen, transfers, views)),
        ),
        svg=svg,
    )
    study.reserve()
    ways = len(by_view) ** 2 if transfers else len(by_view)
    world_months = ways * len(views) * first.worlds * first.months
    with study.resumable() as known, progress(f"{ways} pathways{known}", world_months) as advance:
        found = simulate(by_view, views, agreed, chosen, transfers, workers, advance)
    result = Pathways(**field_values(found))
    folder = study.write(
        _facts(result) | {"command": command_text(pathways, asked)},
        result.tables,
        _figures(result),
        partial(_write_pathways, result),
    )
    return replace(result, folder=folder)


def _by_view(sources: Sequence[ScenarioSource], changes: Adjustments, views: Sequence[str]) -> list[list[Scenario]]:
    """Return each plan under each worldview, or under its own alone. Loaded scenarios have settled theirs."""
    if not views:
        return [[plan] for plan in load_scenarios(sources, changes)]
    named = [source for source in sources if not isinstance(source, Scenario)]
    if len(named) < len(sources):
        raise PeninsulaError("worldviews are for plans that are named: a loaded scenario has settled its own")
    return load_under_worldviews(named, changes, views)


def _costs(named: Sequence[str], scenario: Scenario) -> tuple[str, ...]:
    known = [outcome.name for outcome in outcomes_of(scenario.theatre)]
    for name in named:
        if name not in known:
            raise PeninsulaError(f"--cost {name}: this is not an outcome{nearest(name, known)}; 'peninsula outcomes' lists them")
    return tuple(dict.fromkeys(named)) or tuple(name for name in COSTS if name in known)


def _facts(result: Pathways) -> dict[str, Any]:
    best = result.best
    return {
        "title": f"When {', '.join(result.names)} stop meeting {result.terms.target.text}",
        "target": result.terms.target.text,
        "worldviews": [standing.worldview for standing in result.standings],
        "result": f"{result.title(*best)}: on target in {result.worst(best):.0%} of judged months"
        + (" under the worldview in which it does least well" if len(result.standings) > 1 else ""),
        "told": told(result).document(),
    }


def _figures(result: Pathways) -> dict[str, Callable[[], "Figure"]]:
    drawn: dict[str, Callable[[], Figure]] = {"metro_map": result.plot, "still_met": partial(still_met, result)}
    if len(result.standings) > 1:
        drawn["worldviews"] = partial(by_worldview, result)
    return drawn


def _write_pathways(result: Pathways, folder: Path) -> None:
    """Write every pathway with a transfer as a scenario file that extends its first plan."""
    for origin, to in result.ways():
        if origin == to:
            continue
        (folder / "pathways").mkdir(exist_ok=True)
        plan, way = result.plans[origin], result.scenario(result.names[origin], result.names[to])
        content = {
            "title": way.title,
            "description": way.description,
            "extends": f"../scenarios/{plan.name}.toml",
            "rules": [rule_table(rule, way) for rule in way.rules[len(plan.rules) :]],
        }
        (folder / "pathways" / f"{way.name}.toml").write_text(tomli_w.dumps(content), encoding="utf-8")
