"""Rules in the batch: by hand on one world, in order, paired, and side by side."""

from collections.abc import Mapping, Sequence
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from sim.foundations.axes import REAL, Array
from sim.foundations.chance import Chance
from sim.model.cast import Cast
from sim.model.rules.rulebook import Rulebook
from sim.model.simulate import Record, simulate, simulate_side_by_side
from sim.model.theatre_model import TheatreModel
from sim.scenario.loading import load
from sim.scenario.scenario import Scenario

WORLDS = 40
TENSION: dict[str, Any] = {"name": "tense", "actor": "us", "when": "peninsula_tension > 60", "set": {"exercise_tempo": 0.2}}


def ruled(
    *rules: Mapping[str, Any], worlds: int = WORLDS, months: int = 60, changes: Mapping[str, Any] | None = None
) -> Scenario:
    return load("baseline_2025", {"rules": [dict(rule) for rule in rules], **(changes or {})}, worlds=worlds, months=months)


def run(scenario: Scenario) -> Record:
    return simulate(scenario, np.arange(scenario.worlds))


def in_force(rule: Mapping[str, Any], seen: Sequence[float]) -> str:
    """Return, for a world in which headline tension takes given values month by month, whether a rule is in force: "..11." """
    months = len(seen) + 1
    scenario = ruled(rule, worlds=1, months=max(months, 12))
    book = Rulebook([scenario], Cast(scenario.theatre), 1)
    state, found = book.begun(), "."
    for number, value in enumerate(seen):
        read = SimpleNamespace(read=lambda _, value=value: np.array([value], dtype=REAL))
        book._outcomes = dict.fromkeys(book._outcomes, read)  # type: ignore[arg-type]
        chance = Chance(1, np.arange(1))
        month: Any = SimpleNamespace(
            number=number, assume={}, uniform=lambda stream, number=number, chance=chance: chance.uniform(stream, number)
        )
        state = book.observed(month, state)
        found += "1" if state.now[0, 0] else "."
    return found


@pytest.mark.parametrize(
    ("changes", "seen", "expected"),
    [
        # the month after, and for good
        ({}, (50, 61, 50, 50), "..111"),
        ({"when": "peninsula_tension >= 60"}, (59, 60, 59), "..11"),
        # three months in a row: the second run is long enough
        ({"for_months": 3}, (61, 61, 50, 61, 61, 61, 50), "......11"),
        # ends, and begins anew
        ({"until": "peninsula_tension < 40"}, (61, 50, 39, 50, 61, 61), "." + "11..11"),
        # a rule that ends counts anew: it held throughout, and ended after the fourth month
        (
            {"when": "peninsula_tension > 10", "until": "peninsula_tension > 70", "for_months": 2},
            (20, 20, 71, 20, 20, 20),
            "..1..11",
        ),
        # does not begin while what would end it holds
        ({"until": "peninsula_tension > 70"}, (71, 71, 65, 71), "...1."),
        # only within the window, and what began there stays
        ({"within": "2025-04..2025-05"}, (61, 50, 61, 50, 50), "." + "..111"),
        ({"within": "2025-04..2025-05"}, (50, 50, 50, 61, 61), "......"),
        # not from the month on in which it ends, whatever holds
        ({"ends": "2025-05"}, (61, 61, 61, 61, 61), ".11..."),
        ({"ends": "2025-05", "until": "peninsula_tension < 40"}, (61, 39, 61, 61), ".1..."),
        # two months after it has held for two in a row, whatever holds meanwhile
        ({"for_months": 2, "lead_months": 2}, (61, 61, 50, 50, 50, 50), "....11" + "1"),
        ({"for_months": 2, "lead_months": 2}, (61, 50, 61, 50, 50, 50), "......."),
        # decided before the window, less the lead time, opens does not count; a run that lasts until then does
        ({"for_months": 2, "lead_months": 2, "within": "2025-08..2030-01"}, (61, 61, 50, 50, 50, 50, 50), "........"),
        ({"for_months": 2, "lead_months": 2, "within": "2025-08..2030-01"}, (61, 61, 61, 61, 50, 50, 50), "......11"),
        # what ends it while it waits puts it off
        ({"lead_months": 2, "until": "peninsula_tension < 40"}, (61, 50, 39, 50, 50), "....11"),
        # what has been so far
        ({"when": "max(peninsula_tension) > 60 and peninsula_tension < 50"}, (40, 61, 55, 49), "....1"),
        ({"when": "mean(peninsula_tension) > 55"}, (50, 60, 70, 10), "...11"),
        ({"when": "min(peninsula_tension) < 45 or peninsula_tension > 90"}, (50, 44, 80), "..11"),
        ({"when": "not (peninsula_tension < 60) and peninsula_tension / 2 < 40"}, (59, 81, 70), "...1"),
    ],
)
def test_a_rule_is_in_force_when_counting_by_hand_says_so(
    changes: Mapping[str, Any], seen: Sequence[float], expected: str
) -> None:
    assert in_force({**TENSION, **changes}, seen) == expected


