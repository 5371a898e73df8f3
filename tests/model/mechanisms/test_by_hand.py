"""Every equation of `sim/model/mechanisms/` against numbers computed by hand (the arithmetic stands beside each)."""

import inspect
from collections.abc import Callable
from math import exp, log

import numpy as np
import pytest

from sim.foundations.axes import Array
from sim.model import indices
from sim.model.cast import Cast
from sim.model.mechanisms import (
    blocs,
    command,
    consensus,
    credibility,
    crisis,
    diplomacy,
    fears,
    hostility,
    levers_in_force,
    nuclear,
    provocations,
    responses,
    strength,
    threat,
)
from sim.model.stages import EXPANDING, FROZEN, ROLLED_BACK
from sim.model.state import State, blank
from tests.model import three_actors


def sigma(x: float) -> float:
    return 1 / (1 + exp(-x))


def f32(x: float) -> np.ndarray:
    return np.array([x], dtype=np.float32)


CASES = [
    # half the agreement that is needed lets half the change through: 10 + 0.5 (20 - 10)
    (levers_in_force.lever_in_force, (20, 10, 0.3, 0.6), 15),
    (levers_in_force.lever_in_force, (20, 10, 0.9, 0.6), 20),
    # 30 / (30 + 50 + 20)
    (threat.relative_strength, (30, 50, 20), 0.3),
    # 0.5 (1 - 0.4 e^(-0.2)) (1 - 0.5 x 0.2)
    (threat.perceived_threat, (0.5, 0.6, 1, 0.2, 0.2, 0.5), 0.5 * (1 - 0.4 * exp(-0.2)) * 0.9),
    # 100 (1 + 0.5 x 0.4)
    (threat.offensive_force, (100, 0.4, 0.5), 120),
    # 3 + (2.6 (1 + 0.5 x 0.2) - 3) / 12 - 0.05 x 0.4
    (strength.burden, (3, 2.6, 0.2, 0.5, 0.05), 3 + (2.86 - 3) / 12 - 0.02),
    # 100 + 0.05 / 12 (2 x 6000 / 100 - 100)
    (strength.strength, (100, 2, 6000), 100 + 0.05 / 12 * 20),
    # 40 x 0.5 (1 - e^-1)
    (strength.nuclear_force, (50, 0.5, 40), 20 * (1 - exp(-1))),
    (credibility.tripwire, (10000, 10000), 1 - exp(-1)),
    # 1 - 0.1 (1 - 0.5 x 0.6)
    (credibility.presence, (0.9, 0.6, 0.5), 0.93),
    (credibility.burden_quarrel, (4, 1), 1 - exp(-1)),
    (credibility.burden_quarrel, (1, 4), 0),
    (credibility.exposure, (50, 0.8), 0.8 * (1 - exp(-1))),
    # up by a twentieth of 0.2, down by a fifth of 0.4
    (credibility.credibility, (0.6, 0.8, 0.05, 0.2), 0.61),
    (credibility.credibility, (0.6, 0.2, 0.05, 0.2), 0.52),
    (credibility.support, (0.5, 0.8, 100), 40),
    (credibility.available_backing, (0.7, 0), 0.7),
    # 0.7 (1 - 0.5)
    (credibility.available_backing, (0.7, 1), 0.35),
    # 0.6 + 0.01 x 0.8 x 1.5 x 0.4 - 0.0025 x 0.2 x 0.6
    (command.readiness, (0.6, 0.8, 1, 1, 0.01), 0.6 + 0.0048 - 0.0003),
    # 1 - 0.5 x (0.8 - 0.6) / 0.8
    (command.command_efficiency, (2, 0.6, 0.8, 0.5), 0.875),
    (command.command_efficiency, (1, 0.6, 0.8, 0.5), 0.9375),
    (command.command_efficiency, (0, 0.6, 0.8, 0.5), 1),
    # 0.6 x 50 / (30 + 70)
    (command.autonomy, (50, 70, 0), 0.3),
    # 1 - 0.9 x 80 / 40 / 2.4
    (command.deterrence_gap, (50, 30, 40, 0.9, 2.4), 0.25),
    (command.deterrence_gap, (90, 30, 40, 1, 2.4), 0),
    (fears.dependence, (60, 20), 0.25),
    # (0.5 x 0.25 x 0.512)^(1/3) = (0.064)^(1/3)
    (fears.abandonment, (0.5, 0.25, 0.488), 0.4),
    (fears.entrapment, (0.6, 0.5), 0.3),
    # (0.7 + 0.4 + 0.8) / 3 x (1 - 0.3 x 0.5) x (1 - 0.2)
    (fears.alignment, (0.7, 0.4, 0.8, 0.5, 1, 0.2), 1.9 / 3 * 0.85 * 0.8),
    # 0.5 + 0.1 (sigma(0 + 2 (0.2 + 0.05)) - 0.5)
    (fears.nuclear_pressure, (0.5, 0.5, 0.2, 0.1, 2), 0.5 + 0.1 * (sigma(0.5) - 0.5)),
    # 1 x 0.35 / 0.7 x ((0.9 + 0.1) / (0.4 + 0.1))^0.5 x e^0.2
    (provocations.missile_test_rate, (1, 0.35, 0.9, 0.4, 0.5, 0.2), 0.5 * 2**0.5 * exp(0.2)),
    (provocations.nuclear_test_hazard, (0.2, 0.35, log(2)), 0.2),
    (provocations.limited_attack_hazard, (0.1, 1.0, 0), 0.2),
    # 1 - e^-(0.3 + 0.9)
    (provocations.severity, (2, 1, 0), 1 - exp(-1.2)),
    (responses.choice_prob, (0.5, 4), sigma(2)),
    (responses.scheduled_exercise, (0.8, 0.5, 0), 0.4),
    (responses.scheduled_exercise, (0.8, 0.5, 1), 0),
    # 0.5 + 0.2 x 0.5 + 0.02 x 0.2
    (responses.sanctions, (0.5, 1, 0.7), 0.604),
    # 0.3 + 0.5 x 0.8 x 0.5 x 0.7
    (responses.enforcement, (0.3, 0.5, 0.8, 0.5), 0.44),
    # 0.3 + 0.7 x 0.5
    (responses.enforced_share, (0.5,), 0.65),
    # 0.8 (0.3 + 0.35) (1 - 0.25)
    (responses.sanctions_bite, (0.8, 0.5, 0.25), 0.39),
    # a demand for relief, 40 % of it offered: 0.75 x 0.6
    (diplomacy.position_gap, (0.75, 2, 0.4, 0.8), 0.45),
    (diplomacy.position_gap, (0.75, 1, 0.4, 0.8), 0.6),
    (diplomacy.position_gap, (0.75, 3, 0.4, 0.8), 0.75),
    (diplomacy.talks_begin_prob, (0.2, 0.4, 0.9, 0.5, 2, 0.5), 1 - exp(-0.2 * 0.6 * exp(-0.5))),
    (diplomacy.collapse_prob, (0.1, 0.5, 1), 1 - exp(-0.1 * exp(1))),
    (diplomacy.deal_prob, (0.1, 0.5, 0.5, 1, 0.5, 1), 1 - exp(-0.1 * 0.5 * 0.6 * exp(-0.5))),
    (diplomacy.break_prob, (0.02, 0.5, 1, 1, 0.6), 1 - exp(-0.02 * exp(0.3 - 1 - 0.7))),
    (diplomacy.sidelining, (0.2, 1), 0.28),
    (diplomacy.frustration, (0.6, 0), 0.55),
    (diplomacy.frustration, (0.6, 1), 1),
    # 40 + (6 x 1.25 - 0.15 x 40) / 12
    (nuclear.fissile, (40, 6, 0.5, 2), 40 + 1.5 / 12),
    (nuclear.fissile, (40, 6, 0.5, 1), 40),
    (nuclear.warheads, (50, 40, 2), 50.5),
    (nuclear.warheads, (50, 40, 1), 50),
    (nuclear.warheads, (50, 40, 0), 49.25),
    # 0.5 + 0.5 (1 - e^-(0.01 x 7 + 0.005)) - 0.001
    (nuclear.tech, (0.5, 2, 1, 0.5, 0.01), 0.5 + 0.5 * (1 - exp(-0.075)) - 0.001),
    # 0.1 x 0.5 x 0.4, and 0.1 x (-0.5) x 0.6
    (hostility.hostility_change, (0.5, 0.6, 0.1), 0.02),
    (hostility.hostility_change, (-0.5, 0.6, 0.1), -0.03),
    (hostility.hostility_drift, (0.7, 0.5, 0.1), -0.02),
    # 0.4 + 0.05 x 0.6 - 0.5 x 0.4 x 0.4 - 0.1 x 0.2
    (hostility.trust, (0.4, 0.2, 1, 0, 0.4, 0.05, 0.5, 0.1), 0.4 + 0.03 - 0.08 - 0.02),
    (blocs.polarisation, (0.5, 0.5, 0.4, 0.1), 0.5 + 0.1 * (sigma(0.4) - 0.5)),
    # 0.5 (0.2 + 0.1) + 0.1 x 1 + 1
    (blocs.rivalry_push, (0.2, 0.2, 1, 1, 0.5), 1.25),
    (crisis.heat, (1, 0.5), 2**-0.25 + 0.5),
    (crisis.crisis_prob, (0.12, 0.65, 0), 1 - exp(-0.01)),
    # 0.1 x 0.6 / (0.06 + 0.4)
    (crisis.step_up_first, (0.1, 0.4), 0.06 / 0.46),
    # 0.5 + 0.05 x 0.1 - 0.1 x 0.5 + 0.02 x 0.5
    (consensus.consensus, (0.5, 0.6, 0.05, 0.1, 0.02), 0.465),
    (indices.dyadic_tension, (0.5, 1), 100 * (0.35 + 0.3 * (1 - exp(-1)))),
    (indices.anchored, (52, 0, 0.52, 0.8), 50),
    (indices.anchored, (80, 0, 0.52, 0.8), 80),
    (indices.gprc, (60, 1, 0.0), exp(0.32)),
]


