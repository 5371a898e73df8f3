"""Games that are known are solved from noisy samples of their payoffs, by the path that simulated ones take."""

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from sim.analysis.games.solved_game import SolvedGame, solution, solve
from sim.analysis.games.tables import answer_table, equilibrium_table, payoff_table, regret_table
from sim.foundations.errors import PeninsulaError

WORLDS = 400
NOISE = 0.2
RELIABLY = 40.0
CHOICES = (("yield", "dare"), ("yield", "dare"))


def planted(rows: list[list[float]], other: list[list[float]] | None = None, noise: float = NOISE) -> NDArray[np.float64]:
    """Samples of the payoffs of two players; without `other` both are in the same position."""
    own = np.array(rows, dtype=np.float64)
    means = np.array([own, own.T if other is None else np.array(other, dtype=np.float64)]).reshape(2, -1)
    return means[:, :, None] + np.random.default_rng(2).normal(0, noise, (2, means.shape[1], WORLDS))


def solved(samples: NDArray[np.float64], precision: float = RELIABLY, **more: Any) -> SolvedGame:
    return solve(samples, ("row", "column"), CHOICES, precision, **more)


PRISONERS = planted([[3, 0], [5, 1]])
CHICKEN = planted([[0, -1], [1, -5]])
STAG_HUNT = planted([[4, 0], [3, 2]])
PENNIES = planted([[1, -1], [-1, 1]], [[-1, 1], [1, -1]])


def kinds(game: SolvedGame) -> dict[str, int]:
    table = equilibrium_table(game)
    return {str(kind): int(rows["number"].nunique()) for kind, rows in table.groupby("kind")}


@pytest.mark.parametrize(
    ("samples", "found"),
    [
        (PRISONERS, {"logit": 1, "pure": 1}),
        (CHICKEN, {"logit": 1, "pure": 2, "mixed": 1}),
        (STAG_HUNT, {"logit": 1, "pure": 2, "mixed": 1}),
        (PENNIES, {"logit": 1, "mixed": 1}),
    ],
    ids=["prisoners", "chicken", "stag hunt", "pennies"],
)
def test_known_games_have_their_known_equilibria(samples: NDArray[np.float64], found: dict[str, int]) -> None:
    assert kinds(solved(samples)) == found


def test_prisoners_defect_in_every_sample_and_the_interval_says_so() -> None:
    table = equilibrium_table(solved(PRISONERS)).set_index(["kind", "player", "strategy"])
    for player in ("row", "column"):
        assert table.loc[("logit", player, "dare"), "low"] > 0.99
        assert table.loc[("pure", player, "dare"), ["prob", "share"]].tolist() == [1, 1]


def test_mixed_equilibria_are_those_of_the_textbook_within_noise() -> None:
    for samples, wanted in ((CHICKEN, 0.8), (STAG_HUNT, 2 / 3), (PENNIES, 0.5)):
        table = equilibrium_table(solved(samples))
        mixed = table[(table["kind"] == "mixed") & (table["strategy"] == "yield")]
        assert mixed["prob"].to_numpy() == pytest.approx(wanted, abs=0.02)


def test_who_goes_first_in_chicken_dares_and_the_other_yields() -> None:
    game = solved(CHICKEN)
    answers = answer_table(game).set_index(["first", "strategy", "player", "answer"])["prob"]
    assert answers["row", "dare", "column", "yield"] == pytest.approx(1, abs=1e-6)
    assert answers["row", "yield", "column", "dare"] == pytest.approx(1, abs=1e-6)
    regret = regret_table(game).set_index(["player", "strategy"])
    assert regret.loc[("row", "dare"), ["regret", "low", "high", "best"]].tolist() == [0, 0, 0, 1]
    assert regret.loc[("row", "yield"), "regret"] == pytest.approx(2, abs=0.05), "1 for daring, -1 for yielding"


