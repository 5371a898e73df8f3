"""The answer to the main view: time series with bands, paired differences from the reference, and key outcomes."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from sim.analysis.attribution import differ_in_assumptions
from sim.analysis.contrast import describe_differences, world_key
from sim.analysis.key_outcomes import key_outcomes
from sim.analysis.mean_difference import mean_difference
from sim.ensemble.chunk import month_labels
from sim.ensemble.manifest import CAVEAT
from sim.ensemble.quantiles import LEVELS, quantile_column, quantiles
from sim.foundations.axes import Array
from sim.foundations.errors import PeninsulaError, nearest
from sim.model.outcomes import Outcome, outcomes_of
from sim.scenario.scenario import Scenario

SIGNIFICANT_DIGITS = 4


def answer(scenarios: Sequence[Scenario], values: Sequence[Array], outcomes: Sequence[str]) -> dict[str, Any]:
    """Return the time series and key outcomes of a scenario, with differences where a reference has the same worlds.

    scenarios: the scenario, then the reference, if any. values: outcomes of each, shape (outcome, month, world). outcomes: names
    of outcomes whose time series are returned besides the headline index.
    Raises PeninsulaError for an outcome that does not exist.
    """
    scenario, *references = scenarios
    own = _by_name(scenario, values[0])
    names = [scenario.theatre.headline, *(name for name in outcomes if name != scenario.theatre.headline)]
    for name in names:
        if name not in own:
            raise PeninsulaError(f"'{name}' is not an outcome{nearest(name, own)}")
    obstacle = describe_differences(world_key(scenario), world_key(references[0])) if references else ""
    paired = [] if obstacle else references
    reference = _by_name(paired[0], values[1]) if paired else {}
    return {
        "caveat": CAVEAT,
        "worlds": scenario.worlds,
        "months": month_labels(scenario),
        "theatre": scenario.theatre.name,
        "headline": names[0],
        "paired": bool(paired),
        "obstacle": obstacle,
        "assumptions_differ": any(differ_in_assumptions(each, scenario) for each in paired),
        "series": {name: _series(own[name], reference.get(name)) for name in names},
        "cards": [_card(each, own[each.name], reference.get(each.name)) for each in key_outcomes(scenario.theatre)],
    }


def _by_name(scenario: Scenario, values: Array) -> dict[str, Array]:
    return {outcome.name: series for outcome, series in zip(outcomes_of(scenario.theatre), values, strict=True)}


def _series(own: Array, reference: Array | None) -> dict[str, Any]:
    """Return bands of an outcome, of the reference, and of the paired difference; arrays of shape (month, world)."""
    series = {"own": bands(own)}
    if reference is not None:
        series |= {"reference": bands(reference), "difference": bands(own - reference)}
    return series


def bands(series: Array) -> dict[str, list[float]]:
    """Return the quantiles q05 to q95 over worlds by month. series: shape (month, world)."""
    rows = quantiles(series)
    return {quantile_column(level): rounded(row) for level, row in zip(LEVELS, rows, strict=True)}


def _card(outcome: Outcome, own: Array, reference: Array | None) -> dict[str, Any]:
    """Return the mean and 90 % band of an outcome in the final month, and the paired difference from the reference.

    own, reference: shape (month, world).
    """
    final = own[-1]
    low, median, high = rounded(quantiles(final[None], (0.05, 0.5, 0.95))[:, 0])
    card: dict[str, Any] = {
        "name": outcome.name, "title": outcome.title, "unit": outcome.unit, "better": outcome.better,
        "mean": rounded([final.mean(dtype=np.float64)])[0], "low": low, "median": median, "high": high,
    }  # fmt: skip
    if reference is not None:
        gap = (final - reference[-1]).astype(np.float64)
        difference = mean_difference(reference[-1], final)
        sign = {"lower": -1, "higher": 1}.get(outcome.better, 0)
        card |= {
            "difference": rounded([difference.mean])[0],
            "difference_text": difference.text,
            "verdict": difference.verdict(outcome.better),
            "better_share": float((sign * gap > 0).mean()) if sign else None,
            "worse_share": float((sign * gap < 0).mean()) if sign else None,
        }
    return card


def rounded(numbers: ArrayLike) -> list[float]:
    """Return numbers with SIGNIFICANT_DIGITS digits, which is all that a chart shows."""
    return [float(f"{number:.{SIGNIFICANT_DIGITS}g}") for number in np.asarray(numbers, dtype=np.float64).tolist()]
