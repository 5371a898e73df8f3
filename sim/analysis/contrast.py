"""A contrast: the difference between two runs, world by world, where both had the same draws and the same chance."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

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
    """Another run held against a reference.

    paired: whether world n of one is held against world n of the other; else worlds are matched at random, over the months that
    both runs have, which is right for runs that share neither draws nor chance, and much less sharp.
    """

    reference: Run
    other: Run
    paired: bool = True

    @cached_property
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
        """Return what is known of an outcome; raises PeninsulaError when the runs do not share it."""
        found = {outcome.name: outcome for outcome in self.outcomes}
        if name not in found:
            raise PeninsulaError(f"'{name}' is not an outcome of these runs{nearest(name, found)}")
        return found[name]

    def both(self, name: str) -> tuple[Array, Array]:
        """Return an outcome of the reference and of the other run, matched, each of shape (month, world)."""
        self.outcome(name)
        was, becomes = (self._span(run, run.series(name)) for run in (self.reference, self.other))
        if self.paired:
            return was, becomes
        worlds = min(was.shape[1], becomes.shape[1])
        return was[:, :worlds], becomes[:, np.random.default_rng(0).permutation(becomes.shape[1])[:worlds]]

    def difference(self, name: str) -> Array:
        """Return other less reference, shape (month, world)."""
        was, becomes = self.both(name)
        return becomes - was

    def standing(self, name: str, month: int = -1) -> tuple[float, float] | None:
        """Return the shares of worlds in which the other run is better and worse in a month; None for no direction."""
        outcome = self.outcome(name)
        if not outcome.better:
            return None
        was, becomes = (values[month] for values in self.both(name))
        gain = becomes - was if outcome.better == "higher" else was - becomes
        return float((gain > 0).mean()), float((gain < 0).mean())

    def table(self, month: int = -1) -> "DataFrame":
        """Return a row per outcome, what differs most first.

        Columns: title, unit, better (direction); reference and other (medians) and their means; difference (median)
        with its quantiles; mean_difference with its standard error; better_share, worse_share; effect: mean difference in
        standard deviations of both runs.
        """
        from pandas import DataFrame

        rows = {outcome.name: self._row(outcome, month) for outcome in self.outcomes}
        frame = DataFrame.from_dict(rows, orient="index").rename_axis("outcome")
        return frame.sort_values("effect", key=abs, ascending=False, kind="stable")

    def _row(self, outcome: Outcome, month: int) -> dict[str, object]:
        was, becomes = (values[month].astype(np.float64) for values in self.both(outcome.name))
        gap = becomes - was
        bands = quantiles(gap[None].astype(np.float64), LEVELS)[:, 0]
        better, worse = self.standing(outcome.name, month) or (np.nan, np.nan)
        return {
            "title": outcome.title,
            "unit": outcome.unit,
            "better": outcome.better,
            "reference": np.median(was),
            "other": np.median(becomes),
            "reference_mean": was.mean(),
            "other_mean": becomes.mean(),
            "difference": bands[2],
            **dict(zip(map(quantile_column, LEVELS), bands, strict=True)),
            "mean_difference": gap.mean(),
            "standard_error": gap.std() / np.sqrt(len(gap)),
            "better_share": better,
            "worse_share": worse,
            "effect": effect(was, becomes),
        }

    def _span(self, run: Run, series: Array) -> Array:
        if run.months == self.months:
            return series
        first = run.months.index(self.months[0])
        return series[first : first + len(self.months)]


def effect(was: Array, becomes: Array) -> float:
    """Return the mean difference in standard deviations of both, d = (mean1 - mean0) / sqrt((s0^2 + s1^2) / 2) (Cohen 1988)."""
    gap = float(becomes.mean() - was.mean())
    spread = float(np.sqrt((was.var() + becomes.var()) / 2))
    if abs(gap) < 1e-9:
        return 0.0
    return gap / spread if spread > 1e-9 else float(np.copysign(np.inf, gap))


def obstacles(runs: Sequence[Run]) -> list[str]:
    """Return why runs cannot be held against each other world by world: one reason a line, none if they can."""
    first, *others = runs
    unlikes = [(run, unlike(_identity(first), _identity(run))) for run in others]
    return [f"{run.scenario.name} has {differing}" for run, differing in unlikes if differing]


def worlds_of(scenario: Scenario) -> dict[str, object]:
    """Return what has to be the same for a world of one scenario to stand beside that of another; the cast need not."""
    return {
        "theatre": scenario.theatre.name,
        "seed": scenario.seed,
        "start": format_month(scenario.start),
        "months": scenario.months,
        "worlds": scenario.worlds,
    }


def unlike(mine: Mapping[str, object], theirs: Mapping[str, object]) -> str:
    """Return in what two descriptions differ, in words; empty where they do not."""
    return ", ".join(f"{what} {theirs[what]} against {mine[what]}" for what in mine if mine[what] != theirs[what])


def _identity(run: Run) -> dict[str, object]:
    return worlds_of(run.scenario) | {"model": run.manifest.get("model", "unknown")}
