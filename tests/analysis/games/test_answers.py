"""What a game says in sentences follows from its tables."""

import re
from dataclasses import replace

import numpy as np

from sim.analysis.games.answers import answer_sentences, capital, regret_sentence, worded
from sim.analysis.games.game import Game
from sim.analysis.games.moves import move
from sim.analysis.games.solved_game import SolvedGame, solve
from sim.scenario.loading import load

BASE = load("baseline_2025", worlds=4, months=4)
MOVES = (
    move(BASE.theatre.actor("united_states"), ("primacy", "restraint")),
    move(BASE.theatre.actor("north_korea"), ("build_up", "bargaining")),
)
MIRROR = [[1.0, -1.0], [0.0, 2.0]]
"""Pyongyang builds up against primacy and bargains with restraint, which serves Washington best."""


def solved(washington: list[list[float]]) -> SolvedGame:
    pyongyang = [[1.0, 0], [0, 1]]
    means = np.array([washington, pyongyang]).reshape(2, 4)
    samples = means[:, :, None] + np.random.default_rng(1).normal(0, 0.01, (2, 4, 100))
    return solve(samples, ("united_states", "north_korea"), [each.strategies for each in MOVES], 20.0)


def game(*tables: list[list[float]]) -> Game:
    views = tuple(f"view {number}" for number in range(len(tables)))
    return Game(BASE, MOVES, views, (), (), np.ones((len(tables), 2)), tuple(map(solved, tables)))


def test_answers_are_told_with_worldviews_and_probabilities() -> None:
    primacy, restraint = answer_sentences(game(MIRROR, MIRROR))
    told = "If Washington goes first with {}, Pyongyang most likely answers with {} in 2 of 2 worldviews (probability 1.00, "
    assert primacy.startswith(told.format("primacy", "build up"))
    assert restraint.startswith(told.format("restraint", "bargaining"))


def test_worldviews_that_disagree_are_counted_apart() -> None:
    stubborn = solved(MIRROR)
    answers = stubborn.point.answers.copy()
    answers[0, 2:] = answers[0, 2:][::-1]
    played = game(MIRROR, MIRROR, MIRROR)
    other = replace(stubborn, point=replace(stubborn.point, answers=answers))
    primacy, _ = answer_sentences(replace(played, solved=(*played.solved[:2], other)))
    assert "build up in 2 of 3 worldviews" in primacy


def test_regret_names_the_best_and_where_it_would_be_worst() -> None:
    sentence = regret_sentence(game(MIRROR, MIRROR, [[3.0, -1.0], [0.0, 2.0]]))
    assert sentence.startswith("Once the others answer, restraint serves Washington best in 2 of 3 worldviews")
    assert re.search(r"its regret is at most 1\.0\d \([\d.]+ to [\d.]+, under view 2\), that of primacy 1\.", sentence)


def test_one_worldview_is_not_counted() -> None:
    (sentence, _) = answer_sentences(game(MIRROR))
    assert "answers with build up in this worldview" in sentence


def test_names_read_well_in_a_sentence() -> None:
    assert worded("self_reliance") == "self reliance"
    assert worded("own") == "the scenario's own policy"
    assert capital(BASE.theatre.challenger) == "Pyongyang"
