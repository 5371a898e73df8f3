"""Strength, credibility, command and fears in the scalar reference: each reads last month's state, s, and writes the next, n."""

from typing import Any

from tests.oracle.basics import World, bounded, compiled, indicator, largest, logit, sigma
from tests.oracle.posture import (
    GUARANTEE,
    abandonment,
    arrival,
    arsenal,
    autonomy,
    balance,
    entrapment,
    paid,
    presence,
    quarrel,
    rivalry_tension,
    support,
    uncovered,
)

LATENCY = (0.0, 0.3, 1.0)


@compiled
def strength(w: World, s: Any, n: Any, act: Any) -> None:
    t, a = w.theatre, w.assume
    for actor in range(t.actors):
        alarm = 0.0
        for dyad in range(t.dyads):
            if t.by[dyad] == actor:
                alarm = max(alarm, act.threat[dyad] - w.reference.threat[dyad])
        if actor == t.main:
            alarm += s.abandonment - w.start.abandonment
        planned, b = w.levers.defence_share[actor], s.burden[actor]
        spent = planned * (1 + a.arms_reaction * bounded(alarm, -1.0, 1.0))
        n.burden[actor] = b + (spent - b) / 12 - a.burden_fatigue * max(b - planned, 0.0)
        built = s.strength[actor] + 0.05 / 12 * (b * w.circumstances.gdp[actor] / 100 - s.strength[actor])
        n.strength[actor] = built * (1 - a.war_attrition * at_war(w, s, actor))
        n.force[actor] = t.reach[actor] * n.strength[actor]
        n.force_memory[actor] = s.force_memory[actor] + (s.force[actor] - s.force_memory[actor]) / 12
        n.offence[actor] = w.levers.counterstrike[actor] if t.is_partner[actor] else 0.0
    n.offence[t.challenger] = s.tech
    n.offence[t.patron] = n.offence[t.main] = s.exercise


@compiled
def credibility(w: World, s: Any, n: Any, act: Any) -> None:
    t, a = w.theatre, w.assume
    n.quarrel = quarrel(w, w.levers)
    dispute = a.quarrel_effect * (n.quarrel - w.reference.quarrel)
    own = a.own_command_credibility * s.own_command + ties(w, s, act)
    known = logit(bounded(s.credibility[0], 0.01, 0.99)) - logit(t.credibility[0])
    for i in range(t.alliances):
        n.presence[i], n.arrival[i] = presence(w, w.levers, i), arrival(w, w.levers, i, s.contingency)
        n.presence_memory[i] = s.presence_memory[i] + (n.presence[i] - s.presence_memory[i]) / 12
        x = logit(t.credibility[i]) + reasons(w, s, n, i, 1.0, 1.0, 1.0)
        x += own - dispute if i == 0 else a.reputation_spillover * known
        n.credibility[i] = believed(w, s.credibility[i], x)
    x = logit(t.credibility_challenger) + reasons(w, s, n, 0, 0.7, 1.3, 1.3) + own - 0.5 * dispute
    n.credibility_challenger = believed(w, s.credibility_challenger, x)
    support(w, w.levers, s, n.support)


@compiled
def ties(w: World, s: Any, act: Any) -> float:
    """What else the main alliance is judged by: exercises, blocs, outreach, own weapons, payments and threats [log-odds]."""
    t, a, since = w.theatre, w.assume, w.since
    drilled = a.exercise_commitment * (s.practice - w.usual.exercise_tempo[t.patron])
    bound = a.bloc_commitment * (since.bloc_rigidity[t.main] + since.alliance_cooperation[t.main])
    reach_out = since.backer_cooperation[t.main] + since.backer_hedging[t.main] + since.supplier_engagement[t.main]
    reach_out += since.supplier_partnership[t.patron]
    facing = t.dyad[t.main][t.challenger]
    shared = act.threat[facing] - w.reference.threat[facing] + rivalry_tension(w, s) - w.reference.rivalry
    tied = drilled + bound - a.outreach_doubt * reach_out - a.arming_rupture * s.latency
    tied += a.flexibility_commitment * since.strategic_flexibility[t.patron] - a.seat_strain * since.insists_on_seat[t.main]
    return tied + a.payment_commitment * (paid(w, w.levers) - w.reference.paid) + a.threat_cohesion * shared


