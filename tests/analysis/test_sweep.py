"""A sweep is many runs in one batch: the same numbers, faster."""

from typing import Any

import numpy as np
import pytest

from sim.analysis.sweep import Sweep, sweep, sweep_scenarios
from sim.analysis.sweep_values import variation
from sim.ensemble import experiment as experiments
from sim.ensemble.execute import execute
from sim.foundations.errors import PeninsulaError
from sim.scenario.loading import load

SIZE: dict[str, Any] = {"worlds": 15, "months": 12}
VARY = [variation("us.troops_korea=0:28500:3"), variation("us.dialogue_precondition=none,cvid_first")]


@pytest.fixture(scope="module")
def swept() -> Sweep:
    return sweep(load("baseline_2025", **SIZE), VARY, sweep_scenarios("baseline_2025", VARY, **SIZE), workers=1)


def test_every_point_is_the_run_of_its_scenario(swept: Sweep) -> None:
    point = 1 * 2 + 1  # 14250 troops, cvid_first
    alone = execute(
        load("baseline_2025", {"us.troops_korea": 14250, "us.dialogue_precondition": "cvid_first"}, **SIZE), workers=1
    )
    for name in ("peninsula_tension", "autonomy", "talks_months"):
        np.testing.assert_array_equal(swept.worlds(name)[point], alone.series(name)[-1])
        np.testing.assert_allclose(swept.worlds(name, "mean")[point], alone.series(name).mean(axis=0), rtol=1e-5)


@pytest.mark.parametrize(("workers", "at_once"), [(2, 4096), (1, 4), (2, 20)])
def test_numbers_do_not_depend_on_how_points_are_split(
    swept: Sweep, workers: int, at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(experiments, "STEPPED_AT_ONCE", at_once)
    again = sweep(swept.base, VARY, swept.scenarios, workers=workers)
    np.testing.assert_array_equal(again.values, swept.values)


def test_the_table_has_every_outcome_at_every_point(swept: Sweep) -> None:
    table = swept.table()
    assert len(table) == 6 * 2 * len(swept.outcomes)
    row = table[
        (table["us.troops_korea"] == 0) & (table["us.dialogue_precondition"] == "none")
        & (table["outcome"] == "autonomy") & (table["measure"] == "end")
    ]  # fmt: skip
    assert row["q50"].item() == pytest.approx(np.median(swept.worlds("autonomy")[0]), rel=1e-6)


def test_what_moves_most_begins_with_the_headline(swept: Sweep) -> None:
    names = swept.most_moved(3)
    assert names[0] == "peninsula_tension"
    assert "autonomy" in names


def test_progress_adds_up(swept: Sweep) -> None:
    completed: list[int] = []
    sweep(swept.base, VARY, swept.scenarios, workers=1, progress=completed.append)
    assert sum(completed) == 6 * 15 * 12


def test_too_many_points_are_refused_with_the_estimate_and_the_way() -> None:
    many = [variation("us.troops_korea=0:28500:500"), variation("south_korea.defence_share=2:4:500")]
    with pytest.raises(PeninsulaError, match=r"250,000 points of 2,000 worlds would need [\d.]+ GiB .* --worlds"):
        sweep_scenarios("baseline_2025", many)


def test_numbers_for_a_lever_of_words_are_refused_with_its_words() -> None:
    with pytest.raises(PeninsulaError, match=r"--vary.*expected one of none, freeze_first, cvid_first"):
        sweep_scenarios("baseline_2025", [variation("us.dialogue_precondition=0:2:3")])
    with pytest.raises(PeninsulaError, match="given twice"):
        sweep_scenarios("baseline_2025", [VARY[0], VARY[0]])


def test_dates_can_vary() -> None:
    varied = [variation("us.troops_korea=0@2025-06,2025-12")]
    swept = sweep(load("baseline_2025", **SIZE), varied, sweep_scenarios("baseline_2025", varied, **SIZE), workers=1)
    early, late = swept.worlds("autonomy", "mean")
    assert (early > late).all()
