"""Which outcome, watched now, best warns of an event some months ahead: the analysis from scenarios to a ranking.

Signposts are ordered by the area under the ROC curve in the worlds that they are learnt in, and all that is told of them is from
the other worlds: so the first of them has no luck of the draw in its numbers. Source: early warning by the signals approach,
Kaminsky, Lizondo & Reinhart (1998); onsets of political instability, Goldstone et al. (2010).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from sim.analysis.estimate import BOOTSTRAPS, Estimate
from sim.analysis.signposts.by_definition import by_definition, twins_of
from sim.analysis.signposts.event_ahead import EventAhead
from sim.analysis.signposts.paths import Paths, paths
from sim.analysis.signposts.reliability import Reliability, reliability
from sim.analysis.signposts.roc import Roc, roc
from sim.analysis.signposts.rows import Rows, refuse_too_short, rows
from sim.analysis.signposts.signpost import Counted, Signpost, counted, signpost
from sim.analysis.signposts.signs import CALENDAR, EVERY, Sign
from sim.analysis.signposts.tallies import Numbers, area, resampled, weights
from sim.ensemble.watch import Watched, watch
from sim.foundations.axes import Array
from sim.foundations.errors import PeninsulaError
from sim.foundations.extras import require
from sim.model.outcomes import outcomes_of
from sim.parallel.job import Progress
from sim.scenario.scenario import Scenario

if TYPE_CHECKING:
    from pandas import DataFrame

DRAWN = 3
"""Signposts whose paths are kept."""


@dataclass(frozen=True)
class Signposts:
    """Which signs warn of an event.

    found: of every lead, ordered by their learnt area, those by definition among them, the calendar last. still: signs that do
    not vary. rocs: curves of the best signpost of each lead, of the best by definition, if there is one, and of the calendar, in
    this order. reliabilities: of the best of each lead. paths: of the best few at the first lead. under_way: share of months that
    did not count.
    """

    base: Scenario
    worldviews: tuple[str, ...]
    event: EventAhead
    false_alarms: float | None
    found: tuple[Signpost, ...]
    still: tuple[Sign, ...]
    rocs: tuple[tuple[Roc, ...], ...]
    reliabilities: tuple[Reliability, ...]
    paths: tuple[Paths, ...]
    under_way: float
    readings: int

    def at(self, lead: int) -> tuple[Signpost, ...]:
        """Return the signposts of a lead, the best first, without the calendar."""
        return tuple(each for each in self.found if each.lead == lead and each.sign is not CALENDAR)

    def best(self, lead: int) -> Signpost:
        """Return the best signpost of a lead that does not warn by definition, or else the best of all."""
        ordered = self.at(lead)
        return next((each for each in ordered if not each.by_definition), ordered[0])

    def base_rate(self, lead: int) -> Estimate:
        """Return the share of months of calm before which the event happens."""
        return self.best(lead).whole.rates.base_rate

    def calendar(self, lead: int) -> Signpost:
        """Return what time alone warns of."""
        return next(each for each in self.found if each.lead == lead and each.sign is CALENDAR)

    def table(self) -> "DataFrame":
        """Return a row per signpost, lead by lead, the best first; low and high are 90 % intervals.

        Columns: lead, rank, sign, side, threshold, learnt; then auc, beyond_calendar, hit_rate, false_alarm_rate, precision and
        base_rate, each with _low and _high, all in worlds held out; by_definition: why it warns by definition.
        """
        from pandas import DataFrame

        rows = []
        for lead in self.event.leads:
            ordered = (*self.at(lead), self.calendar(lead))
            for rank, each in enumerate(ordered, 1):
                told = each.whole
                rows.append(
                    {
                        "lead": lead, "rank": rank if each.sign is not CALENDAR else 0, "sign": each.sign.text,
                        "title": each.sign.title, "side": "above" if each.above else "below", "threshold": each.threshold,
                        "learnt": each.learnt,
                        **told.area.columns("auc"), **each.beyond_calendar.columns("beyond_calendar"),
                        **told.rates.columns(), "by_definition": each.by_definition,
                    }
                )  # fmt: skip
        return DataFrame(rows)

    def by_worldview(self) -> "DataFrame":
        """Return a row per signpost and worldview: lead, sign, threshold, worldview, and the rates of `table` under it."""
        from pandas import DataFrame

        rows = [
            {
                "lead": each.lead, "sign": each.sign.text, "threshold": each.threshold, "worldview": view,
                **told.area.columns("auc"), **told.rates.columns(),
            }
            for each in self.found for view, told in zip(self.worldviews, each.by_view, strict=True)
        ]  # fmt: skip
        return DataFrame(rows)


def observe(
    views: Sequence[Scenario], event: EventAhead, workers: int | None = None, progress: Progress | None = None
) -> Watched:
    """Simulate worlds in which an event may lie ahead, and return what signs and event are made of.

    views: the scenario under each worldview. workers: number of processes (None: chosen). progress: called with the number of
    world-months completed. Raises PeninsulaError when the horizon is too short, or there are too few worlds.
    """
    require("sklearn", "analysis")
    refuse_too_short(event, views[0].months, views[0].worlds)
    return watch(views, event.condition.measures, EVERY, workers, progress)


def judge(
    views: Sequence[Scenario],
    event: EventAhead,
    signs: Sequence[Sign],
    watched: Watched,
    false_alarms: float | None = None,
    judging: Callable[[int], None] = lambda signs: None,
) -> Signposts:
    """Find which signs warn of an event, in worlds that were observed.

    signs: the calendar first, see `signs_of`. false_alarms: see `best_cut`. judging: called with 1 after each sign.
    Raises PeninsulaError when the event happens in too few worlds or too many, or no sign varies.
    """
    from threadpoolctl import threadpool_limits

    # products of small matrices: a second thread costs more than it brings, and thirty times as much on a busy machine
    with threadpool_limits(limits=1, user_api="blas"):
        return _judged(views, event, signs, watched, false_alarms, judging)


def _judged(
    views: Sequence[Scenario],
    event: EventAhead,
    signs: Sequence[Sign],
    watched: Watched,
    false_alarms: float | None,
    judging: Callable[[int], None],
) -> Signposts:
    base, chosen = views[0], rows(watched, event)
    drawn = weights(chosen.told.group_number, BOOTSTRAPS, base.seed)
    twins = _twins(event, watched, chosen, base)
    found: list[Signpost] = []
    still: list[Sign] = []
    calendars: list[Numbers] = []
    for sign in signs:
        counts = counted(sign, watched, chosen)
        if not counts:
            still.append(sign)
        for number, (lead, each) in enumerate(zip(event.leads, counts, strict=False)):
            if sign is CALENDAR:
                calendars.append(_areas(each, drawn))
            why = by_definition(sign, event, base.theatre, twins)
            found.append(signpost(sign, lead, each, drawn, calendars[number], false_alarms, why))
        judging(1)
    if all(each.sign is CALENDAR for each in found):
        raise PeninsulaError("none of the signs varies over worlds and months: expected other signs with --only")
    ordered = sorted(found, key=lambda each: (each.lead, each.sign is CALENDAR, -each.learnt, each.sign.text))
    bare = Signposts(
        base, tuple(view.worldview for view in views), event, false_alarms, tuple(ordered), tuple(still), (), (), (),
        chosen.under_way, len(chosen.readings),
    )  # fmt: skip
    return _with_details(bare, watched, chosen, drawn)


def _with_details(bare: Signposts, watched: Watched, chosen: Rows, drawn: Array) -> Signposts:
    """Return the result with the curves, the reliability and the paths of the best signposts."""
    counts_of = partial(counted, watched=watched, rows=chosen)
    rocs, reliabilities = [], []
    for number, lead in enumerate(bare.event.leads):
        known = next((each for each in bare.at(lead) if each.by_definition), None)
        shown = dict.fromkeys(each for each in (bare.best(lead), known, bare.calendar(lead)) if each)
        rocs.append(tuple(roc(each, counts_of(each.sign)[number], drawn) for each in shown))
        reliabilities.append(reliability(counts_of(bare.best(lead).sign)[number], drawn))
    first = bare.event.leads[0]
    best = [each for each in bare.at(first) if not each.by_definition] or list(bare.at(first))
    outcomes = {each.sign.row: each.sign for each in reversed(best)}  # the best form of each outcome
    shown_signs = [each.sign for each in best if outcomes[each.sign.row] is each.sign][:DRAWN]
    drawn_paths = [paths(sign, watched, chosen, 0, bare.event.within) for sign in shown_signs]
    return replace(bare, rocs=tuple(rocs), reliabilities=tuple(reliabilities), paths=tuple(each for each in drawn_paths if each))


def _areas(counts: Counted, drawn: Array) -> Numbers:
    """Return the area under a curve over all worlds that are told, then in each bootstrap sample."""
    whole = counts.told.sum(axis=1)
    return np.concatenate([[area(whole.sum(axis=1))], area(resampled(whole, drawn))])


def _twins(event: EventAhead, watched: Watched, chosen: Rows, base: Scenario) -> dict[str, float]:
    """Return the highest correlation of each outcome with one that the event names; nothing where it names events alone."""
    named = [measure.of for measure in event.condition.measures if measure.how != "count"]
    if not named:
        return {}
    outcomes = outcomes_of(base.theatre)
    levels = {each.name: chosen.learn.of(watched.levels[row][chosen.readings]) for row, each in enumerate(outcomes)}
    return {name: max(twins_of(levels[each], own) for each in named) for name, own in levels.items()}
