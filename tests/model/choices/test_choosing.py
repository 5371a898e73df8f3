"""Choices in the batch: probabilities by hand, noise and best response, directions, precedence, nothing when off."""

from collections.abc import Mapping
from math import exp
from typing import Any

import numpy as np
import pytest

from sim.foundations.axes import REAL, Array
from sim.model.choices.bound import BoundDecision
from sim.model.choices.choosing import choice_probs, chosen, option_utility, probs_of
from sim.model.events import DROPS, TAKES
from sim.model.simulate import Record, simulate, simulate_side_by_side
from sim.model.theatre_model import TheatreModel
from sim.scenario.choices import DECISIONS
from sim.scenario.loading import load
from sim.scenario.scenario import Scenario

WORLDS = 60


def choosing(changes: Mapping[str, Any] | None = None, worlds: int = WORLDS, months: int = 60, **more: Any) -> Scenario:
    return load("baseline_2025", {"choices": True, **(changes or {})}, worlds=worlds, months=months, **more)


def run(scenario: Scenario) -> Record:
    return simulate(scenario, np.arange(scenario.worlds))


def departures(record: Record, months: int) -> dict[tuple[str, str], int]:
    """Return for how many months, over all worlds, each actor is off its plan by each option."""
    found: dict[tuple[str, str], int] = {}
    events = record.events
    for month, kind, actor in zip(events.month.tolist(), events.kind, events.actor, strict=True):
        for beginning, sign in ((TAKES, 1), (DROPS, -1)):
            name = events.kinds[kind]
            if name.startswith(beginning):
                key = events.actors[actor], name.removeprefix(beginning)
                found[key] = found.get(key, 0) + sign * (months - month)
    return found


def numbers(*values: float) -> Array:
    return np.array(values, dtype=REAL)


def test_utility_of_an_option_by_hand() -> None:
    # 0.5 x 0.4 + (-0.2) x 1 - 0.3
    found = option_utility([(numbers(0.5), numbers(0.4)), (numbers(-0.2), numbers(1))], numbers(0.3))
    assert found == pytest.approx(-0.3)


def test_probabilities_by_hand() -> None:
    # plan, and two options of which the second was taken last month
    found = choice_probs(numbers(0, -0.3, -0.1)[:, None], last=numbers(2), inertia=numbers(0.6), precision=numbers(4))
    weights = [exp(4 * 0), exp(4 * -0.3), exp(4 * (-0.1 + 0.6))]
    assert found[:, 0] == pytest.approx([weight / sum(weights) for weight in weights], rel=1e-5)


def test_no_precision_makes_all_options_alike_and_much_makes_the_best_certain() -> None:
    utilities = numbers(0, -0.3, 0.2, -4)[:, None]
    noise = choice_probs(utilities, numbers(0), numbers(0.1), numbers(0))
    assert noise[:, 0] == pytest.approx([0.25] * 4)
    best = choice_probs(utilities, numbers(0), numbers(0.1), numbers(1000))
    assert best[:, 0] == pytest.approx([0, 0, 1, 0])


def test_what_was_done_last_month_is_done_again_the_more_the_greater_inertia() -> None:
    again = choice_probs(np.zeros((2, 3), REAL), numbers(1, 1, 1), numbers(0, 0.3, 0.9), numbers(5))[1]
    assert again[0] == pytest.approx(0.5)
    assert again[0] < again[1] < again[2]


def test_a_choice_is_read_off_the_probabilities_in_order() -> None:
    probs = np.repeat(numbers(0.5, 0.2, 0.3)[:, None], 4, axis=1)
    np.testing.assert_array_equal(chosen(probs, numbers(0.49, 0.51, 0.69, 0.71)), numbers(0, 1, 1, 2))


