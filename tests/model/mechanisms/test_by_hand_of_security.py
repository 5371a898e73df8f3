"""Threat, strength, credibility, command, deterrence and fears in `sim/model/mechanisms/` against numbers computed by hand.

The arithmetic stands beside each number.
"""

from math import exp

import numpy as np
import pytest

from sim.model import burden, posture
from sim.model.cast import Cast
from sim.model.mechanisms import command, credibility, deterrence, fears, levers_in_force, strength, threat
from sim.model.state import State, blank
from tests.model import three_actors
from tests.model.mechanisms.by_hand import Case, check, f32, name_of, sigma

CASES: list[Case] = [
    # half the agreement that is needed lets half the change through: 10 + 0.5 (20 - 10)
    (levers_in_force.lever_in_force, (20, 10, 0.3, 0.6), 15),
    (levers_in_force.lever_in_force, (20, 10, 0.9, 0.6), 20),
    # 30 / (30 + 50 + 20)
    (threat.relative_strength, (30, 50, 20), 0.3),
    # 1 - (1 - 0.3) (1 - 0.5 x 0.8)
    (threat.capability, (0.3, 0.8, 0.5), 0.58),
    # 0.5 (1 - 0.4 e^(-0.2)) (1 - 0.5 x 0.2)
    (threat.perceived_threat, (0.5, 0.6, 1, 0.2, 0.2, 0.5), 0.5 * (1 - 0.4 * exp(-0.2)) * 0.9),
    # 100 (1 + 0.5 x 0.4)
    (threat.offensive_force, (100, 0.4, 0.5), 120),
    # 3 + (2.6 (1 + 0.5 x 0.2) - 3) / 12 - 0.05 x 0.4
    (strength.burden, (3, 2.6, 0.2, 0.5, 0.05), 3 + (2.86 - 3) / 12 - 0.02),
    # 100 + 0.05 / 12 (2 x 6000 / 100 - 100)
    (strength.strength, (100, 2, 6000), 100 + 0.05 / 12 * 20),
    # a twentieth lost in a month of war
    (strength.war_losses, (100, 1, 0.05), 95),
    (strength.war_losses, (100, 0, 0.05), 100),
    (posture.tripwire, (10000, 10000), 1 - exp(-1)),
    # 1 - 0.1 (1 - 0.5 x 0.6)
    (posture.presence, (0.9, 0.6, 0.5), 0.93),
    # half of what a garrison at the scale stands for; a host without forces, and forces without a host, stand for nothing
    (posture.bases, (0.5, 10000, 10000), 0.5 * (1 - exp(-1))),
    (posture.bases, (1, 0, 10000), 0),
    (posture.bases, (0, 54000, 10000), 0),
    # 4 (1 - 0.5 + 0.5 x 15000 / 30000)
    (burden.demand_for, (4, 15000, 30000, 0.5), 3),
    # 4 - 1, and 5 - 1 - 2 x 0.5
    (burden.burden_quarrel, (4, 1, 0, 2), 1 - exp(-1)),
    (burden.burden_quarrel, (5, 1, 0.5, 2), 1 - exp(-1)),
    (burden.burden_quarrel, (1, 4, 0, 2), 0),
    # 0.25 x 2 (1 - 0.5 x 0.4) + 0.75 x 0.4 (1 - 0.5)
    (posture.arriving, (60000, 30000, 0.4, 0.25, 0.5, 0.4), 0.4 + 0.15),
    # no more than all of it
    (posture.arriving, (300000, 30000, 1, 0.25, 0, 0), 1),
    # as much from offshore alone as with troops and half the reinforcement: 0.75 against 0.25 + 0.75 x 2 / 3
    (posture.arriving, (0, 30000, 1, 0.25, 0, 0), 0.75),
    (posture.arriving, (30000, 30000, 2 / 3, 0.25, 0, 0), 0.75),
    # up by a twentieth of 0.2, down by a fifth of 0.4
    (credibility.credibility, (0.6, 0.8, 0.05, 0.2), 0.61),
    (credibility.credibility, (0.6, 0.2, 0.05, 0.2), 0.52),
    (credibility.support, (0.5, 0.8, 100), 40),
    (credibility.available_backing, (0.7, 0, 0.5), 0.7),
    # 0.7 (1 - 0.5)
    (credibility.available_backing, (0.7, 1, 0.5), 0.35),
    # 0.8 (1 - 0.6 + 0.6 x 0.5)
    # 0.3 x 0.8 x 0.5
    (posture.partner_share, (0.8, 0.5, 0.3), 0.12),
    (posture.offshore_reach, (0.8, 0.5, 0.6), 0.56),
    (command.drill, (0.8, 0), 0.8),
    (command.drill, (0.8, 1), 0),
    # 2 (1 + 0.5)
    (command.training, (2, 1, 0.5), 3),
    # 0.6 + 0.01 x 0.8 x 1.5 x 0.4 - 0.25 x 0.01 x 0.2 x 0.6
    (command.readiness, (0.6, 0.8, 1.5, 0.01, 0.25), 0.6 + 0.0048 - 0.0003),
    # 1 - 0.5 x (0.8 - 0.6) / 0.8
    (command.command_efficiency, (2, 0.6, 0.8, 0.5, 0.4), 0.875),
    # in transition 0.4 of it
    (command.command_efficiency, (1, 0.6, 0.8, 0.5, 0.4), 0.95),
    (command.command_efficiency, (0, 0.6, 0.8, 0.5, 0.4), 1),
    # 0.6 x 50 / (30 + 70)
    (deterrence.autonomy, (50, 70, 0), 0.3),
    # 1 - 0.3 (0.8 - 0.3), and no bonus beyond what is usual
    (deterrence.practised, (0.3, 0.8, 0.3), 0.85),
    (deterrence.practised, (1, 0.8, 0.3), 1),
    # 1 - 0.9 x 80 / 40 / 2.4
    (deterrence.deterrence_gap, (50, 30, 40, 0.9, 2.4), 0.25),
    (deterrence.deterrence_gap, (90, 30, 40, 1, 2.4), 0),
    # 0.6 (1 - 0.7 x 0.5) (1 - 0.2)
    (deterrence.uncovered_arsenal, (0.6, 0.7, 0.5, 0.2), 0.312),
    # no arsenal: 20 / 80; with one: 1 - 0.75 (1 - 0.5 x 0.8 (1 - 0.5))
    (fears.dependence, (60, 20, 0, 0, 0.5), 0.25),
    (fears.dependence, (60, 20, 0.8, 0.5, 0.5), 0.4),
    # (0.5 x 0.25 x 0.512)^(1/3) = (0.064)^(1/3)
    (fears.abandonment, (0.5, 0.25, 0.488, 0, 0.5), 0.4),
    # bypassed: 1 - 0.61 (1 - 0.5 x 0.4) = 0.512 once more
    (fears.abandonment, (0.5, 0.25, 0.61, 0.4, 0.5), 0.4),
    (fears.entrapment, (0.6, 0.5), 0.3),
    # (0.7 + 0.4 + 0.8) / 3 x (1 - 0.3 x 0.5) x (1 - 0.2) x (1 - 0.5 x 0.4)
    (
        fears.alignment,
        (
            *(0.7, 0.4, 0.8, 0.5, 1, 0.4),
            {"hedging_relief": 0.3, "command_entrapment_relief": 0.2, "coercion_restraint": 0.5},
        ),
        1.9 / 3 * 0.85 * 0.8 * 0.8,
    ),
    # sigma(0 + 2 (0.2 + 0.5 x 0.1) - 1 x 0.3)
    (fears.nuclear_pressure_target, (0.5, 0.2, 0.1, 0.3, 2, 0.5, -1), sigma(0.2)),
    (fears.nuclear_pressure, (0.5, 0.7, 0.1), 0.52),
    # 0.1 + 0.02 (0.3 - 0.1), as 0.5 x 0.2 is less; 0.1 + 0.02 (0.4 - 0.1), as 0.5 x 0.8 is more
    (fears.latency, (0.1, 0.3, 0.2, 0.5), 0.104),
    (fears.latency, (0.1, 0.3, 0.8, 0.5), 0.106),
]


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_an_equation_gives_the_number_computed_by_hand(case: Case) -> None:
    check(case)


def test_command_waits_for_readiness_only_where_conditions_are_agreed() -> None:
    lever, needed = f32(2), f32(0.8)
    assert command.command_in_force(lever, f32(1), f32(0.7), needed, f32(0)) == 0
    assert command.command_in_force(lever, f32(1), f32(0.9), needed, f32(0)) == 2
    assert command.command_in_force(lever, f32(0), f32(0.7), needed, f32(0)) == 2
    assert command.command_in_force(lever, f32(1), f32(0.7), needed, f32(1)) == 2, "a dip does not take command back"
    assert command.command_in_force(f32(1), f32(1), f32(0.9), needed, f32(0)) == 1


def test_the_tension_of_neighbours_grows_with_heat() -> None:
    state = blank(State, Cast(three_actors.theatre()), 1)
    state.hostility, state.heat = np.array([[0.4], [0.6]], np.float32), np.array([[4.0]], np.float32)
    np.testing.assert_allclose(fears.pair_tension(state, 0, 1, f32(0.25)), [1 - 0.5 * exp(-1)], rtol=1e-5)
