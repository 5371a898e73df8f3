"""Rules as `sim/model/rules/rulebook.py` applies them equal the scalar reference, which knows them as plain Python."""

from typing import Any

import numpy as np
import pytest

from sim.model.simulate import simulate
from sim.scenario.loading import load
from tests.in_double import apart
from tests.oracle.rules import by_the_reference
from tests.oracle.test_oracle import SINGLE

pytestmark = pytest.mark.slow

WORLDS, MONTHS = 40, 72

RULES: list[dict[str, Any]] = [
    {
        "name": "relief",
        "actor": "united_states",
        "when": "peninsula_tension < calm and not (warheads > 90)",
        "for_months": 2,
        "prob": 0.5,
        "set": {"relief_offer": "offered", "exercise_tempo": 0.3},
        "until": "peninsula_tension > 85 or crisis_stage > 0",
        "parameters": {"calm": [75, 85], "offered": [0.3, 0.9]},
    },
    {
        "name": "arm",
        "actor": "south_korea",
        "when": "mean(peninsula_tension) > 75 and max(crisis_prob) > 0.1",
        "set": {"defence_share": 3.6, "nuclear_option": "hedge"},
        "within": "2026-01..2028-12",
    },
    {
        "name": "resume",
        "actor": "us",
        "when": "peninsula_tension > 75 and talks == 0",
        "set": {"exercise_tempo": 0.9},
        "ends": "2029-06",
        "until": "talks > 0",
    },
    {
        "name": "withdraw",
        "actor": "us",
        "when": "peninsula_tension > 80",
        "for_months": 4,
        "lead_months": 5,
        "set": {"troops_korea": {"2025-02": 28500, "2026-06..2028-05": 0}},
        "within": "2026-01..2030-12",
        "until": "crisis_stage > 1",
    },
    {
        "name": "lead",
        "actor": "south_korea",
        "when": "talks > 0 or warheads > 60",
        "set": {"insists_on_seat": 0.9},
        "under": "withdraw",
    },
]


def test_rules_equal_the_scalar_reference() -> None:
    scenario = load("baseline_2025", {"rules": RULES}, worlds=WORLDS, months=MONTHS)
    record = simulate(scenario, np.arange(WORLDS))
    worlds = apart(record.outcomes, by_the_reference(scenario))
    # a threshold that falls between two roundings sends a world another way; one in forty may
    assert (worlds > SINGLE).sum() <= 1
    happened = [record.events.kinds[code] for code in np.unique(record.events.kind)]
    assert {f"{kind}rule: {name}" for kind in ("", "end of ") for name in ("relief", "resume", "withdraw", "lead")} | {
        "rule: arm"
    } <= set(happened)


def test_turnover_equals_the_scalar_reference() -> None:
    often = {"first": "2026-01", "every": 12, "hazard": [0.3, 0.6]}
    changes = {
        f"turnover.{actor}.{key}": value for actor in ("us", "rok", "north_korea", "china") for key, value in often.items()
    }
    pinned = {"rok.survives": ["defence_share"], "rok.doctrine": {"2025-02": "pressure", "2027-01": "engagement"}}
    rules = [{**RULES[1], "survives": True}, RULES[2]]
    scenario = load("baseline_2025", {"turnover": True, **changes, **pinned, "rules": rules}, worlds=WORLDS // 4, months=48)
    record = simulate(scenario, np.arange(WORLDS // 4))
    worlds = apart(record.outcomes, by_the_reference(scenario))
    assert (worlds > SINGLE).sum() <= 1
    happened = {record.events.kinds[code] for code in np.unique(record.events.kind)}
    assert {
        "rule: arm",
        "rule: pressure in south_korea",
        "end of rule: pressure in south_korea",
    } <= happened