def test_probabilities_of_one_world_for_one_month_by_hand() -> None:
    """Beijing at the end of the first month: what it looks at is read from the outcomes, what it weighs from the draws."""
    model = TheatreModel([choosing()], np.arange(3))
    model.step()
    month, world = model.month, 1
    (beijing,) = (decision for decision in model.choices.decisions if decision.owner == "china")
    found = probs_of(month, beijing, model.month.choices.now[3])[:, world]

    weight = {name: float(values[world]) for name, values in model.assume.items()}
    pair = next(row for row, rivalry in enumerate(model.cast.theatre.rivalries) if rivalry.name == "us_china")
    first, second = month.next.hostility[[pair, pair + model.cast.rivalries], world]
    rivalry = (float(first) + float(second)) / 2 - 0.6  # both sides start at 0.6
    crisis = float(month.next.stage[:, world].max())
    spending = float(month.next.burden[model.cast.main, world]) - 47.6 / 1840 * 100
    quarrel = float(month.next.quarrel[world])
    enforce = weight["enforce_on_tests"] * float(month.acts.nuclear_test[world])
    enforce += weight["enforce_on_crisis"] * crisis + weight["enforce_on_rivalry"] * rivalry
    shield = weight["shield_on_rivalry"] * rivalry + weight["shield_on_crisis"] * crisis
    coerce = weight["coerce_on_spending"] * spending + weight["coerce_on_quarrel"] * quarrel
    # everyone holds to the plan in the first month, so that inertia speaks for it
    scores = [weight["policy_inertia"], *(utility - weight["departure_cost"] for utility in (enforce, shield, coerce))]
    weights = [exp(weight["choice_precision"] * score) for score in scores]
    assert found == pytest.approx([each / sum(weights) for each in weights], rel=1e-4)


def test_the_first_month_is_as_planned_and_options_move_levers_from_then_on() -> None:
    model = TheatreModel([choosing({"choice_precision": 0})], np.arange(400))
    model.step()
    assert float(model.month.challenger["testing_tempo"].max()) == pytest.approx(0.7)
    model.step()
    tempo = model.month.challenger["testing_tempo"]
    option = model.month.choices.now[2]
    wanted = np.select([option == 1, option == 2, option == 3], [1.0, 0.4, 0.1], 0.7)
    np.testing.assert_allclose(tempo, wanted, rtol=1e-6)
    # of noise every option has its fifth
    assert np.bincount(option.astype(int), minlength=5) / 400 == pytest.approx([0.2] * 5, abs=0.06)


def test_a_plan_that_goes_further_stays() -> None:
    plans = {"dprk.testing_tempo": 0.05, "us.troops_korea": 60000}
    model = TheatreModel([choosing({"choice_precision": 0, **plans})], np.arange(200))
    for _ in range(2):
        model.step()
    option = model.month.choices.now[2]
    np.testing.assert_allclose(model.month.challenger["testing_tempo"][option >= 2], 0.05)
    assert set(np.unique(model.month.patron["troops_main"])) == {REAL(60000 * 0.67), REAL(60000)}


def test_a_rule_wins_over_a_choice() -> None:
    rule = {"name": "calm", "actor": "dprk", "when": "peninsula_tension >= 0", "set": {"testing_tempo": 0.33}}
    model = TheatreModel([choosing({"choice_precision": 0, "rules": [rule]})], np.arange(100))
    for _ in range(2):
        model.step()
    assert (model.month.choices.now[2] == 1).any()
    np.testing.assert_allclose(model.month.challenger["testing_tempo"], 0.33)


def test_without_choices_a_run_is_what_it_was_and_no_weight_is_drawn() -> None:
    plain, off = load("baseline_2025", worlds=20, months=24), load("baseline_2025", {"choices": False}, worlds=20, months=24)
    np.testing.assert_array_equal(run(plain).outcomes, run(off).outcomes)
    assert not {"attack_risk", "departure_cost"} & set(plain.drawn)
    # at a cost beyond all weights nobody ever departs, and whatever is drawn besides moves nothing
    never = choosing({"departure_cost": 5, "choice_precision": 50}, worlds=20, months=24)
    kept = load("baseline_2025", {"choice_precision": 50}, worlds=20, months=24)
    np.testing.assert_array_equal(run(never).outcomes, run(kept).outcomes)


