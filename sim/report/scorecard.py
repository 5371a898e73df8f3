"""The scorecard: how each scenario of a comparison stands against the reference, outcome by outcome."""

from typing import Any

from sim.analysis.comparison import Comparison
from sim.analysis.selection import key_outcomes
from sim.ensemble.summary import quantiles
from sim.foundations.wording import decimals_of, signed_text


def scorecard(comparison: Comparison) -> list[dict[str, Any]]:
    """Return a row per key outcome with a cell per scenario: difference, band, and how surely it is better or worse.

    A cell is None where the scenario has no such outcome; shade: share of worlds in which it is better less that in which it is
    worse, -1 to 1.
    """
    rows = []
    for outcome in key_outcomes(comparison.reference.scenario.theatre):
        cells: list[dict[str, Any] | None] = []
        for contrast in comparison.contrasts:
            if outcome.name not in {each.name for each in contrast.outcomes}:
                cells.append(None)
                continue
            gap = contrast.difference(outcome.name)[-1]
            low, middle, high = quantiles(gap[None], (0.05, 0.5, 0.95))[:, 0]
            rare = bool(middle == 0 and abs(gap.mean()) > 0)
            decimals = max(decimals_of(low, middle, high), 2 if rare else 0)
            told = float(gap.mean()) if rare else middle
            # what differs in no digit that is shown is neither better nor worse
            seen = max(abs(low), abs(told), abs(high)) >= 0.5 * 10.0**-decimals
            standing = contrast.standing(outcome.name) if seen else None
            cells.append(
                {
                    "gap": signed_text(told, decimals),
                    "mean": rare,
                    "band": f"{signed_text(low, decimals)} to {signed_text(high, decimals)}",
                    "better": None if standing is None else f"{standing[0]:.0%}",
                    "shade": 0 if standing is None else round(standing[0] - standing[1], 2),
                }
            )
        rows.append({"title": outcome.title, "unit": outcome.unit, "direction": outcome.better, "cells": cells})
    return rows