@pytest.mark.parametrize(("equation", "given", "expected"), CASES, ids=lambda item: getattr(item, "__name__", None))
def test_an_equation_gives_the_number_computed_by_hand(
    equation: Callable[..., Array], given: tuple[float, ...], expected: float
) -> None:
    scalars = {"start", "memory_start", "season", "mean", "peak", "level"}
    names = inspect.signature(equation).parameters
    values = [value if name in scalars else f32(value) for name, value in zip(names, given, strict=False)]
    np.testing.assert_allclose(equation(*values), [expected], rtol=2e-5, atol=1e-6)


def test_command_waits_for_readiness_only_where_conditions_are_agreed() -> None:
    lever, needed = f32(2), f32(0.8)
    assert command.command_in_force(lever, f32(1), f32(0.7), needed, f32(0)) == 0
    assert command.command_in_force(lever, f32(1), f32(0.9), needed, f32(0)) == 2
    assert command.command_in_force(lever, f32(0), f32(0.7), needed, f32(0)) == 2
    assert command.command_in_force(lever, f32(1), f32(0.7), needed, f32(1)) == 2, "a dip does not take command back"
    assert command.command_in_force(f32(1), f32(1), f32(0.9), needed, f32(0)) == 1


def test_production_stops_by_choice_or_by_deal_and_rollback_wins() -> None:
    assert nuclear.production_status(f32(0), f32(0), f32(0)) == EXPANDING
    assert nuclear.production_status(f32(1), f32(0), f32(0)) == FROZEN
    assert nuclear.production_status(f32(0), f32(1), f32(0)) == FROZEN
    assert nuclear.production_status(f32(0), f32(1), f32(1)) == ROLLED_BACK


