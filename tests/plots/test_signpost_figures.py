"""Figures of `sim/plots/signposts.py`, `sim/plots/warnings.py` and `sim/plots/adaptivity.py` keep their text inside."""

from typing import Any

import pytest

from sim.analysis.adaptivity import Adaptivity, AimValue
from sim.analysis.estimate import Estimate
from sim.analysis.factors import factor
from sim.analysis.robust import aim
from sim.analysis.search import SearchGoals, SearchResult, search
from sim.analysis.signposts.event_ahead import event_ahead
from sim.analysis.signposts.signposts import Signposts, judge, observe
from sim.analysis.signposts.signs import signs_of
from sim.model.expression import expression
from sim.plots.adaptivity import adaptivity_figure
from sim.plots.signposts import across_worldviews, ranking
from sim.plots.warnings import path_figure, reliability_figure, roc_figure
from sim.scenario.loading import load
from tests.plots.test_study_figures import check


@pytest.fixture(scope="module", params=["one worldview, one lead", "two worldviews, three leads"])
def found(request: pytest.FixtureRequest) -> Signposts:
    names = ("spiral", "deterrence") if "two" in request.param else ("agnostic",)
    views = [load("baseline_2025", {"worldview": name}, worlds=160, months=66) for name in names]
    leads = (0, 3, 6) if "three" in request.param else (0,)
    event = event_ahead("count(crisis) > 0", views[0], 6, leads, 3)
    return judge(views, event, signs_of(views[0].theatre), observe(views, event, workers=1))


@pytest.mark.slow
@pytest.mark.parametrize("draw", [ranking, across_worldviews, roc_figure, reliability_figure, path_figure])
def test_figures_of_signposts(draw: Any, found: Signposts) -> None:
    check(draw(found))


def test_signs_by_definition_are_drawn_hollow(found: Signposts) -> None:
    (first, *_) = ranking(found).axes
    dots = [line for line in first.get_lines() if line.get_marker() == "o"]
    hollow = [dot.get_markerfacecolor() == "white" for dot in dots]
    assert hollow == [bool(each.by_definition) for each in found.at(0)[: len(dots)]]


@pytest.fixture(scope="module")
def searched() -> dict[int, SearchResult]:
    base = load("baseline_2025", worlds=8, months=12)
    aims = tuple(aim(expression(text, base), base) for text in ("autonomy", "peninsula_tension", "warheads"))
    factors = [factor("us.troops_korea", base), factor("us.relief_offer", base)]
    return {
        number: search([base], factors, SearchGoals(aims[:number]), 16, population=8, check_worlds=10, workers=1)
        for number in (1, 3)
    }


@pytest.mark.parametrize("number", [1, 3])
def test_the_figure_of_adaptivity_has_a_panel_for_every_aim(number: int, searched: dict[int, SearchResult]) -> None:
    result = searched[number]
    gaps = (Estimate(-1.0, -2.0, -0.5), Estimate(0.1, -0.2, 0.4), Estimate(0.0, 0.0, 0.0))
    values = tuple(
        AimValue(each, result.packages[0], result.packages[0], gap, 1.0)
        for each, gap in zip(result.goals.aims, gaps, strict=False)
    )
    figure = adaptivity_figure(result, Adaptivity(result, values, None))
    check(figure)
    assert len(figure.axes) == 1 + number
    assert "worse" in figure.axes[1].get_title(loc="left")  # less autonomy
