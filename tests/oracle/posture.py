"""What a posture amounts to - presence, force, support, threat, fears - and the start, from which responses are measured."""

from math import exp
from typing import Any

from tests.oracle.basics import World, compiled, mean_hostility, sat

GUARANTEE = (0.0, 0.4, 0.7, 1.0)
DEMAND = (0.0, 0.4, 0.7, 1.0)


@compiled
def exposure(warheads: float, tech: float) -> float:
    return tech * sat(warheads / 50)


@compiled
def quarrel(w: World, levers: Any) -> float:
    return sat(max(levers.burden_demand[w.theatre.patron] - levers.burden_offer[w.theatre.main], 0.0) / 3)


@compiled
def bite(state: Any) -> float:
    """Weight of sanctions as felt."""
    return state.sanctions * (0.3 + 0.7 * state.enforcement) * (1 - state.relief)


@compiled
def presence(w: World, levers: Any, alliance: int) -> float:
    """Weight of the patron's forces in and around a protege: troops, and reinforcement that a partner's bases make easier."""
    t = w.theatre
    troops = levers.troops_main[t.patron] if t.hosts_main_troops[alliance] else levers.troops_other[t.patron]
    hosting = levers.hosting[t.partner] if t.partner >= 0 else 1.0
    offshore = levers.offshore_support[t.patron] * (0.5 + 0.5 * hosting)
    return 1 - (1 - sat(troops / w.assume.tripwire_scale)) * (1 - w.assume.offshore_substitution * offshore)


@compiled
def force(w: World, actor: int, strength: float, state: Any) -> float:
    """Force that an actor can use in the theatre; nuclear weapons count as so much conventional force."""
    usable = strength * w.theatre.reach[actor]
    if actor == w.theatre.challenger:
        usable += w.assume.nuclear_weight * exposure(state.warheads, state.tech)
    if actor == w.theatre.main:
        usable += w.assume.nuclear_weight * state.latency
    return usable


@compiled
def support(w: World, levers: Any, state: Any, supported: Any) -> None:
    """Force that others add: the patron to its proteges as far as they believe it, backers to the challenger."""
    t = w.theatre
    for actor in range(t.actors):
        supported[actor] = 0.0
    for alliance in range(t.alliances):
        supported[t.protege[alliance]] = state.credibility[alliance] * state.presence[alliance] * state.force[t.patron]
    for actor in range(t.actors):
        if t.is_backer[actor]:
            free = 1 - 0.5 * levers.distraction[actor]
            supported[t.challenger] += levers.backing[actor] * free * state.force[actor]


@compiled
def threat(w: World, state: Any, dyad: int) -> float:
    """Threat that one side sees in the other: relative strength times perceived intent, less by trust."""
    t, a = w.theatre, w.assume
    by, about = t.by[dyad], t.about[dyad]
    rival = state.force[about] * (1 + a.offence_weight * state.offence[about])
    relative = rival / (rival + state.force[by] + state.support[by])
    intent = 1 - (1 - state.hostility[dyad]) * exp(-a.heat_alarm * state.heat[t.rivalry[by][about]])
    return relative * intent * (1 - a.trust_calm * state.trust[dyad])


@compiled
def rivalry_tension(w: World, state: Any) -> float:
    """Tension of patron and main backer as their neighbours feel it."""
    rivalry = w.theatre.rivalry[w.theatre.patron][w.theatre.backer]
    return 1 - (1 - mean_hostility(w, state, rivalry)) * exp(-state.heat[rivalry] / 4) if rivalry >= 0 else 0.0


@compiled
def entrapment(w: World, levers: Any, state: Any) -> float:
    t, main = w.theatre, w.theatre.main
    bases = levers.strategic_flexibility[t.patron] * state.presence[0]
    aligned = (levers.bloc_rigidity[main] + bases + levers.alliance_cooperation[main]) / 3
    aligned *= (1 - 0.3 * levers.backer_hedging[main]) * (1 - w.assume.command_entrapment_relief * state.own_command)
    return aligned * rivalry_tension(w, state)


@compiled
def abandonment(w: World, perceived: Any, state: Any) -> float:
    t = w.theatre
    need = state.force[t.challenger] / (state.force[t.challenger] + state.force[t.main])
    return (need * perceived[t.dyad[t.main][t.challenger]] * (1 - state.credibility[0])) ** (1 / 3)


@compiled
def balance(w: World, state: Any) -> float:
    """Force of the main protege and its support over that of the challenger."""
    t = w.theatre
    return (state.force[t.main] + state.support[t.main]) / state.force[t.challenger]


@compiled
def begin(w: World) -> None:
    """Write the state at the start and what follows from it."""
    t, s, r, usual = w.theatre, w.start, w.reference, w.usual
    for rivalry in range(t.rivalries):
        s.heat[rivalry], s.stage[rivalry] = t.heat[rivalry], 0
    for dyad in range(t.dyads):
        s.hostility[dyad], s.trust[dyad] = t.hostility[dyad], t.trust[dyad]
    for channel in range(t.channels):
        s.talks[channel], s.talks_since[channel] = 0, 0
        s.freeze[channel] = s.rollback[channel] = s.halt[channel] = s.relief_term[channel] = s.peace[channel] = 0.0
    s.warheads, s.fissile, s.tech, s.readiness = t.warheads, t.fissile, t.tech, t.readiness
    s.sanctions, s.relief, s.enforcement = t.sanctions, t.relief, usual.sanctions_enforcement[t.backer]
    s.test_memory, s.nuclear_pressure, s.polarisation = t.missile_tests_a_month, t.nuclear_pressure, t.polarisation
    s.credibility_challenger, s.production_status = t.credibility_challenger, 2
    s.latency = s.own_command = s.quarrel = s.autonomy = s.gap = s.frustration = s.severity = s.exercise = s.coercion = 0.0
    s.sidelining = s.war_so_far = s.talks_months = s.agreements_reached = s.agreements_kept = s.agreements_broken = 0.0
    for actor in range(t.actors):
        s.strength[actor], s.consensus[actor] = t.strength[actor], t.consensus[actor]
        s.burden[actor] = t.strength[actor] / t.gdp[actor] * 100
        s.force[actor] = s.force_memory[actor] = force(w, actor, t.strength[actor], s)
        s.offence[actor] = usual.counterstrike[actor] if t.is_partner[actor] else 0.0
    s.offence[t.challenger] = t.tech
    for alliance in range(t.alliances):
        s.credibility[alliance] = t.credibility[alliance]
        s.presence[alliance] = s.presence_memory[alliance] = presence(w, usual, alliance)
    support(w, usual, s, s.support)
    for dyad in range(t.dyads):
        r.threat[dyad] = threat(w, s, dyad)
    s.abandonment, s.entrapment = abandonment(w, r.threat, s), entrapment(w, usual, s)
    r.balance, r.rivalry, r.quarrel, r.bite = balance(w, s), rivalry_tension(w, s), quarrel(w, usual), bite(s)
    r.exposure = exposure(t.warheads, t.tech)
    r.guarantee = GUARANTEE[int(usual.extended_deterrence[t.patron])]
    r.demand = DEMAND[int(usual.dialogue_demand[t.challenger])]
