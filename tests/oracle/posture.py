"""What a posture amounts to - presence, force, support, threat, fears - and the start, from which responses are measured."""

from math import exp
from typing import Any

from tests.oracle.basics import World, compiled, mean_hostility, sat

GUARANTEE = (0.0, 0.4, 0.7, 1.0)
DEMAND = (0.0, 0.4, 0.7, 1.0)
OWN_SHARE_OF_COMMAND = (0.6, 0.75, 1.0)


@compiled
def arsenal(warheads: float, tech: float) -> float:
    return tech * sat(warheads / 50)


@compiled
def troops(w: World, levers: Any, alliance: int) -> float:
    t = w.theatre
    return levers.troops_main[t.patron] if t.hosts_main_troops[alliance] else levers.troops_other[t.patron]


@compiled
def usual_troops(w: World, alliance: int) -> float:
    """Troops that the theatre stations in an alliance, or else in the main one."""
    usual = troops(w, w.usual, alliance)
    if usual <= 0:
        usual = troops(w, w.usual, 0)
    return usual if usual > 0 else 1.0


@compiled
def demand(w: World, levers: Any) -> float:
    """What the patron asks for what it stations."""
    stationed, follows = troops(w, levers, 0) / usual_troops(w, 0), w.assume.demand_follows_troops
    return levers.burden_demand[w.theatre.patron] * (1 - follows + follows * stationed)


@compiled
def paid(w: World, levers: Any) -> float:
    return min(demand(w, levers), levers.burden_offer[w.theatre.main])


@compiled
def quarrel(w: World, levers: Any) -> float:
    t, a = w.theatre, w.assume
    credit = a.spending_credit * (levers.defence_share[t.main] - w.usual.defence_share[t.main])
    return sat(max(demand(w, levers) - levers.burden_offer[t.main] - credit, 0.0) / 3)


@compiled
def bite(w: World, state: Any) -> float:
    """Weight of sanctions as felt: some bite whatever the backers do."""
    least = w.assume.unilateral_bite
    return state.sanctions * (least + (1 - least) * state.enforcement) * (1 - state.relief)


@compiled
def presence(w: World, levers: Any, alliance: int) -> float:
    """Commitment that the patron's forces in and around a protege embody."""
    wire = sat(troops(w, levers, alliance) / w.assume.tripwire_scale)
    return 1 - (1 - wire) * (1 - w.assume.offshore_substitution * offshore(w, levers))


@compiled
def hosted(w: World, levers: Any, alliance: int) -> float:
    """Commitment of the forces that a partner lets the patron keep on its soil."""
    return levers.hosting[w.theatre.protege[alliance]] * sat(troops(w, levers, alliance) / w.assume.tripwire_scale)


@compiled
def offshore(w: World, levers: Any) -> float:
    """Reinforcement that can be counted on, which a partner's bases and the forces there make easier."""
    t, hosting = w.theatre, 1.0
    if t.partner >= 0:
        hosting = levers.hosting[t.partner]
        usual = w.usual.troops_other[t.patron]
        if t.alliances > 1 and usual > 0 and not t.hosts_main_troops[1]:
            hosting *= min(levers.troops_other[t.patron] / usual, 1.0)
    return levers.offshore_support[w.theatre.patron] * (1 - w.assume.bases_share * (1 - hosting))


@compiled
def arrival(w: World, levers: Any, alliance: int, contingency: float) -> float:
    """Share of the patron's force that fights in time, less what a crisis at the flashpoint binds."""
    a, away = w.assume, w.assume.contingency_drawdown * contingency
    posted = a.forward_share * troops(w, levers, alliance) / usual_troops(w, alliance)
    posted *= 1 - away * levers.strategic_flexibility[w.theatre.patron]
    return min(posted + (1 - a.forward_share) * offshore(w, levers) * (1 - away), 1.0)


@compiled
def autonomy(w: World, state: Any, command: int) -> float:
    counted = state.force[w.theatre.main] * OWN_SHARE_OF_COMMAND[command]
    return counted / (counted + state.support[w.theatre.main])


@compiled
def uncovered(w: World, levers: Any, state: Any) -> float:
    """Arsenal of the challenger that neither guarantee nor own weapons answer."""
    promised = GUARANTEE[int(levers.extended_deterrence[w.theatre.patron])] * state.credibility_challenger
    return arsenal(state.warheads, state.tech) * (1 - promised) * (1 - state.latency)


@compiled
def support(w: World, levers: Any, state: Any, supported: Any) -> None:
    """Force that others add: the patron to its proteges as far as they believe it, backers to the challenger."""
    t = w.theatre
    for actor in range(t.actors):
        supported[actor] = 0.0
    for alliance in range(t.alliances):
        supported[t.protege[alliance]] = state.credibility[alliance] * state.arrival[alliance] * state.force[t.patron]
    supported[t.main] += help_of_partners(w, levers, state)
    for actor in range(t.actors):
        if t.is_backer[actor]:
            free = 1 - w.assume.distraction_share * levers.distraction[actor]
            supported[t.challenger] += levers.backing[actor] * free * state.force[actor]


@compiled
def help_of_partners(w: World, levers: Any, state: Any) -> float:
    """What partners would add to the defence of the main protege."""
    t, a, total = w.theatre, w.assume, 0.0
    for actor in range(t.actors):
        if t.is_partner[actor]:
            share = a.partner_support * levers.alliance_cooperation[t.main] * levers.reconciliation[actor]
            total += share * state.force[actor] * (1 + a.offence_weight * levers.counterstrike[actor])
    return total


