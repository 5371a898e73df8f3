"""What every country decides from last month's state: acts of the challenger, exercises, sanctions, coercion, talks."""

from math import cos, exp, pi
from typing import Any

from tests.oracle.basics import World, bounded, compiled, draw, furthest, indicator, largest, normal, sat, sigma
from tests.oracle.posture import DEMAND, bite, threat

SEASON = (0.2, 0.2, 1.0, 0.4, 0.2, 0.2, 0.2, 1.0, 0.3, 0.2, 0.2, 0.1)
MOST_TESTS = 24


@compiled
def decide(w: World, s: Any, act: Any) -> None:
    """Let all observe what threatens them, and act."""
    for dyad in range(w.theatre.dyads):
        act.threat[dyad] = threat(w, s, dyad)
    provoke(w, s, act)
    respond(w, s, act)
    coerce(w, s, act)
    be_willing(w, s, act)


@compiled
def provoke(w: World, s: Any, act: Any) -> None:
    """Missile tests, a nuclear test, a limited attack and a statement of the challenger."""
    t, a, challenger = w.theatre, w.assume, w.theatre.challenger
    tempo = w.levers.testing_tempo[challenger] / w.usual.testing_tempo[challenger]
    talks = indicator(furthest(w, s) >= 1)
    deal = indicator(furthest(w, s) >= 2)
    toward_patron, toward_main = t.dyad[challenger][t.patron], t.dyad[challenger][t.main]
    grudge = s.hostility[toward_patron] - w.start.hostility[toward_patron]
    immature = t.tech - s.tech
    status = DEMAND[int(w.levers.dialogue_demand[challenger])] - w.reference.demand
    doubt = w.start.credibility_challenger - s.credibility_challenger
    restraint = a.backer_restraint * (s.enforcement - w.start.enforcement)
    quiet = a.talks_restraint * (talks + deal)
    closed = a.closure_restraint * w.circumstances.closure[challenger]

    drive = (
        a.tech_need * immature
        + a.test_hostility * grudge
        + a.unmet_demand * (s.frustration + a.status_frustration * (1 - talks) * status)
    )
    drive += a.exercise_test_effect * s.exercise + a.doubt_test_effect * doubt - restraint - quiet - closed
    conceded = a.concession_boldness * concession(w)
    drive += conceded
    level = (s.test_memory + 0.1) / (t.missile_tests_a_month + 0.1)
    act.rate = min(a.missile_test_base * tempo * level**a.test_clustering * exp(drive), MOST_TESTS)
    act.rate = min(act.rate * (1 + a.test_season * cos(2 * pi * (w.circumstances.calendar + 1 - 5.5) / 12)), MOST_TESTS)
    spread = a.test_dispersion
    mean = min(act.rate * exp(spread * normal(w, w.keys.missile_test_mixing) - spread**2 / 2), MOST_TESTS)
    act.tests = poisson(mean, draw(w, w.keys.missile_test))

    bargaining = a.tech_need * immature + a.status_bargaining * status + a.unmet_demand * s.frustration
    hazard = a.nuclear_test_base * tempo * exp(bargaining - restraint - a.nuclear_talks_restraint * quiet - closed)
    act.nuclear = indicator(draw(w, w.keys.nuclear_test) < sat(hazard / 12))

    rivalry = t.rivalry[challenger][t.main]
    daring = a.gap_attack_effect * s.gap + a.heat_attack_effect * (s.heat[rivalry] - w.start.heat[rivalry])
    daring += a.stability_instability * s.nuclear_gap + a.doubt_attack_effect * doubt - quiet
    daring += a.crisis_attack_effect * indicator(s.stage[rivalry] >= 1) + a.contingency_opportunism * s.contingency
    daring += a.turmoil_opportunism * w.circumstances.domestic_crisis[t.main]
    daring += a.preventive_window * s.latency * (1 - s.latency) + conceded
    daring += a.backing_boldness * (w.since.backing[t.backer] + w.since.backing[t.supplier]) / 2
    doctrine = w.levers.provocation_doctrine[challenger] / w.usual.provocation_doctrine[challenger]
    hazard = a.attack_base * doctrine * exp(daring)
    act.attack = indicator(draw(w, w.keys.limited_attack) < sat(hazard / 12))

    act.severity = sat(
        a.missile_test_severity * act.tests + a.nuclear_test_severity * act.nuclear + a.attack_severity * act.attack
    )
    anger = s.hostility[toward_main] + a.exercise_statement * s.exercise - a.statement_threshold
    act.statement = indicator(draw(w, w.keys.statement) < sigma(a.choice_precision * anger))


