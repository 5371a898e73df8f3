"""Stakes in a theatre: every one finds its measure, and levers count as they come into force."""

from dataclasses import replace

import numpy as np
import pytest

from sim.model.measure import Measure
from sim.model.measures import measure
from sim.model.outcomes import outcomes_of
from sim.model.stakes import bound_stakes
from sim.scenario.loading import load
from sim.scenario.stakes import STAKES
from sim.scenario.theatre_file import known_theatres, load_theatre, optional_actors


@pytest.mark.parametrize("name", known_theatres())
def test_every_stake_of_every_actor_is_bound_in_a_full_cast(name: str) -> None:
    theatre = load_theatre(name, tuple(sorted(optional_actors(name))))
    known = {outcome.name for outcome in outcomes_of(theatre)}
    for actor in theatre.actors:
        bound = bound_stakes(actor, theatre)
        assert len(bound) == len(STAKES[actor.role]), actor.name
        for stake in bound:
            owner, dot, lever = stake.measure.of.partition(".")
            assert (lever in theatre.actor(owner).lever_names) if dot else (owner in known)


def test_what_a_theatre_does_not_have_is_left_out() -> None:
    theatre = load_theatre("korea")
    alone = replace(theatre, rivalries=theatre.rivalries[:1])
    bound = {stake.weight for stake in bound_stakes(theatre.patron, alone)}
    assert "patron_stake_in_rivalry" not in bound
    assert "patron_stake_in_war" in bound


def test_signs_say_what_is_better() -> None:
    theatre = load_theatre("korea")
    swings = {stake.weight: stake.swing for stake in bound_stakes(theatre.challenger, theatre)}
    assert swings["challenger_stake_in_arsenal"] == 10
    assert swings["challenger_stake_in_war"] == -0.1
    assert swings["challenger_stake_in_decoupling"] == -0.2


def test_a_lever_is_measured_as_it_comes_into_force() -> None:
    rule = {"name": "leave", "actor": "us", "when": "peninsula_tension >= 0", "set": {"troops_korea": 0}}
    scenario = load("baseline_2025", {"rules": [rule]}, worlds=4, months=10)
    troops = Measure("united_states.troops_main", "mean")
    (found,) = measure([scenario], np.arange(4), [troops])[:, 0, 0]
    planned = scenario.policy["united_states"]["troops_korea"].initial
    assert (found < planned).all()
    assert (found > 0).all()
