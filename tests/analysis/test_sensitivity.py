"""Sensitivity analyses of the model: of a scenario, of a difference, with chance as a factor."""

import pytest

from sim.analysis.factors import factor, factors_of
from sim.analysis.sensitivity import CHANCE, Design, sensitivity
from sim.foundations.errors import PeninsulaError
from sim.model.expression import expression
from sim.scenario.loading import load


def test_the_model_answers_and_a_factor_that_cannot_act_has_no_index() -> None:
    base = load("baseline", worlds=4, months=24)
    factors = (factor("us.troops_korea=0:28500", base), *factors_of(base, "assumptions", ["burden_fatigue"]))
    found = sensitivity([base], factors, [expression("credibility_in_seoul", base)], Design("morris", 6), workers=1)
    table = found.table().set_index("factor")
    assert table.index[0] == "united_states.troops_korea"
    assert table.loc["united_states.troops_korea", "at_high"] > table.loc["united_states.troops_korea", "at_low"]


def test_a_contrast_with_itself_is_nothing_to_explain() -> None:
    base = load("baseline", worlds=2, months=12)
    factors = factors_of(base, "assumptions", ["test_learning", "crisis_base"])
    found = sensitivity([base, base], factors, [expression("peninsula_tension", base)], Design("morris", 4), workers=1)
    assert "same at every point" in found.indices["peninsula_tension"].notes[0]


def test_chance_can_be_a_factor() -> None:
    base = load("baseline", worlds=1, months=36)
    factors = factors_of(base, "assumptions", ["test_learning"])
    asked = [expression("missile_tests", base)]
    found = sensitivity([base], factors, asked, Design("sobol", 32, "varied"), workers=1)
    assert found.names[-1] == CHANCE
    assert found.indices["missile_tests"].importance[-1] > 0.5
    with pytest.raises(PeninsulaError, match="cannot take chance"):
        Design("morris", 4, "varied").coordinates(3, 1)


def test_both_thirds_hold_two_of_the_four_levels_of_morris_and_a_flag_counts_once() -> None:
    base = load("baseline", worlds=2, months=12)
    factors = (factor("us.troops_korea=0:28500", base), factor("north_korea.hostile_two_states", base))
    found = sensitivity([base], factors, [expression("peninsula_tension", base)], Design("morris", 8), workers=1)
    answers, coordinates = found.values["peninsula_tension"], found.coordinates
    low, high = found.thirds("peninsula_tension")
    assert low[0] == pytest.approx(answers[coordinates[:, 0] < 0.5].mean())
    assert high[0] == pytest.approx(answers[coordinates[:, 0] > 0.5].mean())
    off, on = (answers[(coordinates[:, 1] > 0.5) == side] for side in (False, True))
    assert found.indices["peninsula_tension"].importance[1] <= on.max() - off.min()