@compiled
def concession(w: World) -> float:
    """How far patron and proteges meet the challenger, beyond the starting posture."""
    t, since = w.theatre, w.since
    softness = number = 0.0
    for actor in range(t.actors):
        if actor == t.main or t.is_partner[actor]:
            softness, number = softness - since.dialogue_precondition[actor], number + 1
    offered = since.relief_offer[t.patron] - since.dialogue_precondition[t.patron] / 2
    return offered + (since.engagement[t.main] + softness / number / 2) / 2


@compiled
def poisson(mean: float, chance: float) -> float:
    """Return a Poisson count by inversion of one uniform number."""
    count, term = 0, exp(-mean)
    below = term
    while chance > below and count < MOST_TESTS:
        count += 1
        term *= mean / count
        below += term
    return float(count)


@compiled
def respond(w: World, s: Any, act: Any) -> None:
    """Exercises by season, shows of force and rounds of sanctions of the patron."""
    t, a, q = w.theatre, w.assume, w.assume.choice_precision
    allowed = 1 - largest(w, s.halt)
    resolve = s.severity * (1 + a.stance_resolve * w.levers.commitment_stance[t.patron]) - a.show_threshold
    show = indicator(draw(w, w.keys.show_of_force) < s.severity * sigma(q * resolve))
    scheduled = w.levers.exercise_tempo[t.patron] * SEASON[w.circumstances.calendar]
    act.exercise = min(1.0, (scheduled + a.show_intensity * show) * allowed)
    passes = (1 - a.main_backer_veto * w.levers.backing[t.backer]) * (1 - a.supplier_veto * w.levers.backing[t.supplier])
    gain = s.severity * w.levers.sanctions_pressure[t.patron] - a.sanctions_threshold
    act.sanctions_round = indicator(draw(w, w.keys.sanctions) < s.severity * sigma(q * gain) * passes)


@compiled
def coerce(w: World, s: Any, act: Any) -> None:
    """Enforcement of sanctions by the main backer, and its coercion of the main protege."""
    t, a, levers, since = w.theatre, w.assume, w.levers, w.since
    act.enforcement = act.coercion = 0.0
    if t.backer < 0:
        return
    policy = levers.sanctions_enforcement[t.backer] * (1 - a.mediator_leniency * since.mediation[t.backer])
    policy = bounded(policy, 0.0, 1.0)
    act.enforcement = policy + a.backer_displeasure * s.severity * (1 - levers.backing[t.backer]) * (1 - policy)
    aligned = since.alliance_cooperation[t.main] + since.bloc_rigidity[t.main]
    appeased = a.cooperation_appeasement * since.backer_cooperation[t.main] + a.hedging_appeasement * since.backer_hedging[t.main]
    grievance = levers.coercion[t.backer] - a.coercion_threshold + a.alignment_grievance * aligned - appeased
    grievance += a.latency_grievance * s.latency
    if draw(w, w.keys.coercion) < sigma(a.choice_precision * grievance):
        act.coercion = a.mildest_coercion + (1 - a.mildest_coercion) * levers.coercion[t.backer]


@compiled
def be_willing(w: World, s: Any, act: Any) -> None:
    """Readiness of each actor to talk."""
    t, a, levers = w.theatre, w.assume, w.levers
    for actor in range(t.actors):
        act.willingness[actor] = a.partner_talks * levers.reconciliation[actor] if t.is_partner[actor] else 0.0
    act.willingness[t.patron] = levers.summit_willingness[t.patron]
    act.willingness[t.main] = (1 + levers.engagement[t.main]) / 2
    driven = a.sanctions_leverage * bite(w, s) - a.supplier_alternative * levers.supplier_alignment[t.challenger]
    driven += a.relief_appeal * w.since.relief_offer[t.patron]
    act.willingness[t.challenger] = bounded(a.talks_appetite + driven, 0.0, 1.0)
