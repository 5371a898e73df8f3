"""Blocs, hostility and trust, the crisis ladder and consensus in the scalar reference."""

from math import exp
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
from tests.oracle.posture import bite, rivalry_tension

KEPT = (0.0, 0.2, 0.5, 1.0)
DOWN = (0.0, 0.35, 0.4, 0.15)


@compiled
def blocs(w: World, s: Any, n: Any, act: Any) -> None:
    t, a, since = w.theatre, w.assume, w.since
    pressure = since.flashpoint_pressure[t.backer]
    hazard = w.circumstances.flashpoint * exp(2 * pressure)
    act.flashpoint = indicator(t.backer >= 0 and draw(w, w.keys.flashpoint) < sat(hazard / 12))
    drive = since.backer_competition[t.patron] + pressure / 2
    act.push = a.rivalry_weight * drive + 0.1 * normal(w, w.keys.rivalry_drift) + act.flashpoint
    divides = rivalry_tension(w, s) - w.reference.rivalry + since.bloc_rigidity[t.main] + since.alliance_cooperation[t.main] / 2
    divides += since.backing[t.supplier] / 2 + since.supplier_alignment[t.challenger] / 2
    joins = since.backer_cooperation[t.main] + since.supplier_engagement[t.main] / 2 + since.supplier_partnership[t.patron] / 2
    goal = sigma(logit(t.polarisation) + a.bloc_response * (divides - joins))
    n.polarisation = s.polarisation + a.polarisation_rate * (goal - s.polarisation)


@compiled
def hostility(w: World, s: Any, n: Any, act: Any) -> None:
    """Hostility and trust of every dyad: what others do to us, and how it fades."""
    t, a = w.theatre, w.assume
    pain = a.sanctions_provocation * (0.5 * act.sanctions_round + bite(s) - w.reference.bite)
    peace = 1 + 0.5 * largest(w, s.peace)
    for dyad in range(t.dyads):
        by, about, h, tau = t.by[dyad], t.about[dyad], s.hostility[dyad], s.trust[dyad]
        kept, broken = talks_of(w, s, act, by, about)
        strain = provocation(w, act, by, about)
        felt = change(strain, h) + change(exercise(w, act, by, about), h) + change(sanction(w, pain, by, about), h)
        felt += change(a.arms_alarm * bounded(s.force[about] / s.force_memory[about] - 1, 0.0, 1.0), h)
        felt += change(0.4 * act.coercion if by == t.main and about == t.backer else 0.0, h)
        felt += change(posture(w, s, by, about), h) + change(bloc(w, s, act, by, about), h)
        felt += change(-a.reassurance * kept * peace / 2, h) + change(broken, h)
        felt += change(0.3 * s.stage[t.rivalry[by][about]], h)
        n.hostility[dyad] = h + a.hostility_sensitivity * felt - a.hostility_decay * (h - t.hostility_rest[dyad])
        lost = min(1 - a.trust_decay, a.trust_loss * (broken + strain / 10)) * tau
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
    aimed = 1.0 if by in (t.patron, t.main) else 0.7
    return w.assume.provocation_weight * act.severity * aimed + 0.05 * act.statement


@compiled
def exercise(w: World, act: Any, by: int, about: int) -> float:
    t = w.theatre
    if not (by == t.challenger and t.in_bloc[about]):
        return 0.0
    return w.assume.exercise_provocation * act.exercise * (1.0 if about in (t.patron, t.main) else 0.3)


@compiled
def sanction(w: World, pain: float, by: int, about: int) -> float:
    t = w.theatre
    if by != t.challenger:
        return 0.0
    return pain if about == t.patron else pain / 2 if about == t.main else 0.0


