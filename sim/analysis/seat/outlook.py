"""The outlook before a move: possible futures of the world that is played, under the policy in force and under a move."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.analysis.key_outcomes import key_outcomes
from sim.analysis.mean_difference import MeanDifference, mean_difference
from sim.analysis.seat.live_world import Futures
from sim.ensemble.likelihood import NOTABLE, Likelihood, likelihood_of
from sim.ensemble.quantiles import LEVELS, quantile_column, quantiles
from sim.foundations.axes import Array
from sim.model.events import Events
from sim.model.outcomes import Outcome, outcomes_of
from sim.scenario.theatre import Theatre

WORLDS = 500
"""Futures of an outlook, unless another number is asked for: the usual ensemble."""

AHEAD = 24
"""Months that an outlook looks ahead, unless another number is asked for: two years, within which most levers come about."""

type Bands = NDArray[np.float64]


@dataclass(frozen=True)
class Expected:
    """An outcome in the last month of an outlook.

    in_force, considered: quantiles over futures at `LEVELS`, shape (level,), under the policy in force and under the move; the
    latter, and the paired difference that the move makes, are None where no move is considered.
    """

    outcome: Outcome
    in_force: Bands
    considered: Bands | None
    difference: MeanDifference | None


@dataclass(frozen=True)
class Outlook:
    """What may come of a world, from the next month on.

    months: YYYY-MM. worlds: number of futures. headline: name of the headline index. bands: of that index, shape (level, month),
    under the policy in force, and where a move is considered under that. expected: the key outcomes in the last month.
    likelihoods: notable events within these months, under each of the two.
    """

    months: tuple[str, ...]
    worlds: int
    headline: str
    bands: tuple[Bands, ...]
    expected: tuple[Expected, ...]
    likelihoods: tuple[tuple[Likelihood, ...], ...]

    def document(self) -> dict[str, Any]:
        """Return all of it, ready for JSON."""
        names = ("in_force", "considered")
        return {
            "months": list(self.months),
            "worlds": self.worlds,
            "headline": {
                name: {quantile_column(level): _rounded(row) for level, row in zip(LEVELS, bands, strict=True)}
                for name, bands in zip(names, self.bands, strict=False)
            },
            "expected": [_row(each) for each in self.expected],
            "likelihoods": {
                name: {each.name: vars(each) for each in found} for name, found in zip(names, self.likelihoods, strict=False)
            },
        }


def outlook_of(theatre: Theatre, futures: Futures, months: tuple[str, ...]) -> Outlook:
    """Return the outlook that possible futures give, under the policy in force and perhaps under a move."""
    by_name = [dict(zip((each.name for each in outcomes_of(theatre)), values, strict=True)) for values in futures.outcomes]
    worlds = futures.outcomes[0].shape[-1]
    return Outlook(
        months=months,
        worlds=worlds,
        headline=theatre.headline,
        bands=tuple(quantiles(each[theatre.headline]) for each in by_name),
        expected=tuple(_expected(outcome, by_name) for outcome in key_outcomes(theatre)),
        likelihoods=tuple(_likelihoods(events, worlds) for events in futures.events),
    )


def _expected(outcome: Outcome, by_name: list[dict[str, Array]]) -> Expected:
    in_force, *considered = (values[outcome.name][-1] for values in by_name)
    bands = quantiles(in_force[None])[:, 0]
    if not considered:
        return Expected(outcome, bands, None, None)
    return Expected(outcome, bands, quantiles(considered[0][None])[:, 0], mean_difference(in_force, considered[0]))


def _likelihoods(events: Events, worlds: int) -> tuple[Likelihood, ...]:
    def count(kinds: tuple[str, ...]) -> int:
        codes = [events.kinds.index(kind) for kind in kinds]
        return int(np.unique(events.world[np.isin(events.kind, codes)]).size)

    return tuple(likelihood_of(name, count(kinds), worlds) for name, (_, kinds) in NOTABLE.items())


def _row(each: Expected) -> Mapping[str, Any]:
    outcome, difference = each.outcome, each.difference
    row: dict[str, Any] = {"name": outcome.name, "title": outcome.title, "unit": outcome.unit, "better": outcome.better}
    row["in_force"] = _rounded(each.in_force)
    if each.considered is not None and difference is not None:
        row["considered"] = _rounded(each.considered)
        row["difference"] = {
            "mean": difference.mean, "half_width": difference.half_width, "median": difference.median,
            "text": difference.text, "verdict": difference.verdict(outcome.better),
        }  # fmt: skip
    return row


def _rounded(numbers: Bands) -> list[float]:
    return [float(f"{number:.4g}") for number in numbers.tolist()]
