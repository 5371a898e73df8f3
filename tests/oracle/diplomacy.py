"""Responses, diplomacy and the nuclear programme in the scalar reference."""

from math import exp, sqrt
from typing import Any

from tests.oracle.basics import World, address, any_in, compiled, indicator, sat, uniform
from tests.oracle.posture import bite

GAP = ((0.0, 0.15, 0.25, 0.5), (0.2, 0.35, 0.45, 0.75), (0.5, 0.65, 0.75, 1.0))
DEAL_WILL = (0.25, 0.5, 1.0, 1.0)
NONE, TALKS, DEAL, IMPLEMENTATION = 0, 1, 2, 3


@compiled
def responses(w: World, s: Any, n: Any, act: Any) -> None:
    n.test_memory = s.test_memory + (act.tests - s.test_memory) / 12
    n.severity, n.exercise = act.severity, act.exercise
    a, pressure = w.assume, w.levers.sanctions_pressure[w.theatre.patron]
    added = a.sanctions_step * act.sanctions_round * (1 - s.sanctions)
    n.sanctions = s.sanctions + added + a.sanctions_pull * (pressure - s.sanctions)
    promised = 0.0
    for channel in range(w.theatre.channels):
        if s.talks[channel] == IMPLEMENTATION:
            promised = max(promised, s.relief_term[channel])
    n.relief = s.relief + a.relief_rate * (promised - s.relief)
    n.enforcement = s.enforcement + a.enforcement_rate * (act.enforcement - s.enforcement)
    n.coercion = s.coercion + a.coercion_rate * (act.coercion - s.coercion)


@compiled
def diplomacy(w: World, s: Any, n: Any, act: Any) -> None:
    """Let every channel move on, write the terms of new deals, and see who is left out."""
    t, main = w.theatre, w.theatre.main
    failed = deals = broken = 0.0
    above = included = False
    for i in range(t.channels):
        new = moved_on(w, s, act, i)
        stage = s.talks[i]
        if w.circumstances.on_record[i] >= 0:
            new = w.circumstances.on_record[i]
        deal = stage < DEAL and new >= DEAL
        act.collapsed[i], act.broken[i] = indicator(stage == TALKS and new == NONE), indicator(stage >= DEAL and new < DEAL)
        write_terms(w, s, n, i, deal, act.collapsed[i] + act.broken[i] > 0)
        n.talks[i], n.talks_since[i] = new, s.talks_since[i] + 1 if new == stage else 0
        deals, broken, failed = deals + deal, broken + act.broken[i], max(failed, act.collapsed[i], act.broken[i])
        above = above or (t.party[i] == t.patron and stage >= TALKS)
        included = included or (t.party[i] == main and stage >= TALKS)
    a, levers = w.assume, w.levers
    voice = max(a.seat_voice * levers.insists_on_seat[main], a.link_voice * levers.peace_regime_link[main], indicator(included))
    n.sidelining = s.sidelining + a.sidelining_rate * (indicator(above) * (1 - voice) - s.sidelining)
    n.frustration = max(s.frustration * (1 - a.frustration_fading), failed)
    n.talks_months = s.talks_months + indicator(any_in(w, s, TALKS))
    n.agreements_kept = s.agreements_kept + indicator(any_in(w, s, IMPLEMENTATION))
    n.agreements_reached, n.agreements_broken = s.agreements_reached + deals, s.agreements_broken + broken


