"""What every country decides from last month's state: acts of the challenger, exercises, sanctions, coercion, talks."""

from math import exp
from typing import Any

from tests.oracle.basics import World, compiled, draw, furthest, indicator, largest, normal, sat, sigma
from tests.oracle.posture import DEMAND, exposure, threat

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
    tempo = w.levers.testing_tempo[challenger] / 0.7
    talks = indicator(furthest(w, s) >= 1)
    deal = indicator(furthest(w, s) >= 2)
    toward_patron, toward_main = t.dyad[challenger][t.patron], t.dyad[challenger][t.main]
    grudge = s.hostility[toward_patron] - w.start.hostility[toward_patron]
    immature = t.tech - s.tech
    status = DEMAND[int(w.levers.dialogue_demand[challenger])] - w.reference.demand
    doubt = w.start.credibility_challenger - s.credibility_challenger
    restraint = a.backer_restraint * (s.enforcement - w.start.enforcement)
    quiet = a.talks_restraint * (talks + deal)
    closed = 1.5 * w.circumstances.closure[challenger]

    drive = a.tech_need * immature + a.test_hostility * grudge + a.unmet_demand * (s.frustration + (1 - talks) * status / 2)
    drive += a.exercise_test_effect * s.exercise + a.doubt_test_effect * doubt - restraint - quiet - closed
    level = (s.test_memory + 0.1) / (t.missile_tests_a_month + 0.1)
    act.rate = min(a.missile_test_base * tempo * level**a.test_clustering * exp(drive), MOST_TESTS)
    spread = a.test_dispersion
    mean = min(act.rate * exp(spread * normal(w, w.keys.missile_test_mixing) - spread**2 / 2), MOST_TESTS)
    act.tests = poisson(mean, draw(w, w.keys.missile_test))

    bargaining = a.tech_need * immature + a.status_bargaining * status + a.unmet_demand * s.frustration
    hazard = a.nuclear_test_base * tempo * exp(bargaining - restraint - 2 * quiet - closed)
    act.nuclear = indicator(draw(w, w.keys.nuclear_test) < sat(hazard / 12))

    rivalry = t.rivalry[challenger][t.main]
    daring = a.gap_attack_effect * s.gap + a.heat_attack_effect * (s.heat[rivalry] - w.start.heat[rivalry])
    daring += a.stability_instability * (exposure(s.warheads, s.tech) - w.reference.exposure)
    daring += a.doubt_attack_effect * doubt - quiet
    hazard = a.attack_base * w.levers.provocation_doctrine[challenger] / 0.5 * exp(daring)
    act.attack = indicator(draw(w, w.keys.limited_attack) < sat(hazard / 12))

    act.severity = sat(0.15 * act.tests + 0.9 * act.nuclear + 1.2 * act.attack)
    anger = s.hostility[toward_main] + s.exercise / 2 - 1
    act.statement = indicator(draw(w, w.keys.statement) < sigma(a.choice_precision * anger))


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
    t, q = w.theatre, w.assume.choice_precision
    allowed = 1 - largest(w, s.halt)
    resolve = s.severity * (1 + w.levers.commitment_stance[t.patron] / 2) - 0.6
    show = indicator(draw(w, w.keys.show_of_force) < sigma(q * resolve))
    scheduled = w.levers.exercise_tempo[t.patron] * SEASON[w.circumstances.calendar]
    act.exercise = min(1.0, (scheduled + 0.4 * show) * allowed)
    shield = 0.4 * w.levers.backing[t.backer] + 0.3 * w.levers.backing[t.supplier]
    gain = s.severity * w.levers.sanctions_pressure[t.patron] - 0.3 - shield
    act.sanctions_round = indicator(draw(w, w.keys.sanctions) < sigma(q * gain))


@compiled
def coerce(w: World, s: Any, act: Any) -> None:
    """Enforcement of sanctions by the main backer, and its coercion of the main protege."""
    t, a, levers, since = w.theatre, w.assume, w.levers, w.since
    act.enforcement = act.coercion = 0.0
    if t.backer < 0:
        return
    policy = levers.sanctions_enforcement[t.backer]
    act.enforcement = policy + a.backer_displeasure * s.severity * (1 - levers.backing[t.backer]) * (1 - policy)
    aligned = since.alliance_cooperation[t.main] + since.bloc_rigidity[t.main]
    appeased = 0.3 * since.backer_cooperation[t.main] + 0.2 * since.backer_hedging[t.main]
    grievance = levers.coercion[t.backer] - 0.5 + a.alignment_grievance * aligned - appeased
    if draw(w, w.keys.coercion) < sigma(a.choice_precision * grievance):
        act.coercion = 0.3 + 0.7 * levers.coercion[t.backer]


@compiled
def be_willing(w: World, s: Any, act: Any) -> None:
    """Readiness of each actor to talk."""
    t, levers = w.theatre, w.levers
    for actor in range(t.actors):
        act.willingness[actor] = 0.3 * levers.reconciliation[actor] if t.is_partner[actor] else 0.0
    act.willingness[t.patron] = levers.summit_willingness[t.patron]
    act.willingness[t.main] = (1 + levers.engagement[t.main]) / 2
    hunger = s.sanctions * (1 - s.relief) * (0.3 + 0.7 * s.enforcement)
    act.willingness[t.challenger] = 0.35 + 0.4 * hunger - 0.2 * levers.supplier_alignment[t.challenger]
