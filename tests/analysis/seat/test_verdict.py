"""How a play has fared: the same world and the same ensemble, lived in other ways."""

import numpy as np
import pytest

from sim.analysis.seat import Seat, verdict
from sim.analysis.seat.verdict import PLAN, PLAYED, UNASKED
from sim.foundations.errors import PeninsulaError
from sim.model.simulate import simulate
from sim.scenario.loading import load


def test_each_way_is_the_world_of_its_scenario() -> None:
    scenario = load("baseline_2025", {"choices": True}, worlds=20, months=18)
    seat = Seat(scenario, "north_korea", world=3).replay([{"testing_tempo": 0.0}, {}, {"hostile_two_states": False}, {}])
    found = verdict(seat, worlds=20)
    assert [way.name for way in found.ways] == [PLAYED, PLAN, UNASKED, "bargaining", "brinkmanship", "build_up"]
    scenarios = {
        PLAN: load("baseline_2025", {"choices": ["us", "rok", "prc", "jpn"]}, worlds=20, months=18),
        UNASKED: scenario,
        "bargaining": load(
            "baseline_2025", {"choices": ["us", "rok", "prc", "jpn"], "north_korea.doctrine": "bargaining"}, worlds=20, months=18
        ),
    }
    for name, lived in scenarios.items():
        path = simulate(lived, np.array([3])).outcomes[0, :12, 0]
        np.testing.assert_array_equal(found.paths[[way.name for way in found.ways].index(name)], path)
    np.testing.assert_array_equal(found.paths[0], seat.live.outcomes()[0, :, 0])


def test_differences_are_paired_with_the_plan_without_moves() -> None:
    scenario = load("baseline_2025", worlds=60, months=24)
    seat = Seat(scenario, "united_states").replay([{"troops_korea": 0}] + [{}] * 7)
    found = verdict(seat, worlds=60)
    by_name = {each.outcome.name: each for each in found.judged}
    assert UNASKED not in {way.name for way in found.ways}
    assert all(each.differences[1].mean == 0 == each.differences[1].half_width for each in found.judged)
    autonomy = by_name["autonomy"]
    assert autonomy.differences[0].mean > autonomy.differences[0].half_width > 0  # Seoul deters more by itself without them
    assert found.sentence.startswith(
        f"Peninsula Tension Index in 2027-01: {by_name['peninsula_tension'].here[0]:.1f} in this world"
    )
    table = found.table()
    assert len(table) == len(found.judged) * len(found.ways)
    assert found.document()["rows"][0]["way"] == PLAYED


def test_nothing_is_judged_before_the_first_turn() -> None:
    with pytest.raises(PeninsulaError, match="nothing has been played yet"):
        verdict(Seat(load("baseline_2025", worlds=5, months=6), "japan"))