def test_side_by_side_each_scenario_makes_its_own_choices() -> None:
    scenarios = [choosing(), load("baseline_2025", worlds=WORLDS, months=60), choosing({"choices": ["china", "rok"]})]
    together = simulate_side_by_side(scenarios, np.arange(WORLDS))
    for scenario, record in zip(scenarios, together, strict=True):
        alone = run(scenario)
        np.testing.assert_array_equal(record.outcomes, alone.outcomes)
        assert record.events.kinds == alone.events.kinds
        np.testing.assert_array_equal(record.events.kind, alone.events.kind)
    assert {actor for actor, _ in departures(together[2], 60)} == {"china", "south_korea"}


def test_the_chronicle_ends_what_it_begins() -> None:
    record = run(choosing())
    held: set[tuple[int, int]] = set()
    events = record.events
    order = np.lexsort((np.array([not events.kinds[kind].startswith(DROPS) for kind in events.kind]), events.month))
    for index in order:
        name, key = events.kinds[events.kind[index]], (int(events.world[index]), int(events.actor[index]))
        if name.startswith(DROPS):
            held.remove(key)
        elif name.startswith(TAKES):
            assert key not in held
            held.add(key)
    assert events.month[[events.kinds[kind].startswith(TAKES) for kind in events.kind]].min() == 1


@pytest.mark.parametrize("role", DECISIONS)
def test_every_role_decides_something_that_moves_its_levers(role: str) -> None:
    scenario = load("russia_in_the_cast", {"choices": True, "choice_precision": 0}, worlds=200, months=12)
    (actor,) = (each for each in scenario.theatre.actors if each.role == role)
    model = TheatreModel([scenario], np.arange(200))
    for _ in range(3):
        model.step()
    row = [decision.owner for decision in model.choices.decisions].index(actor.name)
    options = DECISIONS[actor.role].options
    for code, option in enumerate(options, 1):
        took = model.month.choices.now[row] == code
        held = model.month.choices.now[row] == 0
        for setting in option.settings:
            wanted = np.broadcast_to(model.month.intended[actor.name][setting.lever], (200,))
            assert abs(float(wanted[took].mean()) - float(wanted[held].mean())) > 1e-3, (option.name, setting.lever)


@pytest.mark.parametrize(
    ("weight", "option", "changes"),
    [
        ("test_on_exercises", ("north_korea", "test"), {"us.exercise_tempo": 1.0}),
        ("freeze_on_exercises", ("north_korea", "freeze"), {"us.exercise_tempo": 1.0}),
        ("talk_on_relief", ("north_korea", "talk"), {"us.relief_offer": 0.8}),
        ("talk_on_quarrel", ("north_korea", "talk"), {"us.burden_demand": 10}),
        ("coerce_on_spending", ("china", "coerce"), {"rok.defence_share": 4}),
        ("demand_on_spending", ("united_states", "demand"), {"rok.defence_share": 4}),
        ("withdraw_on_quarrel", ("united_states", "withdraw"), {"us.burden_demand": 10}),
        ("spend_on_abandonment", ("south_korea", "spend"), {"us.troops_korea": 0}),
        ("hedge_on_abandonment", ("japan", "hedge"), {"us.troops_japan": 0}),
    ],
)
def test_the_sign_of_a_weight_decides_how_a_policy_is_answered(
    weight: str, option: tuple[str, str], changes: Mapping[str, Any]
) -> None:
    """One government chooses; with a weight of either sign it takes an option more, or less, where a policy gives a reason."""
    shares = []
    for value in (-1, 1):
        record = run(choosing({"choices": [option[0]], weight: value, "departure_cost": 0.3, **changes}, worlds=200, months=84))
        shares.append(departures(record, 84).get(option, 0))
    assert shares[0] < shares[1]


def _names(decision: BoundDecision) -> tuple[str, ...]:
    return decision.names


def test_the_cast_of_europe_chooses_too() -> None:
    model = TheatreModel([load("europe_baseline", {"choices": True}, worlds=5, months=12)], np.arange(5))
    for _ in range(12):
        model.step()
    assert [(decision.owner, _names(decision)) for decision in model.choices.decisions] == [
        ("united_states", ("demand", "reassure", "withdraw")),
        ("europe", ("spend", "hedge", "engage")),
        ("ukraine", ("spend", "hedge", "engage")),
        ("russia", ("test", "talk", "freeze", "attack")),
        ("china", ("enforce", "shield", "coerce")),
    ]
