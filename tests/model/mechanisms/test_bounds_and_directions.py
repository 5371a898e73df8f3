"""Bounds that the equations of `sim/model/mechanisms/` promise, and directions that theory gives, for any valid input."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.foundations.axes import Array
from sim.model import burden, posture
from sim.model.mechanisms import (
    blocs,
    command,
    consensus,
    credibility,
    crisis,
    deterrence,
    diplomacy,
    fears,
    hostility,
    levers_in_force,
    nuclear,
    provocations,
    responses,
    sidelining,
    strength,
    threat,
    willingness,
)

type Real = np.float32
type Equation = Callable[..., Array]
type Inputs = tuple[st.SearchStrategy[Real], ...]


def number(low: float, high: float) -> st.SearchStrategy[np.float32]:
    return st.floats(low, high).map(np.float32)


SHARE, HEAT, FORCE, LOG = number(0, 1), number(0, 6), number(0.125, 1000), number(-3, 3)
TINY = 1e-5


def deal(base: Array, gap: Array, trust: Array, will: Array, win_set: Array, peace_link: Array) -> Array:
    """Probability of a deal under middling assumptions."""
    assume = {
        "deal_base": base,
        "peace_link_cost": np.array([0.4]),
        "trust_deal_effect": np.ones(1),
        "gap_deal_effect": np.full(1, 2.0),
    }
    return diplomacy.deal_prob(gap, trust, will, win_set, peace_link, assume)


def aligning(bloc: Array, bases: Array, cooperation: Array, hedging: Array, own_command: Array, coercion: Array) -> Array:
    """Alignment under middling assumptions."""
    shares = {"hedging_relief": 0.3, "command_entrapment_relief": 0.2, "coercion_restraint": 0.15}
    assume = {name: np.array([value]) for name, value in shares.items()}
    return fears.alignment(bloc, bases, cooperation, hedging, own_command, coercion, assume)


def wanting(hunger: Array, alignment: Array, relief: Array) -> Array:
    """Readiness of the challenger to talk under middling assumptions."""
    shares = {"talks_appetite": 0.35, "sanctions_leverage": 0.3, "supplier_alternative": 0.2, "relief_appeal": 0.25}
    return willingness.appetite(hunger, alignment, relief, {name: np.array([value]) for name, value in shares.items()})


def breaking(base: Array, trust: Array, will: Array, peace_regime: Array, heat: Array) -> Array:
    """Probability that a deal is broken under middling assumptions, where a peace regime holds."""
    effects = {"will_break_effect": 1.0, "heat_break_effect": 0.5, "trust_break_effect": 2.0, "peace_regime_hold": 0.7}
    assume = {"break_base": base} | {name: np.array([value]) for name, value in effects.items()}
    return diplomacy.break_prob(trust, will, peace_regime, heat, assume)


BOUNDED = [
    (threat.relative_strength, (FORCE, FORCE, FORCE), 0, 1),
    (threat.capability, (SHARE, SHARE, SHARE), 0, 1),
    (threat.perceived_threat, (SHARE, SHARE, HEAT, SHARE, SHARE, SHARE), 0, 1),
    (strength.burden, (number(0, 40), number(0, 40), number(-1, 1), SHARE, number(0, 0.5)), 0, 80),
    (posture.tripwire, (number(0, 60000), number(100, 100000)), 0, 1),
    (posture.presence, (SHARE, SHARE, SHARE), 0, 1),
    (strength.war_losses, (FORCE, SHARE, SHARE), 0, 1000),
    (burden.demand_for, (number(0, 15), number(0, 60000), number(1000, 60000), SHARE), 0, 900),
    (burden.burden_quarrel, (number(0, 15), number(0, 15), number(-3, 6), number(0, 20)), 0, 1),
    (posture.arriving, (number(0, 60000), number(1000, 60000), SHARE, SHARE, SHARE, SHARE), 0, 1),
    (credibility.available_backing, (SHARE, SHARE, SHARE), 0, 1),
    (posture.offshore_reach, (SHARE, SHARE, SHARE), 0, 1),
    (credibility.credibility, (SHARE, SHARE, SHARE, SHARE), 0, 1),
    (command.drill, (SHARE, SHARE), 0, 1),
    (command.training, (number(0, 3), SHARE, number(0, 2)), 0, 9),
    (command.readiness, (SHARE, SHARE, number(0, 9), number(0, 0.2), SHARE), 0, 1),
    (command.command_efficiency, (st.sampled_from([np.float32(i) for i in range(3)]), SHARE, number(0.1, 1), SHARE, SHARE), 0, 1),
    (deterrence.practised, (SHARE, SHARE, SHARE), 0, 1),
    (deterrence.deterrence_gap, (FORCE, FORCE, FORCE, SHARE, number(0.5, 10)), 0, 1),
    (deterrence.uncovered_arsenal, (SHARE, SHARE, SHARE, SHARE), 0, 1),
    (fears.dependence, (FORCE, FORCE, SHARE, SHARE, SHARE), 0, 1),
    (fears.abandonment, (SHARE, SHARE, SHARE, SHARE, SHARE), 0, 1),
    (fears.entrapment, (SHARE, SHARE), 0, 1),
    (aligning, (SHARE, SHARE, SHARE, SHARE, SHARE, SHARE), 0, 1),
    (fears.nuclear_pressure, (SHARE, SHARE, SHARE), 0, 1),
    (fears.latency, (SHARE, SHARE, number(-1, 1), SHARE), 0, 1),
    (provocations.severity, (number(0, 24), SHARE, SHARE, number(0, 2), number(0, 5), number(0, 5)), 0, 1),
    (responses.choice_prob, (number(-2, 2), number(0, 20)), 0, 1),
    (responses.answer_prob, (SHARE, number(-2, 2), number(0, 20)), 0, 1),
    (responses.passed, (SHARE, SHARE, SHARE, SHARE), 0, 1),
    (responses.sanctions, (SHARE, SHARE, SHARE, number(0, 0.5), number(0, 0.5)), 0, 1),
    (responses.enforcement, (SHARE, SHARE, SHARE, SHARE), 0, 1),
    (responses.exercise_with_show, (SHARE, SHARE, SHARE), 0, 1),
    (responses.coercion_intensity, (SHARE, SHARE), 0, 1),
    (responses.adapted, (SHARE, SHARE, SHARE), 0, 1),
    (responses.sanctions_bite, (SHARE, SHARE, SHARE, SHARE), 0, 1),
    (diplomacy.talks_begin_prob, (number(0, 2), SHARE, SHARE, SHARE, number(0, 20), LOG), 0, 1),
    (wanting, (SHARE, SHARE, number(-1, 1)), 0, 1),
    (diplomacy.collapse_prob, (number(0, 2), SHARE, HEAT, number(0, 3), number(0, 3)), 0, 1),
    (deal, (number(0, 2), SHARE, SHARE, SHARE, SHARE, SHARE), 0, 1),
    (breaking, (number(0, 2), SHARE, SHARE, SHARE, HEAT), 0, 1),
    (sidelining.sidelining, (SHARE, SHARE, SHARE), 0, 1),
    (diplomacy.frustration, (SHARE, SHARE, SHARE), 0, 1),
    (sidelining.voice, (SHARE, SHARE, SHARE, SHARE), 0, 1),
    (nuclear.arsenal, (number(0, 500), SHARE), 0, 1),
    (nuclear.transfer, (SHARE, SHARE, LOG), 0, 1),
    (nuclear.lesson, (number(0, 24), SHARE, SHARE, number(0, 0.2), number(0, 50), number(0, 0.2)), 0, 20),
    (nuclear.tech, (SHARE, number(0, 20), number(0, 0.1)), 0, 1),
    (hostility.trust, (SHARE, SHARE, SHARE, SHARE, SHARE, number(0, 0.5), SHARE, number(0, 0.5)), 0, 1),
    (crisis.crisis_prob, (number(0, 5), SHARE, number(0.2, 1), number(0, 5), LOG), 0, 1),
    (crisis.mutual_threat, (SHARE, SHARE), 0, 1),
    (crisis.struck, (SHARE, SHARE, SHARE), 0, 1),
    (blocs.contingency, (SHARE, SHARE, SHARE), 0, 1),
    (crisis.step_up_first, (SHARE, number(0.01, 1)), 0, 1),
    (consensus.worry, (SHARE, SHARE, number(0, 2), SHARE, number(-0.1, 0.1), number(0, 0.25), number(0, 2)), 0, 0.25),
    (responses.softened, (SHARE, number(-1, 1), number(-1, 1)), 0, 1),
    (posture.partner_share, (SHARE, SHARE, SHARE), 0, 1),
    (consensus.consensus, (SHARE, SHARE, number(0, 0.25), number(0, 0.5), number(0, 0.25)), 0, 1),
]


@pytest.mark.parametrize(("equation", "inputs", "low", "high"), BOUNDED, ids=lambda item: getattr(item, "__name__", None))
def test_an_equation_keeps_its_bounds(equation: Equation, inputs: Inputs, low: float, high: float) -> None:
    @given(st.tuples(*inputs))
    def holds(values: tuple[np.float32, ...]) -> None:
        result = equation(*(np.array([value]) for value in values))
        assert np.isfinite(result).all()
        assert low - TINY <= result[0] <= high + TINY

    holds()


@given(number(0, 60), number(0, 60), SHARE, number(0.05, 1))
def test_a_lever_in_force_lies_between_the_default_and_what_is_intended(
    lever: Real, default: Real, agreed: Real, needed: Real
) -> None:
    value = levers_in_force.lever_in_force(*map(np.asarray, (lever, default, agreed, needed)))
    assert min(lever, default) - 1e-3 <= value <= max(lever, default) + 1e-3


@given(st.lists(number(-0.1, 0.1), min_size=1, max_size=10), SHARE, SHARE, number(0, 0.5), number(0, 0.1))
def test_hostility_stays_between_zero_and_one_whatever_moves_it(
    signals: list[Real], now: Real, rest: Real, decay: Real, sensitivity: Real
) -> None:
    before, rate = np.array([now]), np.array([sensitivity])
    total = before + hostility.hostility_drift(before, np.array([rest]), np.array([decay]))
    for signal in signals:
        total += hostility.hostility_change(np.array([signal * 5]), before, rate)
    assert -TINY <= total <= 1 + TINY


@given(SHARE, number(0.05, 0.95), LOG, SHARE)
def test_polarisation_stays_between_zero_and_one(now: Real, start: Real, pull: Real, rate: Real) -> None:
    assert -TINY <= blocs.polarisation(np.array([now]), float(start), np.array([pull]), np.array([rate])) <= 1 + TINY


RISING = [
    (threat.perceived_threat, 0, "a stronger rival threatens more"),
    (threat.perceived_threat, 1, "a more hostile rival threatens more"),
    (threat.perceived_threat, 2, "recent events alarm"),
    (posture.tripwire, 0, "withdrawing troops never raises the tripwire"),
    (posture.presence, 1, "offshore support adds presence"),
    (burden.burden_quarrel, 0, "a higher demand makes a deeper quarrel"),
    (nuclear.arsenal, 0, "more warheads expose the patron more"),
    (threat.capability, 1, "nuclear weapons add to what a rival could do"),
    (burden.demand_for, 1, "more troops cost more"),
    (posture.arriving, 0, "troops on the spot fight in time"),
    (posture.arriving, 2, "reinforcement adds to what fights"),
    (deterrence.practised, 0, "exercises keep forces together"),
    (deterrence.uncovered_arsenal, 0, "a larger arsenal is harder to answer"),
    (fears.abandonment, 3, "being bypassed feeds fear of abandonment"),
    (fears.latency, 2, "nuclear pressure makes governments hedge"),
    (responses.answer_prob, 0, "severe acts are answered more often"),
    (crisis.struck, 1, "an attack enters the crisis ladder"),
    (command.readiness, 1, "exercises build readiness"),
    (command.training, 0, "spending trains better"),
    (command.readiness, 2, "training builds readiness"),
    (fears.dependence, 1, "a stronger challenger makes the protege need its patron more"),
    (fears.abandonment, 1, "danger feeds fear of abandonment"),
    (aligning, 0, "rigid blocs align"),
    (provocations.severity, 0, "more tests are more severe"),
    (responses.enforcement, 2, "severe acts displease the backer"),
    (responses.sanctions_bite, 1, "enforcement makes sanctions bite"),
    (diplomacy.talks_begin_prob, 1, "a willing side begins talks sooner"),
    (diplomacy.collapse_prob, 2, "heat breaks talks"),
    (deal, 2, "trust helps a deal"),
    (nuclear.lesson, 0, "tests teach"),
    (nuclear.tech, 1, "lessons mature the programme"),
    (consensus.worry, 0, "quarrels strain"),
    (hostility.trust, 2, "kept deals build trust"),
    (crisis.crisis_prob, 1, "hostile dyads have more crises"),
    (consensus.consensus, 4, "success unites"),
]
FALLING = [
    (aligning, 5, "coercion keeps from alignment"),
    (threat.perceived_threat, 3, "trust calms"),
    (threat.relative_strength, 2, "believed support protects"),
    (burden.burden_quarrel, 1, "a higher offer ends the quarrel"),
    (strength.war_losses, 2, "wars cost strength"),
    (burden.burden_quarrel, 2, "own spending eases the quarrel"),
    (posture.arriving, 4, "a crisis elsewhere draws forces away"),
    (deterrence.deterrence_gap, 3, "efficient command closes the gap"),
    (deterrence.deterrence_gap, 1, "support closes the gap"),
    (deterrence.uncovered_arsenal, 1, "a stronger guarantee answers the arsenal"),
    (deterrence.uncovered_arsenal, 2, "a credible patron answers the arsenal"),
    (deterrence.uncovered_arsenal, 3, "own weapons answer the arsenal"),
    (responses.passed, 0, "backing keeps sanctions from passing"),
    (fears.abandonment, 2, "a credible patron calms fear of abandonment"),
    (aligning, 3, "hedging loosens alignment"),
    (fears.dependence, 0, "own force makes independent"),
    (responses.sanctions_bite, 2, "relief eases sanctions"),
    (diplomacy.talks_begin_prob, 3, "a gap of positions keeps sides from talking"),
    (deal, 5, "a peace link makes deals harder to reach"),
    (breaking, 3, "a peace regime makes deals easier to keep"),
    (breaking, 1, "trust keeps deals"),
    (hostility.trust, 3, "a broken deal costs trust"),
    (consensus.consensus, 3, "strain divides"),
]
INPUTS = {equation: inputs for equation, inputs, _, _ in BOUNDED}


@pytest.mark.parametrize(
    ("equation", "index", "sign"),
    [(equation, index, sign) for rows, sign in ((RISING, 1), (FALLING, -1)) for equation, index, _ in rows],
    ids=[text for rows in (RISING, FALLING) for _, _, text in rows],
)
def test_a_direction_that_theory_gives(equation: Equation, index: int, sign: int) -> None:
    @given(st.tuples(*INPUTS[equation]), INPUTS[equation][index])
    def holds(values: tuple[np.float32, ...], other: np.float32) -> None:
        low, high = sorted((values[index], other))
        less, more = ([np.array([x]) for x in (*values[:index], one, *values[index + 1 :])] for one in (low, high))
        assert sign * (equation(*more) - equation(*less))[0] >= -TINY

    holds()
