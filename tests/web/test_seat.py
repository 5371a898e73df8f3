"""The play of the page is that of Python; the page carries it whole, and what is wrong with it is one sentence."""

from typing import Any

import numpy as np
import pytest
from starlette.testclient import TestClient

import sim
from sim.model.simulate import simulate
from sim.scenario.loading import load
from tests.web.client import SMALL, error_of, post, post_ok

MOVES: list[dict[str, Any]] = [{}, {"testing_tempo": 0.1, "nuclear_policy": "freeze_for_deal"}, {}]
SEAT: dict[str, Any] = {"player": "north_korea", "world": 3, "every": 3, "moves": MOVES}


@pytest.fixture(scope="module")
def answer(client: TestClient) -> Any:
    return post_ok(client, "seat", changes={"choices": True}, seat={**SEAT, "considered": {"provocation_doctrine": 0.9}})


def test_the_page_is_told_what_python_is(answer: Any) -> None:
    seat = sim.seat("baseline", "dprk", 3, {"choices": True}, months=24).replay(MOVES)
    assert (answer["month"], answer["turn"], answer["turns"], answer["over"]) == (seat.month, 4, 8, False)
    assert answer["policy"] == dict(seat.policy)
    assert answer["story"] == [turn.document() for turn in seat.turns]
    np.testing.assert_allclose(answer["lived"], seat.live.outcomes()[0, :, 0], rtol=1e-3)
    np.testing.assert_allclose(answer["without"], seat.live.outcomes()[0, :, 1], rtol=1e-3)
    assert answer["outlook"] == seat.outlook({"provocation_doctrine": 0.9}).document()
    assert answer["took_away"]
    assert answer["marks"] == ["2027-02"]


def test_the_moves_become_settings_that_give_the_same_world(answer: Any) -> None:
    assert answer["changes"] == {
        "north_korea.testing_tempo": {"2026-11": 0.7, "2027-02": 0.1},
        "north_korea.nuclear_policy": {"2026-11": "expand", "2027-02": "freeze_for_deal"},
    }
    others = ["us", "rok", "prc", "jpn"]
    path = simulate(load("baseline", {"choices": others, **answer["changes"]}, **SMALL), np.array([3])).outcomes[0, :9, 0]
    np.testing.assert_allclose(answer["lived"], path, rtol=1e-3)


def test_the_doctrines_of_the_role_are_offered_with_their_levers(answer: Any) -> None:
    assert [each["name"] for each in answer["doctrines"]] == ["bargaining", "brinkmanship", "build_up"]
    assert all(each["levers"].keys() <= answer["policy"].keys() for each in answer["doctrines"])


def test_a_play_is_judged_and_exported(client: TestClient) -> None:
    judged = post_ok(client, "seat_verdict", seat=SEAT)
    assert [way["name"] for way in judged["ways"]][:2] == ["played", "no moves"]
    assert judged["rows"][0]["text"].startswith(f"{judged['rows'][0]['difference']:+.2f}"[:3])
    response = post(client, "seat_file", seat=SEAT)
    assert response.headers["content-disposition"].startswith('attachment; filename="baseline-as-north_korea.toml"')
    assert 'title = "Baseline of autumn 2026, North Korea played"' in response.text


def test_after_the_last_turn_there_is_no_outlook(client: TestClient) -> None:
    answer = post_ok(client, "seat", seat={**SEAT, "every": 12, "moves": [{}, {}]})
    assert answer["over"]
    assert answer["outlook"] is None
    assert answer["month"] == "2028-10"


@pytest.mark.parametrize(
    ("seat", "sentence"),
    [
        (None, "seat: it is missing"),
        ([], "seat: expected an object with player"),
        ({"player": 3}, "seat.player: expected the name of an actor"),
        ({"player": "korea"}, "nobody at this table is called 'korea'"),
        ({**SEAT, "move": []}, "seat: unknown field 'move'; did you mean 'moves'?"),
        ({**SEAT, "moves": {}}, "seat.moves: expected a list of at most 600 objects"),
        ({**SEAT, "moves": [3]}, "seat.moves: expected a list of at most 600 objects"),
        ({**SEAT, "moves": [{}] * 601}, "seat.moves: expected a list of at most 600 objects"),
        ({**SEAT, "moves": [{}] * 9}, "the last month, 2028-10, has been played"),
        ({**SEAT, "moves": [{"testing_tempo": "high"}]}, "turn 1: testing_tempo: 'high' is not a number"),
        ({**SEAT, "considered": 1}, "seat.considered: expected an object"),
        ({**SEAT, "considered": {"tempo": 1}}, "tempo: North Korea has no lever of that name"),
        ({**SEAT, "world": "first"}, "seat.world: expected a whole number"),
        ({**SEAT, "world": 20}, "world 20 is not in the ensemble"),
        ({**SEAT, "every": True}, "seat.every: expected a whole number"),
        ({**SEAT, "every": 99}, "a turn of 99 months"),
    ],
)
def test_a_play_that_cannot_be_is_refused(client: TestClient, seat: Any, sentence: str) -> None:
    assert sentence in error_of(post(client, "seat", seat=seat))
