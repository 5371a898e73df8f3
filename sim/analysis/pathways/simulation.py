"""Simulates plans and the transfers between them, all in the same worlds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from sim.analysis.pathways.pathways import Pathways
from sim.analysis.pathways.standing import Months, Standing, Transfer
from sim.analysis.pathways.switching import pathway, refuse_unlike
from sim.analysis.pathways.terms import Terms
from sim.ensemble.monthly import monthly
from sim.foundations.axes import Array
from sim.foundations.errors import PeninsulaError
from sim.foundations.months import format_month
from sim.model.measure import Measure
from sim.parallel.job import Progress
from sim.scenario.scenario import Scenario


def pathways(
    by_view: Sequence[Sequence[Scenario]],
    worldviews: Sequence[str],
    terms: Terms,
    costs: Sequence[str] = (),
    transfers: bool = True,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Pathways:
    """Simulate plans, find where each tips, and simulate the transfers to all others there.

    by_view: a row per plan, with the plan under each worldview. costs: outcomes. workers: number of processes (None: chosen).
    progress: called with the number of world-months completed; a transfer is simulated in the worlds in which its plan tips, and
    counts as all of them.
    Raises PeninsulaError for plans that cannot follow one another, and where no plan ever meets the target.
    """
    views = [list(plans) for plans in zip(*by_view, strict=True)]
    for plans in views:
        refuse_unlike(plans)
    ways = [_ways(plans, terms) if transfers else {} for plans in views]
    measures = tuple(dict.fromkeys((*terms.target.measures, *(Measure(name) for name in costs))))
    seeing = _Seeing(terms, measures, tuple(costs), workers)
    standings = [seeing.plans(view, plans, progress) for view, plans in zip(worldviews, views, strict=True)]
    _refuse_never_met(standings, views[0][0])
    if transfers:
        standings = [seeing.transfers(standing, found, progress) for standing, found in zip(standings, ways, strict=True)]
    return Pathways(tuple(views[0]), terms, tuple(costs), tuple(standings))


@dataclass(frozen=True)
class _Seeing:
    """What is looked at in each month of plans and transfers."""

    terms: Terms
    measures: tuple[Measure, ...]
    costs: tuple[str, ...]
    workers: int | None

    def plans(self, view: str, plans: Sequence[Scenario], progress: Progress | None) -> Standing:
        """Simulate plans, and return how they stand where each is kept once it tips."""
        worlds = np.arange(plans[0].worlds)
        seen = monthly(plans, self.measures, worlds, self.workers, progress)
        met = np.stack([self.met(seen[:, plan], np.zeros_like(worlds)) for plan in range(len(plans))])
        standing = Standing(view, self.terms, met, self.means(seen), plans[0].seed, {})
        kept = {}
        for plan in range(len(plans)):
            some, switch = standing.due(plan)
            if some.size:
                kept[plan, plan] = self.transfer(standing, (plan, plan), some, switch, seen[:, plan][..., some])
        return replace(standing, transfers=kept)

    def transfers(self, standing: Standing, ways: Mapping[tuple[int, int], Scenario], progress: Progress | None) -> Standing:
        """Simulate the transfers from each plan to the others, in the worlds in which it tips."""
        found, plans = dict(standing.transfers), len(standing.met)
        for origin in range(plans):
            pairs = [pair for pair in ways if pair[0] == origin]
            some, switch = standing.due(origin)
            if some.size:
                stands_for = standing.met.shape[2] / some.size
                report = None if progress is None else partial(_report, progress, stands_for)
                seen = monthly([ways[pair] for pair in pairs], self.measures, some, self.workers, report)
                for row, pair in enumerate(pairs):
                    found[pair] = self.transfer(standing, pair, some, switch, seen[:, row])
            elif progress is not None:
                progress(len(pairs) * standing.months * standing.met.shape[2])
        return replace(standing, transfers=found)

    def transfer(self, standing: Standing, pair: tuple[int, int], some: Months, switch: Months, seen: Array) -> Transfer:
        """Return what follows in some worlds; seen: shape (measure, month, some)."""
        before = standing.met[pair[0]][:, some]
        after = np.arange(standing.months)[:, None] >= switch
        met = np.where(after, self.met(seen, switch), before)
        return Transfer(*pair, some, switch, met, self.means(seen))

    def met(self, seen: Array, since: Months) -> NDArray[np.bool]:
        """Return whether the target is met, shape (month, world); seen: shape (measure, month, world)."""
        found = dict(zip(self.measures, seen, strict=True))
        return self.terms.met({measure: found[measure] for measure in self.terms.target.measures}, since)

    def means(self, seen: Array) -> NDArray[np.float64]:
        """Return the costs, means over all months; seen: shape (measure, ..., month, world)."""
        rows = [self.measures.index(Measure(name)) for name in self.costs]
        return np.asarray(seen[rows].mean(axis=-2, dtype=np.float64))


def _ways(plans: Sequence[Scenario], terms: Terms) -> dict[tuple[int, int], Scenario]:
    """Return the pathway from each plan to each other one."""
    places = range(len(plans))
    return {(one, other): pathway(plans[one], plans[other], terms) for one in places for other in places if one != other}


def _report(progress: Progress, stands_for: float, done: int) -> None:
    progress(round(done * stands_for))


def _refuse_never_met(standings: Sequence[Standing], first: Scenario) -> None:
    """Raise PeninsulaError where all plans tip in all worlds as soon as they are judged."""
    terms = standings[0].terms
    if not all((standing.tips == terms.after).all() for standing in standings):
        return
    held = max(float(standing.met[:, terms.after].mean(axis=1).max()) for standing in standings)
    raise PeninsulaError(
        f"--target: no plan meets '{terms.target.text}': all tip in {format_month(first.start + terms.after)}, the first month "
        f"judged, in all worlds (it is met there in {held:.0%} of worlds at most): expected a target that some plan meets"
    )