def test_going_first_solves_the_stag_hunt_and_not_the_prisoners_dilemma() -> None:
    hunt = regret_table(solved(STAG_HUNT)).set_index(["player", "strategy"])["payoff"]
    assert hunt["row", "yield"] == pytest.approx(4, abs=0.05), "the other follows to the stag"
    trapped = regret_table(solved(PRISONERS)).set_index(["player", "strategy"])["payoff"]
    assert trapped["row", "yield"] == pytest.approx(0, abs=0.05), "the other defects all the same"
    assert trapped["row", "dare"] == pytest.approx(1, abs=0.05)


def test_intervals_are_as_wide_as_the_mean_over_worlds_is_uncertain() -> None:
    table = payoff_table(solved(PRISONERS))
    width = (table["high"] - table["low"]).mean()
    assert width == pytest.approx(2 * 1.645 * NOISE / WORLDS**0.5, rel=0.1)
    assert ((table["low"] < table["payoff"]) & (table["payoff"] < table["high"])).all()


def test_an_equilibrium_that_noise_decides_is_one_in_some_samples_alone() -> None:
    game = solved(planted([[1, 1], [1, 1]], noise=1.0))
    assert ((game.stability > 0.02) & (game.stability < 0.98)).any()


def test_three_players_stand_in_the_order_in_which_they_are_named() -> None:
    """The second gains by matching the first, the third by differing from the second; the first prefers its first strategy."""
    first, second, third = np.array(list(np.ndindex(2, 2, 2))).T
    means = np.array([1.0 - first, first == second, second != third])
    game = solve(np.repeat(means[:, :, None], 3, axis=2), "abc", [("x", "y")] * 3, RELIABLY)
    mixtures = equilibrium_table(game).query("kind == 'logit'").set_index(["player", "strategy"])["prob"]
    assert [mixtures["a", "x"], mixtures["b", "x"], mixtures["c", "y"]] == pytest.approx([1, 1, 1], abs=1e-6)
    answers = answer_table(game).set_index(["first", "strategy", "player", "answer"])["prob"]
    assert answers["b", "y", "c", "x"] == pytest.approx(1, abs=1e-6)
    assert answers["a", "y", "b", "y"] == pytest.approx(1, abs=1e-6)
    assert game.name(3) == ("b", "y")


def test_samples_may_have_a_precision_of_their_own() -> None:
    game = solved(PRISONERS, 0.0, precisions=np.full(400, 40.0))
    assert game.point.quantal.tolist() == [0.5] * 4
    assert game.quantal[:, 1].min() > 0.99


def test_processes_never_change_the_numbers() -> None:
    one, two = (solved(CHICKEN, 2.0, processes=number) for number in (1, 2))
    np.testing.assert_array_equal(one.answers, two.answers)
    np.testing.assert_array_equal(one.quantal, two.quantal)


def test_a_player_who_is_committed_holds_to_it() -> None:
    found = solution(PRISONERS.mean(axis=2).reshape(2, 2, 2), 1.0)
    assert found.answers[0, :2].tolist() == [1, 0]
    assert found.answers[3, 2:].tolist() == [0, 1]
    np.testing.assert_allclose(found.answers.sum(axis=1), 2)


@pytest.mark.parametrize(
    ("players", "strategies", "precision", "sentence"),
    [
        (("us",), [("a", "b")], 1.0, "a game needs two players or more"),
        (("us", "dprk"), [("a", "b"), ("c",)], 1.0, "dprk has one strategy: expected two or more of every player"),
        (("us", "dprk"), [("a", "b"), ("c", "d")], -1.0, "a precision of -1: expected a number from 0"),
    ],
)
def test_what_is_no_game_is_one_sentence(
    players: tuple[str, ...], strategies: list[tuple[str, ...]], precision: float, sentence: str
) -> None:
    with pytest.raises(PeninsulaError, match=sentence):
        solve(np.zeros((len(players), 4, 3)), players, strategies, precision)
