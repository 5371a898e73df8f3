"""A month of the scalar reference, mechanism by mechanism."""

import copy
from math import exp
from types import SimpleNamespace
from typing import Any

from tests.oracle.relations import blocs, consensus, crisis, hostility
from tests.oracle.scalar import ScalarWorld, logit, sat, sigma

GUARANTEE = [0.0, 0.4, 0.7, 1.0]
DEMAND = [0.0, 0.4, 0.7, 1.0]
DEAL_WILL = [0.25, 0.5, 1.0, 1.0]
GAP = [[0.0, 0.15, 0.25, 0.5], [0.2, 0.35, 0.45, 0.75], [0.5, 0.65, 0.75, 1.0]]
SEASON = [0.2, 0.2, 1.0, 0.4, 0.2, 0.2, 0.2, 1.0, 0.3, 0.2, 0.2, 0.1]


def step(w: ScalarWorld) -> None:
    """Let a month pass in a world; leaves `w.state`, `w.acts` and `w.before`."""
    last = w.state
    new = copy.deepcopy(last)
    act = SimpleNamespace()
    observe(w, last)
    decide(w, last, act)
    for mechanism in (
        strength,
        credibility,
        command,
        fears,
        memory,
        responses,
        diplomacy,
        nuclear,
        blocs,
        hostility,
        crisis,
        consensus,
    ):
        mechanism(w, last, new, act)
    w.before, w.state, w.acts = last, new, act
    w.number += 1


def observe(w: ScalarWorld, s: Any) -> None:
    sc, month = w.scenario, w.scenario.start + w.number
    w.levers = {}
    for actor in w.theatre.actors:
        own = {}
        for rule, name in actor.lever_names.items():
            value = sc.policy[actor.name][name].value(month)
            if rule in w.contested[actor.name]:
                usual = w.usual[actor.name][rule]
                value = usual + min(1, s.consensus[actor.name] / w.a["consensus_needed"]) * (value - usual)
            own[rule] = value
        w.levers[actor.name] = own
    w.conditions = {a.name: {name: sc.conditions[a.name][name].value(month) for name in a.conditions} for a in w.theatre.actors}
    w.flashpoint = sc.conditions["theatre"][w.theatre.condition_names["flashpoint_contingency"]].value(month)
    w.threat = w.threats(s)