@compiled
def moved_on(w: World, s: Any, act: Any, i: int) -> int:
    """Return the stage of a channel after this month, as chance has it."""
    t, a, levers, challenger = w.theatre, w.assume, w.levers, w.theatre.challenger
    party, stage = t.party[i], s.talks[i]
    one, other, rivalry = t.dyad[party][challenger], t.dyad[challenger][party], t.rivalry[party][challenger]
    trust, heat = (s.trust[one] + s.trust[other]) / 2, s.heat[rivalry]
    demand = int(levers.dialogue_demand[challenger])
    offered = 0.0
    if demand == 1 and (party == t.patron or party == t.main):
        offered = 1 - levers.exercise_tempo[t.patron]
    if demand == 2 and party == t.patron:
        offered = levers.relief_offer[t.patron]
    gap = GAP[int(levers.dialogue_precondition[party])][demand] * (1 - offered)
    snub = a.snub_effect * levers.denies_protege[challenger] if party == t.main else 0.0
    will = DEAL_WILL[int(levers.nuclear_policy[challenger])] if party == t.patron else 1 - snub
    ready = sqrt(act.willingness[party] * act.willingness[challenger] * (1 - snub))
    ease = a.trust_talks_effect * trust + a.mediation_effect * levers.mediation[t.backer]
    ease -= a.heat_talks_effect * heat + a.division_effect * (1 - s.consensus[party])
    link, at_war = levers.peace_regime_link[t.main], rivalry >= 0 and s.stage[rivalry] == 3

    u_down, u_up = uniform(w.keys.diplomacy[i], address(w, 0)), uniform(w.keys.diplomacy[i], address(w, 1))
    if stage == NONE:
        return TALKS if not at_war and u_down < sat(a.talks_base * ready * exp(ease - a.gap_effect * gap)) else NONE
    if stage == TALKS:
        if at_war or u_down < sat(a.collapse_base * exp(a.gap_collapse_effect * gap + a.heat_collapse_effect * heat)):
            return NONE
        open_to = will * s.consensus[party] * (1 - a.peace_link_cost * link)
        agreed = sat(a.deal_base * open_to * exp(a.trust_deal_effect * trust - a.gap_deal_effect * gap))
        return DEAL if u_up < agreed else TALKS
    loose = a.will_break_effect * (1 - will) + a.heat_break_effect * heat
    if at_war or u_down < sat(a.break_base * exp(loose - a.trust_break_effect * trust - a.peace_regime_hold * s.peace[i])):
        return NONE
    return IMPLEMENTATION if s.talks_since[i] >= 3 else stage


@compiled
def write_terms(w: World, s: Any, n: Any, i: int, deal: bool, ended: bool) -> None:
    """Write the terms of a channel: those of a new deal, none after an end, else those of before."""
    t, levers = w.theatre, w.levers
    policy, stays = int(levers.nuclear_policy[t.challenger]), 0.0 if ended else 1.0
    of_patron, of_main = t.party[i] == t.patron, t.party[i] == t.main
    halt, allies = int(levers.dialogue_demand[t.challenger]) == 1, indicator(of_patron or of_main)
    n.freeze[i] = indicator(of_patron and policy >= 2) if deal else stays * s.freeze[i]
    n.rollback[i] = indicator(of_patron and policy == 3) if deal else stays * s.rollback[i]
    n.halt[i] = allies * indicator(halt) if deal else stays * s.halt[i]
    n.relief_term[i] = indicator(of_patron) * levers.relief_offer[t.patron] if deal else stays * s.relief_term[i]
    n.peace[i] = allies * levers.peace_regime_link[t.main] if deal else stays * s.peace[i]


@compiled
def nuclear(w: World, s: Any, n: Any, act: Any) -> None:
    """Production by policy and by deals in force; fissile material, warheads and the maturity of missiles."""
    t, a, levers = w.theatre, w.assume, w.levers
    freeze, rollback = int(levers.nuclear_policy[t.challenger]) == 1, False
    for i in range(t.channels):
        freeze = freeze or (s.talks[i] >= DEAL and s.freeze[i] > 0)
        rollback = rollback or (s.talks[i] == IMPLEMENTATION and s.rollback[i] > 0)
    n.production_status = 0 if rollback else 1 if freeze else 2
    outreach = w.since.supplier_engagement[t.main] + w.since.supplier_partnership[t.patron]
    transfer = levers.technology_transfer[t.supplier] * levers.supplier_alignment[t.challenger]
    own_needs = a.war_bargain * w.since.distraction[t.supplier] - a.crowding_out * w.since.defence_share[t.supplier]
    transfer = min(transfer * exp(own_needs - a.wedge_effect * outreach), 1.0)
    production = a.production_rate * s.tech / t.tech * exp(a.arming_race * s.latency)
    production *= max(1 - a.sanctions_constraint * (bite(w, s) - w.reference.bite), 0.0)
    n.fissile, n.warheads = s.fissile, s.warheads
    if n.production_status == 2:
        n.fissile += (production * (1 + a.transfer_production * transfer) - 0.15 * s.fissile) / 12
        n.warheads += 0.15 * s.fissile / 12
    if n.production_status == 0:
        n.warheads -= 0.015 * s.warheads
    lesson = a.test_learning * (act.tests + a.nuclear_test_lesson * act.nuclear) + a.transfer_learning * transfer
    n.tech = s.tech + (1 - s.tech) * sat(lesson) - a.tech_fading * s.tech
