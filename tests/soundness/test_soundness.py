"""Nothing is no number and nothing leaves its bounds, whatever levers, assumptions, conditions and starting values say."""

import numpy as np
import pytest

from sim.model.points import Points
from sim.model.theatre_model import TheatreModel
from sim.scenario.assumptions import ASSUMPTIONS, WEIGHTS
from sim.scenario.loading import load
from tests.soundness import all_violations, coded, violations

MONTHS = 36


@pytest.mark.parametrize("name", ["baseline", "europe_baseline", "russia_in_the_cast"])
def test_worlds_from_everywhere_stay_within_their_bounds(name: str, root: object) -> None:
    assert not all_violations(name, 1000, MONTHS)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["baseline", "europe_baseline"])
def test_thousands_of_worlds_from_everywhere_stay_within_their_bounds_for_forty_years(name: str, root: object) -> None:
    assert not all_violations(name, 4000)


@pytest.mark.parametrize("name", ["baseline", "europe_baseline"])
def test_every_lever_and_assumption_can_be_at_either_end_while_the_others_are_usual(name: str, root: object) -> None:
    scenario = load(name, months=MONTHS)
    levers = [(actor.name, each) for actor in scenario.theatre.actors for each in actor.levers.values()]
    number = 2 * (len(ASSUMPTIONS) + len(levers))
    usual = {each.name: np.full(number, (each.low + each.high) / 2, dtype=np.float32) for each in ASSUMPTIONS}
    wanted = {
        (owner, each.name): np.full((1, number), scenario.policy[owner][each.name].initial, dtype=np.float32)
        for owner, each in levers
    }
    columns = iter(range(0, number, 2))
    ends = np.array([0, 1], dtype=np.float32)
    for assumption, column in zip(ASSUMPTIONS, columns, strict=False):
        usual[assumption.name][column : column + 2] = assumption.floor, assumption.ceiling
    for (owner, each), column in zip(levers, range(2 * len(ASSUMPTIONS), number, 2), strict=True):
        wanted[owner, each.name][0, column : column + 2] = coded(each, ends)
    identities = np.arange(number)
    points = Points(number, usual, wanted, identities)
    assert not violations(TheatreModel([scenario], identities, points), MONTHS)


@pytest.mark.parametrize("name", ["russia_in_the_cast", "europe_baseline"])
def test_governments_may_weigh_what_they_like(name: str, root: object) -> None:
    """Weights at either end of what they may be, from noise to best response."""
    scenario, number, chance = load(name, {"choices": True}, months=MONTHS), 600, np.random.default_rng(1)
    known = [each for each in WEIGHTS if each.name in scenario.assumptions]
    ends = {each.name: chance.choice(np.array([each.floor, each.ceiling], np.float32), number) for each in known}
    ends["choice_precision"] = chance.choice(np.array([0, 5, 50], np.float32), number)
    stepped = TheatreModel([scenario], np.arange(number), Points(number, ends, worlds=np.arange(number)))
    assert not violations(stepped, MONTHS)
    assert {decision.owner for decision in stepped.choices.decisions} == {actor.name for actor in scenario.theatre.actors}
    assert ((stepped.chosen.now >= 0) & (stepped.chosen.now <= 4)).all()


@pytest.mark.parametrize(("quantity", "value"), [("tech", np.nan), ("polarisation", 3.0)])
def test_a_fault_would_be_found(quantity: str, value: float, root: object) -> None:
    stepped = TheatreModel([load("baseline", months=1)], np.arange(3))
    setattr(stepped.state, quantity, np.array([0.5, value, 0.5], dtype=np.float32))
    assert any(quantity in violation for violation in violations(stepped, 1))