@compiled
def posture(w: World, s: Any, by: int, about: int) -> float:
    """What the main protege, the challenger and the main backer make of each other's standing policies."""
    t, since = w.theatre, w.since
    if by == t.main and about == t.backer:
        return -0.1 * since.backer_cooperation[t.main]
    if by == t.backer and about == t.main:
        return 0.2 * s.latency - 0.1 * since.backer_hedging[t.main]
    if by == t.challenger and about == t.main:
        return 0.3 * s.latency - w.assume.reassurance * since.engagement[t.main] / 4
    if by == t.main and about == t.challenger:
        return w.assume.reassurance * since.denies_protege[t.challenger] / 4
    return 0.0


@compiled
def bloc(w: World, s: Any, act: Any, by: int, about: int) -> float:
    t, signal = w.theatre, 0.0
    if t.in_bloc[by] != t.in_bloc[about]:
        signal += w.assume.bloc_hostility * (s.polarisation - w.start.polarisation)
    if (by == t.patron and about == t.backer) or (by == t.backer and about == t.patron):
        signal += act.push
    if by == t.patron and about == t.supplier:
        signal -= 0.3 * w.since.supplier_partnership[t.patron]
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
        fear = act.threat[i] * act.threat[back] - start[i] * start[back]
        x = a.heat_crisis_effect * (s.heat[i] - w.start.heat[i]) + a.mutual_fear * fear - a.hotline_effect * hotline(w, s, i)
        x += local * (a.gap_crisis_effect * s.gap + a.exercise_accidents * act.exercise)
        calm_up = sat(a.crisis_base * (mean_hostility(w, s, i) / 0.65) ** 2 * exp(x) / 12)
        crisis_up = min(1.0, a.clash_rate * exp(a.gap_crisis_effect * local * s.gap))
        clash_up = min(1.0, a.war_rate * exp(a.doubt_attack_effect * local * doubt))
        act.hazard[i], act.clash[i], act.war[i] = calm_up, up_first(crisis_up, DOWN[1]), up_first(clash_up, DOWN[2])
        n.stage[i] = s.stage[i]
        up = (calm_up, crisis_up, clash_up, 0.0)[s.stage[i]]
        if draw(w, w.keys.crisis_down[i]) < DOWN[s.stage[i]]:
            n.stage[i] -= 1
        elif draw(w, w.keys.crisis_up[i]) < up:
            n.stage[i] += 1
        n.heat[i] = s.heat[i] * 2**-0.25 + events(w, act, one, other, local) + 0.5 * indicator(n.stage[i] > s.stage[i])
        n.war_so_far = max(n.war_so_far, indicator(n.stage[i] == 3))


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
    t, severity = w.theatre, 0.0
    if local:
        rival = other if one == t.challenger else one
        aimed = 1.0 if rival in (t.patron, t.main) else 0.6
        severity += aimed * (0.6 * act.severity + w.assume.exercise_provocation / 4 * act.exercise) + 0.1 * act.statement
    if (one == t.patron and other == t.backer) or (one == t.backer and other == t.patron):
        severity += 1.5 * act.flashpoint + 0.05
    if (one == t.main and other == t.backer) or (one == t.backer and other == t.main):
        severity += 0.3 * act.coercion
    return severity


@compiled
def consensus(w: World, s: Any, n: Any, act: Any) -> None:
    """Let disputes divide and success unite, country by country."""
    t, a = w.theatre, w.assume
    kept = indicator(any_in(w, s, 3))
    for actor in range(t.actors):
        strain = a.crisis_strain * w.circumstances.domestic_crisis[actor]
        success = 0.1 * w.circumstances.leadership_change[actor]
        if actor == t.main:
            fear = max(s.abandonment - w.start.abandonment, 0.0) + max(s.entrapment - w.start.entrapment, 0.0)
            concession = max(w.levers.engagement[actor], 0.0) * s.severity
            strain += min(a.consensus_strain * (s.quarrel + s.coercion / 2 + fear + concession), 0.25)
            success += 0.01 * kept
        if actor == t.patron:
            success += 0.005 * kept
        c = s.consensus[actor]
        n.consensus[actor] = c + a.consensus_recovery * (t.consensus_rest[actor] - c) - strain * c + success * (1 - c)
