"""Blocs, hostility and trust, the crisis ladder and consensus in the scalar reference."""

from math import exp, sqrt
from typing import Any

from tests.oracle.basics import (
    World,
    any_in,
    bounded,
    compiled,
    draw,
    indicator,
    largest,
    logit,
    mean_hostility,
    normal,
    sat,
    sigma,
)
from tests.oracle.posture import GUARANTEE, bite, hosted, paid, rivalry_tension

KEPT = (0.0, 0.2, 0.5, 1.0)
DOWN = (0.0, 0.35, 0.4, 0.15)


@compiled
def blocs(w: World, s: Any, n: Any, act: Any) -> None:
    t, a, since = w.theatre, w.assume, w.since
    pressure = since.flashpoint_pressure[t.backer]
    deterred = since.backer_competition[t.patron] + since.strategic_flexibility[t.patron]
    hazard = w.circumstances.flashpoint * exp(a.flashpoint_effect * pressure - a.flashpoint_deterrence * deterred)
    act.flashpoint = indicator(t.backer >= 0 and draw(w, w.keys.flashpoint) < sat(hazard / 12))
    n.contingency = max((1 - a.contingency_fading) * s.contingency, act.flashpoint)
    drive = since.backer_competition[t.patron] + a.flashpoint_rivalry * pressure
    act.push = a.rivalry_weight * drive + a.rivalry_shock * normal(w, w.keys.rivalry_drift) + act.flashpoint
    divides = rivalry_tension(w, s) - w.reference.rivalry + since.bloc_rigidity[t.main]
    divides += a.cooperation_division * since.alliance_cooperation[t.main] + a.backing_division * since.backing[t.supplier]
    divides += a.supplier_division * since.supplier_alignment[t.challenger]
    joins = since.backer_cooperation[t.main] + a.outreach_joining * since.supplier_engagement[t.main]
    joins += a.partnership_joining * since.supplier_partnership[t.patron]
    goal = sigma(logit(t.polarisation) + a.bloc_response * (divides - joins))
    n.polarisation = s.polarisation + a.polarisation_rate * (goal - s.polarisation)


@compiled
def hostility(w: World, s: Any, n: Any, act: Any) -> None:
    """Hostility and trust of every dyad: what others do to us, and how it fades."""
    t, a = w.theatre, w.assume
    pain = a.sanctions_provocation * (a.round_provocation * act.sanctions_round + bite(w, s) - w.reference.bite)
    peace = a.talks_reassurance * (1 + a.peace_reassurance * largest(w, s.peace))
    for dyad in range(t.dyads):
        by, about, h, tau = t.by[dyad], t.about[dyad], s.hostility[dyad], s.trust[dyad]
        kept, broken = talks_of(w, s, act, by, about)
        strain = provocation(w, act, by, about)
        felt = change(strain, h) + change(exercise(w, act, by, about), h) + change(sanction(w, pain, by, about), h)
        felt += change(a.arms_alarm * bounded(s.force[about] / s.force_memory[about] - 1, 0.0, 1.0), h)
        felt += change(a.coercion_hostility * act.coercion if by == t.main and about == t.backer else 0.0, h)
        felt += change(posture(w, s, by, about), h) + change(bloc(w, s, act, by, about), h)
        felt += change(-a.reassurance * kept * peace, h) + change(broken, h)
        rivalry = t.rivalry[by][about]
        felt += change(a.crisis_hostility * s.stage[rivalry] + a.war_grudge * s.fought[rivalry], h)
        n.hostility[dyad] = h + a.hostility_sensitivity * felt - a.hostility_decay * (h - t.hostility_rest[dyad])
        lost = min(1 - a.trust_decay, a.trust_loss * (broken + a.provocation_distrust * max(strain, 0.0))) * tau
        moved = tau + a.trust_build * kept * (1 - tau) - lost - a.trust_decay * (tau - t.trust_rest[dyad])
        renewed = max(w.circumstances.leadership_change[by], w.circumstances.leadership_change[about])
        n.trust[dyad] = moved + renewed * (t.trust_rest[dyad] - moved)


@compiled
def change(signal: float, h: float) -> float:
    """Change of hostility that a signal makes: less the nearer the bound that it moves toward."""
    return signal * (1 - h) if signal > 0 else signal * h