def test_the_chance_of_a_rule_is_that_of_its_stream() -> None:
    draws = [float(Chance(1, np.arange(1)).uniform("rule/tense", number)[0, 0]) for number in range(30)]
    first = next(number for number, draw in enumerate(draws) if draw < 0.2)
    assert in_force({**TENSION, "prob": 0.2}, [61] * 30).index("1") == first + 1


def test_a_rule_that_never_holds_changes_nothing() -> None:
    bare = run(load("baseline_2025", worlds=WORLDS, months=60))
    rules = [{**TENSION, "when": "peninsula_tension > 99.9"}, {**TENSION, "name": "other", "prob": 0.5, "when": "warheads < 0.1"}]
    record = run(ruled(*rules))
    assert np.array_equal(record.outcomes, bare.outcomes)
    assert np.array_equal(record.entries, bare.entries)
    assert np.array_equal(record.events.kind, bare.events.kind)


def test_a_rule_that_always_holds_is_the_schedule_from_the_second_month_on() -> None:
    always = {**TENSION, "when": "warheads >= 0", "set": {"exercise_tempo": 0.2, "troops_korea": 10000}}
    dated = load(
        "baseline_2025", {"us.exercise_tempo": {"2025-03": 0.2}, "us.troops_korea": {"2025-03": 10000}}, worlds=WORLDS, months=60
    )
    assert np.array_equal(run(ruled(always)).outcomes, run(dated).outcomes)


def test_the_later_rule_wins_and_both_win_over_the_schedule() -> None:
    one = {**TENSION, "when": "warheads >= 0"}
    other = {**one, "name": "later", "set": {"exercise_tempo": 0.7}}
    later, earlier = run(ruled(other)), run(ruled(one))
    assert not np.array_equal(later.outcomes, earlier.outcomes)
    assert np.array_equal(run(ruled(one, other)).outcomes, later.outcomes)
    assert np.array_equal(run(ruled(other, one)).outcomes, earlier.outcomes)
    scheduled = run(ruled(one, changes={"us.exercise_tempo": {"2025-03": 1.0}}))
    assert np.array_equal(scheduled.outcomes, earlier.outcomes)


def test_a_later_rule_wins_lever_by_lever_and_gives_back_to_the_earlier_when_it_ends() -> None:
    earlier = {**TENSION, "when": "warheads >= 0", "set": {"troops_korea": 5, "exercise_tempo": 0.4}}
    later = {
        "name": "later",
        "actor": "us",
        "when": "count(missile_test) > 1",
        "set": {"troops_korea": 7},
        "until": "count(missile_test) > 4",
    }
    model = TheatreModel([ruled(earlier, later, months=24)], np.arange(WORLDS))
    tests, seen = np.zeros(WORLDS), set[tuple[float, ...]]()
    for number in range(24):
        model.step()
        levers = model.month.intended["united_states"]
        troops = np.broadcast_to(levers["troops_main"], WORLDS)
        if number:
            expected = np.where((tests > 1) & (tests <= 4), 7, 5)
            assert np.array_equal(troops, expected)
            assert (np.broadcast_to(levers["exercise_tempo"], WORLDS) == REAL(0.4)).all()
            seen.add(tuple(np.unique(expected).tolist()))
        tests += model.month.acts.missile_tests > 0
    assert (5.0, 7.0) in seen


