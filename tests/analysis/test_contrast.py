"""Contrasts are fair: nothing differs by itself, and what differs is counted world by world."""

import numpy as np
import pytest

from sim.analysis.compare import Comparison
from sim.analysis.contrast import Contrast, pairing_obstacles
from sim.ensemble.execute import execute
from sim.ensemble.run import Run
from sim.foundations.errors import PeninsulaError
from sim.scenario.loading import load
from tests.analysis.conftest import SIZE


def test_a_run_does_not_differ_from_itself(runs: list[Run]) -> None:
    table = Contrast(runs[0], runs[0]).table()
    assert (table[["difference", "q05", "q95", "mean_difference", "effect"]] == 0).all(axis=None)
    assert (table["better_share"].dropna() == 0).all()


def test_the_median_difference_is_of_the_same_worlds(runs: list[Run]) -> None:
    contrast = Contrast(runs[0], runs[1])
    gaps = runs[1].series("autonomy")[-1].astype(float) - runs[0].series("autonomy")[-1]
    row = contrast.table().loc["autonomy"]
    assert row["difference"] == pytest.approx(np.median(gaps), abs=1e-6)
    assert row["better_share"] == (gaps > 0).mean()
    assert row["q05"] <= row["q25"] <= row["q50"] <= row["q75"] <= row["q95"]


def test_lower_tension_is_better_and_a_burden_has_no_direction(runs: list[Run]) -> None:
    contrast = Contrast(runs[0], runs[1])
    falls = contrast.difference("peninsula_tension")[-1] < 0
    assert contrast.standing("peninsula_tension") == (falls.mean(), (~falls).mean())
    assert contrast.standing("burden") is None


def test_the_table_begins_with_what_differs_most(runs: list[Run]) -> None:
    effects = Contrast(runs[0], runs[1]).table()["effect"].abs()
    assert effects.is_monotonic_decreasing
    assert effects.iloc[0] > 1


def test_pairing_is_sharper_than_matching_at_random(runs: list[Run]) -> None:
    paired, unpaired = (Contrast(runs[0], runs[2], paired).table().loc["peninsula_tension"] for paired in (True, False))
    assert paired["q95"] - paired["q05"] < unpaired["q95"] - unpaired["q05"]


def test_runs_of_other_seeds_say_why_they_cannot_be_paired_and_can_be_compared_unpaired(runs: list[Run]) -> None:
    other = execute(load("baseline_2025", worlds=40, months=36, seed=2), workers=1)
    (reason,) = pairing_obstacles([runs[0], other])
    for part in ("seed 2 against 1", "worlds 40 against 60", "months 36 against 48"):
        assert part in reason
    with pytest.raises(PeninsulaError, match="--unpaired"):
        Comparison([runs[0], other])
    comparison = Comparison([runs[0], other], unpaired=True)
    assert comparison.contrasts[0].difference("warheads").shape == (36, 40)
    with pytest.raises(PeninsulaError, match="paired"):
        comparison.best()


def test_a_run_of_another_model_cannot_be_paired(runs: list[Run]) -> None:
    older = Run(runs[1].scenario, runs[1].chunks, lambda: [runs[1].events], {**runs[1].manifest, "model": "older"})
    assert "model older" in pairing_obstacles([runs[0], older])[0]


def test_a_comparison_needs_two_runs_and_known_outcomes(runs: list[Run]) -> None:
    with pytest.raises(PeninsulaError, match="two runs or more"):
        Comparison(runs[:1])
    with pytest.raises(PeninsulaError, match="did you mean 'warheads'"):
        Contrast(runs[0], runs[1]).difference("warhead")


def test_the_same_draws_whatever_is_run_beside(runs: list[Run]) -> None:
    alone = execute(load("moon_package", **SIZE), workers=1)
    np.testing.assert_array_equal(alone.outcomes_array, runs[1].outcomes_array)
