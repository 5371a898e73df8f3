"""Indices are those of functions whose indices are known, by the path that the model takes."""

import numpy as np
import pytest

from sim.analysis.expression import expression
from sim.analysis.factors import Places, factor, factors_of
from sim.analysis.methods import sensitivity_indices as module
from sim.analysis.methods.sensitivity_indices import indices, sample
from sim.analysis.sensitivity import CHANCE, Design, sensitivity
from sim.foundations.errors import PeninsulaError
from sim.scenario.loading import load

A, B = 7.0, 0.1


def ishigami(places: Places) -> np.ndarray:
    """sin x1 + a sin^2 x2 + b x3^4 sin x1, x from -pi to pi (Ishigami & Homma 1990)."""
    x = np.pi * (2 * places - 1)
    return np.sin(x[:, 0]) + A * np.sin(x[:, 1]) ** 2 + B * x[:, 2] ** 4 * np.sin(x[:, 0])


def sobol_g(places: Places, weights: np.ndarray) -> np.ndarray:
    """prod_i (|4 x_i - 2| + a_i) / (1 + a_i) (Saltelli & Sobol 1995)."""
    return np.prod((np.abs(4 * places - 2) + weights) / (1 + weights), axis=1)


def test_sobol_finds_the_indices_of_ishigami() -> None:
    first = np.array([0.5 * (1 + B * np.pi**4 / 5) ** 2, A**2 / 8, 0.0])
    together = B**2 * np.pi**8 * 8 / 225
    variance = first.sum() + together
    places = sample("sobol", 3, 2048, seed=1)
    found = indices("sobol", places, ishigami(places), seed=1)
    np.testing.assert_allclose(found.extra["first_order"], first / variance, atol=0.03)
    np.testing.assert_allclose(found.importance, (first + np.array([together, 0, together])) / variance, atol=0.03)
    assert (found.low <= found.importance).all()
    assert (found.importance <= found.high).all()


def test_sobol_finds_the_indices_of_sobol_g() -> None:
    weights = np.array([0.0, 1.0, 4.5, 9.0, 99.0])
    parts = 1 / (3 * (1 + weights) ** 2)
    variance = np.prod(1 + parts) - 1
    total = parts * np.prod(1 + parts) / (1 + parts) / variance
    places = sample("sobol", 5, 2048, seed=1)
    found = indices("sobol", places, sobol_g(places, weights), seed=1)
    np.testing.assert_allclose(found.extra["first_order"], parts / variance, atol=0.03)
    np.testing.assert_allclose(found.importance, total, atol=0.04)


def test_morris_orders_sobol_g_as_its_weights_do() -> None:
    weights = np.array([9.0, 0.0, 99.0, 1.0])
    places = sample("morris", 4, 60, seed=1)
    found = indices("morris", places, sobol_g(places, weights), seed=1)
    assert np.argsort(-found.importance).tolist() == [1, 3, 0, 2]


def test_morris_is_exact_for_a_plane() -> None:
    places = sample("morris", 3, 10, seed=1)
    found = indices("morris", places, places @ np.array([3.0, -2.0, 0.0]), seed=1)
    np.testing.assert_allclose(found.importance, [3, 2, 0], atol=1e-9)
    np.testing.assert_allclose(found.extra["mean_effect"], [3, -2, 0], atol=1e-9)


def test_pawn_tells_what_matters_from_what_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BOOTSTRAPS", 5)
    places = sample("pawn", 4, 800, seed=1)
    found = indices("pawn", places, 5 * places[:, 0] + 4 * places[:, 2] ** 2, seed=1)
    assert np.argsort(-found.importance)[:2].tolist() == [0, 2]
    assert "2 of 4 factors cannot be told" in found.notes[0]


def test_what_does_not_vary_is_said() -> None:
    places = sample("sobol", 3, 16, seed=1)
    assert "same at every point" in indices("sobol", places, np.ones(len(places)), seed=1).notes[0]


def test_too_few_samples_are_said_not_to_have_converged() -> None:
    places = sample("sobol", 3, 16, seed=1)
    assert any("not converged" in note for note in indices("sobol", places, ishigami(places), seed=1).notes)


@pytest.mark.parametrize(("method", "samples"), [("sobol", 8), ("sobol", 100), ("morris", 2), ("pawn", 50)])
def test_samples_that_say_nothing_are_refused(method: module.Method, samples: int) -> None:
    with pytest.raises(PeninsulaError, match="needs at least"):
        sample(method, 3, samples, seed=1)


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
        Design("morris", 4, "varied").places(3, 1)


def test_both_thirds_hold_two_of_the_four_levels_of_morris_and_a_flag_counts_once() -> None:
    base = load("baseline", worlds=2, months=12)
    factors = (factor("us.troops_korea=0:28500", base), factor("north_korea.hostile_two_states", base))
    found = sensitivity([base], factors, [expression("peninsula_tension", base)], Design("morris", 8), workers=1)
    answers, places = found.answers["peninsula_tension"], found.places
    low, high = found.thirds("peninsula_tension")
    assert low[0] == pytest.approx(answers[places[:, 0] < 0.5].mean())
    assert high[0] == pytest.approx(answers[places[:, 0] > 0.5].mean())
    off, on = (answers[(places[:, 1] > 0.5) == side] for side in (False, True))
    assert found.indices["peninsula_tension"].importance[1] <= on.max() - off.min()