def test_of_three_rules_the_last_in_force_wins() -> None:
    always = {**TENSION, "when": "warheads >= 0"}
    rules = [{**always, "name": name, "set": {"exercise_tempo": tempo}} for name, tempo in (("a", 0.1), ("b", 0.5), ("c", 0.9))]
    last = {**rules[2], "when": "warheads < 0.1"}
    assert np.array_equal(run(ruled(*rules)).outcomes, run(ruled(rules[2])).outcomes)
    assert np.array_equal(run(ruled(*rules[:2], last)).outcomes, run(ruled(rules[1])).outcomes)
    assert np.array_equal(run(ruled(last, *rules[:2])).outcomes, run(ruled(rules[1])).outcomes)


def test_the_order_of_rules_on_different_levers_makes_no_difference() -> None:
    one = {**TENSION, "until": "peninsula_tension < 55"}
    other = {**TENSION, "name": "other", "actor": "south_korea", "when": "talks > 0", "set": {"engagement": 0.8}, "prob": 0.4}
    assert np.array_equal(run(ruled(one, other)).outcomes, run(ruled(other, one)).outcomes)


def test_a_rule_that_ends_gives_the_lever_back_to_the_schedule() -> None:
    rule = {**TENSION, "when": "count(missile_test) == 0", "until": "count(missile_test) > 0", "set": {"troops_korea": 5}}
    scenario = ruled(rule, months=24)
    model = TheatreModel([scenario], np.arange(WORLDS))
    planned = scenario.policy["united_states"]["troops_korea"].values(scenario.start, scenario.months)
    tested, kept = np.zeros(WORLDS, dtype=bool), False
    for number in range(scenario.months):
        model.step()
        troops = model.month.intended["united_states"]["troops_main"]
        expected = np.where(tested | (number == 0), planned[number], 5)
        assert np.array_equal(np.broadcast_to(troops, expected.shape), expected)
        kept |= bool(tested.any() and not tested.all())
        tested |= model.month.acts.missile_tests > 0
    assert kept, "no month in which the rule was in force in some worlds alone"


def test_worlds_draw_parameters_and_levers_follow_world_by_world() -> None:
    rule = {**TENSION, "when": "warheads >= least", "set": {"defence_share": "share"}, "actor": "south_korea"}
    scenario = ruled({**rule, "parameters": {"least": 0, "share": [2, 6]}}, months=12)
    model = TheatreModel([scenario], np.arange(WORLDS))
    drawn = model.assume["rules.tense.share"]
    assert drawn.min() < 2.5
    assert drawn.max() > 5.5
    assert model.month.intended["south_korea"]["defence_share"].shape == (1,)
    model.step()
    model.step()
    assert np.array_equal(model.month.intended["south_korea"]["defence_share"], drawn)


def test_scenarios_side_by_side_are_those_alone() -> None:
    tense, calm = (
        {**TENSION, "prob": 0.3, "until": "peninsula_tension < 55"},
        {**TENSION, "name": "calm", "set": {"relief_offer": 0.6}},
    )
    scenarios = [ruled(), ruled(tense), ruled(calm, tense), ruled(tense, calm), ruled({**tense, "prob": 0.9}, calm)]
    together = simulate_side_by_side(scenarios, np.arange(WORLDS))
    for scenario, record in zip(scenarios, together, strict=True):
        alone = run(scenario)
        assert np.array_equal(record.outcomes, alone.outcomes)
        assert record.events.kinds == alone.events.kinds
        assert np.array_equal(record.events.kind, alone.events.kind)


