"""What the page is told: courses with bands, differences world by world, and key numbers with their direction."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from sim.analysis.attribution import differ_in_assumptions
from sim.analysis.selection import key_outcomes
from sim.ensemble.manifest import CAVEAT
from sim.ensemble.run import Run
from sim.ensemble.summary import LEVELS, column, quantiles
from sim.foundations.axes import Array
from sim.foundations.errors import PeninsulaError, nearest
from sim.model.outcomes import Outcome, outcomes_of
from sim.scenario.scenario import Scenario

DIGITS = 4


def answer(scenarios: Sequence[Scenario], found: Sequence[Array], wanted: Sequence[str]) -> dict[str, Any]:
    """Return what is drawn of a scenario, held against another one where one is given and both have the same worlds.

    scenarios: the scenario, and the one behind it, if any. found: outcomes of each, (outcome, month, world). wanted: names of
    outcomes besides the headline index.
    Raises PeninsulaError for an outcome that does not exist.
    """
    scenario, *behind = scenarios
    known = {outcome.name: place for place, outcome in enumerate(outcomes_of(scenario.theatre))}
    names = [scenario.theatre.headline, *(name for name in wanted if name != scenario.theatre.headline)]
    for name in names:
        if name not in known:
            raise PeninsulaError(f"'{name}' is not an outcome{nearest(name, known)}")
    paired = [each for each in behind if _same_worlds(scenario, each) and found[0].shape == found[1].shape]
    own, other = found[0], found[1] if paired else None
    return {
        "caveat": CAVEAT,
        "worlds": scenario.worlds,
        "months": Run.months_of(scenario),
        "headline": names[0],
        "paired": bool(paired),
        "other_assumptions": any(differ_in_assumptions(each, scenario) for each in paired),
        "series": {name: _course(own[known[name]], None if other is None else other[known[name]]) for name in names},
        "cards": [_card(each, own[known[each.name], -1], None if other is None else other[known[each.name], -1])
                  for each in key_outcomes(scenario.theatre)],
    }  # fmt: skip


def _same_worlds(one: Scenario, other: Scenario) -> bool:
    """Return whether world n of one can be held against world n of the other."""
    return (one.theatre.name, one.start, one.seed) == (other.theatre.name, other.start, other.seed) and [
        outcome.name for outcome in outcomes_of(one.theatre)
    ] == [outcome.name for outcome in outcomes_of(other.theatre)]


def _course(found: Array, behind: Array | None) -> dict[str, Any]:
    """Return bands over time, those of the reference, and those of the difference world by world."""
    course = {"own": bands(found)}
    if behind is not None:
        course |= {"reference": bands(behind), "difference": bands(found - behind)}
    return course


def bands(series: Array) -> dict[str, list[float]]:
    """Return the levels of a fan, q05 to q95, of a series of shape (month, world)."""
    rows = quantiles(series)
    return {column(level): short(row) for level, row in zip(LEVELS, rows, strict=True)}


def _card(outcome: Outcome, found: Array, behind: Array | None) -> dict[str, Any]:
    """Return an outcome in the last month: its mean and 90 % band, and what the policy does to it."""
    low, middle, high = short(quantiles(found[None], (0.05, 0.5, 0.95))[:, 0])
    card: dict[str, Any] = {
        "name": outcome.name, "title": outcome.title, "unit": outcome.unit, "better": outcome.better,
        "mean": short([found.mean(dtype=np.float64)])[0], "low": low, "median": middle, "high": high,
    }  # fmt: skip
    if behind is not None:
        gap = (found - behind).astype(np.float64)
        half = 1.645 * float(gap.std()) / np.sqrt(gap.size)
        sign = {"lower": -1, "higher": 1}.get(outcome.better, 0)
        card |= {
            "difference": short([gap.mean()])[0],
            "difference_half": short([half])[0],
            "better_share": float((sign * gap > 0).mean()) if sign else None,
            "worse_share": float((sign * gap < 0).mean()) if sign else None,
        }
    return card


def short(numbers: Any) -> list[float]:
    """Return numbers with as many digits as a chart shows."""
    return [float(f"{number:.{DIGITS}g}") for number in np.asarray(numbers, dtype=np.float64).tolist()]
