"""Blocs, hostility and trust, the crisis ladder and consensus in the scalar reference."""

from math import exp
from typing import Any

from tests.oracle.scalar import ScalarWorld, logit, sat, sigma


def blocs(w: ScalarWorld, s: Any, n: Any, act: Any) -> None:
    pressure = w.dep(w.backer, "flashpoint_pressure")
    act.flashpoint = float(w.backer is not None and w.u("flashpoint") < sat(w.flashpoint * exp(2 * pressure) / 12))
    drive = w.dep(w.patron, "backer_competition") + pressure / 2
    act.push = w.a["rivalry_weight"] * drive + 0.1 * w.z("rivalry_drift") + act.flashpoint
    divides = w.pair_tension(s) - w.ref_tension + w.dep(w.main, "bloc_rigidity") + w.dep(w.main, "alliance_cooperation") / 2
    divides += w.dep(w.supplier, "backing") / 2 + w.dep(w.ch, "supplier_alignment") / 2
    joins = w.dep(w.main, "backer_cooperation") + w.dep(w.main, "supplier_engagement") / 2
    joins += w.dep(w.patron, "supplier_partnership") / 2
    goal = sigma(logit(w.fig("polarisation")) + w.a["bloc_response"] * (divides - joins))
    n.polarisation = s.polarisation + w.a["polarisation_rate"] * (goal - s.polarisation)


def hostility(w: ScalarWorld, s: Any, n: Any, act: Any) -> None:
    a, ch, main, patron = w.a, w.ch, w.main, w.patron
    bite = s.sanctions * (0.3 + 0.7 * s.enforcement) * (1 - s.relief)
    usual = w.ref.sanctions * (0.3 + 0.7 * w.ref.enforcement) * (1 - w.ref.relief)
    pain = a["sanctions_provocation"] * (0.5 * act.round + bite - usual)
    peace = 1 + 0.5 * max((t["peace"] for t in s.terms), default=0.0)
    rests = {}
    for r in w.theatre.rivalries:
        rests[r.first, r.second] = (r.start["first_rest"].value, r.start["first_trust_rest"].value)
        rests[r.second, r.first] = (r.start["second_rest"].value, r.start["second_trust_rest"].value)
    parties = [channel.parties[0] for channel in w.theatre.channels]
    for by, about in w.directed:
        signals = []
        strain = 0.0
        if by in w.bloc and about == ch:
            aimed = 1.0 if by in (main, patron) else 0.7
            strain = a["provocation_weight"] * act.severity * aimed + 0.05 * act.statement
            signals.append(strain)
        if by == ch and about in w.bloc:
            signals.append(a["exercise_provocation"] * act.exercise * (1.0 if about in (main, patron) else 0.3))
        if by == ch and about in (patron, main):
            signals.append(pain if about == patron else pain / 2)
        signals.append(a["arms_alarm"] * max(0, min(1, s.force[about] / s.force_memory[about] - 1)))
        if (by, about) == (main, w.backer):
            signals += [0.4 * act.coercion, -0.1 * w.dep(main, "backer_cooperation")]
        if (by, about) == (w.backer, main):
            signals.append(0.2 * s.latency - 0.1 * w.dep(main, "backer_hedging"))
        if (by, about) == (ch, main):
            signals.append(-a["reassurance"] * w.dep(main, "engagement") / 4 + 0.3 * s.latency)
        if (by, about) == (main, ch):
            signals.append(a["reassurance"] * w.dep(ch, "denies_protege") / 4)
        bloc = a["bloc_hostility"] * (s.polarisation - w.ref.polarisation) if (by in w.bloc) != (about in w.bloc) else 0.0
        if {by, about} == {patron, w.backer}:
            bloc += act.push
        if (by, about) == (patron, w.supplier):
            bloc -= 0.3 * w.dep(patron, "supplier_partnership")
        signals.append(bloc)
        kept = broken = 0.0
        for i, who in enumerate(parties):
            if {by, about} == {who, ch}:
                kept, broken = [0.0, 0.2, 0.5, 1.0][s.c_stage[i]], act.broken[i]
        signals += [-a["reassurance"] * kept * peace / 2, broken, 0.3 * s.stage[w.pair(by, about)]]  # type: ignore[index]
        h, t = s.hostility[by, about], s.trust[by, about]
        rest, trust_rest = rests[by, about]
        felt = sum(x * (1 - h) if x > 0 else x * h for x in signals)
        n.hostility[by, about] = h + a["hostility_sensitivity"] * felt - a["hostility_decay"] * (h - rest)
        lost = min(1 - a["trust_decay"], a["trust_loss"] * (broken + strain / 10)) * t
        moved = t + a["trust_build"] * kept * (1 - t) - lost - a["trust_decay"] * (t - trust_rest)
        renewed = max(w.conditions[x]["leadership_change"] for x in (by, about))
        n.trust[by, about] = moved + renewed * (trust_rest - moved)


