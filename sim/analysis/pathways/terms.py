"""The terms on which a plan is judged: its target, and how long it may miss it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.foundations.axes import REAL, Array
from sim.foundations.errors import PeninsulaError, shown
from sim.foundations.months import format_month
from sim.model.expression import Expression, condition, evaluator
from sim.model.measure import Measure
from sim.model.outcomes import outcomes_of
from sim.model.rules.reach import Ranges, ever
from sim.model.rules.rulebook import NOTHING_SEEN, so_far_with
from sim.scenario.scenario import Scenario

FOR_MONTHS = 12
"""Months in a row that a plan misses its target before it has stopped meeting it: allies review what they do once a year, at
their security consultative meeting, so that nobody gives up a plan for a single bad month."""

AFTER = 12
"""Months that a plan has before it is judged: a year, for what it changes waits for budgets, readiness and agreement."""


@dataclass(frozen=True)
class Terms:
    """When a plan has stopped meeting its target, and how soon another one takes its place.

    target: the condition, read as that of a rule: month by month, functions over the months so far. for_months: in a row that
    it is missed before the plan has tipped. after: months before it is judged. lead_months: from the decision until another
    plan is in force.
    """

    target: Expression
    for_months: int = FOR_MONTHS
    after: int = AFTER
    lead_months: int = 0

    @property
    def missed(self) -> str:
        """The condition under which the target is missed."""
        return f"not ({self.target.text})"

    @property
    def waits(self) -> int:
        """Months from the first in which the target is missed to the first of another plan."""
        return self.for_months + self.lead_months

    def met(self, seen: dict[Measure, Array], since: NDArray[np.integer]) -> NDArray[np.bool]:
        """Return whether the target is met in each month, shape (month, world).

        seen: what its measures see month by month, each (month, world). since: the month, by its number, from which on functions
        look at the months so far, (world,); months before it are left False.
        """
        holds = evaluator(self.target.tree, REAL)
        months, worlds = next(iter(seen.values())).shape
        so_far = {measure: np.full(worlds, NOTHING_SEEN.get(measure.how, 0), dtype=REAL) for measure in seen}
        found = np.zeros((months, worlds), dtype=bool)
        with np.errstate(all="ignore"):
            for number in range(months):
                counts = number >= since
                for measure, before in so_far.items():
                    now = seen[measure][number]
                    if measure.how != "at":
                        now = so_far_with(measure.how, before, now, np.maximum(number - since, 0).astype(REAL))
                    so_far[measure] = np.where(counts, now, before)
                found[number] = np.broadcast_to(holds(so_far), worlds) & counts
        return found

    def tips(self, met: NDArray[np.bool], since: NDArray[np.integer]) -> NDArray[np.intp]:
        """Return the month, by its number, from which on a plan stops meeting the target, (world,).

        The first of the first so many months in a row that miss it, from `since`, (world,), on; the number of months where none
        do.
        """
        return spell(~met, self.for_months, since)


def spell(holds: NDArray[np.bool], length: int, since: NDArray[np.integer]) -> NDArray[np.intp]:
    """Return the first month of the first so many months in a row in which something holds, (world,).

    holds: shape (month, world). since: the first month that counts, (world,). The number of months where there is none.
    """
    months, worlds = holds.shape
    found = np.full(worlds, months, dtype=np.intp)
    row = np.zeros(worlds, dtype=np.intp)
    for number in range(months):
        row = np.where(holds[number] & (number >= since), row + 1, 0)
        found = np.where((row == length) & (found == months), number - length + 1, found)
    return found


def terms(text: str, scenario: Scenario, for_months: int, after: int, lead_months: int) -> Terms:
    """Return the terms on which the plans of a scenario's theatre are judged.

    Raises PeninsulaError for a target that cannot be read, always holds or never, and for months that leave nothing to judge.
    """
    if "@" in text:
        raise PeninsulaError(f"--target {shown(text)}: it is judged month by month: expected no date, and --after for the first")
    try:
        target = condition(text.strip(), scenario, ())
    except PeninsulaError as error:
        said = str(error).replace("neither an outcome nor a parameter of the rule", "not an outcome")
        raise PeninsulaError(f"--target: {said}") from None
    for option, months, least in (("--for-months", for_months, 1), ("--after", after, 0), ("--lead-time", lead_months, 0)):
        if months < least:
            raise PeninsulaError(f"{option} {months}: expected a whole number of months, {least} or more")
    if after + for_months > scenario.months:
        last = format_month(scenario.start + scenario.months - 1)
        raise PeninsulaError(
            f"--after {after} and --for-months {for_months} leave no month to judge before {last}: expected {scenario.months} "
            "months together at most"
        )
    _check_reach(target, scenario)
    return Terms(target, for_months, after, lead_months)


def _check_reach(target: Expression, scenario: Scenario) -> None:
    """Refuse a target that no outcome can meet, or none can miss."""
    bounds = {outcome.name: (outcome.low, outcome.high) for outcome in outcomes_of(scenario.theatre)}
    ranges: Ranges = {m: (0, float("inf")) if m.how == "count" else bounds[m.of] for m in target.measures}
    if not ever(target.tree, ranges):
        raise PeninsulaError(f"--target {shown(target.text)}: it can never hold: expected what outcomes can reach")
    missed = condition(f"not ({target.text})", scenario, ())
    if not ever(missed.tree, ranges):
        raise PeninsulaError(f"--target {shown(target.text)}: it always holds: expected what outcomes can miss")
