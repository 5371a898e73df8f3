"""What rules cost: twenty in force against none, in the same worlds."""

from time import perf_counter
from typing import Any

import numpy as np

from sim.model.events import BEGINS, ENDS
from sim.model.simulate import simulate
from sim.scenario.loading import load

RULES = 20
ROUNDS = 7

_CONDITIONS = ("peninsula_tension > floor", "credibility_in_seoul < 0.99 and crisis_prob < ceiling", "max(warheads) > floor")
_SETS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("united_states", {"exercise_tempo": 0.4}),
    ("united_states", {"relief_offer": 0.4, "sanctions_pressure": 0.5}),
    ("south_korea", {"defence_share": 3.2}),
    ("north_korea", {"testing_tempo": 0.6}),
    ("china", {"sanctions_enforcement": 0.4}),
)


def twenty_rules() -> list[dict[str, Any]]:
    """Return rules that all come into force in nearly every world within the first year: a quarter of them by chance."""
    rules = []
    for number in range(RULES):
        actor, sets = _SETS[number % len(_SETS)]
        when = _CONDITIONS[number % len(_CONDITIONS)]
        parameters = {"ceiling": [0.97, 1.0]} if "ceiling" in when else {"floor": [1, 5]}
        chance = {"prob": 0.5} if number % 4 == 0 else {}
        ends = {"until": "war_so_far > 0"} if number % 2 else {}
        rules.append(
            {"name": f"rule {number}", "actor": actor, "when": when, "set": sets, "parameters": parameters, "for_months": 3}
            | chance
            | ends
        )
    return rules


def against_none(worlds: int = 2000) -> tuple[float, float]:
    """Return how many times longer 120 months with twenty rules take than without, and their mean share in force at the end."""
    bare, ruled = load("scenarios/baseline_2025.toml"), load("scenarios/baseline.toml", {"rules": twenty_rules()})
    some = np.arange(worlds)
    simulate(bare, some[:100])
    times: dict[bool, list[float]] = {False: [], True: []}
    for _ in range(ROUNDS):
        for with_rules in (False, True):
            began = perf_counter()
            record = simulate(ruled if with_rules else bare, some)
            times[with_rules].append(perf_counter() - began)
    counts = np.bincount(record.events.kind, minlength=len(record.events.kinds))
    net = sum(
        int(count) * (kind.startswith(BEGINS) - kind.startswith(ENDS))
        for kind, count in zip(record.events.kinds, counts, strict=True)
    )
    return min(times[True]) / min(times[False]), net / (worlds * RULES)
