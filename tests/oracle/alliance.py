"""Strength, credibility, command and fears in the scalar reference: each reads last month's state, s, and writes the next, n."""

from typing import Any

from tests.oracle.basics import World, bounded, compiled, indicator, largest, logit, sigma
from tests.oracle.posture import GUARANTEE, abandonment, balance, entrapment, exposure, force, presence, quarrel, support

OWN_SHARE_OF_COMMAND = (0.6, 0.75, 1.0)
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
        n.strength[actor] = s.strength[actor] + 0.05 / 12 * (b * w.circumstances.gdp[actor] / 100 - s.strength[actor])
        n.force[actor] = force(w, actor, n.strength[actor], s)
        n.force_memory[actor] = s.force_memory[actor] + (s.force[actor] - s.force_memory[actor]) / 12
        n.offence[actor] = w.levers.counterstrike[actor] if t.is_partner[actor] else 0.0
    n.offence[t.challenger] = s.tech
    n.offence[t.patron] = n.offence[t.main] = s.exercise


@compiled
def credibility(w: World, s: Any, n: Any, act: Any) -> None:
    t, a = w.theatre, w.assume
    n.quarrel = quarrel(w, w.levers)
    dispute = a.quarrel_effect * (n.quarrel - w.reference.quarrel)
    own = a.own_command_credibility * s.own_command
    known = logit(bounded(s.credibility[0], 0.01, 0.99)) - logit(t.credibility[0])
    for i in range(t.alliances):
        n.presence[i] = presence(w, w.levers, i)
        n.presence_memory[i] = s.presence_memory[i] + (n.presence[i] - s.presence_memory[i]) / 12
        x = logit(t.credibility[i]) + reasons(w, s, n, i, 1.0, 1.0, 1.0)
        x += own - dispute if i == 0 else a.reputation_spillover * known
        n.credibility[i] = believed(w, s.credibility[i], x)
    x = logit(t.credibility_challenger) + reasons(w, s, n, 0, 0.7, 1.3, 1.3) + own - 0.5 * dispute
    n.credibility_challenger = believed(w, s.credibility_challenger, x)
    support(w, w.levers, s, n.support)


@compiled
def reasons(w: World, s: Any, n: Any, i: int, of_presence: float, of_guarantee: float, of_exposure: float) -> float:
    """Reasons to believe the patron in an alliance more or less than at the start [log-odds], as an observer weighs them."""
    t, a = w.theatre, w.assume
    lost = max(s.presence_memory[i] - n.presence[i], 0.0)
    present = a.presence_effect * (n.presence[i] - w.start.presence[i]) - a.rapid_change_penalty * lost
    promised = a.guarantee_effect * (GUARANTEE[int(w.levers.extended_deterrence[t.patron])] - w.reference.guarantee)
    decoupled = a.decoupling_effect * (exposure(s.warheads, s.tech) - w.reference.exposure)
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
    gain = min(a.readiness_growth * drill * effort * (1 + training / 2), 1.0)
    n.readiness = s.readiness + gain * (1 - s.readiness) - a.readiness_growth / 4 * (1 - drill) * s.readiness
    n.own_command = indicator(in_force >= 2)
    efficiency = 1 - a.command_cost * max(needed - s.readiness, 0.0) / needed * in_force / 2
    counted = s.force[main] * OWN_SHARE_OF_COMMAND[in_force]
    n.autonomy = counted / (counted + s.support[main])
    n.gap = max(0.0, 1 - efficiency * balance(w, s) / w.reference.balance)


@compiled
def fears(w: World, s: Any, n: Any, act: Any) -> None:
    t, a = w.theatre, w.assume
    n.abandonment, n.entrapment = abandonment(w, act.threat, s), entrapment(w, w.levers, s)
    doubt = t.credibility[0] - s.credibility[0]
    x = logit(t.nuclear_pressure) + a.nuclear_response * (s.abandonment - w.start.abandonment + doubt / 2)
    n.nuclear_pressure = s.nuclear_pressure + 0.1 * (sigma(x) - s.nuclear_pressure)
    n.latency = s.latency + 0.02 * (LATENCY[int(w.levers.nuclear_option[t.main])] - s.latency)
