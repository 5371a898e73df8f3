"""What a seat makes of a scenario, and what a doctrine from the first month makes of it."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from sim.scenario.doctrines import known_doctrines
from sim.scenario.identity import scenario_hash
from sim.scenario.loading import load
from sim.scenario.seat import Move, acts_unasked, doctrine_levers, move_of, played, seated, under_doctrine

SIZE: dict[str, Any] = {"worlds": 10, "months": 60}


def test_a_seat_is_the_scenario_in_which_all_others_answer() -> None:
    others = ["united_states", "north_korea", "china", "japan"]
    whole = load("baseline_2025", {"choices": True, "turnover": True}, **SIZE)
    without = load("baseline_2025", {"choices": others, "turnover": True, "turnover.south_korea": {"enabled": False}}, **SIZE)
    assert acts_unasked(whole, "south_korea")
    assert scenario_hash(seated(whole, "south_korea")) == scenario_hash(without)
    assert not acts_unasked(without, "south_korea")
    assert scenario_hash(seated(without, "south_korea")) == scenario_hash(without)


@pytest.mark.parametrize("player", ["united_states", "south_korea", "north_korea", "china", "japan"])
def test_a_doctrine_from_the_first_month_is_that_of_a_file(player: str) -> None:
    plan = load("baseline_2025", {"choices": True}, **SIZE)
    for name in known_doctrines(plan.theatre.actor(player).role):
        written = load("baseline_2025", {"choices": True, f"{player}.doctrine": name}, **SIZE)
        assert scenario_hash(under_doctrine(plan, player, name)) == scenario_hash(written)


def test_what_is_set_replaces_what_the_plan_had_in_store_for_that_lever_alone() -> None:
    plan = load(
        "baseline_2025",
        {"us.troops_korea": {"2026-01": 20000, "2027-01": 10000}, "us.troops_japan": {"2027-01": 40000}},
        **SIZE,
    )
    month = plan.start + 18  # 2026-08
    after = played(plan, "united_states", [Move(month, {"troops_korea": 25000.0})])
    troops = after.policy["united_states"]["troops_korea"].values(plan.start, 60)
    assert [troops[0], troops[11], troops[17], troops[18], troops[59]] == [28500, 20000, 20000, 25000, 25000]
    assert after.policy["united_states"]["troops_japan"] == plan.policy["united_states"]["troops_japan"]
    assert replace(after, policy=plan.policy) == plan


def test_a_move_knows_levers_by_themselves_by_their_actor_and_by_doctrine() -> None:
    player = load("baseline_2025", **SIZE).theatre.actor("north_korea")
    plain, owned = move_of(player, 0, {"testing_tempo": 1}), move_of(player, 0, {"dprk.testing_tempo": 1.0})
    assert plain == owned == move_of(player, 0, {"testing_tempo": np.float32(1)}) == Move(0, {"testing_tempo": 1.0})
    both = move_of(player, 0, {"doctrine": "bargaining", "testing_tempo": 0.9})
    assert both.sets == {**doctrine_levers(player, "bargaining"), "testing_tempo": 0.9}