def test_one_world_is_the_same_in_any_chunk() -> None:
    scenario = ruled(
        {**TENSION, "prob": 0.3, "when": "count(missile_test) > 3 and peninsula_tension > p", "parameters": {"p": [30, 60]}}
    )
    whole = run(scenario)
    part = simulate(scenario, np.arange(7, 11))
    assert np.array_equal(part.outcomes, whole.outcomes[:, :, 7:11])


def test_the_chronicle_says_when_a_rule_begins_and_ends() -> None:
    rule = {**TENSION, "when": "peninsula_tension > 85", "until": "peninsula_tension < 75"}
    scenario = ruled(rule)
    record = run(scenario)
    tension = record.outcomes[0]
    kinds = [record.events.kinds[code] for code in record.events.kind]
    found = sorted(
        (world, month, kind)
        for world, month, kind in zip(record.events.world, record.events.month, kinds, strict=True)
        if "rule" in kind
    )
    assert found == sorted(_by_hand(tension))
    assert {kind for *_, kind in found} == {"rule: tense", "end of rule: tense"}


def _by_hand(tension: Array) -> list[tuple[int, int, str]]:
    """Return world, month and kind of what happens to a rule that begins above 85 and ends below 75."""
    events = []
    for world, path in enumerate(tension.T):
        acts = False
        for month, value in enumerate(path[:-1].tolist()):
            if (not acts and value > 85) or (acts and value < 75):
                acts = not acts
                events.append((world, month + 1, "rule: tense" if acts else "end of rule: tense"))
    return events


def test_a_rule_under_another_acts_only_while_that_one_is_in_force() -> None:
    above = {**TENSION, "when": "count(missile_test) == 1", "until": "count(missile_test) > 2"}
    under = {"name": "under", "actor": "rok", "when": "warheads >= 0", "set": {"engagement": 0.9}, "under": "tense"}
    last = {**under, "name": "last", "set": {"defence_share": 4}, "under": "under"}
    model, seen = TheatreModel([ruled(above, under, last)], np.arange(WORLDS)), np.zeros((3, WORLDS), dtype=bool)
    for _ in range(60):
        model.step()
        now = model.month.rules.now > 0
        assert np.array_equal(now[1], now[0])
        assert np.array_equal(now[2], now[0])
        seen |= now
    assert seen.any()
    assert not (model.month.rules.now > 0).all()


def test_a_rule_sets_a_dated_value_as_a_schedule_has_it_in_each_month() -> None:
    dated = {"2025-02": 28500, "2026-01..2027-12": 0, "2028-06": 5000}
    rule = {**TENSION, "when": "count(missile_test) > 2", "set": {"troops_korea": dated}}
    model = TheatreModel([ruled(rule)], np.arange(WORLDS))
    planned = (
        load("baseline_2025", {"us.troops_korea": dated}, months=60).policy["united_states"]["troops_korea"].values(24301, 60)
    )
    acted = 0
    for number in range(60):
        model.step()
        acts = model.month.rules.now[0] > 0
        troops = np.broadcast_to(model.month.intended["united_states"]["troops_main"], WORLDS)
        assert (troops[acts] == planned[number]).all()
        assert (troops[~acts] == 28500).all()
        acted += int(acts.sum()) if planned[number] != 28500 else 0
    assert acted


def test_scenarios_side_by_side_keep_their_own_rule_above() -> None:
    above = {**TENSION, "when": "count(missile_test) > 1"}
    under = {"name": "under", "actor": "rok", "when": "warheads >= 0", "set": {"engagement": 0.9}, "under": "tense"}
    sooner = {**above, "when": "count(missile_test) > 0", "lead_months": 3}
    one, other = ruled(above, under, months=36), ruled(sooner, under, months=36)
    together = simulate_side_by_side([one, other], np.arange(WORLDS))
    for record, alone in zip(together, (one, other), strict=True):
        assert np.array_equal(record.outcomes, run(alone).outcomes)
