"""How durable policies are: the months that the policy of a scenario survives, where turnover lets governments change."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.ensemble.intervals import NORMAL_95
from sim.scenario.scenario import Scenario
from sim.scenario.turnover.governments import government_named


@dataclass(frozen=True)
class Durability:
    """How long the policy of an actor survives, from the start to the first government of another doctrine, in a run.

    counts_as: doctrine that the policy counts as at the start, or nothing.
    mean, half_width: mean over worlds of the months survived within the horizon, with the half width of its 90 % interval.
    quantiles: months survived in the worlds at 5, 50 and 95 %; at the horizon where it is not changed within it.
    surviving: share of worlds in which it still stands, shape (month,). at_end: share of worlds by the doctrine that governs in
    the last month, the policy of the scenario under "".
    """

    actor: str
    counts_as: str
    label: str
    mean: float
    half_width: float
    quantiles: tuple[int, int, int]
    surviving: NDArray[np.float64]
    at_end: Mapping[str, float]


def durability_of(scenario: Scenario, in_force: Mapping[str, NDArray[np.float64]]) -> tuple[Durability, ...]:
    """Return how durable the policy of each actor is whose government may change.

    in_force: share of worlds in which each government rules, shape (month,), by the name of its rule.
    """
    found = []
    for office in scenario.offices:
        rules = {name: government_named(office.actor, name) for name, _ in office.weights}
        surviving = np.clip(1 - sum((in_force[rule] for rule in rules.values()), np.zeros(scenario.months)), 0, 1)
        # a policy that stands in months 0 .. k-1 has survived k months
        ends = np.append(-np.diff(surviving), surviving[-1]).clip(0)
        months = np.arange(1, scenario.months + 1, dtype=np.int64)
        mean = float(surviving.sum())
        spread = float(np.sqrt(max(float((ends * months**2).sum()) - mean**2, 0.0)))
        reached = np.cumsum(ends)
        low, middle, high = (1 + min(int(np.searchsorted(reached, share)), len(months) - 1) for share in (0.05, 0.5, 0.95))
        found.append(
            Durability(
                actor=office.actor,
                counts_as=office.own[0][1] if office.own else "",
                label=scenario.theatre.actor(office.actor).label,
                mean=mean,
                half_width=NORMAL_95 * spread / float(np.sqrt(scenario.worlds)),
                quantiles=(low, middle, high),
                surviving=surviving,
                at_end={"": float(surviving[-1])} | {name: float(in_force[rule][-1]) for name, rule in rules.items()},
            )
        )
    return tuple(found)
