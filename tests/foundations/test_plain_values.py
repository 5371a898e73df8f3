from datetime import date, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import sim
from sim.foundations.plain_values import listed, month_text, plain_value, whole_value


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
        (np.datetime64("2028-02"), "2028-02"),
        (np.datetime64("2028-02-03T00:00:00", "ns"), "2028-02"),
        (pd.Period("2028-02", "M"), "2028-02"),
        (pd.date_range("2028-02-01", periods=2, freq="MS").to_numpy(), ["2028-02", "2028-03"]),
        (range(0, 3, 2), [0, 2]),
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
    scenario = sim.load("baseline_2025", overrides, worlds=np.int64(3), months=np.int32(36))  # type: ignore[arg-type]
    plain = sim.load(
        "baseline_2025",
        {"us.troops_korea": {"2027-01": 0}, "trust_decay": [0.01, 0.02], "south_korea.opcon_conditions_based": False},
        worlds=3,
        months=36,
    )
    assert scenario == plain
    run = sim.run(scenario, workers=1)
    assert (
        sim.branch(run, date(2026, 1, 1), {"us.relief_offer": np.float64(1)}, workers=1).scenario.name
        == "baseline_2025-from-2026-01"
    )


def test_one_value_of_a_sweep_says_what_it_takes(root: object) -> None:
    with pytest.raises(sim.PeninsulaError, match=r"0 is one value: expected a list of values"):
        sim.sweep("baseline_2025", {"us.troops_korea": 0}, worlds=2, months=3)  # type: ignore[dict-item]


def test_a_number_without_a_fraction_is_whole() -> None:
    assert [whole_value(each) for each in (1e4, np.float32(20), 20.5, "20", None)] == [10_000, 20, 20.5, "20", None]
    assert sim.load("baseline_2025", worlds=1e2, months=np.float64(24)).worlds == 100  # type: ignore[arg-type]


def test_a_month_is_text_whatever_it_was() -> None:
    assert {month_text(each) for each in ("2028-02", date(2028, 2, 9), pd.Period("2028-02"), np.datetime64("2028-02"))} == {
        "2028-02"
    }
    for wrong in (pd.Period("2028Q1"), 2028, "2028-2"):
        with pytest.raises(sim.PeninsulaError, match="is not a month: expected YYYY-MM"):
            month_text(wrong)


def test_one_thing_alone_is_a_list_of_one() -> None:
    assert listed("baseline_2025") == ["baseline_2025"]
    assert listed(Path("baseline_2025")) == [Path("baseline_2025")]  # type: ignore[arg-type]
    assert listed(0.5) == [0.5]  # type: ignore[arg-type]
    assert [listed(each) for each in (("a", "b"), np.array([1, 2]), {"a": 1}, ())] == [["a", "b"], [1, 2], ["a"], []]
