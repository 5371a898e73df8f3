"""The scorecard: each scenario of a comparison against the reference, outcome by outcome."""

from collections.abc import Sequence
from typing import Any

from sim.analysis.compare import Comparison
from sim.analysis.key_outcomes import key_outcomes
from sim.ensemble.quantiles import quantiles
from sim.foundations.wording import decimals_of, signed_text
from sim.model.outcomes import outcomes_of

MOST_DECIMALS = 5
"""A difference that is zero in this many decimals is shown as 0."""


def scorecard(comparison: Comparison, outcomes: Sequence[str] | None = None) -> list[dict[str, Any]]:
    """Return a row per outcome with a cell per scenario: difference, 90 % band, and the share of worlds that are better.

    outcomes: names of outcomes of the reference (None: the key ones). A cell is None where the scenario has no such outcome.
    gap: the median difference, or the mean where the median is zero and the mean is not ("mean" is true then).
    shade: share of worlds that are better minus the share that are worse, -1 to 1.
    """
    theatre = comparison.reference.scenario.theatre
    known = {outcome.name: outcome for outcome in outcomes_of(theatre)}
    rows = []
    for outcome in key_outcomes(theatre) if outcomes is None else [known[name] for name in outcomes]:
        cells: list[dict[str, Any] | None] = []
        for contrast in comparison.contrasts:
            if outcome.name not in {each.name for each in contrast.outcomes}:
                cells.append(None)
                continue
            gap = contrast.difference(outcome.name)[-1]
            low, middle, high = quantiles(gap[None], (0.05, 0.5, 0.95))[:, 0]
            rare = bool(middle == 0 and abs(gap.mean()) > 0)
            decimals = max(decimals_of(low, middle, high), 2 if rare else 0)
            shown = float(gap.mean()) if rare else middle
            # a difference that no shown digit reveals is neither better nor worse
            visible = bool(max(abs(low), abs(shown), abs(high)) >= 0.5 * 10.0**-decimals)
            standing = contrast.standing(outcome.name) if visible else None
            cells.append(
                {
                    "gap": _gap(shown, decimals) if visible else "0",
                    "mean": rare and visible,
                    "band": f"{signed_text(low, decimals)} to {signed_text(high, decimals)}",
                    "better": None if standing is None else f"{standing[0]:.0%}",
                    "shade": 0 if standing is None else round(standing[0] - standing[1], 2),
                }
            )
        rows.append({"title": outcome.title, "unit": outcome.unit, "direction": outcome.better, "cells": cells})
    return rows


def _gap(value: float, decimals: int) -> str:
    """Return a difference as text, with more decimals where the given ones would show it as 0."""
    text = signed_text(value, decimals)
    return next((finer for more in range(decimals, MOST_DECIMALS + 1) if (finer := signed_text(value, more)) != "0"), text)