def decide(w: ScalarWorld, s: Any, act: Any) -> None:
    a, ch, patron, main = w.a, w.ch, w.patron, w.main
    lev = w.levers[ch]
    talks = float(any(stage >= 1 for stage in s.c_stage))
    deal = float(any(stage >= 2 for stage in s.c_stage))
    grudge = s.hostility.get((ch, patron), 0) - w.ref.hostility.get((ch, patron), 0)
    immature = w.fig("tech") - s.tech
    status = DEMAND[int(lev["dialogue_demand"])] - DEMAND[int(w.usual[ch]["dialogue_demand"])]
    doubt = w.ref.cred_ch - s.cred_ch
    restraint = a["backer_restraint"] * (s.enforcement - w.ref.enforcement)
    quiet = a["talks_restraint"] * (talks + deal)
    closed = 1.5 * w.conditions[ch]["closure"]
    drive = (
        a["tech_need"] * immature + a["test_hostility"] * grudge
        + a["unmet_demand"] * (s.frustration + (1 - talks) * status / 2)
        + a["exercise_test_effect"] * s.exercise + a["doubt_test_effect"] * doubt - restraint - quiet - closed
    )  # fmt: skip
    level = (s.test_memory + 0.1) / (w.fig("missile_tests_a_month") + 0.1)
    act.rate = a["missile_test_base"] * lev["testing_tempo"] / 0.7 * level ** a["test_clustering"] * exp(drive)
    spread = a["test_dispersion"]
    mean = min(act.rate * exp(spread * w.z("missile_test_mixing") - spread**2 / 2), 24)
    luck, term, act.tests = w.u("missile_test"), exp(-mean), 0
    below = term
    while luck > below and act.tests < 24:
        act.tests += 1
        term *= mean / act.tests
        below += term
    bargaining = a["tech_need"] * immature + a["status_bargaining"] * status + a["unmet_demand"] * s.frustration
    hazard = a["nuclear_test_base"] * lev["testing_tempo"] / 0.7 * exp(bargaining - restraint - 2 * quiet - closed)
    act.nuclear = float(w.u("nuclear_test") < sat(hazard / 12))
    i = w.pair(ch, main)
    daring = (
        a["gap_attack_effect"] * s.gap + a["heat_attack_effect"] * (0 if i is None else s.heat[i] - w.ref.heat[i])
        + a["stability_instability"] * (w.exposure(s.warheads, s.tech) - w.exposure(w.ref.warheads, w.ref.tech))
        + a["doubt_attack_effect"] * doubt - quiet
    )  # fmt: skip
    act.attack = float(w.u("limited_attack") < sat(a["attack_base"] * lev["provocation_doctrine"] / 0.5 * exp(daring) / 12))
    act.severity = sat(0.15 * act.tests + 0.9 * act.nuclear + 1.2 * act.attack)
    q = a["choice_precision"]
    anger = s.hostility.get((ch, main), 0.0)
    act.statement = float(w.u("statement") < sigma(q * (anger + s.exercise / 2 - 1)))

    p = w.levers[patron]
    halted = max((terms["halt"] for terms in s.terms), default=0.0)
    calendar = (w.scenario.start + w.number) % 12
    planned = p["exercise_tempo"] * SEASON[calendar] * (1 - halted)
    show = float(w.u("show_of_force") < sigma(q * (s.severity * (1 + p["commitment_stance"] / 2) - 0.6))) * (1 - halted)
    act.exercise = min(1, planned + 0.4 * show)
    gain = s.severity * p["sanctions_pressure"] - 0.3 - 0.4 * w.lev(w.backer, "backing") - 0.3 * w.lev(w.supplier, "backing")
    act.round = float(w.u("sanctions") < sigma(q * gain))
    act.enforcement = act.coercion = 0.0
    if w.backer:
        b = w.levers[w.backer]
        free = 1 - b["sanctions_enforcement"]
        act.enforcement = b["sanctions_enforcement"] + a["backer_displeasure"] * s.severity * (1 - b["backing"]) * free
        aligned = w.dep(main, "alliance_cooperation") + w.dep(main, "bloc_rigidity")
        grievance = b["coercion"] - 0.5 + a["alignment_grievance"] * aligned
        grievance -= 0.3 * w.dep(main, "backer_cooperation") + 0.2 * w.dep(main, "backer_hedging")
        act.coercion = float(w.u("coercion") < sigma(q * grievance)) * (0.3 + 0.7 * b["coercion"])
    act.will = {patron: p["summit_willingness"], main: (1 + w.levers[main]["engagement"]) / 2}
    hunger = s.sanctions * (1 - s.relief) * (0.3 + 0.7 * s.enforcement)
    act.will[ch] = 0.35 + 0.4 * hunger - 0.2 * lev["supplier_alignment"]
    for who in w.partners:
        act.will[who] = 0.3 * w.levers[who]["reconciliation"]


def strength(w: ScalarWorld, s: Any, n: Any, act: Any) -> None:
    for actor in w.theatre.actors:
        who = actor.name
        planned = w.levers[who].get("defence_share", actor.start["strength"].value / actor.start["gdp"].value * 100)
        alarm = max([0.0, *(w.threat[d] - w.ref_threat[d] for d in w.directed if d[0] == who)])
        if who == w.main:
            alarm += s.abandonment - w.ref.abandonment
        alarm = max(-1, min(1, alarm))
        b = s.burden[who]
        n.burden[who] = b + (planned * (1 + w.a["arms_reaction"] * alarm) - b) / 12 - w.a["burden_fatigue"] * max(b - planned, 0)
        gdp = actor.start["gdp"].value * (1 + actor.start["growth"].value / 100) ** (w.number / 12)
        n.strength[who] = s.strength[who] + 0.05 / 12 * (b * gdp / 100 - s.strength[who])
        n.force_memory[who] = s.force_memory[who] + (s.force[who] - s.force_memory[who]) / 12
    mixed = copy.copy(s)
    mixed.strength = n.strength
    n.force = w.usable(mixed)
    n.offence = dict.fromkeys(w.names, 0.0)
    n.offence[w.ch] = s.tech
    n.offence[w.patron] = n.offence[w.main] = s.exercise
    for who in w.partners:
        n.offence[who] = w.levers[who]["counterstrike"]


