"""Doctrines as they are shipped: for every role, complete, with sources, and usable in every theatre."""

import pytest

from sim.foundations.errors import PeninsulaError
from sim.model.rules.bound import bound_rules
from sim.scenario.doctrines import known_doctrines, load_doctrine
from sim.scenario.levers import LEVERS
from sim.scenario.loading import load
from sim.scenario.theatre import ROLES, Role

EVERY = [(role, name) for role in ROLES for name in known_doctrines(role)]
ABOUT = {"title", "description", "source"}


@pytest.mark.parametrize("role", ROLES)
def test_every_role_has_three_doctrines_that_set_the_same_levers(role: Role) -> None:
    doctrines = [load_doctrine(role, name) for name in known_doctrines(role)]
    assert len(doctrines) >= 3
    assert len({frozenset(each.levers) for each in doctrines}) == 1
    for one in doctrines:
        assert sum(one.levers == other.levers for other in doctrines) == 1


@pytest.mark.parametrize(("role", "name"), EVERY)
def test_a_doctrine_says_what_it_is_and_who_says_so(role: Role, name: str) -> None:
    doctrine = load_doctrine(role, name)
    assert all(getattr(doctrine, key) for key in ABOUT)
    declared = {lever.name: lever for lever in LEVERS[role]}
    for setting in (doctrine.levers, *(rule["set"] for rule in doctrine.rules)):
        for lever, value in setting.items():
            # what is counted in a unit differs from theatre to theatre
            assert isinstance(value, dict) == bool(declared[lever].unit), lever


@pytest.mark.parametrize(("role", "name"), EVERY)
@pytest.mark.parametrize("scenario", ["russia_in_the_cast", "europe_baseline"])
def test_a_doctrine_can_be_held_wherever_its_role_is_played(role: Role, name: str, scenario: str) -> None:
    for actor in load(scenario).theatre.having(role):
        held = load(scenario, {f"{actor.name}.doctrine": name})
        expected = load_doctrine(role, name).levers_of(actor)
        assert expected
        for lever, value in expected.items():
            assert actor.levers[lever].decode(held.policy[actor.name][lever].value(held.start)) == value
        assert len(held.rules) == len(load_doctrine(role, name).rules)
        bound_rules(held)


def test_multiples_are_of_the_default_of_the_theatre_and_within_its_bounds() -> None:
    kept = load("baseline", {"us.doctrine": "restraint"}).policy["united_states"]
    assert kept["troops_korea"].value(0) == 14250
    assert load("europe_baseline", {"us.doctrine": "restraint"}).policy["united_states"]["troops_europe"].value(0) == 40000
    # 34 % of GDP is as much as Ukraine spends; half as much again is more than the lever allows
    assert load("europe_baseline", {"ukr.doctrine": "normal_power"}).policy["ukraine"]["defence_share"].value(0) == 40


def test_a_doctrine_speaks_of_the_actors_of_the_theatre() -> None:
    theatre = load("europe_baseline").theatre
    assert load_doctrine("main_backer", "shield").title_for(theatre, theatre.actor("china")) == "Shield: China covers Russia"


def test_an_unknown_doctrine_gets_the_nearest_name() -> None:
    with pytest.raises(PeninsulaError, match="did you mean 'brinkmanship'"):
        load_doctrine("challenger", "brinksmanship")
