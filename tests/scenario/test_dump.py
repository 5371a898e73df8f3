"""A resolved scenario as a file: it says everything itself, and loads as the same."""

import tomllib
from pathlib import Path

import pytest

from sim.scenario.dump import to_toml
from sim.scenario.identity import scenario_hash
from sim.scenario.loading import load

RAMP = """extends = "baseline_2025"
[policy.south_korea]
doctrine = "engagement"
insists_on_seat = { "2025-02..2025-05" = 0.0 }
"""


def test_a_ramp_from_the_first_month_on_is_written_with_its_value_then(tmp_path: Path) -> None:
    mine, again = tmp_path / "mine.toml", tmp_path / "again.toml"
    mine.write_text(RAMP, encoding="utf-8")
    scenario = load(mine)
    again.write_text(to_toml(scenario), encoding="utf-8")
    written = tomllib.loads(again.read_text(encoding="utf-8"))["policy"]["south_korea"]["insists_on_seat"]
    # a quarter of the way down from the 0.8 of the doctrine, which the file no longer knows
    assert list(written) == ["2025-02", "2025-03..2025-05"]
    assert written["2025-02"] == pytest.approx(0.6)
    assert scenario_hash(load(again)) == scenario_hash(scenario)
