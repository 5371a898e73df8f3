"""A seat: the real world is that of the scenario, its future is not known, and what was played can be played again."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.analysis.seat import Seat
from sim.foundations.axes import Array
from sim.foundations.errors import PeninsulaError
from sim.foundations.months import format_month
from sim.model.outcomes import outcomes_of
from sim.model.simulate import simulate
from sim.scenario.dump import to_toml
from sim.scenario.loading import load
from sim.scenario.scenario import Scenario

WORLD = 4
ANSWERS: dict[str, Any] = {
    "choices": True,
    "turnover": True,
    "rules": [
        {"name": "hedge", "actor": "south_korea", "when": "credibility_in_seoul < 0.8", "set": {"nuclear_option": "hedge"}},
        {"name": "slow", "actor": "north_korea", "when": "peninsula_tension > 40", "set": {"testing_tempo": 0.1}},
    ],
}
"""Everyone answers: all governments choose, elections bring others, and rules act on both sides."""


def answering(months: int = 48, **changes: Any) -> Scenario:
    return load("baseline_2025", {**ANSWERS, **changes}, worlds=30, months=months)


def world_of(scenario: Scenario, world: int = WORLD) -> Array:
    return simulate(scenario, np.array([world])).outcomes[..., 0]


def to_the_end(seat: Seat) -> Array:
    while not seat.over:
        seat.move()
    return seat.live.outcomes()[..., 0]


@pytest.mark.parametrize("player", ["north_korea", "rok", "united_states"])
def test_without_moves_the_world_is_that_of_the_scenario(player: str) -> None:
    scenario = answering()
    seat = Seat(scenario, player, WORLD, keep_own=True)
    assert seat.plan is scenario
    np.testing.assert_array_equal(to_the_end(seat), world_of(scenario))
    assert not np.array_equal(world_of(scenario), world_of(scenario, WORLD + 1))


def test_a_player_has_no_answers_of_its_own_and_all_others_keep_theirs() -> None:
    scenario = answering()
    seat = Seat(scenario, "dprk", WORLD)
    assert {rule.actor for rule in seat.plan.rules} == {rule.actor for rule in scenario.rules} - {"north_korea"}
    assert set(seat.plan.choices) == set(scenario.choices) - {"north_korea"}
    assert {office.actor for office in seat.plan.offices} == {office.actor for office in scenario.offices} - {"north_korea"}
    np.testing.assert_array_equal(to_the_end(seat), world_of(seat.plan))
    assert not np.array_equal(world_of(seat.plan), world_of(scenario))


@pytest.mark.parametrize("keep_own", [False, True])
def test_playing_a_schedule_month_by_month_gives_the_world_of_its_scenario(keep_own: bool) -> None:
    dated: dict[str, Any] = {
        "north_korea.nuclear_policy": {"2025-06": "freeze_for_deal", "2027-01": "expand"},
        "north_korea.testing_tempo": {"2025-02": 0.9, "2025-09..2026-08": 0.2},
        "north_korea.defence_share": {"2026-01..2027-06": 12.5},
    }
    scenario = answering(**dated)
    schedules = scenario.policy["north_korea"]
    seat = Seat(answering(), "north_korea", WORLD, every=1, keep_own=keep_own)
    for month in range(scenario.start, scenario.start + scenario.months):
        levers = {name.partition(".")[2] for name in dated}
        codes = {lever: schedules[lever].value(month) for lever in levers}
        seat.move({lever: seat.player.levers[lever].decode(code) for lever, code in codes.items()})
    expected = scenario if keep_own else Seat(scenario, "north_korea", WORLD).plan
    np.testing.assert_array_equal(seat.live.outcomes()[..., 0], world_of(expected))
    assert not np.array_equal(seat.live.outcomes()[..., 0], seat.live.outcomes()[..., 1])


def test_what_was_played_is_a_scenario_that_gives_the_same_world(tmp_path: Path) -> None:
    seat = Seat(answering(), "north_korea", WORLD)
    seat.move({"testing_tempo": 0.0})
    seat.move()
    seat.move({"nuclear_policy": "freeze_for_deal", "dprk.provocation_doctrine": 0.15})
    seat.move({"doctrine": "brinkmanship"})
    path = to_the_end(seat)
    file = tmp_path / "played.toml"
    file.write_text(to_toml(seat.scenario), encoding="utf-8")
    again = load(file)
    np.testing.assert_array_equal(world_of(again), path)
    np.testing.assert_array_equal(to_the_end(Seat(again, "north_korea", WORLD, keep_own=True)), path)
    assert seat.scenario.description.endswith("2025-08: provocation_doctrine 0.15; " + doctrine_told(seat) + ".")


def doctrine_told(seat: Seat) -> str:
    from sim.scenario.wording import value_text

    return "; ".join(f"2025-11: {lever} {value_text(value)}" for lever, value in seat.moves[3].sets.items())


def test_before_the_first_month_the_outlook_is_the_ensemble_without_the_world_that_is_played() -> None:
    seat = Seat(answering(), "north_korea", world=2)
    futures = seat.live.futures([seat.plan], worlds=4, months=12)
    others = simulate(seat.plan, np.array([0, 1, 3, 4]))
    np.testing.assert_array_equal(futures.outcomes[0], others.outcomes[:, :12])


def test_the_outlook_goes_on_from_what_has_happened_and_does_not_know_what_will() -> None:
    scenario = answering()
    rows = [outcome.name for outcome in outcomes_of(scenario.theatre)]
    seat, twin = (Seat(scenario, "north_korea", world=WORLD) for _ in range(2))
    for each in (seat, twin):
        each.replay([{}] * 8)
    row = rows.index("warheads")
    before = seat.live.outcomes()[row, -1, 0]
    ahead = seat.live.futures([seat.plan], worlds=25, months=12).outcomes[0]
    assert np.abs(ahead[row, 0] - before).max() < 1.5  # a stock moves on from where it stands
    assert not (ahead[:, 0] == ahead[:, 0, :1]).all()  # and each future by another chance
    twin.outlook({"testing_tempo": 0.9}, worlds=25)
    seat.move()
    twin.move()
    np.testing.assert_array_equal(seat.live.outcomes(), twin.live.outcomes())  # looking ahead moves nothing


def test_a_move_that_changes_nothing_makes_a_difference_of_exactly_zero() -> None:
    seat = Seat(answering(), "north_korea", WORLD).replay([{}, {"testing_tempo": 0.3}])
    outlook = seat.outlook({"testing_tempo": 0.3}, worlds=40)
    assert {each.difference.mean for each in outlook.expected if each.difference} == {0.0}
    assert outlook.likelihoods[0] == outlook.likelihoods[1]


def test_a_move_is_weighed_against_the_policy_in_force_in_the_same_futures() -> None:
    seat = Seat(answering(), "north_korea", WORLD).replay([{}, {}])
    outlook = seat.outlook({"testing_tempo": 0.0}, worlds=120)
    tests = next(each for each in outlook.expected if each.outcome.name == "expected_missile_tests")
    assert tests.difference is not None
    assert tests.considered is not None
    assert tests.difference.mean < -2 * tests.difference.half_width
    assert tests.considered[2] < tests.in_force[2]
    assert outlook.months[0] == seat.month
    assert len(outlook.months) == 24
    document = outlook.document()
    assert document["expected"][0]["name"] == "peninsula_tension"
    assert document["headline"].keys() == {"in_force", "considered"}


def test_what_was_seen_of_a_world_brings_the_outlook_nearer_to_it() -> None:
    """Fear of abandonment follows from assumptions and a state that is seen: without learning each outlook would begin anew."""
    scenario = load("baseline_2025", {"choices": True}, worlds=500, months=36)
    row = [outcome.name for outcome in outcomes_of(scenario.theatre)].index("abandonment")
    learned, unlearned = [], []
    for world in range(6):
        seat = Seat(scenario, "south_korea", world, every=24, keep_own=True)
        seat.move()
        futures = seat.live.futures([seat.plan], worlds=100, months=1).outcomes[0][row, 0]
        seat.live.live(1)
        real = seat.live.outcomes()[row, -1, 0]
        learned.append(abs(np.median(futures) - real))
        unlearned.append(abs(np.median(simulate(scenario, np.arange(100)).outcomes[row, 24]) - real))
    assert np.mean(learned) < np.mean(unlearned) / 3


@pytest.mark.slow
def test_bands_hold_about_as_many_real_worlds_as_they_say() -> None:
    """The world a year ahead lies in the middle 90 % of its outlook in about nine of ten worlds, after two years of play."""
    scenario = load("baseline_2025", {"choices": True}, worlds=500, months=36)
    rows = [outcome.name for outcome in outcomes_of(scenario.theatre)]
    inside: list[float] = []
    for world in range(24):
        seat = Seat(scenario, "south_korea", world, every=24, keep_own=True)
        seat.move()
        ahead = seat.outlook(worlds=150, months=12).expected
        seat.live.live(12)
        real = [seat.live.outcomes()[rows.index(each.outcome.name), -1, 0] for each in ahead]
        held = [each.in_force[0] - 1e-6 <= value <= each.in_force[-1] + 1e-6 for each, value in zip(ahead, real, strict=True)]
        inside.append(np.mean(held))
    error = np.std(inside) / np.sqrt(len(inside))
    assert abs(np.mean(inside) - 0.9) < 3 * error + 0.02  # ties at nothing, such as months of talks, hold more


def test_a_turn_tells_what_changed_what_happened_and_what_came_about() -> None:
    changes: dict[str, Any] = {"us.troops_korea": {"2025-06": 20000}, "choices": False, "turnover": False}
    scenario = answering(**changes)
    seat = Seat(scenario, "rok", WORLD)
    first = seat.move({"nuclear_option": "arm", "insists_on_seat": 0.9})
    assert first.readings[0].change is None
    assert {each.lever: each.in_force for each in first.standings} == {"nuclear_option": False, "insists_on_seat": True}
    text = next(each.text for each in first.standings if each.lever == "nuclear_option")
    assert text.startswith("set to arm, in force: ")
    assert "it waits for years of technical work" in text
    second = seat.move()
    assert second.sets == {}
    assert second.readings[0].change == pytest.approx(second.readings[0].value - first.readings[0].value)
    told = [(each.month, each.text) for each in second.happenings]
    assert ("2025-06", "United States: changes policy: troops korea: 20,000") in told
    assert all("2025-05" <= month <= "2025-07" for month, _ in told)
    assert second.document()["came_about"][0]["lever"] == "nuclear_option"


def test_the_chronicle_of_the_turns_is_that_of_the_world() -> None:
    scenario = answering()
    seat = Seat(scenario, "south_korea", WORLD, keep_own=True)
    to_the_end(seat)
    record = simulate(scenario, np.array([WORLD])).events
    expected = sorted(
        (format_month(scenario.start + int(month)), record.kinds[kind].replace("_", " "))
        for month, kind in zip(record.month, record.kind, strict=True)
    )
    told = [(each.month, each.kind) for turn in seat.turns for each in turn.happenings]
    assert sorted(each for each in told if not each[1].startswith("changes policy")) == expected
    assert any(kind.startswith(("choice: ", "rule: ")) for _, kind in told)


def test_a_turn_can_be_taken_back() -> None:
    moves: list[dict[str, object]] = [{"testing_tempo": 0.0}, {}, {"nuclear_policy": "freeze_for_deal"}]
    seat = Seat(answering(), "north_korea", WORLD).replay(moves)
    after_two = Seat(answering(), "north_korea", WORLD).replay(moves[:2])
    seat.undo()
    assert (seat.month, seat.moves) == (after_two.month, after_two.moves)
    np.testing.assert_array_equal(seat.live.outcomes(), after_two.live.outcomes())
    assert seat.policy["nuclear_policy"] == "expand"
    with pytest.raises(PeninsulaError, match="there is no turn to take back"):
        Seat(answering(), "north_korea").undo()


def test_the_last_turn_may_be_shorter_and_nothing_follows_it() -> None:
    seat = Seat(answering(months=7), "china", every=3)
    assert seat.number_of_turns == 3
    to_the_end(seat)
    assert [(turn.first, turn.last) for turn in seat.turns][-1] == ("2025-08", "2025-08")
    for ask in (seat.move, seat.outlook):
        with pytest.raises(PeninsulaError, match=r"the last month, 2025-08, has been played"):
            ask()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"player": "north korea"}, "nobody at this table is called 'north korea': expected one of .*did you mean 'north_korea'"),
        ({"player": "china", "world": 30}, "world 30 is not in the ensemble: expected a number from 0 to 29"),
        ({"player": "china", "every": 0}, "a turn of 0 months: expected 1 to 48"),
    ],
)
def test_a_seat_that_is_not_there_is_refused(arguments: dict[str, Any], sentence: str) -> None:
    with pytest.raises(PeninsulaError, match=sentence):
        Seat(answering(), **arguments)


@pytest.mark.parametrize(
    ("sets", "sentence"),
    [
        ({"test_tempo": 1}, "test_tempo: North Korea has no lever of that name; did you mean 'testing_tempo'"),
        ({"testing_tempo": 2}, "testing_tempo: 2 is out of bounds: expected 0 to 1"),
        ({"nuclear_policy": "freeze"}, "nuclear_policy: 'freeze' is not a choice: .*did you mean 'freeze_for_deal'"),
        ({"us.troops_korea": 0}, "us.troops_korea: you sit for North Korea"),
        ({"doctrine": "primacy"}, "doctrine: 'primacy' is no doctrine of a challenger"),
    ],
)
def test_a_move_that_cannot_be_made_is_refused_and_moves_nothing(sets: dict[str, object], sentence: str) -> None:
    seat = Seat(answering(), "north_korea", WORLD)
    for ask in (seat.move, seat.outlook):
        with pytest.raises(PeninsulaError, match=sentence):
            ask(sets)
    assert (seat.elapsed, seat.moves) == (0, [])
