"""Figures of games, by `sim/plots/games/game.py` and `sim/plots/games/payoffs.py`, from payoffs that are planted."""

import numpy as np
import pytest

from sim.analysis.games.game import Game
from sim.analysis.games.moves import move
from sim.analysis.games.solved_game import solve
from sim.plots.games.game import answers, equilibrium, regret
from sim.plots.games.payoffs import matrices, profiles
from sim.scenario.loading import load
from tests.plots.test_study_figures import check

BASE = load("baseline_2025", worlds=20, months=4)


def planted(*players: str, views: int = 6) -> Game:
    moves = tuple(move(BASE.theatre.actor(player)) for player in players)
    number = 3 ** len(moves)
    solved = tuple(
        solve(
            np.random.default_rng(view).normal(size=(len(moves), number, 1)) + np.zeros((1, 1, 20)),
            players,
            [each.strategies for each in moves],
            3.0,
            resampled=np.random.default_rng(view).normal(size=(30, len(moves), number)),
        )
        for view in range(views)
    )
    names = ("agnostic", "bargaining", "deterrence", "domestic", "spiral", "transactional")[:views]
    return Game(BASE, moves, names, (), (), np.ones((views, len(moves))), solved)


TWO = planted("united_states", "north_korea")
THREE = planted("united_states", "south_korea", "china", views=2)


@pytest.mark.parametrize("game", [TWO, THREE], ids=["two", "three"])
def test_figures_keep_their_text_inside(game: Game) -> None:
    check(equilibrium(game))
    check(regret(game))
    for first in range(len(game.moves)):
        check(answers(game, first))


def test_a_matrix_for_each_worldview_has_an_arrow_for_each_cell_that_is_no_best_answer() -> None:
    figure = matrices(TWO)
    check(figure)
    assert len(figure.axes) == 6
    for axes, solved in zip(figure.axes, TWO.solved, strict=True):
        arrows = [text for text in axes.texts if getattr(text, "arrow_patch", None) is not None]
        assert len(arrows) == int((~solved.best).sum()) == 12


def test_a_map_marks_best_answers_and_equilibria() -> None:
    figure = profiles(THREE, 1)
    check(figure)
    for axes, best in zip(figure.axes, THREE.solved[1].best, strict=False):
        (marks,) = (line for line in axes.lines if line.get_marker() == ".")
        assert len(marks.get_xdata()) == best.sum()  # type: ignore[arg-type]
