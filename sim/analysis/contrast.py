"""A contrast: the difference between two runs, paired world by world where both have the same draws and random numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from sim.analysis.mean_difference import MeanDifference, mean_difference, standard_error, standardised_difference
from sim.ensemble.quantiles import LEVELS, quantile_column, quantiles
from sim.ensemble.run import Run
from sim.foundations.axes import Array
from sim.foundations.errors import PeninsulaError, nearest
from sim.foundations.months import format_month
from sim.model.outcomes import Outcome
from sim.scenario.scenario import Scenario

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True)
class Contrast:
    """A run compared with a reference.

    paired: whether world n of one run is compared with world n of the other. Otherwise worlds are matched at random, which is
    correct for runs that share neither draws nor random numbers, and much less precise. Both over the months that both runs have.
    """

    reference: Run
    other: Run
    paired: bool = True

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """The outcomes that both runs report."""
        known = set(self.reference.outcome_names)
        return tuple(outcome for outcome in self.other.outcomes_reported if outcome.name in known)

    @cached_property
    def months(self) -> list[str]:
        """The months that both runs have, as YYYY-MM."""
        known = set(self.reference.months)
        return [month for month in self.other.months if month in known]

    def outcome(self, name: str) -> Outcome:
        """Return an outcome by name; raises PeninsulaError when the runs do not share it."""
        known = {outcome.name: outcome for outcome in self.outcomes}
        if name not in known:
            raise PeninsulaError(f"'{name}' is not an outcome of these runs{nearest(name, known)}")
        return known[name]

    def both(self, name: str) -> tuple[Array, Array]:
        """Return an outcome of the reference and of the other run, matched, each of shape (month, world)."""
        self.outcome(name)
        reference, other = (self._in_common(run, run.series(name)) for run in (self.reference, self.other))
        if self.paired:
            return reference, other
        worlds = min(reference.shape[1], other.shape[1])
        return reference[:, :worlds], other[:, np.random.default_rng(0).permutation(other.shape[1])[:worlds]]

    def difference(self, name: str) -> Array:
        """Return other minus reference, shape (month, world)."""
        reference, other = self.both(name)
        return other - reference

    def mean_difference(self, name: str, month: int = -1) -> MeanDifference:
        """Return how an outcome differs in a month (an index): the mean difference with its interval, and the median."""
        reference, other = self.both(name)
        return mean_difference(reference[month], other[month])

    def standing(self, name: str, month: int = -1) -> tuple[float, float] | None:
        """Return the shares of worlds in which the other run is better and worse in a month (an index).

        None for an outcome of which neither more nor less is better.
        """
        if not self.outcome(name).better:
            return None
        return shares(self.improvement(name)[month])

    def improvement(self, name: str) -> Array:
        """Return the difference in the direction that is better, shape (month, world)."""
        reference, other = self.both(name)
        return other - reference if self.outcome(name).better == "higher" else reference - other

    def table(self, month: int = -1) -> "DataFrame":
        """Return a row per outcome, the largest effect first.

        Columns: title, unit, better (direction); reference and other (medians) and their means; difference (median)
        with its quantiles; mean_difference with its standard error; better_share, worse_share; effect: mean difference in
        pooled standard deviations.
        """
        from pandas import DataFrame

        rows = {outcome.name: self._row(outcome, month) for outcome in self.outcomes}
        frame = DataFrame.from_dict(rows, orient="index").rename_axis("outcome")
        return frame.sort_values("effect", key=abs, ascending=False, kind="stable")

    def _row(self, outcome: Outcome, month: int) -> dict[str, object]:
        reference, other = (values[month].astype(np.float64) for values in self.both(outcome.name))
        gap = other - reference
        bands = quantiles(gap[None], LEVELS)[:, 0]
        better, worse = self.standing(outcome.name, month) or (np.nan, np.nan)
        return {
            "title": outcome.title,
            "unit": outcome.unit,
            "better": outcome.better,
            "reference": np.median(reference),
            "other": np.median(other),
            "reference_mean": reference.mean(),
            "other_mean": other.mean(),
            "difference": bands[2],
            **dict(zip(map(quantile_column, LEVELS), bands, strict=True)),
            "mean_difference": gap.mean(),
            "standard_error": standard_error(gap),
            "better_share": better,
            "worse_share": worse,
            "effect": standardised_difference(reference, other),
        }

    def _in_common(self, run: Run, series: Array) -> Array:
        if run.months == self.months:
            return series
        first = run.months.index(self.months[0])
        return series[first : first + len(self.months)]


def shares(improvement: Array) -> tuple[float, float]:
    """Return the shares of worlds that are better and worse, from the improvement of each, shape (world,)."""
    return float((improvement > 0).mean()), float((improvement < 0).mean())


def pairing_obstacles(runs: Sequence[Run]) -> list[str]:
    """Return the reasons why runs cannot be compared world by world; empty if they can."""
    first, *others = runs
    reasons = [(run.scenario, describe_differences(_key(first), _key(run))) for run in others]
    return [f"{other.name} has {reason}{_on_one_start(first.scenario, other)}" for other, reason in reasons if reason]


def obstacle(reference: Scenario, other: Scenario) -> str:
    """Return why worlds of two scenarios cannot be compared one by one, with what may be written instead; empty if they can."""
    reason = describe_differences(world_key(reference), world_key(other))
    return f"{reason}{_on_one_start(reference, other)}" if reason else ""


def world_key(scenario: Scenario) -> dict[str, object]:
    """Return what must be equal for worlds of two scenarios to be compared one by one; the cast may differ."""
    return {
        "theatre": scenario.theatre.name,
        "seed": scenario.seed,
        "start": format_month(scenario.start),
        "months": scenario.months,
        "worlds": scenario.worlds,
    }


def describe_differences(reference: Mapping[str, object], other: Mapping[str, object]) -> str:
    """Return in words how two keys differ; empty where they are equal."""
    return ", ".join(f"{name} {other[name]} against {reference[name]}" for name in reference if reference[name] != other[name])


def _on_one_start(reference: Scenario, other: Scenario) -> str:
    """Return how policies written for another start are put on a reference, where that is all that keeps the two apart."""
    if world_key(other) | {"start": format_month(reference.start)} != world_key(reference) or other.start == reference.start:
        return ""
    stacked = "+" in f"{reference.name}{other.name}"
    return "" if stacked else f" (from the same start: '{reference.name} + {other.name}')"


def _key(run: Run) -> dict[str, object]:
    return world_key(run.scenario) | {"model": run.manifest.get("model", "unknown")}