def crisis(w: ScalarWorld, s: Any, n: Any, act: Any) -> None:
    a = w.a
    act.hazard, act.clash, act.war = [], [], []
    parties = [channel.parties[0] for channel in w.theatre.channels]
    doubt = w.ref.cred_ch - s.cred_ch
    for i, (one, other) in enumerate(w.pairs):
        local = float((one == w.ch and other in w.bloc) or (other == w.ch and one in w.bloc))
        mean = (s.hostility[one, other] + s.hostility[other, one]) / 2
        fear = w.threat[one, other] * w.threat[other, one] - w.ref_threat[one, other] * w.ref_threat[other, one]
        open_ = any({who, w.ch} == {one, other} and stage >= 1 for who, stage in zip(parties, s.c_stage, strict=True))
        x = a["heat_crisis_effect"] * (s.heat[i] - w.ref.heat[i]) + a["mutual_fear"] * fear - a["hotline_effect"] * open_
        x += local * (a["gap_crisis_effect"] * s.gap + a["exercise_accidents"] * act.exercise)
        hazard = sat(a["crisis_base"] * (mean / 0.65) ** 2 * exp(x) / 12)
        up = [hazard, min(1, a["clash_rate"] * exp(a["gap_crisis_effect"] * local * s.gap))]
        up.append(min(1, a["war_rate"] * exp(a["doubt_attack_effect"] * local * doubt)))
        act.hazard.append(hazard)
        act.clash.append(up[1] * 0.65 / (up[1] * 0.65 + 0.35))
        act.war.append(up[2] * 0.6 / (up[2] * 0.6 + 0.4))
        name = w.theatre.rivalries[i].name
        stage = s.stage[i]
        if w.u(f"crisis_down/{name}") < [0, 0.35, 0.4, 0.15][stage]:
            n.stage[i] = stage - 1
        elif stage < 3 and w.u(f"crisis_up/{name}") < up[stage]:
            n.stage[i] = stage + 1
        events = 0.5 * (n.stage[i] > stage)
        if local:
            rival = other if one == w.ch else one
            aimed = 1.0 if rival in (w.patron, w.main) else 0.6
            events += aimed * (0.6 * act.severity + a["exercise_provocation"] / 4 * act.exercise) + 0.1 * act.statement
        if {one, other} == {w.patron, w.backer}:
            events += 1.5 * act.flashpoint + 0.05
        if {one, other} == {w.main, w.backer}:
            events += 0.3 * act.coercion
        n.heat[i] = s.heat[i] * 2**-0.25 + events
    n.war_so_far = max(s.war_so_far, float(3 in n.stage))


def consensus(w: ScalarWorld, s: Any, n: Any, act: Any) -> None:
    a = w.a
    kept = float(any(stage == 3 for stage in s.c_stage))
    for actor in w.theatre.actors:
        who = actor.name
        strain = a["crisis_strain"] * w.conditions[who]["domestic_crisis"]
        success = 0.1 * w.conditions[who]["leadership_change"]
        if who == w.main:
            fear = max(s.abandonment - w.ref.abandonment, 0) + max(s.entrapment - w.ref.entrapment, 0)
            concession = max(w.levers[who]["engagement"], 0) * s.severity
            strain += min(a["consensus_strain"] * (s.quarrel + s.coercion / 2 + fear + concession), 0.25)
            success += 0.01 * kept
        if who == w.patron:
            success += 0.005 * kept
        c = s.consensus[who]
        rest = actor.start["consensus_rest"].value
        n.consensus[who] = c + a["consensus_recovery"] * (rest - c) - strain * c + success * (1 - c)