@compiled
def threat(w: World, state: Any, dyad: int) -> float:
    """Threat that one side sees in the other: what it could do times perceived intent, less by trust."""
    t, a = w.theatre, w.assume
    by, about = t.by[dyad], t.about[dyad]
    rival = state.force[about] * (1 + a.offence_weight * state.offence[about])
    weapons = 0.0
    if about == t.challenger:
        weapons = arsenal(state.warheads, state.tech)
    if about == t.main:
        weapons = state.latency
    able = 1 - (1 - rival / (rival + state.force[by] + state.support[by])) * (1 - a.arsenal_alarm * weapons)
    intent = 1 - (1 - state.hostility[dyad]) * exp(-a.heat_alarm * state.heat[t.rivalry[by][about]])
    return able * intent * (1 - a.trust_calm * state.trust[dyad])


@compiled
def rivalry_tension(w: World, state: Any) -> float:
    """Tension of patron and main backer as their neighbours feel it."""
    rivalry = w.theatre.rivalry[w.theatre.patron][w.theatre.backer]
    return 1 - (1 - mean_hostility(w, state, rivalry)) * exp(-w.assume.heat_alarm * state.heat[rivalry]) if rivalry >= 0 else 0.0


@compiled
def entrapment(w: World, levers: Any, state: Any) -> float:
    t, main = w.theatre, w.theatre.main
    bases = levers.strategic_flexibility[t.patron] * state.presence[0]
    aligned = (levers.bloc_rigidity[main] + bases + levers.alliance_cooperation[main]) / 3
    aligned *= (1 - w.assume.hedging_relief * levers.backer_hedging[main]) * (
        1 - w.assume.command_entrapment_relief * state.own_command
    )
    aligned = min(aligned * (1 - w.assume.coercion_restraint * state.coercion), 1.0)
    return aligned * rivalry_tension(w, state)


@compiled
def abandonment(w: World, perceived: Any, state: Any) -> float:
    t, a = w.theatre, w.assume
    spared = state.force[t.main] / (state.force[t.challenger] + state.force[t.main])
    need = 1 - spared * (1 - a.arsenal_alarm * arsenal(state.warheads, state.tech) * (1 - state.latency))
    doubt = 1 - state.credibility[0] * (1 - a.sidelining_doubt * state.sidelining)
    return (need * perceived[t.dyad[t.main][t.challenger]] * doubt) ** (1 / 3)


@compiled
def balance(w: World, levers: Any, state: Any) -> float:
    """Force of the main protege, and support as the challenger believes in it, over that of the challenger."""
    t = w.theatre
    feared = state.credibility_challenger * state.arrival[0] * state.force[t.patron] + help_of_partners(w, levers, state)
    return (state.force[t.main] + feared) / state.force[t.challenger]


@compiled
def begin(w: World) -> None:
    """Write the state at the start and what follows from it."""
    t, s, r, usual = w.theatre, w.start, w.reference, w.usual
    for rivalry in range(t.rivalries):
        s.heat[rivalry], s.stage[rivalry], s.fought[rivalry] = t.heat[rivalry], 0, 0
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
    s.practice, s.contingency, s.nuclear_gap = usual.exercise_tempo[t.patron], 0.0, 0.0
    s.sidelining = s.war_so_far = s.talks_months = s.agreements_reached = s.agreements_kept = s.agreements_broken = 0.0
    for actor in range(t.actors):
        s.strength[actor], s.consensus[actor] = t.strength[actor], t.consensus[actor]
        s.burden[actor] = t.strength[actor] / t.gdp[actor] * 100
        s.force[actor] = s.force_memory[actor] = t.reach[actor] * t.strength[actor]
        s.offence[actor] = usual.counterstrike[actor] if t.is_partner[actor] else 0.0
    s.offence[t.challenger] = t.tech
    for alliance in range(t.alliances):
        s.credibility[alliance] = t.credibility[alliance]
        s.presence[alliance] = s.presence_memory[alliance] = presence(w, usual, alliance)
        s.arrival[alliance] = arrival(w, usual, alliance, 0.0)
    support(w, usual, s, s.support)
    for dyad in range(t.dyads):
        r.threat[dyad] = threat(w, s, dyad)
    s.autonomy = autonomy(w, s, int(usual.command[t.main]))
    s.abandonment, s.entrapment = abandonment(w, r.threat, s), entrapment(w, usual, s)
    r.balance, r.rivalry, r.quarrel, r.bite = balance(w, usual, s), rivalry_tension(w, s), quarrel(w, usual), bite(w, s)
    r.paid = paid(w, usual)
    r.arsenal, r.uncovered = arsenal(t.warheads, t.tech), uncovered(w, usual, s)
    weights = 0.0
    r.hostility = 0.0
    for rivalry in range(t.rivalries):
        weights += t.headline_weight[rivalry]
        r.hostility += t.headline_weight[rivalry] * mean_hostility(w, s, rivalry)
    r.hostility = r.hostility / weights
    r.guarantee = GUARANTEE[int(usual.extended_deterrence[t.patron])]
    r.demand = DEMAND[int(usual.dialogue_demand[t.challenger])]
