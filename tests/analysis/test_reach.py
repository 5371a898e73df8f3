"""Goal-seek: an answer that is known is found again, and how surely is told."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from sim.analysis.estimate import Estimate
from sim.analysis.factors import factor
from sim.analysis.least_change import Grid, axis_of
from sim.analysis.reach import Reach, reach, resample
from sim.analysis.targets import target
from sim.ensemble.execute import execute
from sim.foundations.errors import PeninsulaError
from sim.scenario.loading import load

SIZE: dict[str, Any] = {"worlds": 40, "months": 48}
BASE = load("baseline_2025", **SIZE)


def toy(response: np.ndarray[Any, Any], bound: float, worlds: int = 400) -> Reach:
    """A made-up response of the median to exercise_tempo, whose worlds scatter around it alike at every value."""
    axis = axis_of(factor("us.exercise_tempo", BASE), BASE, len(response) - 1)
    scatter = np.random.default_rng(3).normal(0, 0.2, worlds)
    values = np.interp(axis.numbers, np.linspace(0, 1, len(response)), response)[:, None] + scatter
    aimed = target(f"median(warheads) >= {bound}", BASE)
    stands = Estimate(0.0, 0.0, 0.0)
    return Reach(BASE, aimed, Grid((axis,)), stands, aimed.over_worlds(values), None, resample(values, aimed, 1))


def test_a_value_that_is_known_is_found_again_by_the_model() -> None:
    known = 11400
    end = execute(load("baseline_2025", {"us.troops_korea": known}, **SIZE), workers=1).series("credibility_in_seoul")[-1]
    bound = float(np.median(end.astype(np.float64)))
    aimed = target(f"median(credibility_in_seoul) >= {bound}", BASE)
    found = reach(BASE, aimed, [axis_of(factor("us.troops_korea=0:28500", BASE), BASE, 12)], workers=1).found
    assert found is not None
    assert found.kept, "the baseline has more than that"
    assert found.settings["united_states.troops_korea"] == pytest.approx(known, abs=150)
    assert found.there.value >= bound
    again = load("baseline_2025", found.settings, **SIZE)
    assert np.median(execute(again, workers=1).series("credibility_in_seoul")[-1]) == pytest.approx(found.there.value)
    low, high = found.intervals["united_states.troops_korea"] or (0, 0)
    assert low < known < high


def test_every_point_is_the_run_of_its_scenario() -> None:
    axes = [axis_of(factor(lever, BASE), BASE, 3) for lever in ("us.exercise_tempo", "us.dialogue_precondition")]
    result = reach(BASE, target("average(mean(peninsula_tension)) <= 0", BASE), axes, workers=1)
    assert result.found is None
    assert result.reached_in == 0
    for point in (1, result.nearest):
        run = execute(load("baseline_2025", result.settings(point), **SIZE), workers=1)
        assert run.series("peninsula_tension").mean(dtype=np.float64) == pytest.approx(result.over_worlds[point], rel=1e-5)
    assert result.over_worlds[result.nearest] == result.over_worlds.min()
    assert len(result.table()) == 4 * 3


def test_the_interval_holds_the_truth_as_often_as_it_says() -> None:
    """The least change to reach 0.5 on the line y = x is 0.5; the median of the toy's scatter moves it by chance."""
    axis = axis_of(factor("us.exercise_tempo", BASE), BASE, 41)
    grid, aimed = Grid((axis,)), target("median(warheads) >= 0.5", BASE)
    held = []
    for seed in range(60):
        values = axis.numbers[:, None] + np.random.default_rng(seed).normal(0, 0.2, 200)
        changes = [grid.least_change(aimed, sample) for sample in resample(values, aimed, seed)]
        low, high = np.quantile([change.numbers[0] for change in changes if change], (0.05, 0.95))
        held.append(low <= 0.5 <= high)
    assert 0.78 <= np.mean(held) <= 0.99  # 90 %, less three standard errors of 60 trials


@pytest.mark.parametrize(
    ("response", "kind", "spans"),
    [
        (np.linspace(0, 2, 21), "rises", [(0.5, 1.0)]),
        (np.linspace(2, 0, 21), "falls", [(0.0, 0.5)]),
        (np.abs(np.linspace(-2, 2, 21)), "turns", [(0.0, 0.25), (0.75, 1.0)]),
        (2 - np.abs(np.linspace(-2, 2, 21)), "turns", [(0.25, 0.75)]),
        (np.full(21, 1.5), "flat", [(0.0, 1.0)]),
    ],
)
def test_the_response_is_told_apart_and_where_the_target_holds(
    response: np.ndarray[Any, Any], kind: str, spans: list[tuple[float, float]]
) -> None:
    result = toy(response, 1.0)
    assert result.responses == (kind,)
    assert np.array(result.spans()) == pytest.approx(np.array(spans), abs=0.03)


def test_noise_alone_is_no_response() -> None:
    result = toy(np.full(21, 1.0), 1.0)
    noise = np.random.default_rng(5).normal(0, 0.01, result.resampled.shape)
    shaken = replace(result, resampled=noise, over_worlds=np.random.default_rng(6).normal(0, 0.01, result.over_worlds.shape))
    assert shaken.responses == ("flat",)


def test_an_expression_without_a_number_and_too_many_points_are_refused() -> None:
    axis = axis_of(factor("us.exercise_tempo", BASE), BASE, 3)
    with pytest.raises(PeninsulaError, match="NaN or infinite in some worlds"):
        reach(BASE, target("median(count(war) / 0) >= 1", BASE), [axis], workers=1)
    many = axis_of(factor("us.exercise_tempo", BASE), BASE, 6000)
    with pytest.raises(PeninsulaError, match="points: expected at most 5,000"):
        reach(BASE, target("median(warheads) >= 1", BASE), [many], workers=1)
