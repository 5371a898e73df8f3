"""Acts, answers, talks, the programme, hostility and crises in `sim/model/mechanisms/`, and indices, against numbers by hand.

The arithmetic stands beside each number.
"""

from math import exp, log

import numpy as np
import pytest

from sim.model import concessions, indices
from sim.model.mechanisms import (
    blocs,
    consensus,
    crisis,
    diplomacy,
    hostility,
    nuclear,
    provocations,
    responses,
    sidelining,
    willingness,
)
from sim.model.stages import EXPANDING, FROZEN, ROLLED_BACK
from tests.model.mechanisms.by_hand import Case, check, f32, name_of, sigma

CASES: list[Case] = [
    # 1 x 0.35 / 0.7 x ((0.9 + 0.1) / (0.4 + 0.1))^0.5 x e^0.2
    (provocations.missile_test_rate, (1, 0.35, 0.7, 0.9, 0.4, 0.5, 0.2), 0.5 * 2**0.5 * exp(0.2)),
    # at the peak, half a year away, and a quarter of a year away
    (provocations.seasonal, (5.5, 0.6), 1.6),
    (provocations.seasonal, (11.5, 0.6), 0.4),
    (provocations.seasonal, (2.5, 0.6), 1),
    (provocations.nuclear_test_hazard, (0.2, 0.35, 0.7, log(2)), 0.2),
    (provocations.limited_attack_hazard, (0.1, 1.0, 0.5, 0), 0.2),
    # 1 - e^-(0.15 x 2 + 0.9)
    (provocations.severity, (2, 1, 0, 0.15, 0.9, 1.2), 1 - exp(-1.2)),
    # relief, one step of the patron's precondition, and half of engagement with a step of its proteges' own
    (concessions.concession, (0.2, 1, 0.4, 1), 0.2 + 0.5 + 0.45),
    # 2 x 0.1 + 1 x 0.2 + 0.5 x 0.4 - 0.2 x 0.5 + 0.3 x 0.1 + 0.6 x 0.5 - 0.4
    (
        provocations.test_drive,
        (
            *(0.1, 0.2, 0.4, 0.5, 0.1, 0.5, 0.4),
            {
                "concession_boldness": 0.6,
                "tech_need": 2,
                "test_hostility": 1,
                "unmet_demand": 0.5,
                "exercise_test_effect": -0.2,
                "doubt_test_effect": 0.3,
            },
        ),
        0.43,
    ),
    # 2 x 0.1 + 1 x 0.3 + 0.5 x 0.4 - 0.6
    (
        provocations.nuclear_drive,
        (0.1, 0.3, 0.4, 0.6, {"tech_need": 2, "status_bargaining": 1, "unmet_demand": 0.5}),
        0.1,
    ),
    (responses.choice_prob, (0.5, 4), sigma(2)),
    (responses.scheduled_exercise, (0.8, 0.5, 0), 0.4),
    (responses.scheduled_exercise, (0.8, 0.5, 1), 0),
    # 0.8 (1 + 0.5 x 0.5) - 0.6
    (responses.show_of_force_utility, (0.8, 0.5, 0.5, 0.6), 0.4),
    (responses.exercise_with_show, (0.3, 1, 0.4), 0.7),
    (responses.exercise_with_show, (0.8, 1, 0.4), 1),
    # half on the agenda, and even odds then
    (responses.answer_prob, (0.5, 0, 4), 0.25),
    (responses.answer_prob, (0, 5, 4), 0),
    # 0.8 x 0.5 - 0.3
    (responses.sanctions_utility, (0.8, 0.5, 0.3), 0.1),
    # (1 - 0.8 x 0.5) (1 - 0.5 x 1); a certain veto
    (responses.passed, (0.5, 1, 0.8, 0.5), 0.3),
    (responses.passed, (1, 0, 1, 0.5), 0),
    # 0.4 - 0.5 + 0.5 (0.2 + 0.4) + 0.6 x 0.5 - 0.3 x 0.1 - 0.2 x 0.5
    (
        responses.grievance,
        (
            *(0.4, 0.2, 0.4, 0.1, 0.5, 0.5),
            {
                "coercion_threshold": 0.5,
                "alignment_grievance": 0.5,
                "latency_grievance": 0.6,
                "cooperation_appeasement": 0.3,
                "hedging_appeasement": 0.2,
            },
        ),
        0.37,
    ),
    # 0.3 + 0.7 x 0.5
    (responses.coercion_intensity, (0.5, 0.3), 0.65),
    # 0.8 + 0.5 x 0.4 - 0.9
    (responses.statement_utility, (0.8, 0.4, 0.5, 0.9), 0.1),
    (responses.adapted, (0.2, 0.6, 0.25), 0.3),
    # 0.5 + 0.2 x 0.5 + 0.02 x 0.2
    (responses.sanctions, (0.5, 1, 0.7, 0.2, 0.02), 0.604),
    # 0.5 (1 - 0.4 x 0.5), and never more than all
    (responses.softened, (0.5, 0.5, 0.4), 0.4),
    (responses.softened, (0.9, -1, 0.5), 1),
    # 0.3 + 0.5 x 0.8 x 0.5 x 0.7
    (responses.enforcement, (0.3, 0.5, 0.8, 0.5), 0.44),
    # 0.8 (0.3 + 0.35) (1 - 0.25)
    (responses.sanctions_bite, (0.8, 0.5, 0.25, 0.3), 0.39),
    # a demand for relief, 40 % of it offered: 0.75 x 0.6
    (diplomacy.position_gap, (0.75, 2, 0.4, 0.8), 0.45),
    (diplomacy.position_gap, (0.75, 1, 0.4, 0.8), 0.6),
    (diplomacy.position_gap, (0.75, 3, 0.4, 0.8), 0.75),
    (diplomacy.talks_begin_prob, (0.2, 0.4, 0.9, 0.5, 2, 0.5), 1 - exp(-0.2 * 0.6 * exp(-0.5))),
    # 0.35 + 0.4 x 0.5 - 0.2 x 0.5 + 0.5 x 0.2, and never below 0
    (
        willingness.appetite,
        (
            *(0.5, 0.5, 0.2),
            {"talks_appetite": 0.35, "sanctions_leverage": 0.4, "supplier_alternative": 0.2, "relief_appeal": 0.5},
        ),
        0.55,
    ),
    (
        willingness.appetite,
        (
            *(0.5, 1, 0),
            {"talks_appetite": 0.1, "sanctions_leverage": -0.2, "supplier_alternative": 0.3, "relief_appeal": 0.5},
        ),
        0,
    ),
    # 1 x 0.2 + 0.5 x 0.4 - 0.3 x 1 - 0.5 x 0.4
    (
        diplomacy.ease,
        (
            *(0.2, 0.4, 1, 0.4),
            {"trust_talks_effect": 1, "mediation_effect": 0.5, "heat_talks_effect": 0.3, "division_effect": 0.5},
        ),
        -0.1,
    ),
    (diplomacy.collapse_prob, (0.1, 0.5, 1, 1, 0.5), 1 - exp(-0.1 * exp(1))),
    (
        diplomacy.deal_prob,
        (
            *(0.5, 0.5, 1, 0.5, 1),
            {"deal_base": 0.1, "peace_link_cost": 0.4, "trust_deal_effect": 1, "gap_deal_effect": 2},
        ),
        1 - exp(-0.1 * 0.5 * 0.6 * exp(-0.5)),
    ),
    (
        diplomacy.break_prob,
        (
            *(0.5, 1, 1, 0.6),
            {
                "break_base": 0.02,
                "will_break_effect": 1,
                "heat_break_effect": 0.5,
                "trust_break_effect": 2,
                "peace_regime_hold": 0.7,
            },
        ),
        1 - exp(-0.02 * exp(0.3 - 1 - 0.7)),
    ),
    (sidelining.sidelining, (0.2, 1, 0.1), 0.28),
    (diplomacy.frustration, (0.6, 0, 0.1), 0.54),
    (diplomacy.frustration, (0.6, 1, 0.1), 1),
    # the greater of 0.5 x 0.6 and 0.7 x 1
    (sidelining.voice, (0.6, 1, 0.5, 0.7), 0.7),
    (sidelining.voice, (0.6, 0, 0.5, 0.7), 0.3),
    (nuclear.arsenal, (50, 0.8), 0.8 * (1 - exp(-1))),
    # the war is over (-0.6), 0.4 of outreach (-0.2), and 2 points more spent at home (-0.1)
    (
        nuclear.supplier_eagerness,
        (0.4, -1, 2, {"war_bargain": 0.6, "wedge_effect": 0.5, "crowding_out": 0.05}),
        -0.6 - 0.2 - 0.1,
    ),
    (nuclear.transfer, (0.5, 0.8, 0), 0.4),
    # 0.4 e^-0.2, and never more than all
    (nuclear.transfer, (0.5, 0.8, -0.2), 0.4 * exp(-0.2)),
    (nuclear.transfer, (1, 1, 0.5), 1),
    # 6 x 0.5 / 0.75 e^(1 x 0.3) (1 - 0.5 x 0.2)
    (nuclear.capacity, (6, 0.5, 0.75, 0.3, 1, 0.2, 0.5), 4 * exp(0.3) * 0.9),
    # 40 + (6 (1 + 0.5 x 0.5) - 0.15 x 40) / 12
    (nuclear.fissile, (40, 6, 0.5, 0.5, 2), 40 + 1.5 / 12),
    (nuclear.fissile, (40, 6, 0.5, 0.5, 1), 40),
    (nuclear.warheads, (50, 40, 2), 50.5),
    (nuclear.warheads, (50, 40, 1), 50),
    (nuclear.warheads, (50, 40, 0), 49.25),
    # 0.01 (2 + 5) + 0.02 x 0.5
    (nuclear.lesson, (2, 1, 0.5, 0.01, 5, 0.02), 0.08),
    # 0.5 + 0.5 (1 - e^-0.08) - 0.002 x 0.5
    (nuclear.tech, (0.5, 0.08, 0.002), 0.5 + 0.5 * (1 - exp(-0.08)) - 0.001),
    # 0.1 x 0.5 x 0.4, and 0.1 x (-0.5) x 0.6
    (hostility.hostility_change, (0.5, 0.6, 0.1), 0.02),
    (hostility.hostility_change, (-0.5, 0.6, 0.1), -0.03),
    (hostility.hostility_drift, (0.7, 0.5, 0.1), -0.02),
    # 0.4 + 0.05 x 0.6 - 0.5 x 0.4 x 0.4 - 0.1 x 0.2
    (hostility.trust, (0.4, 0.2, 1, 0, 0.4, 0.05, 0.5, 0.1), 0.4 + 0.03 - 0.08 - 0.02),
    (blocs.polarisation, (0.5, 0.5, 0.4, 0.1), 0.5 + 0.1 * (sigma(0.4) - 0.5)),
    # 0.1 e^(2 x 0.5 - 1 x 0.4)
    (blocs.flashpoint_hazard, (0.1, 0.5, 0.4, 2, 1), 0.1 * exp(0.6)),
    # fades by a fifth, or begins anew
    (blocs.contingency, (0.5, 0, 0.2), 0.4),
    (blocs.contingency, (0.5, 1, 0.2), 1),
    # 0.5 (0.2 + 0.5 x 0.2) + 0.1 x 1 + 1
    (blocs.rivalry_push, (0.2, 0.2, 1, 1, 0.5, 0.5, 0.1), 1.25),
    # 0.1 + 0.2 + 0.5 x 0.4 + 0.25 x 0.4 + 0.1 x 0.3
    (
        blocs.division,
        (0.1, 0.2, 0.4, 0.4, 0.3, {"cooperation_division": 0.5, "backing_division": 0.25, "supplier_division": 0.1}),
        0.63,
    ),
    # 0.2 + 0.5 x 0.4 - 0.25 x 0.4
    (blocs.union, (0.2, 0.4, -0.4, {"outreach_joining": 0.5, "partnership_joining": 0.25}), 0.3),
    (crisis.heat, (1, 0.5), 2**-0.25 + 0.5),
    (crisis.crisis_prob, (0.12, 0.65, 0.65, 2, 0), 1 - exp(-0.01)),
    # half as hostile, a quarter as often
    (crisis.crisis_prob, (0.48, 0.3, 0.6, 2, 0), 1 - exp(-0.01)),
    # 0.5 x 1 + 2 x 0.1 + 1 x 0.2 + 0.3 x 0.5 - 0.4
    (
        crisis.crisis_pressure,
        (
            *(1, 0.1, 0.2, 0.5, 1),
            {
                "heat_crisis_effect": 0.5,
                "mutual_fear": 2,
                "gap_crisis_effect": 1,
                "exercise_accidents": 0.3,
                "hotline_effect": 0.4,
            },
        ),
        0.65,
    ),
    (crisis.mutual_threat, (0.4, 0.9), 0.6),
    # 1 - 0.9 x 0.5 where the challenger has attacked
    (crisis.struck, (0.1, 1, 0.5), 0.55),
    (crisis.struck, (0.1, 0, 0.5), 0.1),
    # 0.1 x 0.6 / (0.06 + 0.4)
    (crisis.step_up_first, (0.1, 0.4), 0.06 / 0.46),
    # 0.2 + 0, as entrapment fell
    (consensus.growth_of_fears, (0.5, 0.3, 0.1, 0.4), 0.2),
    (consensus.unpopular_concession, (0.6, 0.5), 0.3),
    (consensus.unpopular_concession, (-0.6, 0.5), 0),
    # 0.004 x 2 + 0.01 x 0.5
    (consensus.costs, (2, 0.5, 0.004, 0.01), 0.013),
    # 0.05 (0.2 + 0.5 x 0.4 + 0.1 + 0.3) + 0.01, and never more than a quarter or less than nothing
    (consensus.worry, (0.2, 0.4, 0.1, 0.3, 0.01, 0.05, 0.5), 0.05),
    (consensus.worry, (1, 1, 2, 1, 0, 0.2, 1), 0.25),
    (consensus.worry, (0.2, 0, 0, 0, -0.05, 0.05, 0.5), 0),
    # 0.5 + 0.05 x 0.1 - 0.1 x 0.5 + 0.02 x 0.5
    (consensus.consensus, (0.5, 0.6, 0.05, 0.1, 0.02), 0.465),
    (indices.dyadic_tension, (0.5, 1), 100 * (0.35 + 0.3 * (1 - exp(-1)))),
    (indices.anchored, (52, 0, 0.52, 0.8), 50),
    (indices.anchored, (80, 0, 0.52, 0.8), 80),
    (indices.gprc, (60, 1, 0.0), exp(0.34)),
]


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_an_equation_gives_the_number_computed_by_hand(case: Case) -> None:
    check(case)


