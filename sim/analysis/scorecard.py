"""The scorecard: each scenario of a comparison against the reference, outcome by outcome."""

from collections.abc import Sequence
from typing import Any

from sim.analysis.compare import Comparison
from sim.analysis.key_outcomes import key_outcomes
from sim.ensemble.quantiles import quantiles
from sim.foundations.wording import decimals_of, signed_text
from sim.model.outcomes import outcomes_of


def scorecard(comparison: Comparison, outcomes: Sequence[str] | None = None) -> list[dict[str, Any]]:
    """Return a row per outcome with a cell per scenario: difference, verdict, 90 % band, and the share of worlds that are better.

    outcomes: names of outcomes of the reference (None: the key ones). A cell is None where the scenario has no such outcome.
    gap: the mean difference with its interval, and the median; see `MeanDifference`, which also gives the verdict.
    shade: share of worlds that are better minus the share that are worse, -1 to 1; 0 where the verdict is neither.
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
            difference = contrast.mean_difference(outcome.name)
            verdict = difference.verdict(outcome.better)
            low, high = quantiles(contrast.difference(outcome.name)[-1:], (0.05, 0.95))[:, 0]
            decimals = decimals_of(low, high, difference.mean)
            standing = contrast.standing(outcome.name) if verdict != "no difference" else None
            cells.append(
                {
                    "gap": difference.text,
                    "verdict": verdict,
                    "band": f"{signed_text(low, decimals)} to {signed_text(high, decimals)}",
                    "better": None if standing is None else f"{standing[0]:.0%}",
                    "shade": round(standing[0] - standing[1], 2) if standing and verdict in ("better", "worse") else 0,
                }
            )
        rows.append({"title": outcome.title, "unit": outcome.unit, "direction": outcome.better, "cells": cells})
    return rows