@compiled
def talks_of(w: World, s: Any, act: Any, by: int, about: int) -> tuple[float, float]:
    """Return how far talks or a deal between two are kept, and whether a deal was broken."""
    kept = broken = 0.0
    for channel in range(w.theatre.channels):
        party = w.theatre.party[channel]
        if (by == party and about == w.theatre.challenger) or (by == w.theatre.challenger and about == party):
            kept, broken = KEPT[s.talks[channel]], act.broken[channel]
    return kept, broken


@compiled
def provocation(w: World, act: Any, by: int, about: int) -> float:
    t = w.theatre
    if not (t.in_bloc[by] and about == t.challenger):
        return 0.0
    aimed = 1.0 if by in (t.patron, t.main) else w.assume.partner_concern
    return w.assume.provocation_weight * act.severity * aimed + w.assume.statement_provocation * act.statement


@compiled
def exercise(w: World, act: Any, by: int, about: int) -> float:
    t = w.theatre
    if not (by == t.challenger and t.in_bloc[about]):
        return 0.0
    return w.assume.exercise_provocation * act.exercise * (1.0 if about in (t.patron, t.main) else w.assume.partner_involvement)


@compiled
def sanction(w: World, pain: float, by: int, about: int) -> float:
    t = w.theatre
    if by != t.challenger:
        return 0.0
    return pain if about == t.patron else w.assume.protege_blame * pain if about == t.main else 0.0


@compiled
def posture(w: World, s: Any, by: int, about: int) -> float:
    """What the main protege, the challenger and the main backer make of each other's standing policies."""
    t, a, since = w.theatre, w.assume, w.since
    if by == t.main and about == t.backer:
        return -a.cooperation_goodwill * since.backer_cooperation[t.main]
    if by == t.backer and about == t.main:
        return a.latency_alarm_backer * s.latency - a.hedging_goodwill * since.backer_hedging[t.main]
    guarantee = GUARANTEE[int(w.levers.extended_deterrence[t.patron])] - w.reference.guarantee
    committed = a.commitment_alarm * (guarantee + since.commitment_stance[t.patron] / 2)
    bases = 0.0
    for alliance in range(1, t.alliances):
        if by == t.backer or about == t.patron or about == t.protege[alliance]:
            bases += a.hosting_alarm * (hosted(w, w.levers, alliance) - hosted(w, w.usual, alliance))
    if by == t.challenger and about == t.patron:
        return committed + bases
    if by == t.challenger and about == t.main:
        return a.latency_alarm * s.latency - a.reassurance * a.policy_reassurance * since.engagement[t.main] + committed
    if by == t.challenger and t.is_partner[about]:
        return bases
    if by == t.backer and about == t.patron:
        return t.reach[by] * bases
    if by == t.main and about == t.challenger:
        return a.reassurance * a.policy_reassurance * since.denies_protege[t.challenger]
    return 0.0


@compiled
def bloc(w: World, s: Any, act: Any, by: int, about: int) -> float:
    t, signal = w.theatre, 0.0
    if t.in_bloc[by] != t.in_bloc[about]:
        signal += w.assume.bloc_hostility * (s.polarisation - w.start.polarisation)
    if (by == t.patron and about == t.backer) or (by == t.backer and about == t.patron):
        signal += act.push
    if by == t.patron and about == t.supplier:
        signal -= w.assume.partnership_goodwill * w.since.supplier_partnership[t.patron]
    return signal


