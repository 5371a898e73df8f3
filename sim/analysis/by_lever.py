"""Which lever did it: what each change of a scenario does to a difference, taken back alone and made alone.

In every world, with y of the reference, B, of the other scenario, A, and of either with one change moved:

    T = y(A) - y(B)
    removed_i = y(A) - y(A without i),   remainder = T - sum of removed_i
    alone_i   = y(B with i) - y(B),      remainder = T - sum of alone_i

Means over paired worlds, each with its 90 % interval. `removed` says what the difference would lose but for a change; `alone`
what a change does without the others. The remainders exist because changes interact, and belong to no change: where two need
each other, taking back either takes what both do, and neither does it alone, so that what is taken back adds up to more than
the whole and what is made alone to less; where either will do it is the other way round. Both are zero where changes add up, and
for a single change. Shares are ratios of means, E(removed_i) / E(T), with the interval of the ratio by linearisation (Cochran
1977, Sampling Techniques, ch. 6). This is the one-at-a-time design from both ends; unlike Shapley values it spreads no
interaction over changes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sim.analysis.contrast import obstacle
from sim.analysis.mean_difference import half_width
from sim.ensemble.experiment import experiment
from sim.foundations.errors import PeninsulaError
from sim.model.batch import can_share_worlds
from sim.model.expression import Expression
from sim.parallel.job import Progress
from sim.scenario.difference import NO_RULE, Difference, differences, taken
from sim.scenario.scenario import Scenario

if TYPE_CHECKING:
    from pandas import DataFrame

type Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Part:
    """A part of a difference: its mean over worlds, and its share of the whole, each with half its 90 % interval.

    The share is None where the interval of the whole holds zero: of nothing there are no shares.
    """

    mean: float
    half_width: float
    share: float | None
    share_half_width: float | None


@dataclass(frozen=True)
class Change:
    """One change between the scenarios. differences: what it consists of, several for a worldview.

    removed, alone: what it does in each world, taken back from the other scenario and made in the reference, shape (world,).
    """

    key: str
    differences: tuple[Difference, ...]
    removed: Numbers
    alone: Numbers

    @property
    def label(self) -> str:
        """Who changes what, in a few words."""
        return self.differences[0].label

    @property
    def text(self) -> str:
        """What becomes of what: cvid_first -> none; 0.8; 2026-01: 0.4; of a rule, whether it is new, gone or another."""
        first = self.differences[0]
        if first.key.startswith("rules.") and first.who:
            return "new" if first.was == NO_RULE else "dropped" if first.becomes == NO_RULE else "changed"
        same = first.becomes.startswith(first.was)
        return f"{first.becomes if same else f'{first.was} -> {first.becomes}'} {first.unit}".rstrip()


@dataclass(frozen=True, repr=False)
class ByLever:
    """The difference that a scenario makes to an expression, change by change, the largest first.

    total: the difference in each world, shape (world,).
    """

    reference: Scenario
    other: Scenario
    expression: Expression
    total: Numbers
    changes: tuple[Change, ...]

    @property
    def whole(self) -> Part:
        """The whole difference."""
        return self.part(self.total)

    @cached_property
    def remainder(self) -> Mapping[str, Part]:
        """What is left of the whole once all changes are added up: "removed" and "alone"."""
        return {
            way: self.part(self.total - sum((getattr(change, way) for change in self.changes), np.zeros(1)))
            for way in ("removed", "alone")
        }

    def part(self, values: Numbers) -> Part:
        """Return a part of the difference from its values in each world, shape (world,)."""
        mean, half, whole = float(values.mean()), float(half_width(values)), float(self.total.mean())
        if abs(whole) <= float(half_width(self.total)):
            return Part(mean, half, None, None)
        share = mean / whole
        return Part(mean, half, share, float(half_width(values - share * self.total)) / abs(whole))

    def table(self) -> "DataFrame":
        """Return a row per change, then the remainder and the whole.

        Columns: key, change, was, becomes, unit; removed and alone with their half_widths and shares (see `Part`).
        """
        from pandas import DataFrame

        parts = [
            (
                {"key": each.key, "change": each.label, "was": each.was, "becomes": each.becomes, "unit": each.unit},
                self.part(change.removed),
                self.part(change.alone),
            )
            for change in self.changes
            for each in change.differences[:1]
        ]
        blank = {"was": "", "becomes": "", "unit": ""}
        parts.append(({"key": "remainder", "change": "remainder", **blank}, self.remainder["removed"], self.remainder["alone"]))
        parts.append(({"key": "whole", "change": "whole", **blank}, self.whole, self.whole))
        rows = [{**named, **_columns("removed", removed), **_columns("alone", alone)} for named, removed, alone in parts]
        return DataFrame(rows)


def number_of_runs(reference: Scenario, other: Scenario) -> int:
    """Return how many scenarios it takes to tell the changes of one from the reference apart."""
    return 2 + 2 * len(_changes(reference, other))


def by_lever(
    reference: Scenario,
    other: Scenario,
    expression: Expression,
    workers: int | None = None,
    progress: Progress | None = None,
) -> ByLever:
    """Return what each change between two scenarios does to an expression; all are run in the same worlds, side by side.

    expression: a number, or a condition, whose mean is the share of worlds in which it holds.
    workers: number of processes (None: chosen). progress: called with the number of world-months completed.

    Raises PeninsulaError when the scenarios cannot share worlds or say the same, or the expression is not a number in some world.
    """
    if not can_share_worlds(reference, other):
        why = obstacle(reference, other) or "another cast or another situation at the start"
        raise PeninsulaError(f"{other.name} cannot be told from {reference.name} lever by lever: it has {why}")
    changes = _changes(reference, other)
    if not changes:
        raise PeninsulaError(f"{other.name} changes nothing of {reference.name}: expected two scenarios that differ")
    removed = [taken(other, reference, key) for key in changes]
    alone = [taken(reference, other, key) for key in changes]
    values = _values([reference, other, *removed, *alone], expression, workers, progress)
    before, after = values[0], values[1]
    found = [
        Change(key, tuple(parts), after - values[2 + row], values[2 + len(changes) + row] - before)
        for row, (key, parts) in enumerate(changes.items())
    ]
    found.sort(key=lambda change: (-abs(change.removed.mean()), -abs(change.alone.mean())))
    return ByLever(reference, other, expression, after - before, tuple(found))


def _changes(reference: Scenario, other: Scenario) -> dict[str, list[Difference]]:
    """Return the differences between two scenarios by their keys: what shares a key is one change."""
    changes: dict[str, list[Difference]] = {}
    for each in differences(reference, other):
        changes.setdefault(each.key, []).append(each)
    return changes


def _values(scenarios: Sequence[Scenario], expression: Expression, workers: int | None, progress: Progress | None) -> Numbers:
    """Return the value of an expression in every world of every scenario, shape (scenario, world)."""
    measured = experiment(scenarios, expression.measures, workers=workers, progress=progress)
    by_measure = dict(zip(expression.measures, measured[:, :, 0], strict=True))
    values = np.broadcast_to(expression.value(by_measure), (len(scenarios), scenarios[0].worlds)).astype(np.float64)
    if not np.isfinite(values).all():
        raise PeninsulaError(f"'{expression.text}' is not a number in some world: expected one that is, such as mean(warheads)")
    return values


def _columns(way: str, part: Part) -> dict[str, float | None]:
    return {
        way: part.mean,
        f"{way}_half_width": part.half_width,
        f"{way}_share": part.share,
        f"{way}_share_half_width": part.share_half_width,
    }
