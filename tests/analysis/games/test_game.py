"""Empirical games: their profiles are scenarios, and their payoffs those of runs."""

from typing import Any

import numpy as np
import pytest

from sim.analysis.games.game import Game, game, refuse_too_large, utility_of
from sim.analysis.games.moves import Move, move, settings
from sim.analysis.games.payoffs import Utility
from sim.ensemble.execute import execute
from sim.foundations.errors import PeninsulaError
from sim.model.expression import expression
from sim.scenario.loading import load

SIZE: dict[str, Any] = {"worlds": 12, "months": 18}
BASE = load("baseline_2025", **SIZE)
THEATRE = BASE.theatre


def named(player: str, *doctrines: str) -> Move:
    return move(THEATRE.actor(player), doctrines)


MOVES = (named("united_states", "own", "restraint"), named("north_korea", "build_up", "bargaining"))


@pytest.fixture(scope="module")
def played() -> Game:
    """Washington and Pyongyang under two worldviews; both value what is easy to recompute."""
    views = ("deterrence", "spiral")
    by_view = [load("baseline_2025", {"worldview": view}, **SIZE) for view in views]
    profiles = [load("baseline_2025", each, **SIZE) for each in settings(MOVES, BASE, {})]
    texts = {"united_states": "-mean(peninsula_tension)", "north_korea": "warheads"}
    utilities = [Utility(player, expression=expression(text, BASE, "number")) for player, text in texts.items()]
    return game(by_view, views, profiles, MOVES, utilities, workers=1)


def test_a_payoff_is_that_of_a_run_of_the_profile(played: Game) -> None:
    given = {"us.doctrine": "restraint", "dprk.doctrine": "bargaining"}
    for number, view in enumerate(played.worldviews):
        tension = [
            execute(load("baseline_2025", {**own, "worldview": view}, **SIZE), workers=1)
            .series("peninsula_tension")
            .mean(dtype=np.float64)
            for own in ({"dprk.doctrine": "build_up"}, given)
        ]
        payoffs = played.solved[number].payoffs[0]
        gap = (payoffs[1, 1] - payoffs[0, 0]) * played.spread[number, 0]
        assert gap == pytest.approx(tension[0] - tension[1], rel=1e-4)


def test_tables_hold_every_worldview_and_every_strategy(played: Game) -> None:
    assert len(played.payoff_table()) == 2 * 4 * 2
    assert set(played.answer_table()["worldview"]) == {"deterrence", "spiral"}
    regret = played.regret_table()
    assert (regret["regret"] >= 0).all()
    assert (regret.groupby(["worldview", "player"])["regret"].min() == 0).all()
    logit = played.equilibrium_table().query("kind == 'logit'")
    assert logit.groupby(["worldview", "player"])["prob"].sum().to_numpy() == pytest.approx(1)
    assert ((logit["low"] >= 0) & (logit["high"] <= 1)).all()


def test_a_precision_that_is_given_holds_in_every_sample() -> None:
    profiles = [load("baseline_2025", each, **SIZE) for each in settings(MOVES, BASE, {})]
    utilities = [utility_of(each.actor, THEATRE) for each in MOVES]
    found = game([BASE], ["agnostic"], profiles, MOVES, utilities, precision=0, workers=1)
    assert found.solved[0].quantal.tolist() == [[0.5] * 4] * len(found.solved[0].quantal)
    drawn = game([BASE], ["agnostic"], profiles, MOVES, utilities, workers=1)
    low, high = BASE.assumptions["choice_precision"]
    assert drawn.solved[0].precision == (low + high) / 2


def test_all_doctrines_of_a_role_play_unless_some_are_named() -> None:
    assert named("china").strategies == ("coerce", "shield", "stakeholder")
    assert named("china", "own", "shield").strategies == ("own", "shield")
    assert "scenario gives China" in named("china", "own", "shield").title("own", THEATRE)
    assert named("china").title("shield", THEATRE).startswith("Shield")


def test_profiles_count_up_from_the_last_player() -> None:
    laid = settings(MOVES, BASE, {})
    assert [each["north_korea.doctrine"] for each in laid] == ["build_up", "bargaining"] * 2
    assert ["united_states.doctrine" in each for each in laid] == [False, False, True, True]


def test_a_doctrine_takes_the_place_of_levers_and_rules_of_the_scenario_alone() -> None:
    given = {"us.troops_korea": 0, "north_korea.nuclear_policy": "rollback_for_deal"}
    base = load("congress_floor", given, **SIZE)
    assert any(rule.actor == "united_states" for rule in base.rules), "the scenario is one with a rule of this player"
    own, restrained = settings([MOVES[0], named("china")], base, given)[::3]
    assert own["us.troops_korea"] == 0
    assert "us.troops_korea" not in restrained
    common = {"north_korea.nuclear_policy": "rollback_for_deal"}
    scenario = load("congress_floor", common | restrained, **SIZE)
    assert not any(rule.actor == "united_states" for rule in scenario.rules)
    assert scenario.policy["united_states"]["troops_korea"].initial == pytest.approx(14250)


@pytest.mark.parametrize(
    ("doctrines", "sentence"),
    [
        (("sheild", "coerce"), "'sheild' is no doctrine of China: .*; did you mean 'shield'?"),
        (("shield", "shield"), "'shield' is named twice"),
        (("shield",), "China has no choice between 1 doctrine: leave --set china.doctrine=shield instead"),
        (("own",), "leave it out of --players instead"),
    ],
)
def test_doctrines_that_leave_no_choice_are_one_sentence(doctrines: tuple[str, ...], sentence: str) -> None:
    with pytest.raises(PeninsulaError, match=f"--doctrines china: .*{sentence}" if "leave" in sentence else sentence):
        named("china", *doctrines)


def test_a_game_that_is_too_large_says_how_long_it_would_take_and_what_to_do() -> None:
    moves = [move(actor) for actor in THEATRE.actors]
    with pytest.raises(
        PeninsulaError, match=r"about [\d,]+ minutes: .* by fewer --players, --doctrines, --worldviews or --worlds"
    ):
        refuse_too_large(moves, load("baseline_2025", worlds=20_000), 6)
    refuse_too_large(moves[:4], load("baseline_2025", worlds=500), 6)