@compiled
def crisis(w: World, s: Any, n: Any, act: Any) -> None:
    """Let every rivalry climb or step down the ladder, and its heat fade and grow."""
    t, a, start = w.theatre, w.assume, w.reference.threat
    n.war_so_far = s.war_so_far
    doubt = w.start.credibility_challenger - s.credibility_challenger
    for i in range(t.rivalries):
        one, other, back = t.by[i], t.about[i], t.rivalries + i
        local = indicator((one == t.challenger and t.in_bloc[other]) or (other == t.challenger and t.in_bloc[one]))
        fear = sqrt(act.threat[i] * act.threat[back]) - sqrt(start[i] * start[back])
        x = a.heat_crisis_effect * (s.heat[i] - w.start.heat[i]) + a.mutual_fear * fear - a.hotline_effect * hotline(w, s, i)
        x += local * (a.gap_crisis_effect * s.gap + a.exercise_accidents * act.exercise)
        calm_up = sat(a.crisis_base * (mean_hostility(w, s, i) / w.reference.hostility) ** a.crisis_power * exp(x) / 12)
        crisis_up = min(1.0, a.clash_rate * exp(a.gap_crisis_effect * local * s.gap))
        clash_up = min(1.0, a.war_rate * exp(a.doubt_attack_effect * local * doubt))
        act.hazard[i], act.clash[i], act.war[i] = calm_up, up_first(crisis_up, DOWN[1]), up_first(clash_up, DOWN[2])
        if i == t.rivalry[t.challenger][t.main]:
            calm_up = 1 - (1 - calm_up) * (1 - a.attack_crisis * act.attack)
            crisis_up = 1 - (1 - crisis_up) * (1 - a.attack_clash * act.attack)
        n.stage[i] = s.stage[i]
        up = (calm_up, crisis_up, clash_up, 0.0)[s.stage[i]]
        if draw(w, w.keys.crisis_down[i]) < DOWN[s.stage[i]]:
            n.stage[i] -= 1
        elif draw(w, w.keys.crisis_up[i]) < up:
            n.stage[i] += 1
        n.heat[i] = s.heat[i] * 2**-0.25 + events(w, act, one, other, local) + a.crisis_heat * indicator(n.stage[i] > s.stage[i])
        n.fought[i] = max(s.fought[i], int(n.stage[i] == 3))
        n.war_so_far = max(n.war_so_far, float(n.fought[i]))


@compiled
def up_first(up: float, down: float) -> float:
    """Probability to step up before stepping down, which is drawn first."""
    return up * (1 - down) / (up * (1 - down) + down)


@compiled
def hotline(w: World, s: Any, rivalry: int) -> float:
    """Return whether a rival of the challenger has a channel to it that is open."""
    for channel in range(w.theatre.channels):
        if w.theatre.rivalry[w.theatre.party[channel]][w.theatre.challenger] == rivalry and s.talks[channel] >= 1:
            return 1.0
    return 0.0


@compiled
def events(w: World, act: Any, one: int, other: int, local: float) -> float:
    """Severity of what happened between two this month, but for the crises themselves."""
    t, a, severity = w.theatre, w.assume, 0.0
    if local:
        rival = other if one == t.challenger else one
        aimed = 1.0 if rival in (t.patron, t.main) else a.partner_concern
        severity += aimed * (a.provocation_heat * act.severity + a.exercise_heat * act.exercise)
        severity += a.statement_heat * act.statement
    if (one == t.patron and other == t.backer) or (one == t.backer and other == t.patron):
        severity += a.flashpoint_heat * act.flashpoint + a.rivalry_heat
    if (one == t.main and other == t.backer) or (one == t.backer and other == t.main):
        severity += a.coercion_heat * act.coercion
    return severity


@compiled
def consensus(w: World, s: Any, n: Any, act: Any) -> None:
    """Let disputes divide and success unite, country by country."""
    t, a = w.theatre, w.assume
    kept = indicator(any_in(w, s, 3))
    for actor in range(t.actors):
        strain = a.crisis_strain * w.circumstances.domestic_crisis[actor]
        success = a.new_leader_unity * w.circumstances.leadership_change[actor]
        if actor == t.main:
            fear = max(s.abandonment - w.start.abandonment, 0.0) + max(s.entrapment - w.start.entrapment, 0.0)
            concession = max(w.levers.engagement[actor], 0.0) * s.severity
            cost = a.payment_strain * (paid(w, w.levers) - w.reference.paid)
            cost += a.spending_strain * (s.burden[actor] - w.usual.defence_share[actor])
            worry = a.consensus_strain * (s.quarrel + a.coercion_strain * s.coercion + fear + concession)
            strain += bounded(worry + cost, 0.0, 0.25)
            success += a.deal_unity * kept
        if actor == t.patron:
            success += a.deal_unity_patron * kept
        c = s.consensus[actor]
        n.consensus[actor] = c + a.consensus_recovery * (t.consensus_rest[actor] - c) - strain * c + success * (1 - c)