def credibility(w: ScalarWorld, s: Any, n: Any, act: Any) -> None:
    a, p = w.a, w.levers[w.patron]
    seen = w.presence(w.levers)
    quarrel = sat(max(p["burden_demand"] - w.levers[w.main]["burden_offer"], 0) / 3)
    homeland = w.exposure(s.warheads, s.tech) - w.exposure(w.ref.warheads, w.ref.tech)
    guarantee = GUARANTEE[int(p["extended_deterrence"])] - GUARANTEE[int(w.usual[w.patron]["extended_deterrence"])]

    def target(start: float, i: int, weigh: tuple[float, float, float]) -> float:
        fell = max(s.presence_memory[i] - seen[i], 0)
        gain = a["presence_effect"] * (seen[i] - w.ref.presence[i]) - a["rapid_change_penalty"] * fell
        x = logit(start) + weigh[0] * gain + weigh[1] * a["guarantee_effect"] * guarantee
        return x - weigh[2] * a["decoupling_effect"] * homeland + a["stance_effect"] * w.dep(w.patron, "commitment_stance")

    def moved(now: float, x: float) -> float:
        goal = sigma(x)
        return now + (a["credibility_build"] if goal > now else a["credibility_loss"]) * (goal - now)

    own = a["own_command_credibility"] * float(s.transferred > 0)
    dispute = a["quarrel_effect"] * (quarrel - w.ref_quarrel)
    allies = w.theatre.alliances
    start = allies[0].start["protege_credibility"].value
    spill = a["reputation_spillover"] * (logit(min(0.99, max(0.01, s.credibility[0]))) - logit(start))
    for i, ally in enumerate(allies):
        x = target(ally.start["protege_credibility"].value, i, (1, 1, 1)) + (own - dispute if i == 0 else spill)
        n.credibility[i] = moved(s.credibility[i], x)
    x = target(allies[0].start["challenger_credibility"].value, 0, (0.7, 1.3, 1.3)) + own - 0.5 * dispute
    n.cred_ch = moved(s.cred_ch, x)
    n.quarrel, n.presence = quarrel, seen
    n.presence_memory = [old + (now - old) / 12 for old, now in zip(s.presence_memory, seen, strict=True)]
    n.support = w.support(s, w.levers, s.force)


def command(w: ScalarWorld, s: Any, n: Any, act: Any) -> None:
    own, needed = w.levers[w.main], w.a["readiness_needed"]
    may = own["command_conditions_based"] < 0.5 or s.readiness >= needed or s.transferred > 0
    in_force = (2 if may else 0) if own["command"] >= 2 else own["command"]
    effort = s.burden[w.main] / w.usual[w.main]["defence_share"]
    training = float(own["command"] >= 1 and in_force < 2)
    drill = w.levers[w.patron]["exercise_tempo"] * (1 - max((t["halt"] for t in s.terms), default=0.0))
    g = w.a["readiness_growth"]
    n.readiness = s.readiness + g * drill * effort * (1 + training / 2) * (1 - s.readiness) - g / 4 * (1 - drill) * s.readiness
    n.transferred = float(in_force >= 2)
    m = 1 - w.a["command_cost"] * max(needed - s.readiness, 0) / needed * in_force / 2
    counted = s.force[w.main] * [0.6, 0.75, 1.0][int(in_force)]
    n.autonomy = counted / (counted + s.support[w.main])
    n.gap = max(0, 1 - m * (s.force[w.main] + s.support[w.main]) / s.force[w.ch] / w.ref_balance)


def fears(w: ScalarWorld, s: Any, n: Any, act: Any) -> None:
    n.abandonment, n.entrapment = w.abandonment(s, w.threat), w.entrapment(s, w.levers)
    doubt = w.theatre.alliances[0].start["protege_credibility"].value - s.credibility[0]
    x = logit(w.fig("nuclear_pressure")) + w.a["nuclear_response"] * (s.abandonment - w.ref.abandonment + doubt / 2)
    n.nuclear_pressure = s.nuclear_pressure + 0.1 * (sigma(x) - s.nuclear_pressure)
    n.latency = s.latency + 0.02 * ([0.0, 0.3, 1.0][int(w.levers[w.main]["nuclear_option"])] - s.latency)


def memory(w: ScalarWorld, s: Any, n: Any, act: Any) -> None:
    n.test_memory = s.test_memory + (act.tests - s.test_memory) / 12
    n.severity = act.severity


def responses(w: ScalarWorld, s: Any, n: Any, act: Any) -> None:
    n.exercise = act.exercise
    pressure = w.levers[w.patron]["sanctions_pressure"]
    n.sanctions = s.sanctions + 0.2 * act.round * (1 - s.sanctions) + 0.02 * (pressure - s.sanctions)
    promised = max((t["relief"] for t, stage in zip(s.terms, s.c_stage, strict=True) if stage >= 3), default=0.0)
    n.relief = s.relief + 0.1 * (promised - s.relief)
    n.enforcement = s.enforcement + 0.2 * (act.enforcement - s.enforcement)
    n.coercion = s.coercion + 0.2 * (act.coercion - s.coercion)


