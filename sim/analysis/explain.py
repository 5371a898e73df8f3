"""Why: what moved the headline index, and the quantities behind it, mechanism by mechanism.

The headline index is a curve of a sum, so that a change of it is shared out among the causes as the sum is:

    dI = I1 - I0,   dI_c = dz_c dI / dz,   dz = sum of dz_c

index, I [0-100]; what a cause adds to raw tension, z_c: 0.7 of its hostility, 0.3 of its events and 0.08 of a rung of crisis.
Contributions are taken world by world and then averaged, and add up to the mean change of the index.
"""

from collections.abc import Callable, Mapping
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
"""The accounts that make up raw tension, with their weights."""

PLAIN: Mapping[str, tuple[str, str]] = {
    "hostility": ("Hostility in the headline dyads", "0-1"),
    "trust": ("Trust in the headline dyads", "0-1"),
    "credibility": ("Credibility of the main alliance", "0-1"),
}
"""The quantities that are sums of their entries: title and unit."""

WORDS: Mapping[str, str] = {
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
}
"""Causes as a reader wants to see them."""


@dataclass(frozen=True)
class Explanation:
    """What moved a quantity. `contributions` (cause -> value, or values by month) add up to `total`; means over worlds.

    low, high: bounds of the middle 90 % of worlds for each cause, where one month is explained.
    """

    quantity: str
    title: str
    unit: str
    total: Numbers
    contributions: Mapping[str, Numbers]
    low: Mapping[str, float] | None = None
    high: Mapping[str, float] | None = None

    def by_size(self) -> list[str]:
        """Return the causes, the largest contribution at any time first."""
        return sorted(self.contributions, key=lambda cause: -float(np.abs(self.contributions[cause]).max()))


def quantities(run: Run) -> tuple[str, ...]:
    """Return the names of what can be explained."""
    return (run.scenario.theatre.headline, *PLAIN)


def over_time(run: Run, quantity: str | None = None) -> Explanation:
    """Explain the change of a quantity since the first month of a run, contributions of shape (month,).

    quantity: the headline index (the default), "hostility", "trust" or "credibility".
    """
    quantity = _known(run, quantity)
    totals = np.zeros(run.scenario.months)
    sums: dict[str, Numbers] = {}
    for chunk in run.chunks:
        parts, level = _parts(run, chunk, quantity)
        steps = {cause: part - part[0] for cause, part in parts.items()}
        moved = _shared_out(steps, level - level[0], _tangent(run, quantity, level))
        totals += (level - level[0]).sum(axis=1)
        for cause, values in moved.items():
            sums[cause] = sums.get(cause, 0) + values.sum(axis=1)
    worlds = run.scenario.worlds
    return _explanation(run, quantity, totals / worlds, {cause: values / worlds for cause, values in sums.items()})


def between(reference: Run, other: Run, quantity: str | None = None, month: int = -1) -> Explanation:
    """Explain the difference of two runs that are paired, in one month, contributions of shape ().

    month: place on the horizon, the last by default.
    """
    quantity = _known(reference, quantity)
    was, level_before = _whole(reference, quantity, month)
    becomes, level = _whole(other, quantity, month)
    nothing = np.zeros_like(level)
    steps = {cause: becomes.get(cause, nothing) - was.get(cause, nothing) for cause in {**was, **becomes}}
    moved = _shared_out(steps, level - level_before, _tangent(other, quantity, level))
    bounds = {cause: quantiles(values[None], (0.05, 0.95))[:, 0] for cause, values in moved.items()}
    return _explanation(
        other,
        quantity,
        np.asarray((level - level_before).mean()),
        {cause: np.asarray(values.mean()) for cause, values in moved.items()},
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
    """Return what every cause adds, and the quantity itself, each of shape (month, world)."""
    run.require_ledger()
    read: Callable[[str], Numbers] = lambda name: chunk.column(name).astype(np.float64)  # noqa: E731
    weights = {quantity: 1.0} if quantity in PLAIN else TENSION_PARTS
    parts: dict[str, Numbers] = {}
    for account, weight in weights.items():
        for entry in ACCOUNTS[account]:
            parts[entry] = parts.get(entry, 0) + weight * read(entry_column(account, entry))
    level = sum(parts.values(), np.zeros(1)) if quantity in PLAIN else read(run.scenario.theatre.headline)
    return parts, level


def _whole(run: Run, quantity: str, month: int) -> tuple[dict[str, Numbers], Numbers]:
    """Return what every cause adds in one month, and the quantity itself, each of shape (world,)."""
    found = [_parts(run, chunk, quantity) for chunk in run.chunks]
    parts = {cause: np.concatenate([part[cause][month] for part, _ in found]) for cause in found[0][0]}
    return parts, np.concatenate([level[month] for _, level in found])


def _tangent(run: Run, quantity: str, level: Numbers) -> Numbers:
    """Return how fast a quantity rises with the sum of its causes, where it stands."""
    if quantity in PLAIN:
        return np.ones_like(level)
    start = run.scenario.theatre.start
    return level * (100 - level) / 100 * anchored_slope(start["index_mean"].value, start["index_peak"].value)


def _shared_out(steps: Mapping[str, Numbers], rise: Numbers, tangent: Numbers) -> dict[str, Numbers]:
    """Share the change of a quantity out among causes as their steps are; what rounding leaves goes to the start."""
    slope = secant(sum(steps.values(), np.zeros(1)), rise, tangent)
    moved = {cause: step * slope for cause, step in steps.items()}
    moved["start"] = moved["start"] + rise - sum(moved.values(), np.zeros(1))
    return moved


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
        about = next(each for each in run.outcomes_reported if each.name == quantity)
        title, unit = about.title, about.unit
    return Explanation(quantity, title, unit, total, contributions, low, high)
