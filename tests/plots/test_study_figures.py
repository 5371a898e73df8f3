"""Figures of studies, by the files of `sim/plots/` that commands draw with: each has a title and keeps its text inside."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

from sim.analysis.attribution import Attribution, under_assumptions_of
from sim.analysis.by_lever import by_lever
from sim.analysis.cases import cases
from sim.analysis.compare import Comparison
from sim.analysis.discover import discover
from sim.analysis.explain import between
from sim.analysis.factors import factor, factors_of
from sim.analysis.key_outcomes import key_outcomes
from sim.analysis.least_change import axis_of
from sim.analysis.pathways.pathways import Pathways
from sim.analysis.pathways.simulation import pathways
from sim.analysis.pathways.terms import terms
from sim.analysis.reach import reach
from sim.analysis.robust import Robustness, aim, robustness
from sim.analysis.search import SearchGoals, search
from sim.analysis.sensitivity import Design, sensitivity
from sim.analysis.sweep import sweep, sweep_scenarios
from sim.analysis.sweep_values import variation
from sim.analysis.targets import target
from sim.analysis.worldviews import aims_of, good_enough
from sim.ensemble.execute import execute_together
from sim.ensemble.run import Run
from sim.model.expression import expression
from sim.plots import compare, robust
from sim.plots.attribution import attribution
from sim.plots.discover import box_bounds, trajectories
from sim.plots.pathways.metro_map import FAINTEST, TRACK, metro_map
from sim.plots.pathways.still_met import by_worldview, still_met
from sim.plots.reach import reach_figure
from sim.plots.search import front, progress
from sim.plots.sensitivity import importance
from sim.plots.sweep import sweep_figure
from sim.plots.sweep_multiples import sweep_multiples
from sim.plots.waterfall import waterfall, waterfall_by_lever
from sim.scenario.loading import load

SIZE: dict[str, Any] = {"worlds": 30, "months": 24}


def check(figure: Figure) -> None:
    """Assert that a figure has a title, and that no text reaches beyond its edges."""
    figure.canvas.draw()
    width, height = figure.get_size_inches() * figure.dpi
    assert any(text.get_fontsize() == 13 and text.get_text() for text in figure.texts)
    texts = [*figure.texts]
    for axes in figure.axes:
        texts += [axes.xaxis.label, axes.yaxis.label, *(child for child in axes.get_children() if isinstance(child, Text))]
        legend = axes.get_legend()
        texts += legend.get_texts() if legend else []
    for text in texts:
        if text.get_text().strip():
            box = text.get_window_extent()
            assert -1 <= box.x0 <= box.x1 <= width + 1, text.get_text()
            assert -1 <= box.y0 <= box.y1 <= height + 1, text.get_text()


@pytest.fixture(scope="module")
def runs() -> list[Run]:
    """The baseline, a different policy, and a different policy under different assumptions."""
    baseline, package = load("baseline_2025", **SIZE), load("moon_package", **SIZE)
    both = load("baseline_2025", {"worldview": "spiral", "us.troops_korea": {"2025-06": 0}}, **SIZE)
    return execute_together([baseline, package, both, under_assumptions_of(baseline, both)], workers=1)


@pytest.fixture(scope="module")
def robustness_result() -> Robustness:
    views = ("agnostic", "deterrence", "spiral")
    rows = [
        [load(name, {"worldview": view}, **SIZE) for view in views] for name in ("baseline_2025", "moon_package", "cvid_first")
    ]
    return robustness(rows, views, aims_of((), rows[0][0]), good_enough(None, rows[0][0]), workers=1)


@pytest.mark.parametrize("draw", [compare.overlay, compare.differences, compare.ends])
def test_figures_of_a_comparison(draw: Any, runs: list[Run]) -> None:
    comparison = Comparison(runs[:3])
    check(draw(comparison, comparison.most_different(6)))


def test_the_scorecard(runs: list[Run]) -> None:
    outcomes = [outcome.name for outcome in key_outcomes(runs[0].scenario.theatre)]
    check(compare.scorecard(Comparison(runs[:2]), outcomes))


def test_the_waterfall(runs: list[Run]) -> None:
    check(waterfall(between(runs[0], runs[1]), runs[0], runs[1]))


@pytest.mark.parametrize("scenario", ["opcon_fast", "moon_package"])
def test_the_waterfall_by_lever(scenario: str) -> None:
    base, other = load("baseline_2025", **SIZE), load(scenario, **SIZE)
    result = by_lever(base, other, expression("peninsula_tension", base), workers=1)
    check(figure := waterfall_by_lever(result, "Peninsula Tension Index", "0-100"))
    rows = [text.get_text() for text in figure.axes[0].get_yticklabels()]
    assert rows[-2:] == ["remainder: they interact", "total difference"]
    assert len(rows) == min(len(result.changes), 17) + 2
    assert [change.label for change in result.changes[:3]] == rows[: min(3, len(result.changes))]


def test_the_attribution_names_no_difference_that_is_none(runs: list[Run]) -> None:
    figure = attribution(Attribution(runs[0], runs[3], runs[2]), ["peninsula_tension", "autonomy", "credibility_in_seoul"])
    check(figure)
    assert not [text.get_text() for axes in figure.axes for text in axes.texts if "e-" in text.get_text()]


@pytest.mark.parametrize("draw", [robust.survey, robust.trade_offs, robust.matrix, robust.regret])
def test_figures_of_a_robustness_analysis(draw: Any, robustness_result: Robustness) -> None:
    check(draw(robustness_result))


def test_figures_of_a_search() -> None:
    base = load("baseline_2025", worlds=6, months=12)
    factors = [factor("us.troops_korea=0:28500", base), factor("south_korea.defence_share=2:4", base)]
    aims = tuple(aim(expression(name, base), base) for name in ("credibility_in_seoul", "autonomy", "abandonment"))
    beside = [[load("moon_package", worlds=6, months=12)]]
    result = search([base], factors, SearchGoals(aims), 40, 8, check_worlds=20, most_packages=6, beside=beside, workers=1)
    check(front(result))
    check(progress(result))


@pytest.mark.parametrize(
    "outcome", ["peninsula_tension", "max(peninsula_tension) - min(peninsula_tension) + 100 * mean(abandonment)"]
)
def test_the_figure_of_a_sensitivity_analysis(outcome: str) -> None:
    base = load("baseline_2025", worlds=4, months=12)
    factors = factors_of(base, "assumptions", ["test_learning", "trust_decay", "crisis_base"])
    result = sensitivity([base], factors, [expression(outcome, base)], Design("morris", 4), workers=1)
    check(importance(result, outcome))


def test_figures_of_a_discovery() -> None:
    base = load("baseline_2025", worlds=400, months=12)
    vary = [factor("us.troops_korea=0:28500", base)]
    result = discover(cases([base], expression("autonomy > 0.5", base), vary, workers=1), 1)
    assert result.boxes
    check(trajectories(result))
    check(box_bounds(result))


@pytest.mark.parametrize(
    "vary",
    [
        ["us.troops_korea=0:28500:3"],
        ["us.dialogue_precondition=none,freeze_first,cvid_first"],
        ["us.troops_korea=0@2025-06,2025-12"],
        ["us.troops_korea=0:28500:3", "south_korea.defence_share=2:4:3"],
    ],
)
def test_the_figure_of_a_sweep(vary: list[str]) -> None:
    variations = [variation(text) for text in vary]
    base = load("baseline_2025", worlds=8, months=12)
    swept = sweep(base, variations, sweep_scenarios("baseline_2025", variations, worlds=8, months=12), workers=1)
    check(sweep_figure(swept, swept.most_moved(4)))


@pytest.mark.parametrize(
    ("outer", "maps"),
    [(["us.troops_korea=0:28500:5"], 5), (["us.troops_korea=0,28500", "worldview=spiral,deterrence,domestic"], 6)],
)
def test_a_sweep_of_more_than_two_quantities_has_a_map_for_each_combination(outer: list[str], maps: int) -> None:
    inner = ["south_korea.defence_share=2:4:2", "us.dialogue_precondition=none,freeze_first,cvid_first"]
    variations = [variation(text) for text in (*outer, *inner)]
    base = load("baseline_2025", worlds=8, months=12)
    swept = sweep(base, variations, sweep_scenarios("baseline_2025", variations, worlds=8, months=12), workers=1)
    figure = sweep_multiples(swept, "autonomy")
    check(figure)
    images = [axes.images[0] for axes in figure.axes if axes.images]
    assert len(images) == maps
    assert len({image.get_clim() for image in images}) == 1
    medians = np.median(swept.worlds("autonomy"), axis=1).reshape(maps, 2, 3)
    np.testing.assert_allclose([np.asarray(image.get_array()) for image in images], medians)


@pytest.mark.parametrize(
    "levers",
    [
        ["us.troops_korea"],
        ["us.dialogue_precondition"],
        ["south_korea.opcon=rok_led@2025-06:2026-06"],
        ["us.troops_korea", "us.exercise_tempo"],
        ["us.troops_korea", "us.dialogue_precondition"],
    ],
)
@pytest.mark.parametrize("text", ["median(credibility_in_seoul) >= 0.5", "share(count(talks_begin) > 0) <= 0.3"])
def test_a_goal_seek_shows_response_target_and_what_was_found(levers: list[str], text: str) -> None:
    base = load("baseline_2025", worlds=20, months=24)
    axes = [axis_of(factor(lever, base), base, 5) for lever in levers]
    check(reach_figure(reach(base, target(text, base), axes, workers=1)))


@pytest.fixture(scope="module")
def ways() -> Pathways:
    """Three plans under two worldviews."""
    names, views = ("baseline_2025", "moon_package", "abrupt_withdrawal"), ("deterrence", "spiral")
    plans = [[load(name, {"worldview": view}, worlds=60, months=72) for view in views] for name in names]
    agreed = terms("peninsula_tension < 85 and count(clash) == 0", plans[0][0], 4, 6, 0)
    return pathways(plans, views, agreed, ("burden",), workers=1)


def test_a_map_of_pathways_shows_where_plans_tip_and_every_transfer_that_helps(ways: Pathways) -> None:
    check(metro_map(ways))
    one = replace(ways, standings=ways.standings[:1])
    (standing,) = one.standings
    figure = metro_map(one)
    check(figure)
    (axes,) = figure.axes
    start = ways.plans[0].start
    bars = [line for line in axes.lines if line.get_linewidth() == 4]
    tipped = [row for row in range(3) if np.isfinite(standing.tipping(row, 0.5).value)]
    assert [np.asarray(line.get_xdata())[0] for line in bars] == pytest.approx(
        [(start + standing.tipping(row, 0.5).value) / 12 for row in tipped]
    )
    tracks = [line for line in axes.lines if line.get_linewidth() == TRACK]
    helping = [transfer for transfer in standing.pairs() if standing.verdict(transfer) == "helps"]
    assert helping
    assert len(tracks) == len(helping)
    heights = [float(np.asarray(line.get_ydata())[0]) for line in tracks]
    assert len(set(heights)) == len(heights), "no track hides another"
    for height, transfer in zip(heights, helping, strict=True):
        assert transfer.to < height < transfer.to + 1
    assert len(axes.images) == 3
    for plan, line in enumerate(axes.images):
        (colours,) = np.asarray(line.get_array())
        assert len(colours) == standing.seen
        assert (np.diff(colours, axis=0) >= -1e-9).all(), "a line fades to white as fewer worlds meet the target"
        whiteness = (colours[:, 0] - colours[0, 0]) / (1 - colours[0, 0])
        assert whiteness == pytest.approx((1 - FAINTEST) * (1 - standing.survival[plan][0]))


def test_curves_of_what_is_still_met_and_tipping_points_by_worldview(ways: Pathways) -> None:
    check(by_worldview(ways))
    figure = still_met(ways)
    check(figure)
    for axes, standing in zip(figure.axes, ways.standings, strict=True):
        for plan, line in enumerate(axes.lines):
            assert np.asarray(line.get_ydata()) == pytest.approx(standing.survival[plan][0])
    check(still_met(replace(ways, standings=ways.standings[1:])))
