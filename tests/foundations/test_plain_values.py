from datetime import date, datetime
from typing import Any

import numpy as np
import pandas as pd
import pytest

import sim
from sim.foundations.plain_values import plain_value


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (np.float64(0.5), 0.5),
        (np.int32(3), 3),
        (np.bool_(True), True),
        ((0.1, 0.2), [0.1, 0.2]),
        (np.array([1, 2]), [1, 2]),
        (date(2027, 1, 31), "2027-01"),
        (datetime(2027, 12, 1, 5), "2027-12"),
        (pd.Timestamp("2028-02-03"), "2028-02"),
        ({pd.Timestamp("2027-01-01"): np.int64(0)}, {"2027-01": 0}),
        ("rok_led", "rok_led"),
        (None, None),
    ],
)
def test_values_of_libraries_become_those_of_a_file(value: Any, plain: Any) -> None:
    result = plain_value(value)
    assert result == plain
    assert type(result) is type(plain)


def test_a_scenario_takes_them_wherever_a_number_or_a_month_is_asked_for(root: object) -> None:
    overrides = {
        "us.troops_korea": {pd.Timestamp("2027-01-01"): np.float32(0)},
        "trust_decay": (0.01, 0.02),
        "south_korea.opcon_conditions_based": np.bool_(False),
    }
    scenario = sim.load("baseline", overrides, worlds=np.int64(3), months=np.int32(36))  # type: ignore[arg-type]
    plain = sim.load(
        "baseline",
        {"us.troops_korea": {"2027-01": 0}, "trust_decay": [0.01, 0.02], "south_korea.opcon_conditions_based": False},
        worlds=3,
        months=36,
    )
    assert scenario == plain
    run = sim.run(scenario, workers=1)
    assert (
        sim.branch(run, date(2026, 1, 1), {"us.relief_offer": np.float64(1)}, workers=1).scenario.name == "baseline-from-2026-01"
    )


def test_one_value_of_a_sweep_says_what_it_takes(root: object) -> None:
    with pytest.raises(sim.PeninsulaError, match=r"0 is one value: expected a list of values"):
        sim.sweep("baseline", {"us.troops_korea": 0}, worlds=2, months=3)  # type: ignore[dict-item]