def test_a_poisson_count_is_the_inverse_of_its_distribution() -> None:
    # with rate 1 and no spread: P(0) = 0.368, P(<= 1) = 0.736, P(<= 2) = 0.920
    u = np.array([0.3, 0.5, 0.8, 0.95], dtype=np.float32)
    count = provocations.missile_tests(np.ones(4, np.float32), np.zeros(4, np.float32), np.zeros(4, np.float32), u)
    np.testing.assert_array_equal(count, [0, 1, 2, 3])


def test_missile_tests_are_over_dispersed() -> None:
    make = np.random.default_rng(1)
    size = 100_000
    rate, spread = np.ones(size, np.float32), np.full(size, 0.8, np.float32)
    mixing, u = make.standard_normal(size).astype(np.float32), make.uniform(0.0001, 0.9999, size).astype(np.float32)
    count = provocations.missile_tests(rate, mixing, spread, u)
    assert count.mean() == pytest.approx(1, rel=0.03)
    assert count.var() / count.mean() > 1.4


def test_the_ladder_moves_one_rung_a_month_and_down_before_up() -> None:
    stage = np.array([0, 0, 1, 1, 1, 2, 3], dtype=np.float32)
    u_down = np.array([0.9, 0.9, 0.1, 0.9, 0.9, 0.9, 0.1], dtype=np.float32)
    u_up = np.array([0.05, 0.5, 0.01, 0.01, 0.5, 0.001, 0.01], dtype=np.float32)
    moved = crisis.climb(stage, f32(0.1), f32(0.1), f32(0.01), u_down, u_up)
    np.testing.assert_array_equal(moved, [1, 0, 0, 2, 1, 3, 2])


def test_the_regional_index_is_the_weighted_mean() -> None:
    tension = np.array([[10, 20], [30, 40], [50, 60]], dtype=np.float32)
    np.testing.assert_allclose(indices.regional_tension(tension, (0.5, 0.3, 0.2)), [24, 34], rtol=1e-6)


def test_the_tension_of_neighbours_grows_with_heat() -> None:
    state = blank(State, Cast(three_actors.theatre()), 1)
    state.hostility, state.heat = np.array([[0.4], [0.6]], np.float32), np.array([[4.0]], np.float32)
    np.testing.assert_allclose(fears.pair_tension(state, 0, 1), [1 - 0.5 * exp(-1)], rtol=1e-5)