@compiled
def at_war(w: World, s: Any, actor: int) -> float:
    """Return whether an actor fights a war."""
    for dyad in range(w.theatre.dyads):
        if w.theatre.by[dyad] == actor and s.stage[w.theatre.rivalry[actor][w.theatre.about[dyad]]] == 3:
            return 1.0
    return 0.0


@compiled
def reasons(w: World, s: Any, n: Any, i: int, of_presence: float, of_guarantee: float, of_exposure: float) -> float:
    """Reasons to believe the patron in an alliance more or less than at the start [log-odds], as an observer weighs them."""
    t, a = w.theatre, w.assume
    lost = max(s.presence_memory[i] - n.presence[i], 0.0)
    present = a.presence_effect * (n.presence[i] - w.start.presence[i]) - a.rapid_change_penalty * lost
    promised = a.guarantee_effect * (GUARANTEE[int(w.levers.extended_deterrence[t.patron])] - w.reference.guarantee)
    decoupled = a.decoupling_effect * (arsenal(s.warheads, s.tech) - w.reference.arsenal)
    stance = a.stance_effect * w.since.commitment_stance[t.patron]
    return of_presence * present + of_guarantee * promised - of_exposure * decoupled + stance


@compiled
def believed(w: World, c: float, x: float) -> float:
    """Credibility after this month: slow to build, quick to lose."""
    goal = sigma(x)
    return c + (w.assume.credibility_build if goal > c else w.assume.credibility_loss) * (goal - c)


@compiled
def command(w: World, s: Any, n: Any, act: Any) -> None:
    t, a, main = w.theatre, w.assume, w.theatre.main
    wanted, needed = int(w.levers.command[main]), a.readiness_needed
    may = w.levers.command_conditions_based[main] < 0.5 or s.readiness >= needed or s.own_command > 0
    in_force = wanted if wanted < 2 or may else 0
    training = indicator(wanted >= 1 and in_force < 2)
    effort = s.burden[main] / w.usual.defence_share[main]
    drill = w.levers.exercise_tempo[t.patron] * (1 - largest(w, s.halt))
    gain = min(a.readiness_growth * drill * effort * (1 + a.transition_training * training), 1.0)
    lost = a.readiness_fading * a.readiness_growth * (1 - drill) * s.readiness
    n.readiness = s.readiness + gain * (1 - s.readiness) - lost
    n.own_command = indicator(in_force >= 2)
    n.practice = s.practice + (drill - s.practice) / 12
    passed = (0.0, a.transition_cost, 1.0)[in_force]
    efficiency = 1 - a.command_cost * max(needed - s.readiness, 0.0) / needed * passed
    efficiency *= 1 - a.practice_loss * max(w.usual.exercise_tempo[t.patron] - s.practice, 0.0)
    n.autonomy = autonomy(w, s, in_force)
    n.gap = max(0.0, 1 - efficiency * balance(w, w.levers, s) / w.reference.balance)
    n.nuclear_gap = max(0.0, uncovered(w, w.levers, s) - w.reference.uncovered)


@compiled
def fears(w: World, s: Any, n: Any, act: Any) -> None:
    t, a = w.theatre, w.assume
    n.abandonment, n.entrapment = abandonment(w, act.threat, s), entrapment(w, w.levers, s)
    doubt = t.credibility[0] - s.credibility[0]
    x = logit(t.nuclear_pressure) + a.nuclear_response * (s.abandonment - w.start.abandonment + a.doubt_pressure * doubt)
    x += a.autonomy_pressure * (s.autonomy - w.start.autonomy)
    n.nuclear_pressure = s.nuclear_pressure + a.pressure_rate * (sigma(x) - s.nuclear_pressure)
    hedge = a.pressure_hedging * max(s.nuclear_pressure - t.nuclear_pressure, 0.0)
    n.latency = s.latency + 0.02 * (max(LATENCY[int(w.levers.nuclear_option[t.main])], hedge) - s.latency)