def test_daring_adds_up_gaps_doubts_and_openings() -> None:
    effects = {
        "gap_attack_effect": 2.0,  # x 0.1
        "stability_instability": 3.0,  # x 0.2
        "doubt_attack_effect": 1.0,  # x 0.1
        "heat_attack_effect": 0.5,  # x 1
        "crisis_attack_effect": 0.7,  # x 1
        "contingency_opportunism": 1.0,  # x 0.5
        "turmoil_opportunism": -0.5,  # x 0.4
        "preventive_window": 4.0,  # x 0.5 x 0.5
        "concession_boldness": 0.5,  # x 0.4
        "backing_boldness": 1.0,  # x -0.1
    }
    openings = f32(0.5), f32(0.4), f32(0.5), f32(0.4), f32(-0.1)
    assume = {name: f32(value) for name, value in effects.items()}
    dared = provocations.daring(f32(0.1), f32(0.2), f32(0.1), f32(1), f32(1), openings, f32(0.6), assume)
    np.testing.assert_allclose(dared, [0.2 + 0.6 + 0.1 + 0.5 + 0.7 + 0.5 - 0.2 + 1 + 0.2 - 0.1 - 0.6], rtol=1e-5)


def test_production_stops_by_choice_or_by_deal_and_rollback_wins() -> None:
    assert nuclear.production_status(f32(0), f32(0), f32(0)) == EXPANDING
    assert nuclear.production_status(f32(1), f32(0), f32(0)) == FROZEN
    assert nuclear.production_status(f32(0), f32(1), f32(0)) == FROZEN
    assert nuclear.production_status(f32(0), f32(1), f32(1)) == ROLLED_BACK


def test_the_regional_index_is_the_weighted_mean() -> None:
    tension = np.array([[10, 20], [30, 40], [50, 60]], dtype=np.float32)
    np.testing.assert_allclose(indices.regional_tension(tension, (0.5, 0.3, 0.2)), [24, 34], rtol=1e-6)
