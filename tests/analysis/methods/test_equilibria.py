"""Equilibria of games whose answers stand in textbooks, and what must hold of any."""

import numpy as np
import pytest
from numpy.typing import NDArray

from sim.analysis.methods.equilibria import (
    best_responses,
    expected,
    logit_response,
    nash_equilibria,
    pure_equilibria,
    pure_mixtures,
    quantal_response,
)

type Numbers = NDArray[np.float64]


def symmetric(rows: list[list[float]]) -> Numbers:
    """A game of two players who are in the same position."""
    own = np.array(rows, dtype=np.float64)
    return np.array([own, own.T])


PRISONERS = symmetric([[3, 0], [5, 1]])
CHICKEN = symmetric([[0, -1], [1, -5]])
STAG_HUNT = symmetric([[4, 0], [3, 2]])
PENNIES = np.array([[[1.0, -1], [-1, 1]], [[-1, 1], [1, -1]]])


def volunteers(benefit: float, cost: float) -> Numbers:
    """Diekmann's dilemma of three: all gain if one volunteers, who pays; strategy 1 is to volunteer."""
    profiles = np.array(list(np.ndindex(2, 2, 2)))
    payoffs = benefit * profiles.any(axis=1) - cost * profiles.T
    return payoffs.reshape(3, 2, 2, 2)


@pytest.mark.parametrize(
    ("game", "pure", "mixed"),
    [
        (PRISONERS, {(1, 1)}, []),
        (CHICKEN, {(0, 1), (1, 0)}, [(0.8, 0.8)]),
        (STAG_HUNT, {(0, 0), (1, 1)}, [(2 / 3, 2 / 3)]),
        (PENNIES, set(), [(0.5, 0.5)]),
    ],
    ids=["prisoners", "chicken", "stag hunt", "pennies"],
)
def test_two_players_have_the_equilibria_of_the_textbook(
    game: Numbers, pure: set[tuple[int, ...]], mixed: list[tuple[float, float]]
) -> None:
    assert {tuple(profile) for profile in np.argwhere(pure_equilibria(game)).tolist()} == pure
    found = nash_equilibria(game)
    assert found.complete
    firsts = [tuple(round(float(mixture[0]), 9) for mixture in each) for each in found.equilibria]
    wanted = [tuple(1.0 - own for own in profile) for profile in pure] + [tuple(round(p, 9) for p in each) for each in mixed]
    assert sorted(firsts) == sorted(wanted)


def test_three_volunteers_abstain_as_often_as_diekmann_says() -> None:
    benefit, cost = 1.0, 0.25
    found = nash_equilibria(volunteers(benefit, cost))
    assert found.complete
    abstain = (cost / benefit) ** 0.5
    assert any(all(each[0] == pytest.approx(abstain, abs=1e-6) for each in mixtures) for mixtures in found.equilibria)
    assert sum(all(each.max() == pytest.approx(1) for each in mixtures) for mixtures in found.equilibria) == 3


def test_a_game_with_too_many_supports_still_has_its_pure_equilibria() -> None:
    dominant = np.zeros((4, 5, 5, 5, 5))
    for player in range(4):
        dominant[player] = np.arange(5).reshape([5 if axis == player else 1 for axis in range(4)])
    found = nash_equilibria(dominant)
    assert not found.complete
    assert [[int(mixture.argmax()) for mixture in each] for each in found.equilibria] == [[4, 4, 4, 4]]


@pytest.mark.parametrize("seed", range(5))
def test_in_a_logit_equilibrium_everyone_answers_the_others(seed: int) -> None:
    game = np.random.default_rng(seed).normal(size=(3, 2, 3, 4))
    precision = 3.0
    mixtures = quantal_response(game, precision)
    for player, mixture in enumerate(mixtures):
        against = [
            expected(game, (*mixtures[:player], only, *mixtures[player + 1 :]))[player] for only in np.eye(game.shape[player + 1])
        ]
        np.testing.assert_allclose(mixture, logit_response(np.array(against), precision), atol=1e-6)


def test_precision_leads_from_chance_to_the_best_response() -> None:
    assert [each.tolist() for each in quantal_response(PRISONERS, 0)] == [[0.5, 0.5], [0.5, 0.5]]
    defects = [quantal_response(PRISONERS, precision)[0][1] for precision in (0.1, 1, 5, 20)]
    assert defects == sorted(defects)
    assert defects[-1] == pytest.approx(1, abs=1e-6)
    for precision in (0.5, 2, 10):
        np.testing.assert_allclose(np.concatenate(quantal_response(PENNIES, precision)), 0.5, atol=1e-9)


def test_a_lone_player_answers_by_the_odds_of_its_payoffs() -> None:
    (mixture,) = quantal_response(np.array([[0.0, 1.0]]), 2.0)
    assert mixture[1] / mixture[0] == pytest.approx(np.exp(2))


def test_ties_are_all_best_responses() -> None:
    game = np.array([[[1.0, 0], [1, 0]], [[0, 0], [0, 1]]])
    assert best_responses(game)[0].all()
    assert best_responses(game)[1].tolist() == [[True, True], [False, True]]


def test_a_pure_profile_has_its_own_payoffs() -> None:
    game = np.random.default_rng(1).normal(size=(3, 2, 3, 4))
    np.testing.assert_allclose(expected(game, pure_mixtures((1, 0, 3), (2, 3, 4))), game[:, 1, 0, 3])