def diplomacy(w: ScalarWorld, s: Any, n: Any, act: Any) -> None:
    a, c, p, main = w.a, w.levers[w.ch], w.levers[w.patron], w.levers[w.main]
    demand, policy = int(c["dialogue_demand"]), int(c["nuclear_policy"])
    offered = {1: 1 - p["exercise_tempo"], 2: p["relief_offer"]}.get(demand, 0.0)
    act.broken, collapsed, deals = [], [], 0
    for i, channel in enumerate(w.theatre.channels):
        who = channel.parties[0]
        j = w.pair(who, w.ch)
        trust = 0 if j is None else (s.trust[who, w.ch] + s.trust[w.ch, who]) / 2
        heat = 0 if j is None else s.heat[j]
        gap = GAP[int(w.levers[who]["dialogue_precondition"])][demand] * (1 - offered)
        will = DEAL_WILL[policy]
        ease = a["trust_talks_effect"] * trust + a["mediation_effect"] * w.lev(w.backer, "mediation")
        ease -= a["heat_talks_effect"] * heat + (1 - s.consensus[who]) / 2
        other = act.will[w.ch] * (1 - 0.6 * c["denies_protege"] * (who == w.main))
        begin = sat(a["talks_base"] * (act.will[who] * other) ** 0.5 * exp(ease - a["gap_effect"] * gap))
        collapse = sat(a["collapse_base"] * exp(gap + heat / 2))
        link = main["peace_regime_link"]
        agree = sat(a["deal_base"] * will * s.consensus[who] * (1 - 0.4 * link) * exp(trust - 2 * gap))
        fail = sat(a["break_base"] * exp(1 - will + heat / 2 - 2 * trust - 0.7 * s.terms[i]["peace"]))
        luck, fate = (w.u(f"diplomacy/{channel.name}", k, 2) for k in (0, 1))
        stage, months = s.c_stage[i], s.c_months[i]
        new, ended, deal = stage, False, False
        if stage == 0 and luck < begin:
            new = 1
        elif stage == 1 and luck < collapse:
            new, ended = 0, True
        elif stage == 1 and fate < agree:
            new, deal = 2, True
        elif stage >= 2 and luck < fail:
            new, ended = 0, True
        elif stage == 2 and months >= 3:
            new = 3
        act.broken.append(float(stage >= 2 and ended))
        collapsed.append(float(stage == 1 and ended))
        deals += deal
        n.c_stage[i], n.c_months[i] = new, months + 1 if new == stage else 0
        if deal:
            signed = (policy >= 2, policy == 3, demand == 1, p["relief_offer"], link)
            n.terms[i] = dict(zip(("freeze", "rollback", "halt", "relief", "peace"), map(float, signed), strict=True))
        elif ended:
            n.terms[i] = dict.fromkeys(n.terms[i], 0.0)
    parties = [channel.parties[0] for channel in w.theatre.channels]
    above = any(stage >= 1 for stage, who in zip(s.c_stage, parties, strict=True) if who == w.patron)
    included = any(stage >= 1 for stage, who in zip(s.c_stage, parties, strict=True) if who == w.main)
    voice = max(0.5 * main["insists_on_seat"], 0.7 * main["peace_regime_link"], float(included))
    n.sidelining = s.sidelining + 0.1 * (above * (1 - voice) - s.sidelining)
    n.talks_months = s.talks_months + any(stage == 1 for stage in s.c_stage)
    n.kept = s.kept + any(stage == 3 for stage in s.c_stage)
    n.reached, n.broken = s.reached + deals, s.broken + sum(act.broken)
    n.frustration = max(s.frustration * 11 / 12, *collapsed, *act.broken)


def nuclear(w: ScalarWorld, s: Any, n: Any, act: Any) -> None:
    freeze = any(t["freeze"] and stage >= 2 for t, stage in zip(s.terms, s.c_stage, strict=True))
    rollback = any(t["rollback"] and stage >= 3 for t, stage in zip(s.terms, s.c_stage, strict=True))
    n.status = 0 if rollback else 1 if freeze or w.levers[w.ch]["nuclear_policy"] == 1 else 2
    transfer = w.lev(w.supplier, "technology_transfer") * w.levers[w.ch]["supplier_alignment"]
    if n.status == 2:
        n.fissile = s.fissile + (w.a["production_rate"] * (1 + transfer / 2) - 0.15 * s.fissile) / 12
        n.warheads = s.warheads + 0.15 * s.fissile / 12
    elif n.status == 0:
        n.warheads = s.warheads * (1 - 0.015)
    lesson = w.a["test_learning"] * (act.tests + 5 * act.nuclear) + 0.01 * transfer
    n.tech = s.tech + (1 - s.tech) * sat(lesson) - 0.002 * s.tech
