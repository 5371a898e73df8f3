"""Explanation: contributions of each mechanism to a change of the headline index, or of a quantity behind it.

The headline index is a function of a sum, so its change is divided among the causes in proportion to theirs in the sum:

    dI = I1 - I0,   dI_c = dz_c dI / dz,   dz = sum of dz_c

index, I [0-100]; contribution of a cause to raw tension, z_c: 0.7 of its hostility, 0.3 of its events and 0.08 of its stage of
crisis. Contributions are computed world by world and then averaged; they add up to the mean change of the index.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.ensemble.chunk import Chunk, entry_column
from sim.ensemble.quantiles import quantiles
from sim.ensemble.run import Run
from sim.foundations.errors import PeninsulaError, nearest
from sim.model.causes import ACCOUNTS
from sim.model.curves import secant
from sim.model.indices import HOSTILITY_SHARE, STAGE_WEIGHT, anchored_slope

type Numbers = NDArray[np.float64]

TENSION_PARTS: Mapping[str, float] = {
    "hostility": float(HOSTILITY_SHARE),
    "events": float(1 - HOSTILITY_SHARE),
    "stage": float(STAGE_WEIGHT),
}
"""The accounts that raw tension consists of, with their weights."""

PLAIN: Mapping[str, tuple[str, str]] = {
    "hostility": ("Hostility in the headline dyads", "0-1"),
    "trust": ("Trust in the headline dyads", "0-1"),
    "credibility": ("Credibility of the main alliance", "0-1"),
}
"""The quantities that are plain sums of their entries: title and unit."""

CAUSE_LABELS: Mapping[str, str] = {
    "start": "the past, fading",
    "provocations": "provocations",
    "exercises": "joint exercises",
    "sanctions": "sanctions",
    "arms": "arms build-ups",
    "coercion": "coercion",
    "posture": "diplomatic posture",
    "blocs": "bloc politics",
    "diplomacy": "talks and deals",
    "broken_deals": "broken deals",
    "crises": "crises",
    "incidents": "great-power incidents",
    "presence": "presence of forces",
    "withdrawal": "speed of withdrawal",
    "guarantee": "nuclear guarantee",
    "exposure": "exposed homeland",
    "stance": "commitment stance",
    "own_command": "own command",
    "quarrel": "burden quarrel",
    "outreach": "outreach to the other bloc",
    "arming": "own nuclear option",
    "flexibility": "free use of forces",
    "seat": "a seat in talks",
    "payment": "payments to the patron",
    "threat": "shared threat",
}
"""Cause -> label in tables and figures."""


@dataclass(frozen=True)
class Explanation:
    """Contributions to the change of a quantity, means over worlds.

    total: the change, shape (month,) or (). contributions: cause -> its part, of the same shape; they add up to the total.
    low, high: cause -> bounds of the middle 90 % of worlds, where one month is explained.
    """

    quantity: str
    title: str
    unit: str
    total: Numbers
    contributions: Mapping[str, Numbers]
    low: Mapping[str, float] | None = None
    high: Mapping[str, float] | None = None

    def by_size(self) -> list[str]:
        """Return the causes, ordered by their largest absolute contribution."""
        return sorted(self.contributions, key=lambda cause: -float(np.abs(self.contributions[cause]).max()))


def quantities(run: Run) -> tuple[str, ...]:
    """Return the names of the quantities that can be explained."""
    return (run.scenario.theatre.headline, *PLAIN)


def over_time(run: Run, quantity: str | None = None) -> Explanation:
    """Explain the change of a quantity since the first month of a run; contributions have shape (month,).

    quantity: the headline index (the default), "hostility", "trust" or "credibility".
    """
    quantity = _known(run, quantity)
    totals = np.zeros(run.scenario.months)
    sums: dict[str, Numbers] = {}
    for chunk in run.chunks:
        parts, level = _parts(run, chunk, quantity)
        steps = {cause: part - part[0] for cause, part in parts.items()}
        parts_of_change = _divided(steps, level - level[0], _slope(run, quantity, level))
        totals += (level - level[0]).sum(axis=1)
        for cause, values in parts_of_change.items():
            sums[cause] = sums.get(cause, 0) + values.sum(axis=1)
    worlds = run.scenario.worlds
    return _explanation(run, quantity, totals / worlds, {cause: values / worlds for cause, values in sums.items()})


def between(reference: Run, other: Run, quantity: str | None = None, month: int = -1) -> Explanation:
    """Explain the difference between two paired runs in one month; contributions have shape ().

    month: index on the horizon (-1: the last).
    """
    quantity = _known(reference, quantity)
    before, level_before = _in_month(reference, quantity, month)
    after, level = _in_month(other, quantity, month)
    zero = np.zeros_like(level)
    steps = {cause: after.get(cause, zero) - before.get(cause, zero) for cause in {**before, **after}}
    contributions = _divided(steps, level - level_before, _slope(other, quantity, level))
    bounds = {cause: quantiles(values[None], (0.05, 0.95))[:, 0] for cause, values in contributions.items()}
    return _explanation(
        other,
        quantity,
        np.asarray((level - level_before).mean()),
        {cause: np.asarray(values.mean()) for cause, values in contributions.items()},
        {cause: float(low) for cause, (low, _) in bounds.items()},
        {cause: float(high) for cause, (_, high) in bounds.items()},
    )


def _known(run: Run, quantity: str | None) -> str:
    known = quantities(run)
    quantity = quantity or known[0]
    if quantity not in known:
        raise PeninsulaError(f"'{quantity}' cannot be explained: expected one of {', '.join(known)}{nearest(quantity, known)}")
    return quantity


def _parts(run: Run, chunk: Chunk, quantity: str) -> tuple[dict[str, Numbers], Numbers]:
    """Return the contribution of every cause, and the quantity itself, each of shape (month, world)."""
    run.require_ledger()

    def read(column: str) -> Numbers:
        return chunk.column(column).astype(np.float64)

    weights = {quantity: 1.0} if quantity in PLAIN else TENSION_PARTS
    parts: dict[str, Numbers] = {}
    for account, weight in weights.items():
        for entry in ACCOUNTS[account]:
            parts[entry] = parts.get(entry, 0) + weight * read(entry_column(account, entry))
    level = sum(parts.values(), np.zeros(1)) if quantity in PLAIN else read(run.scenario.theatre.headline)
    return parts, level


def _in_month(run: Run, quantity: str, month: int) -> tuple[dict[str, Numbers], Numbers]:
    """Return the contribution of every cause in one month, and the quantity itself, each of shape (world,)."""
    chunks = [_parts(run, chunk, quantity) for chunk in run.chunks]
    parts = {cause: np.concatenate([part[cause][month] for part, _ in chunks]) for cause in chunks[0][0]}
    return parts, np.concatenate([level[month] for _, level in chunks])


def _slope(run: Run, quantity: str, level: Numbers) -> Numbers:
    """Return the derivative of a quantity with respect to the sum of its causes, at its level."""
    if quantity in PLAIN:
        return np.ones_like(level)
    start = run.scenario.theatre.start
    return level * (100 - level) / 100 * anchored_slope(start["index_mean"].value, start["index_peak"].value)


def _divided(steps: Mapping[str, Numbers], change: Numbers, slope: Numbers) -> dict[str, Numbers]:
    """Divide the change of a quantity among causes in proportion to their steps; the rounding error goes to "start"."""
    secant_slope = secant(sum(steps.values(), np.zeros(1)), change, slope)
    parts = {cause: step * secant_slope for cause, step in steps.items()}
    parts["start"] = parts["start"] + change - sum(parts.values(), np.zeros(1))
    return parts


def _explanation(
    run: Run,
    quantity: str,
    total: Numbers,
    contributions: Mapping[str, Numbers],
    low: Mapping[str, float] | None = None,
    high: Mapping[str, float] | None = None,
) -> Explanation:
    if quantity in PLAIN:
        title, unit = PLAIN[quantity]
    else:
        outcome = next(each for each in run.outcomes_reported if each.name == quantity)
        title, unit = outcome.title, outcome.unit
    return Explanation(quantity, title, unit, total, contributions, low, high)
