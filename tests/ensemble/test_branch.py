"""A branch keeps the past to the last bit and changes what comes."""

import numpy as np
import pandas as pd
import pytest

from sim.ensemble.branch import branch_of, continue_from
from sim.ensemble.chunk import MemoryChunk
from sim.ensemble.run import Run
from sim.foundations.errors import PeninsulaError
from sim.foundations.months import parse_month

AT = parse_month("2025-09")


def branched(whole: Run, overrides: dict[str, object]) -> Run:
    return continue_from(whole, branch_of(whole, AT, overrides), AT, workers=1)


def test_unchanged_levers_give_identical_continuations(whole: Run) -> None:
    same = branched(whole, {"us.troops_korea": 28500})
    np.testing.assert_array_equal(same.outcomes_array, whole.outcomes_array)


def test_the_past_stays_and_the_future_differs(whole: Run) -> None:
    gone = branched(whole, {"us.troops_korea": 0})
    past = AT - whole.scenario.start
    np.testing.assert_array_equal(gone.outcomes_array[:, :past], whole.outcomes_array[:, :past])
    assert (gone.series("autonomy")[past + 2 :] > whole.series("autonomy")[past + 2 :]).all()
    assert gone.manifest["branch"] == {"of": whole.manifest["hash"], "run": "baseline_2025", "at": "2025-09"}


def test_numbers_and_dates_of_libraries_count_as_those_of_python(whole: Run) -> None:
    given = branch_of(whole, AT, {"us.troops_korea": {pd.Timestamp("2025-12-01"): np.int64(0)}, "us.troops_japan": np.float32(9)})
    assert given.policy == branch_of(whole, AT, {"us.troops_korea": {"2025-12": 0}, "us.troops_japan": 9}).policy


def test_a_dated_change_may_come_later_and_conditions_may_change(whole: Run) -> None:
    scenario = branch_of(whole, AT, {"us.troops_korea": {"2025-12": 0}, "north_korea.closure": 1})
    troops = scenario.policy["united_states"]["troops_korea"].values(scenario.start, scenario.months)
    assert (troops[: parse_month("2025-12") - scenario.start] == 28500).all()
    closed = scenario.conditions["north_korea"]["closure"].values(scenario.start, scenario.months)
    np.testing.assert_array_equal(np.nonzero(closed)[0], np.arange(AT - scenario.start, scenario.months))
    assert scenario.origins["policy.united_states.troops_korea"] == "branch at 2025-09"


@pytest.mark.parametrize(
    ("at", "overrides", "sentence"),
    [
        ("2020-01", {}, "expected a month after 2025-02"),
        ("2040-01", {}, "up to 2026-07"),
        ("2025-09", {"worldview": "spiral"}, "draws its assumptions once"),
        ("2025-09", {"us.troops_korea": {"2025-03": 0}}, "2025-03 lies before the branch at 2025-09"),
        ("2025-09", {"us.troops_korea": -1}, "out of bounds"),
        ("2025-09", {"us.troop_korea": 1}, "did you mean 'troops_korea'"),
    ],
)
def test_what_cannot_be_branched_is_refused(whole: Run, at: str, overrides: dict[str, object], sentence: str) -> None:
    with pytest.raises(PeninsulaError, match=sentence):
        branch_of(whole, parse_month(at), overrides)


def test_a_run_of_a_different_model_cannot_be_continued(whole: Run) -> None:
    (chunk,) = whole.chunks
    assert isinstance(chunk, MemoryChunk)
    columns = dict(chunk.columns)
    columns["warheads"] = columns["warheads"] + 1
    other = Run(whole.scenario, [MemoryChunk(0, columns)], lambda: [whole.events], whole.manifest)
    with pytest.raises(PeninsulaError, match="a different version of the model"):
        branched(other, {"us.troops_korea": 0})
